"""HAPUS DATA PRIBADI: what erasing a family drops, on which ground, who asked, its name typed once more."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from PySide6.QtWidgets import QBoxLayout, QLineEdit, QVBoxLayout, QWidget

from pkh_desk.actions.people.erase import erase_household, names_somebody
from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots, fold
from pkh_desk.errors import InvalidInput, Problem, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import STACKED, Page, Shell
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import Card
from pkh_desk.gui.widgets.combo import Combo
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import said_name
from pkh_desk.views.office.erasures import ErasureChoices, WouldErase, erasure_choices, would_erase

FOREVER = (
    "Data keluarga ini dihapus untuk selamanya: sekarang di kantor, lalu di setiap laptop begitu jawaban "
    "berikutnya dipakai. Tidak bisa diurungkan."
)
INSTEAD = "HAPUS"
LONGEST_PAPER = 40
Read = tuple[WouldErase, ErasureChoices]


class ErasePage(Page):
    """`erased(order)` is called once it is done, with the number of the order."""

    def __init__(self, shell: Shell, desk: Desk, family_id: str, erased: Callable[[str], object]) -> None:
        super().__init__(shell, "Hapus data pribadi")
        self.desk, self.family_id, self._erased = desk, family_id, erased
        self.seen: WouldErase | None = None
        theme = shell.theme
        self.counts = label("", wrap=True)
        self.follow_up = label("", "caption", "text2", wrap=True)
        self.ground, self.asker = Combo(theme, "Dasar", []), Combo(theme, "Diminta oleh", [])
        self.ground_row = FormRow(theme, "Dasar menurut UU 27/2022", self.ground)
        self.asker_row = FormRow(theme, "Diminta oleh", self.asker)
        self.paper, self.typed = QLineEdit(), QLineEdit()
        self.paper.setMaxLength(LONGEST_PAPER)
        hint = "Ikut ke semua laptop, jadi tanpa nama atau NIK."
        self.paper_row = FormRow(theme, "Nomor surat permintaan", self.paper, hint=hint, optional=True)
        self.typed_row = FormRow(theme, "Ketik namanya sekali lagi", self.typed)
        self.trouble = Banner(theme, "", "red")
        self.save = Button(theme, "Hapus untuk selamanya", "danger", on_click=self._erase)
        self.foot = FormFoot(theme, self.save, "Tutup, lanjut nanti", shell.back, key="")
        self._lay_out()
        self.keeper = DraftKeeper(self, desk, "hapus", family_id, self._state)
        for combo, part in ((self.ground, self.ground_row), (self.asker, self.asker_row)):
            combo.activated.connect(lambda _index, part=part: self._touched(part))
        for entry, part in ((self.paper, self.paper_row), (self.typed, self.typed_row)):
            entry.textEdited.connect(lambda _text, part=part: self._touched(part))

    def entered(self) -> None:
        """Read what it would drop."""
        desk, home = self.desk, self.family_id

        def read() -> Read:
            return would_erase(desk, home), erasure_choices(desk)

        self.shell.jobs.read(read, then=self._show, failed=self._gone, owner=self, replaces="erase")

    def data_moved(self, tables: frozenset[str]) -> None:
        """Read again; what was typed stays."""
        if self.save.isEnabled():
            self.entered()

    def about_family(self) -> str:
        """The family."""
        return self.family_id

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Keep ground and asker, never the name that was typed to confirm."""
        return self.keeper.leave(coming_back)

    def first_focus(self) -> QWidget | None:
        """The ground."""
        return self.ground

    def panes(self) -> Sequence[QWidget]:
        """The form and its foot."""
        return (self._scroll, self.foot)

    def set_width_class(self, width: str) -> None:
        """What goes beside the form, or above it."""
        below = width == STACKED
        self._sides.setDirection(
            QBoxLayout.Direction.TopToBottom if below else QBoxLayout.Direction.LeftToRight
        )

    @property
    def wanted(self) -> str:
        """What is to be typed to confirm."""
        return said_name(self.seen.family) if self.seen and self.seen.family else INSTEAD

    def _show(self, found: Read) -> None:
        first = self.seen is None
        self.seen, choices = found
        self.about = said_name(self.seen.family)
        lines = [f"{words}: {dots(count)}" for words, count in self.seen.counts]
        self.counts.setText("\n".join(lines))
        names = [said_name(name) for name in self.seen.laptops]
        self.follow_up.setText(
            f"Menyusul di {len(names)} laptop: {', '.join(names)}."
            if names
            else "Belum ada laptop terdaftar."
        )
        for combo, listed in ((self.ground, choices.grounds), (self.asker, choices.askers)):
            options = [("", "Pilih"), *((each, each[:1].upper() + each[1:]) for each in listed)]
            combo.set_options(options, combo.value())
        self.typed_row.set_hint(f"Ketik: {self.wanted}")
        self.trail_changed.emit()
        if first:
            self.keeper.begin(self._show_state)

    def _gone(self, error: UserError) -> None:
        self.trouble.show_words(str(error), "red")
        self.save.setEnabled(False)

    def _state(self) -> dict[str, Any]:
        return {"ground": self.ground.value(), "asker": self.asker.value(), "paper": self.paper.text()}

    def _show_state(self, state: Mapping[str, Any]) -> None:
        self.ground.set_value(str(state.get("ground", "")))
        self.asker.set_value(str(state.get("asker", "")))
        self.paper.setText(str(state.get("paper", "")))

    def _touched(self, part: FormRow) -> None:
        if part.has_error():
            part.show_line(None)
            self.foot.recount()
        self.keeper.touch()

    def _faults(self) -> list[Fault]:
        seen, faults = self.seen, []
        assert seen is not None
        for part, fine, words in (
            (self.ground_row, bool(self.ground.value()), "Pilih dasarnya; tertulis di berita acara."),
            (self.asker_row, bool(self.asker.value()), "Pilih siapa yang meminta."),
            (
                self.paper_row,
                not names_somebody(self.paper.text(), seen.names),
                "Tulis tanpa nama dan tanpa NIK.",
            ),
            (
                self.typed_row,
                fold(self.typed.text()) == fold(self.wanted),
                f"Belum sama. Ketik: {self.wanted}",
            ),
        ):
            if not fine:
                part.show_problem(Problem(part.name, words))
                faults.append(Fault(part.name, part.entry))
        return faults

    def _erase(self) -> None:
        if self.seen is None or not self.save.isEnabled():
            return
        faults = self._faults()
        self.foot.show_faults(faults)
        if faults:
            return
        desk, home = self.desk, self.family_id
        asked = f"diminta {self.asker.value()}"
        reason = "; ".join(part for part in (self.ground.value(), asked, self.paper.text().strip()) if part)
        self.save.setEnabled(False)
        self.keeper.rest()
        self.shell.jobs.write(
            lambda: erase_household(desk, home, reason), then=self._done, failed=self._refused, owner=self
        )

    def _done(self, order: str) -> None:
        self.keeper.forget()
        self.shell.toast("Data dihapus di kantor. Laptop menyusul bersama jawaban berikutnya.")
        self.shell.back()
        self._erased(order)

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self.keeper.rest(False)
        self.trouble.show_words(error.problems[0].text if isinstance(error, InvalidInput) else str(error))

    def _lay_out(self) -> None:
        lost, form = Card("Yang dihapus", padding=16, gap=8), Card("Dasar dan bukti", padding=16, gap=10)
        for part in (self.counts, self.follow_up):
            lost.body.addWidget(part)
        lost.body.addStretch(1)
        for row in (self.ground_row, self.asker_row, self.paper_row, self.typed_row):
            form.body.addWidget(row)
        form.body.addStretch(1)
        self._sides = QBoxLayout(QBoxLayout.Direction.LeftToRight)
        self._sides.setSpacing(16)
        self._sides.addWidget(form, 3)
        self._sides.addWidget(lost, 2)
        self._scroll = ScrollBody()
        for banner in (Banner(self.theme, FOREVER, "red"), self.trouble):
            self._scroll.body.addWidget(banner)
        self._scroll.body.addLayout(self._sides)
        self._scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(self._scroll, 1)
        stack.addWidget(self.foot)
