"""The command that shows everything: demo."""

from pkh_desk.cli.call import Call, Commands, path


def add(commands: Commands) -> None:
    """Add this command."""
    demo = commands.add(
        "demo", "kantor dan dua laptop dengan keluarga rekaan, dari awal sampai jawaban", _demo
    )
    demo.add_argument("out", metavar="OUT", help="folder untuk hasilnya")


def _demo(call: Call) -> None:
    from pkh_desk.sample.demo import run_demo

    summary = run_demo(path(call.args.out), call.out.note)
    call.out.result(summary, [])
