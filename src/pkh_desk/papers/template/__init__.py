"""Letter templates as data: their parts, the facts they are filled with, and whether they may go out."""
