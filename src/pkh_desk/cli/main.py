"""The command line: words in, one action or view, an exit code out."""

import argparse
import logging
import sys
from collections.abc import Sequence

from pkh_desk import __version__
from pkh_desk.cli import demo, exchange, export, families, field, office, papers, upkeep
from pkh_desk.cli.call import Call, Commands
from pkh_desk.cli.exit_codes import BUG, table
from pkh_desk.cli.output import Output
from pkh_desk.cli.words import HELP, Parser
from pkh_desk.errors import UserError
from pkh_desk.logs import start_logging
from pkh_desk.settings import places

FAMILIES = (upkeep, families, export, field, papers, exchange, office, demo)


def main(argv: Sequence[str]) -> int:
    """Run one command; return its exit code."""
    args = parser().parse_args(argv)
    out = Output(getattr(args, "json", False))
    call = Call(args, places(getattr(args, "home", None)), out)
    try:
        args.run(call)
    except UserError as error:
        out.error(error)
        return error.exit_code
    except KeyboardInterrupt:
        return 130
    except Exception as error:  # noqa: BLE001 - the last line of defence: a bug becomes a code, not a traceback
        _report(call, error)
        return BUG
    return 0


def parser() -> argparse.ArgumentParser:
    """Return the parser of all commands."""
    shared = Parser(argument_default=argparse.SUPPRESS)
    shared.add_argument("-h", "--help", action="help", help=HELP)
    shared.add_argument(
        "--home", metavar="DIR", help="folder data (bawaan: PKH_DESK_HOME atau folder pengguna)"
    )
    shared.add_argument("--json", action="store_true", help="hasil sebagai JSON")
    codes = "\n".join(f"  {code:3}  {words}" for code, words in table())
    top = Parser(
        prog="pkh-desk",
        description="Meja kerja pendamping PKH dan kantor Dinsos. Tanpa perintah: membuka jendela.",
        epilog=f"kode keluar:\n{codes}",
        parents=[shared],
    )
    top.add_argument(
        "--version", action="version", version=f"pkh-desk {__version__}", help="menampilkan versi program"
    )
    commands = Commands(top.add_subparsers(metavar="PERINTAH", required=True), shared)
    for family in FAMILIES:
        family.add(commands)
    return top


def _report(call: Call, error: Exception) -> None:
    """Write the bug to the log, without its message (it may hold a person's data), and say so."""
    try:
        start_logging(call.places.logs)
    except OSError:
        call.out.note("Catatan kesalahan tidak bisa ditulis.")
    last, trace = "?", error.__traceback__
    while trace is not None:
        last = f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}"
        trace = trace.tb_next
    logging.getLogger("pkh_desk.cli").error("bug %s at %s", type(error).__name__, last)
    call.out.note("Program berhenti karena kesalahan program. Data yang sudah tersimpan aman.")
    call.out.note(f"Kirim berkas log ke pengembang: {call.places.logs} ({type(error).__name__} {last})")


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
