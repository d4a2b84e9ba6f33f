"""Commands of field work: visit, case, product, stock."""

from datetime import date
from typing import TYPE_CHECKING

from pkh_desk.cli.call import Call, Commands, path, read_day, read_money, whole
from pkh_desk.domain.graduation.case import STAGES
from pkh_desk.domain.text import name_key
from pkh_desk.errors import InvalidInput, Problem, RecordNotFound

if TYPE_CHECKING:
    from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft
    from pkh_desk.desk import Desk

MOVES = {"in": "masuk", "out": "keluar", "damaged": "rusak"}


def add(commands: Commands) -> None:
    """Add these commands."""
    visit = commands.add("visit", "mencatat kunjungan rumah", _visit)
    visit.add_argument("family", metavar="FAMILY", help="id, NIK, atau No KK")
    visit.add_argument("--on", required=True, metavar="DATE", help="24/11/2026, kemarin, ...")
    visit.add_argument("--note", default="", metavar="T")
    visit.add_argument("--met", default="", metavar="NAME", help="siapa yang ditemui")
    visit.add_argument("--income", metavar="RP", help="perkiraan penghasilan sebulan")
    visit.add_argument("--photo", action="append", default=[], metavar="F")
    visit.add_argument("--promise", action="append", default=[], metavar="TEXT@DATE")
    visit.add_argument("--commitment", action="append", default=[], metavar="MEMBER=yes|no")
    case = commands.add("case", "mencatat tahap graduasi", _case)
    case.add_argument("family", metavar="FAMILY")
    case.add_argument("--stage", required=True, choices=tuple(STAGES))
    case.add_argument("--on", required=True, metavar="DATE")
    case.add_argument("--reason", default="", metavar="T")
    product = commands.add("product", "mencatat produk keluarga", _product)
    product.add_argument("family", metavar="FAMILY")
    product.add_argument("--name", required=True)
    product.add_argument("--unit", required=True)
    product.add_argument("--price", metavar="RP")
    stock = commands.add("stock", "mencatat gerak stok", _stock)
    stock.add_argument("product", metavar="PRODUCT", help="id produk")
    stock.add_argument("move", choices=tuple(MOVES))
    stock.add_argument("quantity", type=whole, metavar="N")


def _visit(call: Call) -> None:
    from pkh_desk.actions.people.photo import read_photo
    from pkh_desk.actions.people.visit import VisitDraft, save_visit
    from pkh_desk.domain.fit import fit
    from pkh_desk.domain.people.visit import VisitFields
    from pkh_desk.views.people.find import find_family

    args = call.args
    with call.desk() as desk:
        home = find_family(desk, args.family)
        draft = VisitDraft(
            fit(
                VisitFields,
                household_id=home,
                on=read_day(args.on, desk.today()),
                note=args.note,
                met=args.met,
                income=read_money(args.income, "income"),
            ),
            promises=[_promise(text, desk.today()) for text in args.promise],
            commitments=[_commitment(desk, home, text) for text in args.commitment],
            photos=[read_photo(path(name)) for name in args.photo],
        )
        visit = save_visit(desk, draft)
    call.out.result({"id": visit, "household_id": home}, ["Kunjungan tersimpan di komputer ini."])


def _promise(text: str, today: date) -> "PromiseDraft":
    from pkh_desk.actions.people.visit import PromiseDraft

    words, at, day = text.rpartition("@")
    return PromiseDraft(words, read_day(day, today, "promise")) if at else PromiseDraft(text)


def _commitment(desk: "Desk", home: str, text: str) -> "CommitmentDraft":
    from pkh_desk.actions.people.visit import CommitmentDraft
    from pkh_desk.views.people.family import family

    who, _, answer = text.rpartition("=")
    if answer not in ("yes", "no"):
        raise InvalidInput([Problem("commitment", f"{text} bukan MEMBER=yes atau MEMBER=no.")])
    found = [
        m.id for m in family(desk, home).members if who in (m.id, m.nik) or name_key(m.name) == name_key(who)
    ]
    if len(found) != 1:
        raise RecordNotFound(
            f"Anggota {who} tidak ada, atau ada dua. Kunjungan belum tersimpan.", "Pakai NIK-nya."
        )
    return CommitmentDraft(found[0], answer == "yes")


def _case(call: Call) -> None:
    from pkh_desk.actions.graduation.case import StepDraft, take_step
    from pkh_desk.views.people.find import find_family

    args = call.args
    with call.desk() as desk:
        home = find_family(desk, args.family)
        case = take_step(desk, home, StepDraft(args.stage, read_day(args.on, desk.today()), args.reason))
    call.out.result({"id": case, "stage": args.stage}, [f"Tahap sekarang: {STAGES[args.stage]}."])


def _product(call: Call) -> None:
    from pkh_desk.actions.business.product import add_product
    from pkh_desk.domain.business import ProductFields
    from pkh_desk.domain.fit import fit
    from pkh_desk.views.people.find import find_family

    args = call.args
    with call.desk() as desk:
        fields = fit(
            ProductFields,
            household_id=find_family(desk, args.family),
            name=args.name,
            unit=args.unit,
            price=read_money(args.price, "price"),
        )
        product = add_product(desk, fields)
    call.out.result({"id": product}, [f"Produk tersimpan. Id: {product}"])


def _stock(call: Call) -> None:
    from pkh_desk.actions.business.product import move_stock

    args = call.args
    with call.desk() as desk:
        moved = move_stock(desk, args.product, MOVES[args.move], args.quantity)
    lines = [f"Stok sekarang {moved.stock}."]
    if moved.short:
        lines.append("Stok tercatat kurang dari nol. Periksa catatan masuk.")
    call.out.result({"id": moved.id, "stock": moved.stock}, lines)
