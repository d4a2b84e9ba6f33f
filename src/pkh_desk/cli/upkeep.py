"""Commands about the desk itself: init, status, backup, restore, check."""

from pkh_desk.cli.call import Call, Commands, path
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.errors import ChecksFailed


def add(commands: Commands) -> None:
    """Add these commands."""
    init = commands.add("init", "membuat PKH Desk baru di folder ini", _init)
    init.add_argument("--role", required=True, choices=("pendamping", "kantor"))
    init.add_argument("--name", required=True, help="nama pendamping atau kantor")
    init.add_argument("--invitation", metavar="F", help="berkas undangan dari kantor")
    init.add_argument("--code", metavar="C", help="kode undangan yang dibacakan kantor")
    init.add_argument("--recovery", metavar="OUT.pdf", help="kunci kertas kantor sebagai PDF")
    commands.add("status", "keadaan komputer ini: tersimpan, tercadang, terkirim", _status)
    forgot = commands.add(
        "forgot", "kata sandi terlupa: meminta kunci ke kantor, atau memakai jawabannya", _forgot
    )
    forgot.add_argument(
        "path", metavar="DIR|FILE", help="folder untuk permintaan, atau berkas jawaban kantor"
    )
    backup = commands.add("backup", "membuat cadangan yang sudah diperiksa", _backup)
    backup.add_argument("dir", nargs="?", metavar="DIR", help="folder atau USB (bawaan: folder data)")
    restore = commands.add("restore", "memakai cadangan; yang sekarang disisihkan", _restore)
    restore.add_argument("file", metavar="FILE")
    commands.add("check", "memeriksa keutuhan data", _check)


def _init(call: Call) -> None:
    from pkh_desk.actions.exchange.enrol import join
    from pkh_desk.actions.lists.saving import save_file, try_target
    from pkh_desk.actions.upkeep.paper_key import key_is_on_paper, recovery_sheet
    from pkh_desk.actions.upkeep.setup import begin, begin_office
    from pkh_desk.errors import InvalidInput, Problem

    args = call.args
    if bool(args.invitation) != bool(args.code):
        raise InvalidInput([Problem("code", "Undangan perlu berkas dan kodenya. Tidak ada yang dibuat.")])
    if args.recovery:
        try_target(path(args.recovery))
    desk = begin(call.places, args.role, args.name, call.passphrase(new=True))
    try:
        said = {"role": args.role, "name": desk.identity.name, "desk": desk.identity.code}
        lines = [f"PKH Desk {args.role} untuk {desk.identity.name} siap. Kode meja: {desk.identity.code}."]
        if desk.is_office:
            key = begin_office(desk)
            if args.recovery:
                save_file(path(args.recovery), recovery_sheet(desk, key))
                lines.append(
                    f"Kunci kertas ada di {args.recovery}. Cetak, simpan di lemari, lalu hapus berkasnya."
                )
            else:
                said["recovery"] = key
                lines.append(f"Kunci kertas kantor, tulis dan simpan di lemari: {key}")
            key_is_on_paper(desk, "diserahkan saat init")
        if args.invitation:
            said["office_words"] = join(desk, path(args.invitation), args.code)
            lines.append(f"Cocokkan dengan kantor lewat telepon: {said['office_words']}")
    finally:
        desk.close()
    call.out.result(said, lines)


def _status(call: Call) -> None:
    from pkh_desk.views.upkeep.status import needing_author, status

    with call.desk() as desk:
        seen, returned, doubt = status(desk), needing_author(desk), desk.clock_doubt()
        moment = [
            desk.local(at).strftime("%d-%m-%Y %H.%M") if at else "belum ada"
            for at in (seen.saved_at, seen.backup_at)
        ]
    waiting = ", menunggu persetujuan" if seen.office and not seen.approved else ""
    lines = [
        f"{seen.name} ({seen.role}), kode meja {seen.code}, {seen.families} keluarga.",
        f"Kantor: {seen.office or 'belum terdaftar'}{waiting}.",
        f"Tersimpan terakhir: {moment[0]}. Cadangan terakhir: {moment[1]}.",
        *(f"{count:6}  {FATE[fate].lower()}" for fate, count in seen.fates.items()),
        *(f"{FATE[item.fate]}: {item.subject_kind} {item.subject_id}: {item.reason}" for item in returned),
    ]
    body = {**vars(seen), "unsent": seen.unsent, "returned": returned, "clock_doubt": doubt}
    call.out.result(body, lines)


def _forgot(call: Call) -> None:
    from pkh_desk.actions.exchange.forgotten import ask_office, take_answer, waiting_request
    from pkh_desk.desk import wall_clock

    target = path(call.args.path)
    if target.is_dir():
        made = ask_office(call.places, target, wall_clock())
        asked = waiting_request(call.places, wall_clock())
        words = asked.words if asked else ""
        lines = [f"Serahkan ke kantor: {made}", f"Bacakan empat kata ini lewat telepon: {words}"]
        call.out.result({"file": made, "words": words}, lines)
        return
    take_answer(call.places, target, call.passphrase(new=True)).close()
    call.out.result({"renewed": True}, ["Kata sandi baru berlaku. Semua data tetap ada."])


def _backup(call: Call) -> None:
    from pkh_desk.actions.upkeep.backup import back_up

    with call.desk() as desk:
        made = back_up(desk, path(call.args.dir) if call.args.dir else None)
    call.out.result(
        {"file": made.path, "made_at": made.made_at}, [f"Cadangan dibuat dan diperiksa: {made.path}"]
    )


def _restore(call: Call) -> None:
    from pkh_desk.actions.upkeep.restore import restore

    done = restore(call.places, call.passphrase(), path(call.args.file))
    lines = [
        f"Cadangan dipakai: {done.backup.households} keluarga, {done.backup.visits} kunjungan.",
        f"Data sebelumnya disisihkan di {done.aside}.",
    ]
    if done.rescued:
        lines.append(f"Catatan yang belum terkirim diselamatkan di {done.rescued}. Kirim juga ke kantor.")
    call.out.result(done, lines)


def _check(call: Call) -> None:
    from pkh_desk.actions.upkeep.check import check_desk

    with call.desk() as desk:
        found = check_desk(desk, call.out.progress)
    lines = [f"{'RUSAK' if f.fault else 'Periksa'}: {f.text} ({f.count})" for f in found]
    call.out.result(found, lines or ["Semua utuh."])
    if any(f.fault for f in found):
        raise ChecksFailed("Pemeriksaan menemukan kerusakan.", "Pulihkan dari cadangan dengan restore.")
