"""Commands of papers: letter, packet, void."""

from pkh_desk.cli.call import Call, Commands, path, read_day, read_money
from pkh_desk.domain.text import fold
from pkh_desk.errors import RecordNotFound

FAMILY_KINDS = ("pernyataan", "pengunduran", "berita_acara", "tanda_terima", "piagam")
LISTS = ("kelengkapan", "bukti")
DESA_KINDS = ("pengantar", "rekap", "berita_acara", "tanda_terima")


def add(commands: Commands) -> None:
    """Add these commands."""
    letter = commands.add("letter", "membuat surat keluarga sebagai PDF", _letter)
    letter.add_argument("family", metavar="FAMILY")
    letter.add_argument("--kind", choices=FAMILY_KINDS, default="pernyataan")
    letter.add_argument(
        "--with", dest="also", action="append", choices=LISTS, default=[], help="daftar yang ikut"
    )
    letter.add_argument("--paper", choices=("f4", "a4"), default="f4")
    letter.add_argument("--out", required=True, metavar="F.pdf")
    letter.add_argument("--on", metavar="DATE", help="tanggal surat (bawaan: hari ini)")
    letter.add_argument("--place", default="", metavar="T")
    letter.add_argument("--income", metavar="RP")
    letter.add_argument("--number", default="", metavar="T", help="nomor resmi yang ditulis sendiri")
    letter.add_argument("--village-head", default="", metavar="NAME")
    packet = commands.add("packet", "membuat berkas desa, dan surat keluarganya, sebagai satu PDF", _packet)
    packet.add_argument("desa", metavar="DESA", help="nama atau kode desa")
    packet.add_argument("--kind", action="append", choices=DESA_KINDS, default=[])
    packet.add_argument("--letters", action="store_true", help="sertakan surat tiap keluarga")
    packet.add_argument("--paper", choices=("f4", "a4"), default="f4")
    packet.add_argument("--out", required=True, metavar="F.pdf")
    packet.add_argument("--on", metavar="DATE", help="tanggal berkas (bawaan: hari ini)")
    packet.add_argument("--number", default="", metavar="T", help="nomor surat pengantar")
    void = commands.add("void", "membatalkan surat atau berkas desa dengan alasan", _void)
    void.add_argument("code", metavar="CODE", help="kode surat, misalnya GRD-7K2QF-2026-0031")
    void.add_argument("--reason", required=True, metavar="T")


def _letter(call: Call) -> None:
    from pkh_desk.actions.graduation.family_papers import write_family
    from pkh_desk.actions.graduation.letter import LetterWishes
    from pkh_desk.actions.graduation.papers import note_papers, papers_pdf
    from pkh_desk.actions.lists.saving import save_file, try_target
    from pkh_desk.views.graduation.letters import letters
    from pkh_desk.views.people.find import find_family

    args = call.args
    with call.desk() as desk:
        home = find_family(desk, args.family)
        wishes = LetterWishes(
            kind=args.kind,
            paper=args.paper,
            dated_on=read_day(args.on, desk.today()),
            place=args.place,
            income=read_money(args.income, "income"),
            number=args.number,
            village_head=args.village_head,
        )
        try_target(path(args.out))
        made = write_family(desk, home, wishes, tuple(args.also))
        save_file(path(args.out), papers_pdf(desk, made))
        note_papers(desk, made, "pdf")
        written = next(each for each in letters(desk, home) if each.kind == args.kind)
    body = {"id": written.id, "code": written.code, "number": written.number, "paper": args.paper}
    call.out.result(body | {"out": args.out}, [f"Surat {written.code} tersimpan di {args.out}."])


def _packet(call: Call) -> None:
    from pkh_desk.actions.graduation.desa_papers import BatchWishes, write_batch
    from pkh_desk.actions.graduation.packet import PacketWishes
    from pkh_desk.actions.graduation.papers import note_papers, papers_pdf
    from pkh_desk.actions.lists.saving import save_file, try_target
    from pkh_desk.views.graduation.desa_batches import desa_batches

    args = call.args
    with call.desk() as desk:
        batches = {each.code: each for each in desa_batches(desk)}
        named = (each for each in batches.values() if fold(each.name) == fold(args.desa))
        desa = batches.get(args.desa) or next(named, None)
        if desa is None:
            raise RecordNotFound(f"Tidak ada keluarga yang siap di desa {args.desa}.")
        packet = PacketWishes(
            desa_code=desa.code,
            household_ids=tuple(card.household_id for card in desa.cards),
            paper=args.paper,
            dated_on=read_day(args.on, desk.today()),
            number=args.number,
        )
        kinds = tuple(args.kind) or (() if args.letters else DESA_KINDS[:3])
        try_target(path(args.out))
        made = write_batch(desk, BatchWishes(packet=packet, kinds=kinds, letters=args.letters))
        save_file(path(args.out), papers_pdf(desk, made))
        note_papers(desk, made, "pdf")
    lines = [f"{len(made.codes)} surat dari {len(desa.cards)} keluarga tersimpan di {args.out}."]
    lines += [f"Tidak ikut: {why}" for _home, why in made.left]
    call.out.result({"codes": list(made.codes), "left": len(made.left), "out": args.out}, lines)


def _void(call: Call) -> None:
    from pkh_desk.actions.graduation.void import void_letter, void_packet
    from pkh_desk.views.graduation.letter_book import LETTER, letter_book

    args = call.args
    with call.desk() as desk:
        paper = next((each for each in letter_book(desk) if each.code == args.code.strip().upper()), None)
        if paper is None:
            raise RecordNotFound(f"Surat {args.code} tidak ada di sini.")
        void = void_letter if paper.table == LETTER else void_packet
        void(desk, paper.id, args.reason)
    call.out.result({"code": paper.code}, [f"Surat {paper.code} dibatalkan. Nomornya tidak dipakai lagi."])
