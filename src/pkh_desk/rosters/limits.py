"""How much a spreadsheet may hold before it is believed to be a mistake or a trap."""

BIGGEST_FILE = 100_000_000
UNZIPPED = 700_000_000
MEMBERS = 5_000
ROWS = 200_000
COLUMNS = 702
CELLS = 12_000_000
LONGEST_CELL = 2_000
CHILD_MEMORY = 1_500_000_000
CHILD_SECONDS = 180
