"""Photograph every page of both roles: `python -m tests.gui.photograph [WORD...]` in the checkout.

The pictures go into `build/pictures/<role>/<page>-<look>.png`; with words only the pages whose name holds one
of them. Looks: light, dark, high contrast, the widths of a screen at 125 and 150 %, text of 125 and 150 %.
The families of each role are invented; what is empty, at work and what goes wrong is photographed in light
and dark.
"""

import sys
import tempfile
from collections.abc import Callable
from datetime import timedelta
from pathlib import Path
from typing import NamedTuple

sys.path.insert(0, str(Path(__file__).parents[1]))

from PySide6.QtWidgets import QWidget

from gui.rounds import Stop, families, fill_office, forms, places, telling_family
from gui.shop import stock_shop
from gui.states import at_work
from helpers.desks import MORNING, make_desk
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.new_hardware import BackupSeen
from pkh_desk.actions.graduation.case import StepDraft, take_step
from pkh_desk.actions.graduation.letter import LetterWishes, make_letter
from pkh_desk.actions.upkeep.draft import drop_draft, list_drafts
from pkh_desk.desk import Desk
from pkh_desk.errors import DiskFull, FolderGone, WrongPassphrase
from pkh_desk.gui.frame.facts import SENDING
from pkh_desk.gui.frame.main_window import USUAL
from pkh_desk.gui.opening.accounts import AccountsView
from pkh_desk.gui.opening.first_run import FirstRunView
from pkh_desk.gui.opening.forgotten import ForgottenView
from pkh_desk.gui.opening.homes import Account
from pkh_desk.gui.opening.restore import RestoreView
from pkh_desk.gui.opening.unlock import ROLE_LINES, UnlockFacts, UnlockView
from pkh_desk.gui.pages.business.product_form import ProductForm
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.pages.graduation.letter import LetterPage
from pkh_desk.gui.pages.office.inbox import InboxPage
from pkh_desk.gui.pages.people.visit import VisitPage
from pkh_desk.gui.pictures import Photographer
from pkh_desk.gui.recordings import open_visit
from pkh_desk.gui.style.theme import GELAP, TERANG
from pkh_desk.gui.style.tokens import HIGH_CONTRAST
from pkh_desk.gui.style.tokens import LIGHT as LIGHT_TOKENS
from pkh_desk.gui.work import Work
from pkh_desk.store.upkeep.backup import Contents
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family

OUT = Path("build/pictures")
SAVED = "Kunjungan Sarmunah tersimpan di komputer ini."


class Sight(NamedTuple):
    """How a page is looked at: theme, window, text size in percent; `high` is the system's contrast."""

    name: str
    theme: str = TERANG
    size: tuple[int, int] = USUAL
    percent: int = 100
    high: bool = False


LIGHT, DARK = Sight("terang"), Sight("gelap", GELAP)
SIGHTS = (
    LIGHT,
    DARK,
    Sight("lebar1093", size=(1093, 550)),
    Sight("lebar911", size=(911, 480)),
    Sight("teks125", percent=125),
    Sight("teks150", percent=150),
    Sight("kontras", high=True),
)


class Studio:
    """Takes the pictures of one desk into one folder; `words` choose among the pages."""

    def __init__(self, photographer: Photographer, words: list[str]) -> None:
        self._camera, self._words = photographer, words

    def views(self, views: dict[str, Callable[[], QWidget]], sights: tuple[Sight, ...] = SIGHTS) -> None:
        """Photograph views that stand in the window alone."""
        for sight in sights:
            self._look(sight)
            for name, make in self._wanted(views).items():
                self._camera.show(make(), "")
                self._camera.take(f"{name}-{sight.name}", *sight.size)

    def pages(self, desk: Desk, stops: dict[str, Stop], sights: tuple[Sight, ...] = SIGHTS) -> None:
        """Photograph pages of a desk's window, each in a fresh window."""
        wanted = self._wanted(stops)
        for sight in sights:
            self._look(sight)
            for name, show in wanted.items():
                work = Work(desk, self._camera.theme, self._camera.jobs)
                self._camera.show(work.shell, "")
                for draft in list_drafts(desk):
                    drop_draft(desk, draft.form, draft.subject_id)
                work.start()
                show(work)
                self._camera.settle()
                self._camera.take(f"{name}-{sight.name}", *sight.size)
                work.news.close()

    def _look(self, sight: Sight) -> None:
        self._camera.theme.obey(HIGH_CONTRAST if sight.high else LIGHT_TOKENS)
        self._camera.theme.choose(sight.theme)
        self._camera.theme.resize(sight.percent)

    def _wanted(self, every: dict[str, Stop] | dict[str, Callable[[], QWidget]]) -> dict:
        return {name: each for name, each in every.items() if not self._words or named(name, self._words)}


def named(name: str, words: list[str]) -> bool:
    """Tell whether a page was asked for."""
    return any(word in name for word in words)


def mishaps(desk: Desk, folder: Path) -> dict[str, Stop]:
    """Return stops at what goes wrong on a page: wrong entries, files that are none, nothing found."""
    home = telling_family(desk)
    broken = folder / "rusak.xlsx"
    broken.write_bytes(b"bukan tabel")
    torn = folder / "jawaban.pkhb"
    torn.write_bytes(b"bukan jawaban")

    def visit(work: Work) -> None:
        page = open_visit(work.shell, desk, home)
        assert isinstance(page, VisitPage)
        page.form.on.field.setText("31/2")
        page.save.click()

    def full(work: Work) -> None:
        open_visit(work.shell, desk, home)._refused(
            DiskFull(
                "Ruang komputer penuh, catatan ini belum tersimpan.", "Kosongkan ruang, lalu simpan lagi."
            )
        )

    def kirim(work: Work) -> SendingPage:
        page = work.shell.go(SENDING)
        assert isinstance(page, SendingPage)
        return page

    def letter(work: Work, typed: str) -> None:
        families(work, home).detail.write_letter.emit(home)
        page = work.shell.page
        assert isinstance(page, LetterPage)
        page.form.entries["income"].setText(typed)
        page._ready()

    def product(work: Work) -> None:
        page = ProductForm(work.shell, desk)
        work.shell.open_page(page)
        page.save.click()

    return {
        "salah-kunjungan": visit,
        "salah-surat": lambda work: letter(work, "banyak"),
        "salah-produk": product,
        "salah-penuh": full,
        "salah-usb": lambda work: kirim(work).sending._not_sent(FolderGone("USB tercabut."), "USB KINGSTON"),
        "kirim-lagi": lambda work: kirim(work).sending.again(2),
        "salah-jawaban": lambda work: kirim(work).take(torn),
        "salah-impor": lambda work: families(work, home).import_roster(broken),
        "salah-cari": lambda work: families(work, home).search("Sarmunih"),
        "surat-terisi": lambda work: letter(work, "2,1 jt"),
        "palet": lambda work: (families(work, home), work.shell.top.asked.emit("mul")),
        "toast": lambda work: (families(work, home), work.shell.toast(SAVED, work.shell.take_back)),
        "ekspor": lambda work: (families(work, home), work.shell.page.exporter()()),
    }


def broken_bundle(work: Work, folder: Path) -> None:
    """Let the office take in a file that is no bundle."""
    path = folder / "rusak.pkhb"
    path.write_bytes(b"bukan kiriman")
    page = work.shell.go("kotak")
    assert isinstance(page, InboxPage)
    page.take([path])


def start_views(camera: Photographer, desk: Desk) -> dict[str, Callable[[], QWidget]]:
    """Return the views before the window's pages: unlocking, refused, the steps of the first run."""
    facts = UnlockFacts(
        desk.identity.name, ROLE_LINES[desk.identity.role], "", "nama kebun", "Bukan Wulan? Ganti akun"
    )

    several = UnlockFacts(
        "Dinsos Kab. Serang",
        ROLE_LINES["kantor"],
        clerks=[("a", "Agus Salim"), ("b", "Siti Aminah")],
        clerk="b",
    )

    def refused() -> UnlockView:
        view = UnlockView(camera.theme, facts)
        view.refuse(WrongPassphrase("Kata sandi belum cocok."))
        return view

    def step(key: str) -> FirstRunView:
        view = FirstRunView(camera.theme, camera.jobs)
        view.who.name.setText("Heni Rosdiana")
        view._show(key)
        return view

    views: dict[str, Callable[[], QWidget]] = {
        "buka-kunci": lambda: UnlockView(camera.theme, facts),
        "salah-kunci": refused,
        "kunci-petugas": lambda: UnlockView(camera.theme, several),
    }

    def forgotten(step: int) -> ForgottenView:
        view = ForgottenView(camera.theme, camera.jobs, desk.places, desk.identity.role, desk.identity.name)
        view.compare.boxes.show_words("mawar perahu kelapa telur")
        view._show(step)
        return view

    siblings = [Account(name, "pendamping", desk.places) for name in ("Heni Rosdiana", desk.identity.name)]
    views["akun"] = lambda: AccountsView(camera.theme, siblings, desk.places)
    views["pulihkan-1"] = lambda: RestoreView(camera.theme, camera.jobs, desk.places)
    views["pulihkan-2"] = lambda: checked(camera, desk)
    views["proses-pulihkan"] = lambda: restoring(camera, desk)
    for number in range(3):
        views[f"lupa-{number + 1}"] = lambda number=number: forgotten(number)
    for key in FirstRunView(camera.theme, camera.jobs)._way:
        views[f"memulai-{key}"] = lambda key=key: step(key)
    return views


def checked(camera: Photographer, desk: Desk) -> RestoreView:
    """Return the view of a backup that was looked at."""
    view = RestoreView(camera.theme, camera.jobs, desk.places)
    me = desk.identity
    view.check.show_backup(BackupSeen(me.name, me.role, MORNING, Contents(24, 12, 3, 90, MORNING)))
    view._show(1)
    return view


def restoring(camera: Photographer, desk: Desk) -> RestoreView:
    """Return the view of a backup that is being put back."""
    view = checked(camera, desk)
    view._wait(True)
    view.progress.begin()
    view.progress.show_progress(0, 0, "Memeriksa")
    return view


def fill_board(desk: Desk) -> None:
    """Let families stand in every column of the board that a laptop fills, one of them for too long."""
    homes = [home for home in family_ids(desk) if family(desk, home).case is None][-7:]
    for place, home in enumerate(homes):
        take_step(desk, home, StepDraft("calon", desk.today() - timedelta(40 + 30 * place)))
    for place, home in enumerate(homes[3:]):
        ready = StepDraft("siap", desk.today() - timedelta(5 * place), "Penghasilan usaha cukup.")
        take_step(desk, home, ready)
    for home in homes[5:]:
        make_letter(desk, home, LetterWishes(), "cetak")


def photograph(words: list[str]) -> int:
    """Photograph both roles; return how many pictures there are."""
    count = 0
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        kantor, laptop = (
            make_desk(folder / "kantor", "kantor", "Dinsos Kab. Serang", 2),
            make_desk(folder / "laptop"),
        )
        bare, new = (
            make_desk(folder / "baru", seed=3),
            make_desk(folder / "kantor-baru", "kantor", "Dinsos", 4),
        )
        make_office_keys(new)
        fill_office(kantor, laptop, folder)
        fill_board(laptop)
        for desk in (laptop, kantor):
            stock_shop(desk, family_ids(desk)[8:12])
        for role, full, empty in (("pendamping", laptop, bare), ("kantor", kantor, new)):
            (OUT / role).mkdir(parents=True, exist_ok=True)
            camera = Photographer(OUT / role)
            studio = Studio(camera, words)
            if role == "pendamping":
                studio.views(start_views(camera, full))
            studio.pages(full, places(full) | forms(full, folder))
            wrong = mishaps(full, folder)
            if full.is_office:
                wrong = {
                    "salah-kiriman": lambda work: broken_bundle(work, folder),
                    "salah-cari": wrong["salah-cari"],
                }
            studio.pages(full, wrong | at_work(full), (LIGHT, DARK))
            studio.pages(empty, {f"kosong-{key}": stop for key, stop in places(empty).items()}, (LIGHT, DARK))
            camera.end()
            count += len(camera.taken)
        for desk in (kantor, laptop, bare, new):
            desk.close()
    return count


if __name__ == "__main__":
    sys.stdout.write(f"{photograph(sys.argv[1:])} pictures in {OUT}\n")
