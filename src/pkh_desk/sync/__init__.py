"""BUNDLES: sealed files between desks, and the merge that makes every order give the same truth."""
