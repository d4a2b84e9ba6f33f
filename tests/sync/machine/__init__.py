"""The sync machine: one office and several laptops on real encrypted databases, and a world that loses files.

`template` makes the enrolled homes once, `world` holds the installations and the files between them, `work`
is what people do, `truth` says independently of the product what must hold, `driver` runs it all.
"""
