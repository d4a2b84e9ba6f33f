"""Commands of letter numbers: the blocks of the laptops, and another block for one."""

from pkh_desk.cli.call import Call, Commands, whole
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound


def add(office: Commands) -> None:
    """Add these commands."""
    numbers = office.add("numbers", "jatah nomor tiap laptop; dengan --give memberi jatah lagi", _numbers)
    numbers.add_argument("desk", nargs="?", metavar="DESK", help="kode atau nama; tanpa ini semua laptop")
    numbers.add_argument("--give", metavar="KECAMATAN", help="beri laptop itu jatah lagi di kecamatan ini")
    numbers.add_argument("--year", type=whole, metavar="Y", help="tahun ini (bawaan) atau tahun depan")


def _numbers(call: Call) -> None:
    from pkh_desk.actions.exchange.numbers import give_block
    from pkh_desk.views.exchange.laptops import laptops
    from pkh_desk.views.graduation.number_stock import number_stock

    args = call.args
    if args.give and not args.desk:
        raise InvalidInput([Problem("desk", "Sebut laptopnya bersama --give. Tidak ada yang diberikan.")])
    with call.desk() as desk:
        desk.require_office()
        if args.give:
            given = give_block(desk, args.desk, args.give, args.year or desk.today().year)
            words = f"Nomor {given.first:03} sampai {given.last:03} Kec. {given.place} {given.year}"
            call.out.result(given, [f"{words} untuk {given.desk_name}. Jalankan office answer."])
            return
        wanted = (args.desk or "").strip().casefold()
        asked = [
            laptop
            for laptop in laptops(desk)
            if laptop.code and wanted in ("", laptop.code.casefold(), laptop.name.casefold())
        ]
        if wanted and not asked:
            raise RecordNotFound(f"Laptop {args.desk.strip()} tidak dikenal.", "Lihat office desks.")
        found = [(laptop.name, block) for laptop in asked for block in number_stock(desk, laptop.code)]
    lines = [
        f"{block.desk_code}  {name:24.24}  {block.year}  {block.place:16.16}  "
        f"{block.first:03} sampai {block.last:03}  sisa {block.left}"
        for name, block in found
    ]
    rows = [{"name": name, **vars(block), "place": block.place, "left": block.left} for name, block in found]
    call.out.rows(rows, lines or ["Belum ada jatah nomor. Jalankan office answer."])
