"""PRODUCT FORM: a new product of a family, or what is recorded of one."""

from collections.abc import Callable, Mapping, Sequence

from PySide6.QtGui import QKeySequence, QShortcut
from PySide6.QtWidgets import QLineEdit, QSizePolicy, QVBoxLayout, QWidget

from pkh_desk.actions.business.product import add_product, edit_product
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields, check_nib, check_product, read_count
from pkh_desk.domain.money import in_words, read_rupiah, say_rupiah
from pkh_desk.errors import InvalidInput, UserError
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.page import Page, Shell
from pkh_desk.gui.pages.business.permit_row import PermitRow
from pkh_desk.gui.pages.people.family_picker import FamilyPicker
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.widgets.button import Button
from pkh_desk.gui.widgets.card import row
from pkh_desk.gui.widgets.form_foot import Fault, FormFoot
from pkh_desk.gui.widgets.form_row import FormRow, Line
from pkh_desk.gui.widgets.scroll_body import ScrollBody
from pkh_desk.gui.words.family_words import capital
from pkh_desk.views.business.products import ProductRow, usual_low_stock

FIELDS = {
    "name": "Nama produk",
    "unit": "Satuan",
    "content": "Isi per satuan",
    "price": "Harga",
    "price_high": "Sampai harga",
    "low_stock": "Batas stok tipis",
    "note": "Catatan",
}
HINTS = {
    "unit": "Misalnya butir, bungkus, botol.",
    "content": "Misalnya 10 butir atau 250 gram.",
    "price": "Untuk satu satuan, misalnya 4.000.",
    "price_high": "Hanya bila harganya berupa rentang.",
    "low_stock": "Di bawah angka ini produk ditandai tipis.",
}
LONGEST = {"name": 120, "unit": 30, "content": 60, "note": 1000}
OPTIONAL = ("content", "price", "price_high", "low_stock", "note")
MONEY = ("price", "price_high")
JUDGED = (*MONEY, "low_stock")
PERMITS = {
    "pirt": ("P-IRT", "13 angka dan 2 angka tahun"),
    "halal": ("Halal", "nomor sertifikatnya"),
    "nib": ("NIB", "13 angka, milik usahanya"),
}
WRITTEN = ("name", "unit", "content", "pirt_state", "pirt", "halal_state", "halal", "note")


class ProductForm(Page):
    """Without a product it makes a new one, for the family given or the one picked."""

    def __init__(
        self, shell: Shell, desk: Desk, product: ProductRow | None = None, family_id: str = ""
    ) -> None:
        super().__init__(shell, "Ubah produk" if product else "Produk baru")
        self.desk, self.product = desk, product
        self.about = product.name if product else ""
        self._filled = False
        self._draft = DraftKeeper(self, desk, "produk", product.id if product else family_id, self._values)
        self.picker = FamilyPicker(shell, desk, "Milik keluarga")
        if family_id:
            self.picker.show_family(family_id)
        self.entries = {key: QLineEdit() for key in FIELDS}
        self.rows = {
            key: FormRow(
                shell.theme, words, self.entries[key], hint=HINTS.get(key, ""), optional=key in OPTIONAL
            )
            for key, words in FIELDS.items()
        }
        self.permits = {key: PermitRow(shell.theme, *words) for key, words in PERMITS.items()}
        self.save = Button(shell.theme, "Simpan", "primary", icon="save", on_click=self._save)
        self.foot = FormFoot(shell.theme, self.save, "Tutup, lanjut nanti", shell.back)
        self.trouble = Banner(shell.theme, "", "red")
        self._lay_out()
        for key, entry in self.entries.items():
            entry.setMaxLength(LONGEST.get(key, entry.maxLength()))
            entry.textEdited.connect(lambda _text, key=key: self._typed(key))
            entry.editingFinished.connect(lambda key=key: self._judge(key))
        for permit in self.permits.values():
            permit.changed.connect(self._draft.touch)
        self.picker.chosen.connect(lambda _id: self._draft.touch())
        QShortcut(QKeySequence("Ctrl+S"), self).activated.connect(self._save)

    def entered(self) -> None:
        """Fill the form once: what was left in it, else what is recorded."""
        if self._filled:
            return
        self._filled = True
        self._show(self._recorded())
        if self._draft.begin(self._show) is not None:
            self.shell.toast("Isian yang belum disimpan dilanjutkan.", icon="history")

    def first_focus(self) -> QWidget | None:
        """The family, else the name."""
        return self.entries["name"] if self.product or self.picker.family_id else self.picker.entry

    def panes(self) -> Sequence[QWidget]:
        """The form and its foot."""
        return (self._scroll, self.foot)

    def leave_draft(self, coming_back: bool) -> Callable[[], object] | None:
        """Return what keeps the draft as the form ends."""
        return self._draft.leave(coming_back)

    def _show(self, values: Mapping[str, str]) -> None:
        for key, entry in self.entries.items():
            entry.setText(values.get(key, ""))
        if values.get("family") and not self.picker.family_id:
            self.picker.show_family(values["family"])
        for key, permit in self.permits.items():
            permit.show_value(values.get(f"{key}_state", ""), values.get(key, ""))
        for key in JUDGED:
            self._judge(key)

    def _recorded(self) -> dict[str, str]:
        if self.product is None:
            return {"low_stock": str(usual_low_stock(self.desk) or "")}
        each = self.product
        return {
            "name": each.name,
            "unit": each.unit,
            "content": each.content,
            "price": say_rupiah(each.price) if each.price is not None else "",
            "price_high": say_rupiah(each.price_high) if each.price_high is not None else "",
            "low_stock": "" if each.low_stock is None else str(each.low_stock),
            "note": each.note,
            **{name: getattr(each, name) for key in PERMITS for name in (f"{key}_state", key)},
        }

    def _values(self) -> dict[str, str]:
        permits = {key: permit.value() for key, permit in self.permits.items()}
        told = {
            name: text
            for key, (state, no) in permits.items()
            for name, text in ((f"{key}_state", state), (key, no))
        }
        return self._texts() | told | {"family": self.picker.family_id}

    def _texts(self) -> dict[str, str]:
        return {key: entry.text().strip() for key, entry in self.entries.items()}

    def _typed(self, key: str) -> None:
        if self.rows[key].has_error():
            self.rows[key].show_line(None)
            self.foot.recount()
        if key in MONEY:
            self._judge(key)
        self._draft.touch()

    def _judge(self, key: str) -> None:
        text = self.entries[key].text().strip()
        if key in MONEY:
            amount = read_rupiah(text)
            if amount.problem:
                self.rows[key].show_line(Line("error", amount.problem))
            else:
                words = f"{capital(in_words(amount.value))} rupiah." if amount.value else ""
                self.rows[key].show_line(Line("readback", words) if words else None)
        elif key == "low_stock":
            problem = read_count(text).problem
            self.rows[key].show_line(Line("error", problem) if problem else None)

    def _fields(self) -> ProductFields | None:
        """Return what is typed, or None after marking what is wrong."""
        for key in JUDGED:
            self._judge(key)
        for permit in self.permits.values():
            permit.show_problem(None)
        home = self.product.household_id if self.product else self.picker.family_id
        texts = self._values()
        fields = ProductFields(
            household_id=home,
            price=read_rupiah(texts["price"]).value,
            price_high=read_rupiah(texts["price_high"]).value,
            low_stock=read_count(texts["low_stock"]).value,
            **{name: texts[name] for name in WRITTEN},
        )
        for problem in check_product(fields) + check_nib(texts["nib_state"], texts["nib"]):
            (self.rows.get(problem.field) or self.permits[problem.field]).show_problem(problem)
        parts = self.rows | {key: permit.number_row for key, permit in self.permits.items()}
        faults = [Fault(part.name, part.entry) for part in parts.values() if part.has_error()]
        if not home:
            self.picker.show_problem("Pilih keluarganya dulu.")
            faults.insert(0, Fault("Milik keluarga", self.picker.entry))
        self.foot.show_faults(faults)
        if faults:
            faults[0].entry.setFocus()
        return None if faults else fields

    def _save(self) -> None:
        fields, desk, product = self._fields(), self.desk, self.product
        if fields is None or not self.save.isEnabled():
            return
        nib = self.permits["nib"].value()
        self.save.setEnabled(False)
        self._draft.rest()
        self.shell.jobs.write(
            lambda: (
                edit_product(desk, product.id, fields, nib) if product else add_product(desk, fields, nib)
            ),
            then=lambda _id: self._saved(fields.name),
            failed=self._refused,
            owner=self,
        )

    def _saved(self, name: str) -> None:
        self._draft.forget()
        self.shell.toast(f"Produk {name} tersimpan di komputer ini.", self.shell.take_back)
        self.shell.back()

    def _refused(self, error: UserError) -> None:
        self.save.setEnabled(True)
        self._draft.rest(False)
        for problem in error.problems if isinstance(error, InvalidInput) else []:
            if problem.field in self.rows:
                self.rows[problem.field].show_problem(problem)
        self.trouble.show_words(str(error))

    def _lay_out(self) -> None:
        scroll = self._scroll = ScrollBody()
        scroll.setAccessibleName("Produk")
        inside = QWidget()
        fields = QVBoxLayout(inside)
        fields.setContentsMargins(0, 0, 0, 0)
        fields.setSpacing(12)
        if self.product is None:
            fields.addWidget(self.picker)
        fields.addWidget(self.rows["name"])
        for left, right in (("unit", "content"), ("price", "price_high")):
            pair = row(gap=12)
            for key in (left, right):
                # However long the line below one of them is, both are half as wide as the form.
                self.rows[key].setSizePolicy(QSizePolicy.Policy.Ignored, QSizePolicy.Policy.Preferred)
                pair.addWidget(self.rows[key], 1)
            fields.addLayout(pair)
        for part in (self.rows["low_stock"], *self.permits.values(), self.rows["note"], self.trouble):
            fields.addWidget(part)
        scroll.add_narrow(inside, self.theme.px(560))
        scroll.body.addStretch(1)
        stack = QVBoxLayout(self)
        stack.setContentsMargins(0, 0, 0, 0)
        stack.setSpacing(0)
        stack.addWidget(scroll, 1)
        stack.addWidget(self.foot)
