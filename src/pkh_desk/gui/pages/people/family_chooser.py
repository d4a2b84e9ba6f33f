"""FAMILY CHOOSER: the list at the left of Keluarga, with its search, chips, order and states."""

from collections.abc import Sequence
from dataclasses import dataclass

from PySide6.QtCore import QModelIndex, Qt, Signal
from PySide6.QtWidgets import (
    QAbstractItemView,
    QFrame,
    QHBoxLayout,
    QMenu,
    QSizePolicy,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from pkh_desk.desk import Desk
from pkh_desk.domain.text import dots
from pkh_desk.gui.page import Shell
from pkh_desk.gui.paged_model import Column, PagedModel
from pkh_desk.gui.paper.export_bar import ICON, ExportBar
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import column, row
from pkh_desk.gui.widgets.chips import Chips
from pkh_desk.gui.widgets.empty_state import EmptyState
from pkh_desk.gui.widgets.family_list import FamilyLine, FamilyList
from pkh_desk.gui.widgets.filter_edit import FilterEdit
from pkh_desk.gui.widgets.label import label
from pkh_desk.gui.widgets.themed import Themed
from pkh_desk.gui.words.family_words import family_line, joined, said_name
from pkh_desk.views.lists.sheets import families_sheet
from pkh_desk.views.people.families import (
    CHIPS,
    FamilyRow,
    chip_counts,
    family_ids,
    family_rows,
    nearest_family,
)

WIDTH = 344
SORTS = {"nama": "Nama", "desa": "Desa", "kunjungan": "Kunjungan"}


@dataclass(frozen=True)
class Found:
    """What a search brought: the ids in order, how many each chip would show, the nearest name if none."""

    ids: Sequence[str]
    counts: dict[str, int]
    nearest: FamilyRow | None


class FamilyChooser(Themed, QFrame):
    """Search per keystroke. `chosen(id)` at every change of the selection, `clicked(id)` on a click,
    `opened(id)` on Enter or a double click.

    `shown(total, found)` after every search: how many families there are and how many the list shows.
    """

    chosen = Signal(str)
    clicked = Signal(str)
    opened = Signal(str)
    shown = Signal(int, int)

    def __init__(self, shell: Shell, desk: Desk) -> None:
        super().__init__()
        self._shell, self._desk = shell, desk
        self.setProperty("kind", "bar")
        self.setProperty("rule", "right")
        self.setAccessibleName("Daftar keluarga")
        theme = shell.theme
        self.filter = FilterEdit(theme, "Saring nama, NIK, desa…", "Saring daftar keluarga")
        self.chips = Chips(list(CHIPS.items()))
        self._sort_key = "nama"
        self._wanted = self._kecamatan = ""
        self.place = Button(theme, "", "link", icon="dismiss", on_click=self.clear).make_slim()
        self.place.setToolTip("Tampilkan semua kecamatan (Esc)")
        self.place.hide()
        self.sort = Button(theme, SORTS["nama"], "ghost", icon="arrow_sort")
        self.sort.setMenu(self._make_sort_menu())
        self.list = FamilyList(theme, "Keluarga")
        self.model: PagedModel[FamilyLine] = PagedModel(
            self._read_lines, [Column("Keluarga", lambda line: line.name)], FamilyLine.spoken, self
        )
        self.list.setModel(self.model)
        self.count = label("", "caption", "text2")
        self.importer = Button(theme, "Impor Excel", "link", icon="arrow_import").make_slim()
        self.export = ExportBar(shell, desk, lambda: families_sheet(self.model.ids), kind=ICON, narrow=True)
        self._clear = Button(theme, "Hapus saringan", on_click=self.clear)
        self._near = Button(theme, "", "primary", on_click=self._open_nearest)
        self._nearest = ""
        both = QWidget()
        both.setLayout(column(self._near, self._clear, gap=8))
        self._nothing = EmptyState(theme, "search", "", "", (both,), tone="gray")
        # In a low window the list below an open export has less room than this needs.
        self._nothing.setSizePolicy(QSizePolicy.Policy.Preferred, QSizePolicy.Policy.Ignored)
        self._body = QStackedWidget()
        self._body.addWidget(self.list)
        self._body.addWidget(self._nothing)
        self._lay_out()
        self.filter.textChanged.connect(lambda _text: self.ask())
        self.chips.picked.connect(lambda _chip: self.ask())
        self.list.selectionModel().currentChanged.connect(self._on_current)
        self.list.activated.connect(lambda index: self.opened.emit(self.model.id_at(index)))
        self.list.clicked.connect(lambda index: self.clicked.emit(self.model.id_at(index)))
        self.follow(theme)

    @property
    def current(self) -> str:
        """The id of the selected family, empty if there is none."""
        return self.model.id_at(self.list.currentIndex())

    def restyle(self) -> None:
        """Nothing of its own: the parts follow the theme themselves."""

    def set_narrow(self, narrow: bool) -> None:
        """Take the whole width (stacked), or the width of a list."""
        if narrow:
            self.setMinimumWidth(0)
            self.setMaximumWidth(16_777_215)
        else:
            self.setFixedWidth(self.theme.px(WIDTH))

    def ask(self) -> None:
        """Search with what is typed and picked; an older search that has not ended is dropped."""
        query, chip, sort, desk = self.filter.text(), self.chips.value(), self._sort_key, self._desk
        kecamatan = self._kecamatan

        def search() -> Found:
            ids = family_ids(desk, query, chip, sort, kecamatan=kecamatan)
            near = nearest_family(desk, query) if query.strip() and not ids else None
            return Found(ids, chip_counts(desk), near)

        self._shell.jobs.read(search, then=self._show, owner=self, replaces="families")

    def select(self, family_id: str) -> None:
        """Select a family as soon as the list shows it; a filter that hides it is cleared."""
        self._wanted = family_id
        if not self._select_wanted():
            self.clear()

    @property
    def filtered(self) -> bool:
        """Whether a word or a kecamatan narrows the list."""
        return bool(self.filter.text() or self._kecamatan)

    def narrow_to(self, kecamatan: str, name: str) -> None:
        """Show the families of one kecamatan alone, until the filter is cleared."""
        self.chips.pick("semua")
        self.filter.clear()
        self._kecamatan = kecamatan
        self.place.set_text(f"Kec. {name}")
        self.place.show()
        self.ask()

    def clear(self) -> None:
        """Show all families again."""
        self._kecamatan = ""
        self.place.hide()
        self.chips.pick("semua")
        self.filter.clear()
        self.ask()

    def _read_lines(self, ids: Sequence[str]) -> Sequence[FamilyLine]:
        today = self._desk.today()
        rows = {row.id: family_line(row, today) for row in family_rows(self._desk, ids)}
        gone = FamilyLine("", "", gone=True)
        return [rows.get(family_id, gone) for family_id in ids]

    def _show(self, found: Found) -> None:
        kept = self._wanted or self.current
        self.chips.set_counts(found.counts)
        self.model.show_ids(found.ids)
        self._wanted = kept
        if not self._select_wanted() and found.ids:
            self._wanted = ""
            self.list.setCurrentIndex(self.model.index(0, 0))
        self._body.setCurrentIndex(0 if found.ids else 1)
        if not found.ids:
            self._show_nothing(found.nearest)
        filtered = self.chips.value() != "semua" or bool(self.filter.text().strip() or self._kecamatan)
        number = f"{dots(len(found.ids))} keluarga"
        words = self.chips.words().lower() if self.chips.value() != "semua" else ""
        self.count.setText(joined(number, words, "tersaring" if filtered and not words else ""))
        self.export.refresh()
        self.shown.emit(found.counts["semua"], len(found.ids))
        if not found.ids:
            self.chosen.emit("")

    def _show_nothing(self, nearest: FamilyRow | None) -> None:
        query = self.filter.text().strip()
        self._nearest = nearest.id if nearest else ""
        self._near.setVisible(nearest is not None)
        title = f"Tidak ada “{query}”" if query else "Tidak ada di saringan ini"
        text = "Periksa ejaan, atau cari dengan NIK." if query else "Pilih saringan lain."
        if nearest:
            name = said_name(nearest.name)
            text = f"Yang paling mirip: {', '.join(p for p in (name, nearest.desa) if p)}."
            self._near.set_text(f"Buka {name}")
        self._nothing.show_words(title, text)

    def _open_nearest(self) -> None:
        self.select(self._nearest)

    def _select_wanted(self) -> bool:
        index = self.model.index_of(self._wanted)
        if not index.isValid():
            return False
        self._wanted = ""
        if index != self.list.currentIndex():
            self.list.setCurrentIndex(index)
            # Its neighbours on both sides tell where in the list one has come to.
            self.list.scrollTo(index, QAbstractItemView.ScrollHint.PositionAtCenter)
        return True

    def _on_current(self, current: QModelIndex) -> None:
        if current.isValid():
            self.chosen.emit(self.model.id_at(current))

    def _make_sort_menu(self) -> QMenu:
        menu = QMenu(self)
        for key, words in SORTS.items():
            menu.addAction(words).triggered.connect(lambda _on=False, key=key: self._sort_by(key))
        return menu

    def _sort_by(self, key: str) -> None:
        self._sort_key = key
        self.sort.set_text(SORTS[key])
        self.ask()

    def _lay_out(self) -> None:
        tools = QHBoxLayout()
        tools.setSpacing(8)
        tools.addWidget(self.filter, 1)
        tools.addWidget(self.sort)
        head = QVBoxLayout()
        head.setContentsMargins(16, 12, 12, 10)
        head.setSpacing(9)
        head.addLayout(tools)
        head.addWidget(self.chips)
        head.addWidget(self.place, 0, Qt.AlignmentFlag.AlignLeft)
        foot = QFrame()
        foot.setProperty("kind", "bar")
        foot.setProperty("rule", "above")
        line = QHBoxLayout(foot)
        line.setContentsMargins(16, 8, 12, 8)
        line.addLayout(row(self.count, None, self.export.button, self.importer))
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 1, 0)
        stack.setSpacing(0)
        stack.addLayout(head)
        stack.addWidget(_rule())
        stack.addWidget(self.export)
        stack.addWidget(self._body, 1)
        stack.addWidget(foot)


def _rule() -> QFrame:
    line = QFrame()
    line.setProperty("kind", "line")
    line.setFixedHeight(1)
    line.setAttribute(Qt.WidgetAttribute.WA_TransparentForMouseEvents)
    return line
