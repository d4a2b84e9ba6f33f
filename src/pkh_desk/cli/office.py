"""Commands of the office: enrolment, the inbox, decisions, answers, the report."""

from typing import TYPE_CHECKING

from pkh_desk.cli import office_config, office_numbers
from pkh_desk.cli.call import Call, Commands, path, whole
from pkh_desk.cli.reports import add_reports
from pkh_desk.cli.typing import add_typing
from pkh_desk.domain.vocabulary import LETTER_KIND
from pkh_desk.errors import InvalidInput, LetterRefused, Problem, SomeFilesRefused

if TYPE_CHECKING:
    from pkh_desk.actions.exchange.inbox import Applied


def add(commands: Commands) -> None:
    """Add these commands."""
    office = commands.group("office", "perintah kantor Dinsos")
    _add_laptops(office)
    ingest = office.add("ingest", "memeriksa dan menyimpan kiriman di folder ini", _ingest)
    ingest.add_argument("dir", metavar="DIR")
    office.add("apply", "menerapkan kiriman yang sudah disimpan", _apply)
    release = office.add("release", "membiarkan satu kiriman keluar dari karantina", _release)
    release.add_argument("file", metavar="FILE", help="nama kiriman, atau sha256 dari ingest --json")
    office.add("conflicts", "yang menunggu keputusan", _conflicts)
    decide = office.add("decide", "memutuskan satu perbedaan", _decide)
    decide.add_argument("id", type=whole, metavar="ID")
    decide.add_argument("--value", required=True, metavar="V")
    decide.add_argument("--note", default="", metavar="T", help="pesan untuk pendamping")
    back = office.add("return", "mengembalikan catatan ke pendamping dengan alasan", _return)
    back.add_argument("id", metavar="ID")
    back.add_argument("--reason", required=True, metavar="T")
    answer = office.add("answer", "membuat jawaban untuk semua laptop di folder ini", _answer)
    answer.add_argument("dir", metavar="DIR")
    erase = office.add("erase", "menghapus data sebuah keluarga untuk selamanya, di semua laptop", _erase)
    erase.add_argument("family", metavar="FAMILY")
    erase.add_argument("--reason", required=True, metavar="T", help="dasar penghapusan, tanpa nama orang")
    erased = office.add("erasures", "penghapusan, dan laptop yang sudah melakukannya", _erasures)
    erased.add_argument("--order", metavar="ID", help="tulis berita acara penghapusan ini ...")
    erased.add_argument("--out", metavar="F", help="... ke berkas PDF ini")
    check = office.add("check-letter", "memeriksa surat dari foto, pindaian, atau kodenya", _check_letter)
    check.add_argument("what", metavar="FILE|CODE")
    office_config.add(office)
    office_numbers.add(office)
    add_reports(office)
    add_typing(office)


def _add_laptops(office: Commands) -> None:
    invite = office.add("invite", "membuat undangan untuk seorang pendamping", _invite)
    invite.add_argument("--name", required=True)
    invite.add_argument("--scope", required=True, metavar="DESA,...", help="desa, atau Kecamatan/Desa")
    invite.add_argument("--out", required=True, metavar="F")
    office.add("desks", "laptop yang terdaftar atau meminta", _desks)
    approve = office.add("approve", "menyetujui laptop setelah empat katanya cocok", _approve)
    approve.add_argument("desk", metavar="DESK")
    approve.add_argument("--words", required=True, metavar="W")
    reset = office.add(
        "reset", "menjawab laptop yang kata sandinya terlupa, setelah empat katanya cocok", _reset
    )
    reset.add_argument("file", metavar="FILE", help="permintaan dari laptop")
    reset.add_argument("--words", metavar="W", help="tanpa ini hanya melihat siapa yang meminta")
    reset.add_argument("--out", metavar="F", help="jawaban untuk laptop itu")
    reset.add_argument("--paper", metavar="KEY.txt", help="berkas dengan kunci kertas kantor")
    give = office.add("reassign", "memindahkan keluarga; tanpa --apply hanya melihat", _reassign)
    give.add_argument("source", metavar="FROM", help="nama atau kode laptop yang menyerahkan")
    give.add_argument("target", metavar="TO", help="nama atau kode laptop yang menerima")
    give.add_argument("--desa", metavar="D,...", help="hanya keluarga di desa ini")
    give.add_argument("--family", action="append", metavar="FAMILY", help="hanya keluarga ini; boleh diulang")
    give.add_argument("--note", default="", metavar="T", help="pesan untuk keduanya")
    give.add_argument("--apply", action="store_true", help="pindahkan; bisa diurungkan dengan undo")
    refuse = office.add("refuse", "menolak laptop yang meminta bergabung, dengan sebabnya", _refuse)
    refuse.add_argument("desk", metavar="DESK")
    refuse.add_argument("--reason", required=True, metavar="T")
    for name, words, run in (
        ("revoke", "mencabut laptop: hilang, dicuri, atau diganti", _revoke),
        ("reinstate", "memercayai lagi laptop yang dicabut", _reinstate),
    ):
        office.add(name, words, run).add_argument("desk", metavar="DESK")


def _invite(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import invite
    from pkh_desk.domain.dates import say_date

    args = call.args
    with call.desk() as desk:
        made = invite(desk, args.name, args.scope.split(","), path(args.out))
        until = say_date(desk.local(made.expires_at).date())
    body = {"file": args.out, "code": made.code, "desk": made.desk_id, "expires_at": made.expires_at}
    lines = [
        f"Undangan untuk {args.name}: {args.out}, berlaku sampai {until}.",
        f"Bacakan lewat telepon: {made.code}",
    ]
    call.out.result(body, lines)


def _desks(call: Call) -> None:
    from pkh_desk.views.office.overview import desks

    with call.desk() as desk:
        desk.require_office()
        found = desks(desk)
    call.out.result(
        found,
        [
            f"{d.code}  {d.name:24.24}  {d.state:9}  {d.files_waiting} kiriman menunggu  {d.words}"
            for d in found
        ],
    )


def _approve(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import approve

    with call.desk() as desk:
        name = approve(desk, call.args.desk, call.args.words)
    call.out.result(
        {"desk": call.args.desk, "name": name}, [f"Laptop {name} disetujui. Jalankan office apply."]
    )


def _reset(call: Call) -> None:
    from pkh_desk.actions.exchange.forgotten import read_key_file
    from pkh_desk.actions.exchange.forgotten_office import answer_request, look_at_request

    args = call.args
    if bool(args.words) != bool(args.out):
        raise InvalidInput([Problem("out", "Sebut --words bersama --out. Tidak ada yang dijawab.")])
    paper = read_key_file(path(args.paper)).decode(errors="replace") if args.paper else ""
    with call.desk() as desk:
        seen = look_at_request(desk, path(args.file), paper)
        if not args.words:
            lines = [f"{seen.name}, laptop {seen.code}. Minta empat katanya lewat telepon."]
            call.out.result({"name": seen.name, "code": seen.code, "known": seen.known}, lines)
            return
        name = answer_request(desk, path(args.file), args.words, path(args.out), paper)
    call.out.result({"name": name, "file": args.out}, [f"Jawaban untuk {name}: {args.out}"])


def _reassign(call: Call) -> None:
    from pkh_desk.actions.exchange.reassign import reassign
    from pkh_desk.views.exchange.handover import handover
    from pkh_desk.views.exchange.laptops import families_by_desa, find_colleague
    from pkh_desk.views.people.find import find_family

    args = call.args
    with call.desk() as desk:
        desk.require_office()
        source, target = find_colleague(desk, args.source, trusted=False), find_colleague(desk, args.target)
        places = [place.strip().casefold() for place in (args.desa or "").split(",") if place.strip()]
        named = {find_family(desk, text) for text in args.family or []}
        homes = [
            home
            for home, place in families_by_desa(desk, source.petugas_id).items()
            if (not places or place.split(",")[0].casefold() in places) and (not named or home in named)
        ]
        seen = handover(desk, source.petugas_id, homes)
        moved = reassign(desk, homes, target.petugas_id, args.note) if args.apply else 0
    work = f"{seen.cases} proses graduasi, {seen.promises} janji, {seen.products} produk"
    done = f"Dipindahkan ke {target.name}: {moved} keluarga." if args.apply else "Belum ada yang dipindahkan."
    body = {"from": source.name, "to": target.name, "moved": moved, **vars(seen)}
    call.out.result(body, [f"{source.name} ke {target.name}: {seen.families} keluarga, {work}.", done])


def _refuse(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import turn_down

    with call.desk() as desk:
        name = turn_down(desk, call.args.desk, call.args.reason)
    call.out.result({"name": name}, [f"Laptop {name} ditolak. Sebabnya ikut dalam office answer."])


def _revoke(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import revoke

    with call.desk() as desk:
        name = revoke(desk, call.args.desk)
    call.out.result({"name": name}, [f"Laptop {name} dicabut. Kiriman berikutnya dikarantina."])


def _reinstate(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import reinstate

    with call.desk() as desk:
        name = reinstate(desk, call.args.desk)
    call.out.result({"name": name}, [f"Laptop {name} dipercaya lagi. Jalankan office apply."])


def _ingest(call: Call) -> None:
    from pkh_desk.actions.exchange.inbox import take_in

    with call.desk() as desk:
        arrivals = take_in(desk, path(call.args.dir))
    lines = [f"{a.file}: {a.state} {a.desk_name} {a.reason}".rstrip() for a in arrivals]
    call.out.rows(arrivals, lines or ["Tidak ada kiriman di folder itu."])
    refused = [a for a in arrivals if a.state == "ditolak"]
    if refused:
        names = ", ".join(a.file for a in refused)
        raise SomeFilesRefused(f"Ditolak: {names}. Kiriman lain tersimpan.", "Minta dikirim ulang.")


def _apply(call: Call) -> None:
    from pkh_desk.actions.exchange.inbox import apply_inbox

    with call.desk() as desk:
        applied = apply_inbox(desk)
    lines = [line for a in applied for line in _say_applied(a)]
    call.out.result(applied, lines or ["Tidak ada kiriman yang perlu diterapkan."])


def _say_applied(applied: "Applied") -> list[str]:
    who = f"{applied.file} {applied.desk_name}"
    if applied.reason:
        return [f"{who}: {applied.reason}"]
    told = [
        f"{who}: {applied.new} baru, {applied.again} sudah ada, {applied.waiting} menunggu, "
        f"{applied.refused} ditolak"
    ]
    if applied.newer:
        told.append(f"{applied.newer} catatan perlu program yang lebih baru. Perbarui program kantor.")
    return told


def _release(call: Call) -> None:
    from pkh_desk.actions.exchange.quarantine import release
    from pkh_desk.views.exchange.inbox_list import inbox

    wanted = call.args.file
    with call.desk() as desk:
        desk.require_office()
        held = [file.key for file in inbox(desk, "karantina").files if wanted in (file.key, file.name)]
        name = release(desk, held[0] if len(held) == 1 else wanted)
    call.out.result({"file": name}, [f"{name} menunggu. Jalankan office apply. Laptopnya tetap dicabut."])


def _conflicts(call: Call) -> None:
    from pkh_desk.views.office.overview import conflicts

    with call.desk() as desk:
        desk.require_office()
        found = conflicts(desk)
    lines = []
    for item in found:
        lines.append(f"#{item.id} {item.kind} {item.table}.{item.field or '-'} {item.family}")
        lines += [f"    {choice.value}  ({choice.author})" for choice in item.choices]
    call.out.result(found, lines or ["Semua kiriman sudah diputuskan."])


def _decide(call: Call) -> None:
    from pkh_desk.actions.office.decide import decide

    with call.desk() as desk:
        decide(desk, call.args.id, call.args.value, call.args.note)
    call.out.result(
        {"id": call.args.id, "value": call.args.value}, ["Diputuskan. Keduanya tetap ada di riwayat."]
    )


def _return(call: Call) -> None:
    from pkh_desk.actions.office.decide import send_back

    with call.desk() as desk:
        txn = send_back(desk, call.args.id, call.args.reason)
    call.out.result(
        {"txn": txn, "reason": call.args.reason}, ["Dikembalikan ke pendamping dengan alasannya."]
    )


def _answer(call: Call) -> None:
    from pkh_desk.actions.exchange.office_answer import answer

    with call.desk() as desk:
        written = answer(desk, path(call.args.dir))
    lines = [f"Jawaban untuk {w.desk_name}: {w.path}" for w in written]
    call.out.result(written, lines or ["Belum ada laptop yang disetujui."])


def _erase(call: Call) -> None:
    from pkh_desk.actions.people.erase import erase_household
    from pkh_desk.domain.dates import say_date
    from pkh_desk.views.office.erasures import erasures
    from pkh_desk.views.people.find import find_family

    with call.desk() as desk:
        desk.require_office()
        order = erase_household(desk, find_family(desk, call.args.family), call.args.reason)
        made = next(one for one in erasures(desk) if one.id == order)
    lines = [
        f"Dihapus di kantor: {made.families} keluarga, {made.records} catatan. Jalankan office answer.",
        f"Cadangan terakhir yang masih memuat datanya habis pada {say_date(made.backups_until)}.",
    ]
    call.out.result(made, lines)


def _erasures(call: Call) -> None:
    from pkh_desk.actions.lists.saving import save_file
    from pkh_desk.actions.people.erasure_paper import erasure_paper
    from pkh_desk.views.office.erasures import erasures

    order, out = call.args.order, call.args.out
    if bool(order) != bool(out):
        raise InvalidInput([Problem("out", "Sebut --order bersama --out. Tidak ada yang ditulis.")])
    with call.desk() as desk:
        desk.require_office()
        found = erasures(desk)
        if order:
            save_file(path(out), erasure_paper(desk, order))
    if order:
        call.out.result({"order": order, "file": out}, [f"Berita acara: {out}"])
        return
    lines = [
        f"{one.id}  {one.on:%d-%m-%Y}  {one.records} baris  {one.reason}  "
        f"sudah: {', '.join(one.confirmed) or '-'}  belum: {', '.join(one.open) or '-'}  "
        f"cadangan habis {one.backups_until:%d-%m-%Y}"
        for one in found
    ]
    call.out.result(found, lines or ["Belum pernah ada penghapusan."])


def _check_letter(call: Call) -> None:
    from pkh_desk.actions.graduation.letter_lookup import look_up_code, look_up_picture
    from pkh_desk.actions.graduation.review import FACTS, NUMBERS
    from pkh_desk.domain.people.nik import mask

    def shown(field: str, text: str) -> str:
        return (mask(text) if field in NUMBERS else text) or "kosong"

    what = path(call.args.what)
    with call.desk() as desk:
        found = look_up_picture(desk, what) if what.exists() else look_up_code(desk, call.args.what)
    facts = [(f.field, shown(f.field, f.printed), shown(f.field, f.now), f.same) for f in found.facts]
    lines = [found.said, f"{found.code}  {LETTER_KIND.get(found.kind, found.kind)}  {found.name}"]
    for field, printed, now, same in facts:
        lines.append(f"    {FACTS[field]}: {printed}" + ("" if same else f" (sekarang: {now})"))
    named = [dict(zip(("field", "printed", "now", "same"), fact, strict=True)) for fact in facts]
    call.out.result(vars(found) | {"facts": named}, lines)
    if found.refused:
        raise LetterRefused(found.said)
