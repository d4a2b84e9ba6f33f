"""The command that shows everything: demo."""

from typing import TYPE_CHECKING

from pkh_desk.cli.call import Call, Commands, path

if TYPE_CHECKING:
    from pkh_desk.sample.demo import Summary


def add(commands: Commands) -> None:
    """Add this command."""
    demo = commands.add(
        "demo", "kantor dan dua laptop dengan keluarga rekaan, dari awal sampai jawaban", _demo
    )
    demo.add_argument("out", metavar="OUT", help="folder untuk hasilnya")


def _demo(call: Call) -> None:
    from pkh_desk.gui.pictures import take_pictures
    from pkh_desk.sample.demo import Demo, run_demo

    def photograph(demo: Demo) -> None:
        taken = take_pictures(demo.laptops[0], demo.out / "screenshots")
        call.out.note(f"{len(taken)} gambar layar diambil.")

    summary = run_demo(path(call.args.out), call.out.note, photograph)
    call.out.result(summary, _told(summary))


def _told(summary: "Summary") -> list[str]:
    office, roster = summary["office"], summary["roster"]
    return [
        f"Daftar: {roster['read']} baris, {roster['new']} baru, {summary['findings']} temuan.",
        f"Kantor: {office['families']} keluarga, {office['visits']} kunjungan, {office['letters']} surat.",
        *(f"Surat {letter['code']} ({letter['paper'].upper()})" for letter in summary["letters"]),
        *(f"Diputuskan: {item['field']} = {item['value']}" for item in summary["decided"]),
        *(f"{name}: {rows} baris sama dengan kantor" for name, rows in summary["compared"].items()),
    ]
