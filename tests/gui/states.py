"""Long jobs in the midst of their work: stops for the photographer, each with its bar, count and Batalkan.

How far they are is told to the page as a job tells it; none runs, so that a picture is the same each time.
"""

from gui.rounds import Stop, families, laptops, print_it, telling_family
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import INBOX, SENDING, SETTINGS
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.pages.graduation.desa_papers import DesaPapersPage
from pkh_desk.gui.pages.graduation.print_sheet import PrintSheet
from pkh_desk.gui.pages.lists.roster import RosterPage
from pkh_desk.gui.pages.office.distribution import DistributionPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.pages.upkeep.settings import SettingsPage
from pkh_desk.gui.paper.paper_doors import open_desa_papers
from pkh_desk.gui.widgets.progress import ProgressBox, ProgressLine
from pkh_desk.gui.widgets.scroll_body import bring_into_view
from pkh_desk.gui.work import Work


def at_work(desk: Desk) -> dict[str, Stop]:
    """Return a stop at each long job of a desk."""
    home = telling_family(desk)

    def reading(work: Work) -> None:
        families(work, home).import_roster()
        page = work.shell.page
        assert isinstance(page, RosterPage)
        page.progress.begin("Membaca daftar KPM", "Anda boleh pindah halaman. Data belum berubah.")
        page._show_progress()
        _tell(page.progress, 166, 268, "Memeriksa baris")

    def backing_up(work: Work) -> None:
        page = work.shell.go(SETTINGS)
        assert isinstance(page, SettingsPage)
        page.backups.show_busy(True)
        page.backups.progress.begin()
        _tell(page.backups.progress, 412, 880, "Menyalin {} MB")
        work.jobs.read(lambda: None, then=lambda _none: bring_into_view(page.backups.progress))

    def exporting(work: Work) -> None:
        page = families(work, home)
        assert isinstance(page, FamiliesPage)
        export = page.chooser.export
        export.open_bar()
        export.progress.begin(unit="keluarga")
        export._show_busy(True)
        _tell(export.progress, 41_000, 60_000)

    def printing(work: Work) -> None:
        families(work, home).detail.write_letter.emit(home)
        work.jobs.read(lambda: None, then=lambda _none: (print_it(work), _print_many(work)))

    def undoing(work: Work) -> None:
        families(work, home)
        work.shell.show_progress("Mengurungkan… 62%", lambda: None)

    stops: dict[str, Stop] = {
        "proses-impor": reading,
        "proses-cadangan": backing_up,
        "proses-ekspor": exporting,
        "proses-cetak": printing,
        "proses-urungkan": undoing,
    }
    return stops | (_at_the_office(desk) if desk.is_office else _at_a_laptop(desk))


def _at_a_laptop(desk: Desk) -> dict[str, Stop]:
    def sending(work: Work) -> None:
        page = work.shell.go(SENDING)
        assert isinstance(page, SendingPage)
        page.send.show_waiting(True)
        page.send.busy.begin()
        _tell(page.send.busy, 1_240, 4_100, "Menulis foto, {} KB")

    def saving_each(work: Work) -> None:
        open_desa_papers(work.shell, desk)
        page = work.shell.page
        assert isinstance(page, DesaPapersPage)
        page._show_busy(True)
        _tell(page.progress, 12, 40, "Menyimpan surat")

    return {"proses-kirim": sending, "proses-berkas-desa": saving_each}


def _at_the_office(_desk: Desk) -> dict[str, Stop]:
    def applying(work: Work, title: str, text: str, phase: str) -> None:
        page = work.shell.go(INBOX)
        assert isinstance(page, InboxPage)

        def show(_none: object) -> None:
            page.progress.begin(title, text)
            page.left.cover(page.progress)
            _tell(page.progress, 14, 62, phase)

        work.jobs.read(lambda: None, then=show)

    def dealing(work: Work) -> None:
        laptops(work).open_distribution()
        page = work.shell.page
        assert isinstance(page, DistributionPage)
        page.panel.show_busy(True)
        _tell(page.panel.progress, 4_100, 12_000)

    return {
        "proses-terima": lambda work: applying(
            work,
            "Menerima kiriman",
            "Yang sudah diterima tetap tersimpan bila dibatalkan.",
            "Memeriksa {} berkas",
        ),
        "proses-terapkan": lambda work: applying(
            work,
            "Menerapkan kiriman",
            "Yang sudah diterapkan tetap berlaku bila dibatalkan.",
            "Menerapkan {} kiriman",
        ),
        "proses-jawaban": lambda work: applying(
            work,
            "Membuat jawaban",
            "Jawaban yang sudah tertulis tetap berlaku bila dibatalkan.",
            "Menulis jawaban {} laptop",
        ),
        "proses-bagi": dealing,
    }


def _print_many(work: Work) -> None:
    page = work.shell.page
    assert isinstance(page, PrintSheet)
    page._busy(True)
    page._show_progress(12, 40, "Mencetak lembar")
    _tell(page.progress, 12, 40, "Mencetak lembar")


def _tell(part: ProgressBox | ProgressLine, done: int, total: int, phase: str = "") -> None:
    """Tell how far it is, as after half a minute of work."""
    part.show_progress(done, total, phase)
    part._left.setText("kira-kira 40 detik lagi")
    if isinstance(part, ProgressLine):
        part._fit()
