"""Produk: finding, the ledger by quick entries, taking back, a new product, and what survives leaving."""

from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDropEvent
from PySide6.QtWidgets import QApplication
from pytestqt.qtbot import QtBot

from gui.village import settle_village
from helpers.pictures import picture
from helpers.statements import statements
from pkh_desk.actions.business.product import add_product, move_stock
from pkh_desk.actions.business.product_photo import add_photo
from pkh_desk.actions.people.photo import shrink
from pkh_desk.desk import Desk
from pkh_desk.domain.business import ProductFields
from pkh_desk.gui.pages.business.product_form import ProductForm
from pkh_desk.gui.pages.business.products import ProductsPage
from pkh_desk.gui.work import Work
from pkh_desk.store.office import add_config
from pkh_desk.views.business.products import ledger, product, products
from pkh_desk.views.people.families import family_ids
from pkh_desk.views.people.family import family

COPY = Qt.DropAction.CopyAction


@pytest.fixture
def page(work: Work, qtbot: QtBot) -> ProductsPage:
    """The place, opened."""
    opened = work.shell.go("produk")
    qtbot.waitUntil(work.jobs.idle)
    assert isinstance(opened, ProductsPage)
    return opened


def click(qtbot: QtBot, work: Work, button: object) -> None:
    qtbot.mouseClick(button, Qt.MouseButton.LeftButton)
    qtbot.waitUntil(work.jobs.idle)


def test_movements_are_typed_appended_and_taken_back(page: ProductsPage, work: Work, qtbot: QtBot) -> None:
    shown = page.detail.shown.product
    before = len(ledger(work.desk, shown.id))
    click(qtbot, work, page.detail.buttons["masuk"])
    entry = page.detail.entry
    assert QApplication.focusWidget() is entry.entries["quantity"]
    qtbot.keyClicks(entry.entries["quantity"], "1.200")
    assert entry.rows["quantity"].line.text == f"Stok menjadi {shown.stock + 1200} {shown.unit}."
    entry.entries["on"].clear()
    qtbot.keyClicks(entry.entries["on"], "kemarin")
    qtbot.keyClicks(entry.entries["note"], "Produksi")
    qtbot.keyClick(entry.entries["note"], Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    assert product(work.desk, shown.id).stock == shown.stock + 1200
    assert work.shell.toasted == f"{shown.name}: masuk 1200, stok {shown.stock + 1200} {shown.unit}."
    assert entry.isHidden()
    assert QApplication.focusWidget() is page.detail.buttons["masuk"]
    assert page.detail.stock.text() == f"{shown.stock + 1200:,}".replace(",", ".")
    lines = page.detail.lines.rows
    row = next(i for i, line in enumerate(lines) if line.words == "Produksi")
    assert (lines[row].day, lines[row].amount) == ("kemarin", "+1.200")
    page.detail.ledger.setCurrentIndex(page.detail.lines.index(row, 0))
    qtbot.keyClick(page.detail.ledger, Qt.Key.Key_Delete)
    qtbot.waitUntil(work.jobs.idle)
    assert product(work.desk, shown.id).stock == shown.stock
    assert page.detail.lines.rows[row].gone
    assert len(ledger(work.desk, shown.id)) == before + 1
    qtbot.keyClick(page.table, Qt.Key.Key_Z, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert product(work.desk, shown.id).stock == shown.stock + 1200


def test_wrong_numbers_are_marked_and_too_many_only_warned_of(
    page: ProductsPage, work: Work, qtbot: QtBot
) -> None:
    shown = page.detail.shown.product
    click(qtbot, work, page.detail.buttons["rusak"])
    entry = page.detail.entry
    click(qtbot, work, entry.save)
    assert entry.rows["quantity"].line.text == "Jumlah belum diisi."
    qtbot.keyClicks(entry.entries["quantity"], "dua")
    assert entry.rows["quantity"].has_error()
    entry.entries["quantity"].clear()
    qtbot.keyClicks(entry.entries["quantity"], str(shown.stock + 2))
    assert entry.rows["quantity"].line.text == f"Stok tinggal {shown.stock}. Akan tercatat kurang 2."
    entry.entries["on"].setText("besok")
    click(qtbot, work, entry.save)
    assert entry.rows["on"].line.text == "Tanggal stok belum terjadi."
    entry.rows["on"].below.fix_clicked.emit()
    click(qtbot, work, entry.save)
    assert product(work.desk, shown.id).stock == -2
    assert page.detail.stock.property("tone") == "red"


def test_what_is_typed_comes_back_after_another_product(page: ProductsPage, work: Work, qtbot: QtBot) -> None:
    first = page.table.current.id
    click(qtbot, work, page.detail.buttons["keluar"])
    qtbot.keyClicks(page.detail.entry.entries["quantity"], "3")
    page.table.setFocus()
    qtbot.keyClick(page.table, Qt.Key.Key_Down)
    qtbot.waitUntil(work.jobs.idle)
    assert page.detail.shown.product.id != first
    assert page.detail.entry.isHidden()
    qtbot.keyClick(page.table, Qt.Key.Key_Up)
    qtbot.waitUntil(work.jobs.idle)
    assert (page.detail.entry.kind, page.detail.entry.entries["quantity"].text()) == ("keluar", "3")
    click(qtbot, work, page.detail.entry.cancel)
    assert page.detail.entry.isHidden()
    assert len(ledger(work.desk, first)) == 1


def test_filter_chips_and_copy(page: ProductsPage, work: Work, qtbot: QtBot) -> None:
    rows = products(work.desk)
    move_stock(work.desk, rows[-1].id, "keluar", rows[-1].stock)
    qtbot.waitUntil(lambda: work.jobs.idle() and page.chips._chips["tipis"].text() != "Stok tipis 0")
    page.show_low()
    assert {row.id for row in page.table.rows} == {row.id for row in products(work.desk) if row.low}
    page.escape()
    qtbot.keyClicks(page.filter, f"keripik {rows[0].owner[:4].lower()}")
    qtbot.waitUntil(work.jobs.idle)
    assert page.table.rows[0].owner == rows[0].owner
    assert page.count.text().startswith(f"{len(page.table.rows)} dari {len(rows)} produk · nilai stok Rp")
    qtbot.keyClick(page.table, Qt.Key.Key_C, Qt.KeyboardModifier.ControlModifier)
    assert QApplication.clipboard().text().splitlines()[1].startswith("Keripik pisang · ")
    page.filter.setText("zzz")
    assert page._nothing._title.text() == "Tidak ada “zzz”"
    assert page._right.currentIndex() == 1


def test_a_new_product_for_a_family_that_is_found_by_typing(
    page: ProductsPage, work: Work, qtbot: QtBot
) -> None:
    click(qtbot, work, page.new)
    form = work.shell.page
    assert isinstance(form, ProductForm)
    assert form.entries["low_stock"].text() == "10"
    click(qtbot, work, form.save)
    assert [fault.name for fault in form.foot.faults] == ["Milik keluarga", "Nama produk", "Satuan"]
    assert form.rows["unit"].width() == form.rows["price"].width()
    wanted = family_ids(work.desk)[7]
    qtbot.keyClicks(form.picker.entry, str(family(work.desk, wanted).members[0].nik))
    qtbot.waitUntil(work.jobs.idle)
    qtbot.keyClick(form.picker.entry, Qt.Key.Key_Return)
    assert form.picker.family_id == wanted
    qtbot.keyClicks(form.entries["name"], "Kue jahe")
    qtbot.keyClicks(form.entries["unit"], "toples")
    qtbot.keyClicks(form.entries["price"], "22 rb")
    assert form.rows["price"].line.text == "Dua puluh dua ribu rupiah."
    # Leaving keeps what is typed.
    work.shell.back()
    qtbot.waitUntil(work.jobs.idle)
    click(qtbot, work, page.new)
    form = work.shell.page
    assert (form.picker.family_id, form.entries["name"].text()) == (wanted, "Kue jahe")
    click(qtbot, work, form.save)
    assert work.shell.page is page
    (made,) = [row for row in products(work.desk) if row.name == "Kue jahe"]
    assert (made.household_id, made.unit, made.price, made.low_stock) == (wanted, "toples", 22_000, 10)
    page.show_product(made.id)
    qtbot.waitUntil(work.jobs.idle)
    click(qtbot, work, page.detail.change)
    form = work.shell.page
    form.entries["low_stock"].setText("4")
    qtbot.keyClick(form.entries["name"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(work.jobs.idle)
    assert page.detail.limit.text() == "Batas stok tipis: 4"


def test_a_range_of_prices_and_permits_are_written_in_the_form(
    page: ProductsPage, work: Work, qtbot: QtBot
) -> None:
    click(qtbot, work, page.detail.change)
    form = work.shell.page
    assert isinstance(form, ProductForm)
    form.entries["price"].setText("20 rb")
    form.entries["price_high"].setText("15 rb")
    nib, halal = form.permits["nib"], form.permits["halal"]
    assert not nib.number_row.isVisible()
    nib.state.setCurrentIndex(nib.state.findData("ada"))
    qtbot.keyClicks(nib.number, "99")
    click(qtbot, work, form.save)
    assert [fault.name for fault in form.foot.faults] == ["Sampai harga", "Nomor NIB"]
    # However many lines stand below one of them, fields in a line stand in a line.
    work.shell.window().grab()
    assert len({form.entries[key].mapTo(form, QPoint()).y() for key in ("price", "price_high")}) == 1
    form.entries["price_high"].setText("25 rb")
    qtbot.keyClicks(nib.number, "00000000001")
    halal.state.setCurrentIndex(halal.state.findData("proses"))
    qtbot.keyClick(form.entries["name"], Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    qtbot.waitUntil(lambda: work.jobs.idle() and work.shell.page is page)
    made = product(work.desk, form.product.id)
    assert (made.price_words, made.nib, made.halal_state) == (
        "Rp20.000 sampai Rp25.000", "9900000000001", "proses",
    )  # fmt: skip


def test_a_photo_that_is_dropped_stands_for_the_product_and_is_no_longer_missing(
    page: ProductsPage, work: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    shown = page.detail.shown.product
    assert page.table.rows[0].missing == 4
    photo = tmp_path / "keripik.jpg"
    photo.write_bytes(picture())
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(photo))])
    drop = QDropEvent(QPointF(9, 9), COPY, mime, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier)
    page.dropEvent(drop)
    qtbot.waitUntil(lambda: work.shell.toasted == "Foto produk tersimpan.")
    qtbot.waitUntil(work.jobs.idle)
    row = page.detail.shown.product
    assert (row.id, row.missing, len(row.photos)) == (shown.id, 3, 1)
    assert page.detail.picture.accessibleName() == f"Lihat foto {row.name}"
    page.detail.picture.click()
    qtbot.waitUntil(work.jobs.idle)
    assert not work.shell.page.picture.image.isNull()
    work.shell.back()
    qtbot.keyClick(page.detail.more, Qt.Key.Key_Space)
    menu = page.detail.more.entries
    qtbot.waitUntil(menu.isVisible)
    qtbot.keyClick(menu, Qt.Key.Key_Down)
    qtbot.keyClick(menu, Qt.Key.Key_Return)
    qtbot.waitUntil(work.jobs.idle)
    assert page.detail.shown.product.photos == ()
    assert work.shell.toasted == "Foto produk dihapus."


def test_a_photo_that_is_not_at_hand_or_damaged_leaves_its_place_and_is_looked_for_again(
    page: ProductsPage, work: Work, qtbot: QtBot, tmp_path: Path
) -> None:
    desk, shown = work.desk, page.detail.shown.product
    add_photo(desk, shown.id, shrink(picture()))
    qtbot.waitUntil(lambda: work.jobs.idle() and bool(page.detail.shown.product.photos))
    kept = desk.blobs._path(page.detail.shown.product.photos[0])
    whole = kept.read_bytes()

    def drawn() -> int:
        page._thumbs._images.clear()
        page.ask()
        qtbot.waitUntil(work.jobs.idle)
        page.table.viewport().repaint()
        qtbot.waitUntil(work.jobs.idle)
        return sum(image is not None for image in page._thumbs._images.values())

    assert drawn() == 2
    kept.write_bytes(whole[:-1] + bytes([whole[-1] ^ 1]))
    assert drawn() == 0
    kept.unlink()
    assert drawn() == 0
    kept.write_bytes(whole)
    page.ask()
    qtbot.waitUntil(lambda: any(page._thumbs._images.values()))


def test_single_marks_give_way_to_their_sum_where_names_have_no_room(page: ProductsPage, work: Work) -> None:
    marks = [at for at, column in enumerate(page.table.columns) if column.mark]
    assert [page.table.columns[at].title for at in marks] == ["NIB", "P-IRT", "Halal", "Foto"]
    assert not any(map(page.table.isColumnHidden, marks))
    work.shell.window().resize(1093, 550)
    assert all(map(page.table.isColumnHidden, marks))
    assert not page.table.isColumnHidden(len(page.table.columns) - 1)


def test_without_products_one_button_leads_on(empty: Work, qtbot: QtBot) -> None:
    page = empty.shell.go("produk")
    qtbot.waitUntil(empty.jobs.idle)
    assert page.first.isVisible()
    assert not page.table.isVisible()


def test_what_the_office_asks_for_has_its_column_at_once(
    page: ProductsPage, work: Work, qtbot: QtBot
) -> None:
    assert "P-IRT" in [column.title for column in page.table.columns]
    shown = page.table.rows[2]
    assert page.table.select(shown.id)
    needs = [{"need": "halal", "name": "Halal MUI", "title": "Sertifikat halal"}]
    with work.desk.write() as session:
        add_config(session, work.desk.new_id(), "catalogue", work.desk.today(), {"needs": needs})
    work.news.look()
    qtbot.waitUntil(work.jobs.idle)
    titles = [column.title for column in page.table.columns]
    assert titles == ["Produk dan pemilik", "Stok", "Harga", "Halal MUI", "Katalog"]
    assert page.table.current is not None
    assert page.table.current.id == shown.id


def test_narrow_windows_stack_table_and_detail(page: ProductsPage, work: Work, qtbot: QtBot) -> None:
    work.shell.window().resize(911, 480)
    assert page.table.isVisible()
    assert not page.detail.isVisible()
    qtbot.keyClick(page.table, Qt.Key.Key_Return)
    assert page.detail.isVisible()
    assert work.shell.top.title == page.detail.name.text()
    qtbot.keyClick(page.detail.buttons["masuk"], Qt.Key.Key_Escape)
    assert page.table.isVisible()


def test_many_products_are_read_with_as_few_statements_as_one(desk: Desk) -> None:
    taken = []
    for home in settle_village(desk, 12, 0):
        made = add_product(desk, ProductFields(household_id=home, name="Abon", unit="bungkus"))
        move_stock(desk, made, "masuk", 7)
        with statements(desk) as asked:
            products(desk)
        taken.append(len(asked))
    assert len(products(desk)) == 12
    assert set(taken) == {taken[0]}
