"""Commands of the office about what is recorded: figures, reports as files, and the roll-call of laptops."""

from typing import TYPE_CHECKING

from pkh_desk.cli.call import Call, Commands, path, read_day
from pkh_desk.domain.graduation.case import STAGES
from pkh_desk.errors import InvalidInput, Problem

if TYPE_CHECKING:
    from pkh_desk.desk import Desk
    from pkh_desk.views.office.report import Wish


def add_reports(office: Commands) -> None:
    """Add these commands."""
    report = office.add("report", "angka seluruh kabupaten, atau laporan sebagai berkas", _report)
    report.add_argument("kind", nargs="?", metavar="KIND", help="graduasi, kunjungan, komitmen, usaha")
    report.add_argument("out", nargs="?", metavar="OUT", help="berkas .pdf, .xlsx atau .csv")
    report.add_argument("--from", dest="first", metavar="D", help="tanpa ini sejak awal tahun")
    report.add_argument("--to", dest="last", metavar="D", help="tanpa ini sampai hari ini")
    report.add_argument("--kecamatan", default="", metavar="K")
    report.add_argument("--pendamping", default="", metavar="P", help="nama atau kode laptop")
    report.add_argument("--full", action="store_true", help="NIK dan No KK lengkap; perlu --reason")
    report.add_argument("--reason", default="", metavar="T", help="alasan, dicatat di jejak akses")
    call = office.add("rollcall", "laptop yang belum mengirim dan kiriman yang tidak sampai", _rollcall)
    call.add_argument("--pdf", metavar="OUT", help="daftar yang belum mengirim, untuk dicetak")


def _report(call: Call) -> None:
    if call.args.kind is None:
        _figures(call)
        return
    from pkh_desk.actions.office.report import write_report
    from pkh_desk.views.office.reports import read_report

    if call.args.out is None:
        raise InvalidInput([Problem("out", "Tulis juga berkas tujuannya, misalnya laporan.pdf.")])
    out = path(call.args.out)
    with call.desk() as desk:
        desk.require_office()
        report = read_report(desk, call.args.kind, _wish(call, desk))
        reason = call.args.reason if call.args.full else None
        count = write_report(desk, report, out, reason, call.out.progress)
    figures = dict(report.figures)
    lines = [f"{report.title}, {report.about}.", *(f"    {name}: {said}" for name, said in figures.items())]
    body = {"file": out, "rows": count, "about": report.about, "figures": figures}
    call.out.result(body, [*lines, f"{count} baris ditulis ke {out}."])


def _wish(call: Call, desk: "Desk") -> "Wish":
    """Return what is asked for. Raises InvalidInput, RecordNotFound."""
    from pkh_desk.views.exchange.laptops import find_colleague
    from pkh_desk.views.office.report import Period, Wish
    from pkh_desk.views.people.places import kecamatan_named

    args, today = call.args, desk.today()
    last = read_day(args.last, today, "to")
    first = read_day(args.first, today, "from") if args.first else last.replace(month=1, day=1)
    if first > last:
        raise InvalidInput([Problem("from", "Tanggal awal sesudah tanggal akhir.")])
    place = kecamatan_named(args.kecamatan) if args.kecamatan else ""
    if place is None:
        raise InvalidInput([Problem("kecamatan", f"Kecamatan {args.kecamatan} tidak ada di kabupaten ini.")])
    who = find_colleague(desk, args.pendamping, trusted=False).petugas_id if args.pendamping else ""
    return Wish(Period(first, last), place, who, by_desa=bool(place))


def _figures(call: Call) -> None:
    from pkh_desk.views.office.overview import report

    with call.desk() as desk:
        desk.require_office()
        seen = report(desk)
    lines = [
        f"{seen.families} keluarga, {seen.people} orang, {seen.visits} kunjungan, {seen.products} produk, "
        f"{seen.letters} surat.",
        *(f"{count:6}  {STAGES[stage]}" for stage, count in seen.stages.items() if count),
        f"{seen.conflicts} menunggu keputusan, {seen.files_waiting} kiriman belum diterapkan.",
        *(
            f"{name:28.28}  {homes:5} keluarga  {visits:5} kunjungan"
            for name, homes, visits in seen.by_pendamping
        ),
    ]
    call.out.result(seen, lines)


def _rollcall(call: Call) -> None:
    from pkh_desk.actions.office.report import write_report
    from pkh_desk.views.exchange.rollcall import roll_call, roll_call_report, say_numbers

    with call.desk() as desk:
        desk.require_office()
        seen = roll_call(desk)
        if call.args.pdf:
            write_report(desk, roll_call_report(seen, only_silent=True), path(call.args.pdf))
    lines = [
        "  ".join(
            part
            for part in (
                f"{'!' if row.silent else ' '} {row.code}  {row.name:24.24}",
                f"{row.sent_on:%d-%m-%Y}, {row.days} hari" if row.sent_on else "belum pernah mengirim",
                f"kiriman #{row.sequence}" if row.sequence else "",
                f"tidak sampai: {say_numbers(row.missing)}" if row.missing else "",
                f"{row.photos} foto belum sampai" if row.photos else "",
                f"{row.waiting} menunggu sejak {row.waits_since:%d-%m-%Y}" if row.waits_since else "",
                f"cadangan {row.backup_on:%d-%m-%Y}" if row.backup_on else "",
                f"versi {row.app}" if row.app else "",
            )
            if part
        )
        for row in seen.rows
    ]
    told = f"{len(seen.silent)} dari {len(seen.rows)} laptop belum mengirim lebih dari {seen.limit} hari."
    call.out.result(seen, [*lines, told])
