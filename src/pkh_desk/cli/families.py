"""Commands about families: roster, families, edit, same, history, undo."""

import sys

from pkh_desk.cli.call import Call, Commands, path, whole
from pkh_desk.domain.people.nik import mask
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import InvalidInput, Problem


def add(commands: Commands) -> None:
    """Add these commands."""
    roster = commands.add("roster", "membaca daftar KPM dari berkas; tanpa --apply hanya memeriksa", _roster)
    roster.add_argument("file", nargs="?", metavar="FILE", help="- membaca teks dari masukan standar")
    roster.add_argument("--sheet", metavar="NAME", help="hanya lembar ini")
    roster.add_argument(
        "--apply", action="store_true", help="terapkan dalam satu langkah yang bisa diurungkan"
    )
    roster.add_argument("--hold", action="store_true", help="tahan baris yang punya temuan")
    roster.add_argument("--findings", metavar="OUT.xlsx", help="tulis temuan sebagai tabel")
    roster.add_argument("--problems", metavar="OUT.xlsx", help="tulis hanya baris yang ditolak atau dilewati")
    roster.add_argument("--undo", metavar="ID", help="urungkan impor dengan id ini")
    roster.add_argument("--history", action="store_true", help="impor yang pernah diterapkan")
    families = commands.add("families", "daftar keluarga", _families)
    families.add_argument("query", nargs="?", default="", metavar="QUERY")
    edit = commands.add("edit", "mengubah data keluarga atau pengurusnya", _edit)
    edit.add_argument("family", metavar="FAMILY", help="id, NIK, atau No KK")
    edit.add_argument("changes", nargs="+", metavar="FIELD=VALUE")
    same = commands.add("same", "dua keluarga ini satu: digabung di kantor, diusulkan dari laptop", _same)
    for name in ("family", "other"):
        same.add_argument(name, metavar="FAMILY", help="id, NIK, atau No KK")
    same.add_argument("--reason", default="", metavar="T")
    history = commands.add("history", "siapa mengubah apa dan kapan", _history)
    history.add_argument("family", nargs="?", metavar="FAMILY")
    history.add_argument("--limit", type=whole, default=50, metavar="N")
    undo = commands.add("undo", "mengurungkan perubahan terakhir, atau yang disebut", _undo)
    undo.add_argument("act", nargs="?", metavar="ACT")


def _roster(call: Call) -> None:
    from pkh_desk.actions.lists.roster import Pasted, import_roster
    from pkh_desk.actions.lists.roster_problems import write_problems
    from pkh_desk.actions.lists.roster_report import write_findings
    from pkh_desk.actions.upkeep.undo import undo_act

    args = call.args
    if args.history:
        _imports(call)
        return
    if bool(args.file) == bool(args.undo):
        raise InvalidInput([Problem("file", "Sebut berkas daftar, atau --undo dengan id impornya.")])
    source = Pasted(sys.stdin.read()) if args.file == "-" else path(args.file or "")
    with call.desk() as desk:
        if args.undo:
            done = undo_act(desk, args.undo, call.out.progress)
            call.out.result(
                done, [f"Impor diurungkan: {done.records} catatan ditarik kembali.", *_kept(done.kept)]
            )
            return
        report = import_roster(
            desk,
            source,
            sheet=args.sheet,
            apply=args.apply,
            hold=args.hold,
            progress=call.out.progress,
        )
    if args.findings:
        write_findings(report, path(args.findings))
    if args.problems:
        write_problems(report, source, path(args.problems))
    call.out.result(report.as_json(), report.lines())


def _imports(call: Call) -> None:
    from pkh_desk.views.lists.imports import imports

    with call.desk() as desk:
        found = imports(desk)
        when = [desk.local(one.at).strftime("%d-%m-%Y %H.%M") for one in found]
    lines = [
        f"{at}  {one.read:6} baris: {one.new} baru, {one.changed} berubah, {one.same} sama, "
        f"{one.skipped} dilewati, {one.refused} ditolak  {one.file}  {one.stands or '-'}"
        for at, one in zip(when, found, strict=True)
    ]
    call.out.result(found, lines or ["Belum ada daftar yang diimpor."])


def _families(call: Call) -> None:
    from pkh_desk.views.people.families import nearest_family
    from pkh_desk.views.upkeep.records import family_records

    with call.desk() as desk:
        found = family_records(desk, call.args.query)
        near = nearest_family(desk, call.args.query) if call.args.query and not found else None
    lines = [
        f"{f.name:28.28}  {mask(f.nik):16}  {f.desa or '?':18.18}  {f.kecamatan or '?':14.14}  {f.id}"
        for f in found
    ]
    if near is not None:
        lines.append(f'Tidak ada "{call.args.query}". Yang paling mirip: {near.name}, {near.desa}.')
    call.out.result(found, lines)


def _edit(call: Call) -> None:
    from pkh_desk.actions.people.household import edit_household
    from pkh_desk.views.people.find import find_family

    changes = dict(_split(text) for text in call.args.changes)
    with call.desk() as desk:
        act = edit_household(desk, find_family(desk, call.args.family), changes)
    call.out.result({"act": act}, [f"Tersimpan. Urungkan dengan: undo {act}"])


def _same(call: Call) -> None:
    from pkh_desk.actions.people.merge import say_same
    from pkh_desk.views.people.find import find_family

    args = call.args
    with call.desk() as desk:
        homes = [find_family(desk, text) for text in (args.family, args.other)]
        say_same(desk, homes[0], homes[1], args.reason)
        done = "Digabung. Urungkan dengan: undo" if desk.is_office else "Diusulkan. Kantor yang memutuskan."
    call.out.result({"families": homes}, [done])


def _split(text: str) -> tuple[str, str]:
    name, equals, value = text.partition("=")
    if not equals:
        raise InvalidInput([Problem("changes", f"{text} bukan FIELD=VALUE. Tidak ada yang diubah.")])
    return name.strip(), value


def _history(call: Call) -> None:
    from pkh_desk.views.people.find import find_family
    from pkh_desk.views.upkeep.history import history

    with call.desk() as desk:
        home = find_family(desk, call.args.family) if call.args.family else None
        acts = history(desk, home, call.args.limit)
        lines = []
        for act in acts:
            when, gone = desk.local(act.at).strftime("%d-%m-%Y %H.%M"), " (diurungkan)" if act.undone else ""
            lines.append(
                f"{when}  {act.author:20.20}  {', '.join(act.records)}  {FATE[act.fate]}{gone}  {act.id}"
            )
            lines += [f"    {c.field}: {c.before or '-'} -> {c.after or '-'}" for c in act.changes]
    call.out.result(acts, lines)


def _undo(call: Call) -> None:
    from pkh_desk.actions.upkeep.undo import undo_act, undo_last

    with call.desk() as desk:
        done = undo_act(desk, call.args.act) if call.args.act else undo_last(desk)
    call.out.result(done, [f"Diurungkan. Ulangi dengan: undo {done.act}", *_kept(done.kept)])


def _kept(kept: dict[str, int]) -> list[str]:
    return [f"{count} tetap: {reason}" for reason, count in kept.items()]
