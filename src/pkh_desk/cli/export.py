"""The command export: a list as a table for Excel."""

from typing import TYPE_CHECKING, Any

from pkh_desk.cli.call import Call, Commands, path

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.views.lists.sheet import Sheet

LISTS = ("keluarga", "graduasi", "produk", "riwayat")


def add(commands: Commands) -> None:
    """Add this command."""
    export = commands.add("export", "menulis daftar sebagai tabel Excel (.xlsx) atau CSV", _export)
    export.add_argument("list", choices=LISTS, metavar="LIST", help=", ".join(LISTS))
    export.add_argument("out", metavar="OUT", help="berkas .xlsx atau .csv")
    export.add_argument("--query", default="", metavar="Q", help="hanya keluarga yang cocok")
    export.add_argument("--full", action="store_true", help="NIK dan No KK lengkap; perlu --reason")
    export.add_argument("--reason", default="", metavar="T", help="alasan, dicatat di jejak akses")


def _export(call: Call) -> None:
    from pkh_desk.actions.lists.export import export_sheet

    args, out = call.args, path(call.args.out)
    with call.desk() as desk:
        sheet = _sheet(desk, args.list, args.query)
        count = export_sheet(desk, sheet, out, args.reason if args.full else None, call.out.progress)
    call.out.result({"file": out, "rows": count}, [f"{count} {sheet.unit} ditulis ke {out}."])


def _sheet(desk: "Desk", name: str, query: str) -> "Sheet[Any]":
    from pkh_desk.views.business.products import products
    from pkh_desk.views.graduation.pipeline import pipeline
    from pkh_desk.views.lists import sheets
    from pkh_desk.views.people.families import family_ids
    from pkh_desk.views.upkeep.changes import changes
    from pkh_desk.views.upkeep.records import EVERY

    if name == "keluarga":
        return sheets.families_sheet(family_ids(desk, query, limit=EVERY))
    if name == "graduasi":
        return sheets.graduation_sheet(pipeline(desk))
    if name == "produk":
        return sheets.products_sheet(products(desk))
    return sheets.changes_sheet(changes(desk, limit=EVERY))
