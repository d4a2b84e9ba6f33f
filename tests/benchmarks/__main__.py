"""Print every race: `python -m tests.benchmarks [--full] [NAME...]` from the top of the checkout."""

import argparse
import sys
import tempfile
from importlib import import_module
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[1]))

RACES = ("start", "memory", "pages", "search", "roster", "letters", "send", "ingest", "growth")


def main() -> None:
    """Run the races that were named, or all."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", metavar="NAME", help=", ".join(RACES))
    parser.add_argument("--full", action="store_true", help="the sizes of the targets; takes minutes")
    args = parser.parse_args()
    for name in args.names or RACES:
        with tempfile.TemporaryDirectory() as folder:
            for race in import_module(f"tests.benchmarks.{name}").races(Path(folder), args.full):
                print(race.run().line(), flush=True)


if __name__ == "__main__":
    main()
