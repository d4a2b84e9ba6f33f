"""A round through the window: every page of both roles by a name, for the tests and the photographer.

Each entry shows its page and returns; the caller waits until the jobs are idle. Places come from the window's
own list, so that a new place is walked without a line here; pages that open on top of one are named below.
"""

from collections.abc import Callable
from pathlib import Path

from gui.roster_files import write_lists
from gui.village import settle_village
from helpers.cases import held
from helpers.desks import add_family
from helpers.exchange import CHEAP_CODE, answer_for, give_keys, send_up, stick
from helpers.homes import once
from helpers.pictures import picture
from helpers.sheets import R1, xlsx
from pkh_desk.actions.exchange.enrol import approve, invite, join
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.exchange.watch import watch_folder
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.graduation.signature import Checked, sign_letter
from pkh_desk.actions.office.decide import decide
from pkh_desk.actions.people.erase import erase_household
from pkh_desk.actions.upkeep.paper_key import key_is_on_paper
from pkh_desk.desk import Desk
from pkh_desk.gui.family_pages import open_correction
from pkh_desk.gui.frame.facts import FAMILIES, GRADUATION, LAPTOPS, PRODUCTS
from pkh_desk.gui.pages.business.products import ProductsPage
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.graduation.pipeline import GraduationPage
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.office.config import ConfigPage
from pkh_desk.gui.pages.office.decisions import DecisionsPage
from pkh_desk.gui.pages.office.family_doors import erase_page, give_back_page, open_erasures
from pkh_desk.gui.pages.office.invite import InvitePage
from pkh_desk.gui.pages.office.laptops import LaptopsPage
from pkh_desk.gui.pages.office.loss import LossPage
from pkh_desk.gui.pages.office.paper_key import PaperKeyPage
from pkh_desk.gui.pages.office.places import check_letter
from pkh_desk.gui.pages.office.proposals import ProposalsPage
from pkh_desk.gui.pages.office.wording import WordingPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.people.family_exit import ExitPage
from pkh_desk.gui.pages.upkeep.licences import LicencesPage
from pkh_desk.gui.paper.paper_doors import open_book, open_desa_papers
from pkh_desk.gui.recordings import open_visit
from pkh_desk.gui.work import Work, places_of
from pkh_desk.store.people.household import Household, Member
from pkh_desk.views.business.products import products as product_rows
from pkh_desk.views.exchange.laptops import laptops as laptop_rows
from pkh_desk.views.graduation.pipeline import pipeline
from pkh_desk.views.office.decision import decision_rows
from pkh_desk.views.people.families import FamilyRow, family_ids, family_rows
from pkh_desk.views.people.timeline import timeline

Stop = Callable[[Work], object]
TABS = ("anggota", "usaha", "graduasi", "surat")


def telling_family(desk: Desk) -> str:
    """Return a family with much to show: a case, a business, a visit."""

    def worth(row: FamilyRow) -> tuple[bool, bool, bool]:
        return row.case is not None, row.has_business, row.last_visit is not None

    return max(family_rows(desk, family_ids(desk)), key=worth).id


def modules(work: Work) -> ConfigPage:
    """Open Ketentuan on the modules of P2K2, once the kinds were read."""
    page = work.shell.go("ketentuan")
    assert isinstance(page, ConfigPage)
    work.jobs.read(lambda: None, then=lambda _read: page.list.select("modules"))
    return page


def places(desk: Desk) -> dict[str, Stop]:
    """Return a stop at every place of the navigation."""
    return {each.key: lambda work, key=each.key: work.shell.go(key) for each in places_of(desk)}


def list_stops(desk: Desk, folder: Path, home: str) -> dict[str, Stop]:
    """Return a stop at every step of an import, with lists of several kinds."""
    sheet = folder / "Daftar KPM.xlsx"
    sheet.write_bytes(xlsx(R1))

    def checked(work: Work, sheet: Path = sheet) -> None:
        families(work, home).import_roster(sheet)
        page = work.shell.page
        assert isinstance(page, RosterPage)
        # The reading lane works in order: this comes after the list was read.
        work.jobs.read(lambda: None, then=lambda _read: page.next.click())

    def pasting(work: Work) -> None:
        families(work, home).import_roster()
        page = work.shell.page
        assert isinstance(page, RosterPage)
        page.paste.click()

    stops: dict[str, Stop] = {
        "impor": lambda work: families(work, home).import_roster(),
        "impor-kolom": lambda work: families(work, home).import_roster(sheet),
        "impor-periksa": checked,
        "impor-tempel": pasting,
    }
    for name, path in write_lists(desk, folder).items():
        stops[name] = lambda work, path=path: checked(work, path)
    return stops


def office_stops(desk: Desk, home: str) -> dict[str, Stop]:
    """Return a stop at every page that opens from a place of the office alone."""
    stops: dict[str, Stop] = {}
    stops["usulan-jawaban"] = lambda work: proposals(work, "diverifikasi")
    stops["usulan-sesudah"] = lambda work: proposals(work, "graduasi")
    stops["undang"] = lambda work: work.shell.open_page(InvitePage(work.shell, desk))
    stops["laptop-baru"] = lambda work: work.jobs.read(
        lambda: laptop_rows(desk)[0],
        then=lambda row: work.shell.open_page(InvitePage(work.shell, desk, again=row)),
    )
    stops["laptop-hilang"] = lambda work: work.jobs.read(
        lambda: laptop_rows(desk)[0],
        then=lambda row: work.shell.open_page(LossPage(work.shell, desk, row.id)),
    )
    stops |= {
        "kunci-kertas": lambda work: work.shell.open_page(PaperKeyPage(work.shell, desk)),
        "cek-surat": lambda work: check_letter(work.shell, desk),
        "bunyi-surat": lambda work: work.shell.open_page(WordingPage(work.shell, desk)),
        "keputusan-selesai": lambda work: decisions(work, "selesai"),
        "keputusan-ditolak": lambda work: decisions(work, "ditolak"),
        "keputusan-kembalikan": lambda work: ask_back(work),
        "penghapusan": lambda work: open_erasures(work.shell, desk),
        "hapus-data": lambda work: work.shell.open_page(erase_page(work.shell, desk, home)),
        "kembalikan": lambda work: give_back(work, home),
        "lisensi": lambda work: work.shell.open_page(LicencesPage(work.shell)),
    }
    stops["ketentuan-modul"] = modules
    stops["pembagian"] = lambda work: laptops(work).open_distribution()
    stops["lupa-sandi"] = lambda work: laptops(work).open_request()
    stops["presensi"] = lambda work: laptops(work).open_roll_call()
    return stops


def forms(desk: Desk, folder: Path) -> dict[str, Stop]:
    """Return a stop at every page that opens from a place of a filled desk."""
    home = telling_family(desk)

    def graduation(work: Work) -> GraduationPage:
        page = work.shell.go(GRADUATION)
        assert isinstance(page, GraduationPage)
        return page

    def products(work: Work) -> ProductsPage:
        page = work.shell.go(PRODUCTS)
        assert isinstance(page, ProductsPage)
        return page

    stops: dict[str, Stop] = {
        f"keluarga-{tab}": lambda work, tab=tab: families(work, home).detail.tabs.pick(tab) for tab in TABS
    }
    stops["keluarga-riwayat"] = lambda work: families(work, home).detail.tabs.pick("riwayat")
    stops["ubah-data"] = lambda work: families(work, home).detail.edit.emit(home)
    stops["surat-baru"] = lambda work: families(work, home).detail.write_letter.emit(home)
    stops["cetak"] = lambda work: (families(work, home).detail.write_letter.emit(home), print_it(work))
    stops |= list_stops(desk, folder, home)
    stops["graduasi-daftar"] = lambda work: graduation(work).switch.buttons["daftar"].click()
    stops["kasus"] = lambda work: graduation(work).open_case(home)
    stops["usul"] = lambda work: graduation(work).add()
    stops["ganda"] = lambda work: families(work, home).detail.twin.emit(home)
    stops["keluar"] = lambda work: work.shell.open_page(ExitPage(work.shell, desk, home))
    stops["buku-surat"] = lambda work: (graduation(work), open_book(work.shell, desk))
    stops["berkas-desa"] = lambda work: (graduation(work), open_desa_papers(work.shell, desk))
    stops["riwayat"] = lambda work: work.shell.history.emit()
    stops["produk-baru"] = lambda work: products(work).add()
    stops["produk-satu"] = lambda work: products(work).show_product(product_rows(desk)[0].id)
    if desk.is_office:
        stops |= office_stops(desk, home)
    else:
        stops["kunjungan"] = lambda work: open_visit(work.shell, desk, home)
        past = next(each.id for each in timeline(desk, home) if each.kind == "visit")
        stops["ubah-kunjungan"] = lambda work: open_correction(work.shell, desk, past)
        stops["keluarga-kunjungan"] = lambda work: families(work, home).show_record(home, "riwayat", past)
    return stops


def print_it(work: Work) -> None:
    """Press Cetak on the letter on screen."""
    page = work.shell.page
    assert isinstance(page, LetterPage)
    page.print.click()


def decisions(work: Work, chip: str) -> DecisionsPage:
    """Show a chip of Keputusan."""
    page = work.shell.go("keputusan")
    assert isinstance(page, DecisionsPage)
    page.left.chips._chips[chip].click()
    return page


def ask_back(work: Work) -> None:
    """Ask at Keputusan why a record is sent back, once the question is there."""
    page = decisions(work, "buka")
    later = work.jobs.read
    later(lambda: None, then=lambda _a: later(lambda: None, then=lambda _b: page.view.foot.ask_back()))


def give_back(work: Work, home: str) -> None:
    """Send back the latest thing that a laptop recorded of a family."""
    item = next(each for each in timeline(work.desk, home) if each.txn)
    work.shell.open_page(give_back_page(work.shell, work.desk, home, "Keluarga", item))


def laptops(work: Work) -> LaptopsPage:
    """Show Pendamping."""
    page = work.shell.go(LAPTOPS)
    assert isinstance(page, LaptopsPage)
    return page


def proposals(work: Work, tab: str) -> None:
    """Show a tab of Usulan."""
    page = work.shell.go("usulan")
    assert isinstance(page, ProposalsPage)
    page.tabs.buttons[tab].click()


def families(work: Work, home: str) -> FamiliesPage:
    """Show a family at Keluarga."""
    page = work.shell.go(FAMILIES)
    assert isinstance(page, FamiliesPage)
    page.show_family(home)
    return page


def _propose(laptop: Desk) -> None:
    """Sign the letter of two families that are ready; the scan of one is its page, of the other a photo."""
    ready = [card.household_id for card in pipeline(laptop) if card.case.stage == "siap"][:2]
    for home, scan in zip(ready, (None, picture(620, 877)), strict=True):
        made = make_letter(laptop, home, LetterWishes(), "cetak")
        seen = Checked((), None, True, scan is None)
        sign_letter(laptop, made.id, laptop.today(), [held(laptop, scan or made.pdf)], seen)


def fill_office(kantor: Desk, laptop: Desk, folder: Path) -> None:
    """Let a laptop with a village join an office, and leave files to apply and a question to decide."""
    once(lambda: _fill_office(kantor, laptop, folder), "filled office", (kantor, laptop), folder)
    watch_folder(kantor, stick(folder, "Kiriman WhatsApp"))


def _fill_office(kantor: Desk, laptop: Desk, folder: Path) -> None:
    give_keys(kantor)
    key_is_on_paper(kantor, "dicetak")
    settle_village(laptop, 24, 6)
    letter = folder / "wulan.undangan"
    invited = invite(kantor, laptop.identity.name, ["Sukadana"], letter, CHEAP_CODE)
    join(laptop, letter, invited.code)
    usb = stick(folder, "gabung")
    sent = send(laptop, usb)
    assert sent.words is not None
    take_in(kantor, usb)
    approve(kantor, laptop.identity.code, sent.words)
    apply_inbox(kantor)
    receive(laptop, answer_for(kantor, laptop, folder))
    _propose(laptop)
    home, other, third = family_ids(kantor)[:3]
    for desk, address, swapped in ((kantor, "Kp. Kadu Bolang", "68"), (laptop, "Kp. Kadubolang", "86")):
        with desk.write() as session:
            session.get_one(Household, home).address = address
            person = session.get_one(Member, session.get_one(Household, other).pengurus_id or "")
            person.nik = f"3604275203{swapped}9901"
            session.get_one(Household, third).rt = f"0{swapped}"
    with laptop.write() as session:
        session.get_one(Household, third).no_peserta = "360427-9901"
    gone = add_family(kantor, "JUBAEDAH", nik=None, no_kk=None)
    erase_household(kantor, gone, "Permintaan pemilik data (Pasal 43); diminta keluarga sendiri")
    send_up(kantor, laptop, folder)
    asked = next(row for row in decision_rows(kantor) if row.about == "RT")
    decide(kantor, asked.id, "086", "RT mengikuti KK yang baru.")
    add_family(laptop, "NUR'AENI", nik=None, no_kk=None)
    usb = stick(folder, "tunggu")
    send(laptop, usb)
    take_in(kantor, usb)
