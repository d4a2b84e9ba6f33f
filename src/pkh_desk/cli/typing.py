"""The command office typing: what changed since a day, for the operator of SIKS-NG."""

from typing import TYPE_CHECKING

from pkh_desk.cli.call import Call, Commands, path, read_day

if TYPE_CHECKING:
    from pkh_desk.views.office.typing import TypingRow

NAMED = ("kind", "kecamatan", "desa", "name", "person", "field", "old", "new")


def add_typing(office: Commands) -> None:
    """Add this command."""
    typing = office.add("typing", "perubahan sejak tanggal, untuk diketik ke SIKS-NG", _typing)
    typing.add_argument("--since", required=True, metavar="DATE")
    typing.add_argument("--until", metavar="DATE")
    typing.add_argument("--imports", action="store_true", help="juga yang dibawa daftar yang diimpor")
    typing.add_argument("--out", metavar="F", help="tulis sebagai .xlsx atau .csv")
    typing.add_argument("--full", action="store_true", help="NIK dan No KK lengkap di berkas; perlu --reason")
    typing.add_argument("--reason", default="", metavar="T", help="alasan, dicatat di jejak akses")
    typing.add_argument("--mark", action="store_true", help="catat semuanya sebagai sudah diketik")


def _typing(call: Call) -> None:
    from pkh_desk.actions.lists.export import export_sheet
    from pkh_desk.actions.office.typing import mark_typed
    from pkh_desk.views.office.typing import typing_rows, typing_sheet

    args = call.args
    with call.desk() as desk:
        desk.require_office()
        since = read_day(args.since, desk.today(), "since")
        until = read_day(args.until, desk.today(), "until") if args.until else None
        found = typing_rows(desk, since, until, args.imports)
        if args.out:
            reason = args.reason if args.full else None
            export_sheet(desk, typing_sheet(found), path(args.out), reason, call.out.progress)
        marked = mark_typed(desk, found) if args.mark else 0
    rows = [dict(zip(NAMED, _shown(row), strict=True)) for row in found]
    lines = ["{kind}: {name}, {desa}: {field}: {old} -> {new}".format_map(row) for row in rows]
    body = {"rows": rows, "marked": marked, "file": args.out}
    call.out.result(body, lines or ["Tidak ada yang perlu diketik."])


def _shown(row: "TypingRow") -> tuple[str, ...]:
    """Return what is printed of a row; numbers of people are masked."""
    from pkh_desk.domain.people.nik import mask
    from pkh_desk.views.office.typing import KINDS

    values = ((mask(text) if row.number else text) or "kosong" for text in (row.old, row.new))
    return (KINDS[row.kind], row.kecamatan, row.desa, row.name, row.person, row.label, *values)
