"""Kirim & Terima: a laptop window and an office exchange sealed files; and all that may go wrong."""

import json
import os
from dataclasses import replace
from pathlib import Path

import pytest
from PySide6.QtCore import QMimeData, QPoint, QPointF, Qt, QUrl
from PySide6.QtGui import QDesktopServices, QDragEnterEvent, QDropEvent
from PySide6.QtWidgets import QApplication, QFileDialog
from pytestqt.qtbot import QtBot

from gui.stopping import jobs_held
from helpers.desks import add_family
from helpers.disks import filled, small_disk
from helpers.exchange import CHEAP_CODE, answer_for, enrol, stick
from pkh_desk.actions.exchange.enrol import approve, invite
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.keys import own_words
from pkh_desk.actions.people.photo import Owner, keep_photo
from pkh_desk.actions.upkeep.preferences import preferences
from pkh_desk.desk import Desk
from pkh_desk.gui.frame.facts import SENDING
from pkh_desk.gui.pages.exchange import sender, sending
from pkh_desk.gui.pages.exchange.sending import SendingPage
from pkh_desk.gui.pages.people.families import FamiliesPage
from pkh_desk.gui.sticks import Stick
from pkh_desk.gui.style.theme import TERANG, Theme
from pkh_desk.gui.words.sending_words import FATE_LOOKS, KINDS
from pkh_desk.gui.work import Work
from pkh_desk.store.office import Config
from pkh_desk.views.exchange.sending import to_send
from pkh_desk.views.upkeep.status import status


@pytest.fixture
def usb(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The stick that is plugged in."""
    folder = stick(tmp_path, "KINGSTON")
    monkeypatch.setattr(sending, "find_sticks", lambda: [Stick(folder, "KINGSTON", 6_200_000_000)])
    monkeypatch.setattr(sending, "downloads", lambda: tmp_path / "unduhan")
    return folder


@pytest.fixture
def joined(kantor: Desk, desk: Desk, tmp_path: Path) -> Desk:
    """The laptop before its window opens: approved, with one family that was not sent yet."""
    enrol(kantor, desk, tmp_path)
    add_family(desk)
    return desk


def visit(work: Work, qtbot: QtBot) -> SendingPage:
    page = work.shell.go(SENDING)
    settle(work, qtbot)
    assert isinstance(page, SendingPage)
    return page


def settle(work: Work, qtbot: QtBot) -> None:
    qtbot.waitUntil(work.jobs.idle)


def click(widget: object, work: Work, qtbot: QtBot) -> None:
    qtbot.mouseClick(widget, Qt.MouseButton.LeftButton)
    settle(work, qtbot)


def let_fall(work: Work, path: Path, qtbot: QtBot) -> None:
    mime = QMimeData()
    mime.setUrls([QUrl.fromLocalFile(str(path))])
    copy, button, keys = Qt.DropAction.CopyAction, Qt.MouseButton.LeftButton, Qt.KeyboardModifier.NoModifier
    QApplication.sendEvent(work.shell.top, QDragEnterEvent(QPoint(9, 9), copy, mime, button, keys))
    QApplication.sendEvent(work.shell.top, QDropEvent(QPointF(9, 9), copy, mime, button, keys))
    settle(work, qtbot)


def test_joining_sending_and_receiving(
    work: Work, kantor: Desk, usb: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    invited = invite(kantor, "Wulan Apriyanti", ["Sukadana"], tmp_path / "w.undangan", CHEAP_CODE)
    page = visit(work, qtbot)
    assert not page.join.join.isEnabled()
    assert page.join.missing.text() == "Pilih berkas undangan dulu"
    monkeypatch.setattr(QFileDialog, "getOpenFileName", lambda *_: (str(invited.path), ""))
    click(page.join.form.choose, work, qtbot)
    qtbot.keyClicks(page.join.form.code, "abcdefghjkmn")
    settle(work, qtbot)
    assert page.join.form.code_row.line.text.startswith("Kode ini tidak cocok dengan berkas undangannya.")
    page.join.form.code.clear()
    qtbot.keyClicks(page.join.form.code, invited.code.lower().replace("-", ""))
    settle(work, qtbot)
    assert page.join.form.code.text() == invited.code
    assert "Undangan untuk Wulan Apriyanti dari Dinsos Kab. Serang." in page.join.form.code_row.line.text
    assert page.join.form.boxes.words == own_words(kantor)
    qtbot.keyClick(page.join.form.same, Qt.Key.Key_Space)
    click(page.join.join, work, qtbot)
    assert page.send.boxes.words == own_words(work.desk)
    assert page.send.boxes.isVisible()
    # The laptop works on; what it holds goes along with the request.
    click(page.send.stick, work, qtbot)
    assert page.send.made.words.startswith("Berkas kiriman #1 siap di USB KINGSTON.")
    take_in(kantor, usb)
    approve(kantor, work.desk.identity.code, page.send.boxes.words)
    apply_inbox(kantor)
    let_fall(work, answer_for(kantor, work.desk, tmp_path), qtbot)
    assert "diterima" in page.receive.summary
    assert status(work.desk).unsent > 0
    click(page.receive.use, work, qtbot)
    assert status(work.desk).unsent == 0
    assert not page.send.boxes.isVisible()
    # What was said of the file that was made is over with its answer.
    assert page.send.made.words == ""
    assert work.shell.nav._buttons[SENDING].accessibleName() == "Kirim & Terima"
    assert work.shell.nav._place.text() == "Dinsos Kab. Serang"
    assert page.history._file_columns()[4].cell(page.history.files.rows[0]).text == "Dijawab"


def test_the_way_of_a_file_and_a_mark_by_hand(joined: Desk, empty: Work, usb: Path, qtbot: QtBot) -> None:
    page = visit(empty, qtbot)
    assert empty.shell.nav._buttons[SENDING].accessibleName() == "Kirim & Terima, 1 menunggu"
    assert page.send._below.text() == "1 catatan sejak Selasa, 24 November 2026"
    qtbot.keyClick(page.send.stick, Qt.Key.Key_Space)
    settle(empty, qtbot)
    assert QApplication.focusWidget() is page.send.handed
    assert page.history.files.rows[0].way == "USB KINGSTON"
    qtbot.keyClick(page.send.handed, Qt.Key.Key_Space)
    settle(empty, qtbot)
    assert empty.shell.toasted == "Kiriman #2 ditandai diserahkan."
    shown = [column.cell(page.history.files.rows[0]).text for column in page.history._file_columns()]
    assert shown == ["#2", "hari ini 08.15", "1 catatan", "USB KINGSTON", "Diserahkan", "Belum ada jawaban"]
    assert status(empty.desk).unsent == 1
    empty.shell._toast.button.click()
    settle(empty, qtbot)
    assert page.history._file_columns()[4].cell(page.history.files.rows[0]).text == "Dibuat"


def test_a_request_that_goes_alone_is_not_said_to_have_gone(joined: Desk, empty: Work, qtbot: QtBot) -> None:
    page = visit(empty, qtbot)
    page.send.show_state(replace(to_send(joined), approved=False, kinds={}, photos=0), None, "")
    assert page.send._below.text() == "Permintaan bergabung ikut di kiriman ini."


def test_a_stick_pulled_out_loses_nothing_and_once_more_works(
    joined: Desk, empty: Work, usb: Path, qtbot: QtBot
) -> None:
    page = visit(empty, qtbot)
    usb.rmdir()
    click(page.send.stick, empty, qtbot)
    assert page.send.wrong.words == (
        "USB tercabut sebelum selesai. 1 catatan masih lengkap dan tetap ditandai belum terkirim. "
        "Pasang USB lagi, lalu Ulangi."
    )
    assert status(empty.desk).unsent == 1
    usb.mkdir()
    click(page.send.retry, empty, qtbot)
    assert page.send.wrong.words == ""
    assert [path.suffix for path in usb.iterdir()] == [".pkhb"]


def test_a_full_stick_is_said_with_what_is_needed(
    joined: Desk, empty: Work, usb: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with small_disk(tmp_path / "penuh", 1) as disk:
        if disk is None:
            pytest.skip("no small disk can be mounted here")
        monkeypatch.setattr(sending, "find_sticks", lambda: [Stick(disk, "PENUH", 0)])
        page = visit(empty, qtbot)
        with filled(disk):
            click(page.send.stick, empty, qtbot)
        assert page.send.wrong.words.startswith("USB penuh, perlu ")
        assert page.send.wrong.words.endswith("Kiriman belum dibuat. Pilih USB atau folder lain.")
    assert status(empty.desk).unsent == 1


def test_whatsapp_copies_the_file_and_opens_its_folder(
    joined: Desk, empty: Work, usb: Path, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    opened: list[str] = []
    monkeypatch.setattr(sender, "outbox", lambda: tmp_path / "Kiriman")
    monkeypatch.setattr(QDesktopServices, "openUrl", lambda url: opened.append(url.toLocalFile()))
    page = visit(empty, qtbot)
    click(page.send.chat, empty, qtbot)
    (copied,) = QApplication.clipboard().mimeData().urls()
    assert Path(copied.toLocalFile()).parent == tmp_path / "Kiriman"
    assert Path(copied.toLocalFile()).is_file()
    assert opened == [str(tmp_path / "Kiriman")]
    assert "pilih kantor, tekan Ctrl+V" in page.send.made.words


def test_without_a_stick_a_folder_is_the_filled_way(
    joined: Desk, empty: Work, qtbot: QtBot, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sending, "find_sticks", lambda: [])
    page = visit(empty, qtbot)
    assert not page.send.stick.isEnabled()
    assert page.send.note.text().startswith("USB belum terpasang.")
    assert page.send.folder.property("kind") == "primary"
    monkeypatch.setattr(QFileDialog, "getExistingDirectory", lambda *_: str(stick(tmp_path, "bagi")))
    click(page.send.folder, empty, qtbot)
    assert len(list((tmp_path / "bagi").iterdir())) == 1


def test_answers_that_cannot_be_used_are_said_and_change_nothing(
    joined: Desk, empty: Work, kantor: Desk, usb: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    page = visit(empty, qtbot)
    damaged = tmp_path / "rusak.pkhb"
    damaged.write_bytes(b"age-encryption.org/v1\n-> X25519 x\n")
    let_fall(empty, damaged, qtbot)
    assert "Data Anda tidak berubah." in page.receive.wrong.words
    click(page.receive.tell, empty, qtbot)
    assert page.receive.wrong.words in QApplication.clipboard().text()
    click(page.send.stick, empty, qtbot)
    (own,) = usb.iterdir()
    let_fall(empty, own, qtbot)
    assert page.receive.wrong.words != ""
    old, new = answer_for(kantor, empty.desk, tmp_path), answer_for(kantor, empty.desk, tmp_path)
    let_fall(empty, new, qtbot)
    click(page.receive.use, empty, qtbot)
    assert page.receive.said.words.startswith("Jawaban #3 dipakai")
    let_fall(empty, new, qtbot)
    assert page.receive.said.words == "Jawaban #3 sudah dipakai hari ini 08.15. Tidak ada yang berubah."
    assert page.receive.summary == ""
    let_fall(empty, old, qtbot)
    assert status(empty.desk).unsent == 1


def test_an_answer_is_found_on_the_stick(
    joined: Desk, empty: Work, kantor: Desk, usb: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    page = visit(empty, qtbot)
    click(page.receive.seek, empty, qtbot)
    assert page.receive.said.words == "Belum ada jawaban kantor di USB dan folder Unduhan."
    path = answer_for(kantor, empty.desk, tmp_path)
    (usb / path.name).write_bytes(path.read_bytes())
    click(page.receive.seek, empty, qtbot)
    assert page.receive.summary.startswith("Jawaban #2, dibuat Selasa, 24 November 2026")
    assert page.send.stick.property("kind") == "secondary"
    click(page.receive.stop, empty, qtbot)
    assert page.receive.summary == ""
    assert page.send.stick.property("kind") == "primary"
    let_fall(empty, usb, qtbot)
    assert page.receive.summary.startswith("Jawaban #2")
    (tmp_path / "kosong").mkdir()
    let_fall(empty, tmp_path / "kosong", qtbot)
    assert page.receive.said.words == "Belum ada jawaban kantor di folder kosong."


def test_what_came_back_leads_to_its_family(joined: Desk, empty: Work, usb: Path, qtbot: QtBot) -> None:
    with joined.keep() as session:
        session.connection().exec_driver_sql(
            "UPDATE txn SET fate = 'dikembalikan', fate_reason = 'NIK berbeda' "
            "WHERE subject_kind = 'household'"
        )
    page = visit(empty, qtbot)
    page.history.tabs.setFocus()
    qtbot.keyClick(page.history.tabs, Qt.Key.Key_Right)
    record = page.history.records.rows[0]
    assert (record.family, record.reason) == ("SARMUNAH", "NIK berbeda")
    qtbot.keyClick(page.history.records, Qt.Key.Key_Return)
    settle(empty, qtbot)
    shown = empty.shell.page
    assert isinstance(shown, FamiliesPage)
    assert shown.detail.family_id == record.household_id


def test_files_that_come_at_the_wrong_time(
    work: Work, kantor: Desk, usb: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    page = visit(work, qtbot)
    answer = tmp_path / "jawaban.pkhb"
    answer.write_bytes(b"age-encryption.org/v1\n")
    let_fall(work, answer, qtbot)
    assert page.join.refused.words == (
        "Laptop ini belum terdaftar di kantor. Semua catatan aman di laptop ini. Pakai undangan kantor dulu."
    )
    enrol(kantor, work.desk, tmp_path)
    work.news.look()
    settle(work, qtbot)
    page._read()
    settle(work, qtbot)
    invited = invite(kantor, "Wulan Apriyanti", ["Sukadana"], tmp_path / "lagi.undangan", CHEAP_CODE)
    let_fall(work, invited.path, qtbot)
    assert page.receive.said.words == (
        "Laptop ini sudah terdaftar di Dinsos Kab. Serang. Undangan ini tidak dipakai."
    )


def test_every_kind_of_catatan_has_an_icon_that_is_shipped(qapp: object) -> None:
    theme = Theme(qapp, TERANG)
    for icon in (*(icon for _, icon in KINDS.values()), *(icon for icon, _ in FATE_LOOKS.values())):
        assert not theme.pixmap(icon, size=16).isNull()
        assert not theme.pixmap(icon, size=16, filled=True).isNull()


@pytest.fixture
def heavy(kantor: Desk, desk: Desk, tmp_path: Path) -> Desk:
    """The laptop with more photos than one file of the office's limit holds."""
    home = add_family(desk)
    enrol(kantor, desk, tmp_path)
    with desk.keep() as session:
        session.add(
            Config(
                id=desk.new_id(),
                kind="limits",
                version=1,
                effective_from=desk.today(),
                body=json.dumps({"whatsapp_mb": 10}),
            )
        )
    photos = [keep_photo(desk, os.urandom(6_000_000), Owner("household", home, home)) for _ in range(2)]
    with desk.write() as session:
        session.add_all(photos)
    return desk


def test_a_large_sending_is_split_by_click_and_names_its_files(
    heavy: Desk, empty: Work, kantor: Desk, usb: Path, qtbot: QtBot, tmp_path: Path
) -> None:
    page = visit(empty, qtbot)
    assert page.send._below.text().startswith("1 catatan dan 2 foto sejak ")
    assert page.send.split.text() == "Pecah untuk WhatsApp (10 MB)"
    click(page.send.split, empty, qtbot)
    click(page.send.stick, empty, qtbot)
    code = heavy.identity.code
    names = [f"PKH_{code}_2_{part}dari3.pkhb" for part in (1, 2, 3)]
    assert sorted(path.name for path in usb.iterdir()) == names
    assert page.send.made.words == (
        f"Kiriman #2 siap di USB KINGSTON dalam 3 berkas: {', '.join(names)}. "
        "Serahkan semuanya, urutannya bebas, lalu tandai diserahkan."
    )
    assert [file.sequence for file in page.history.files.rows] == [2, 1]
    assert page.history._file_columns()[2].cell(page.history.files.rows[0]).text == "1 catatan dan 2 foto"
    assert page.history.names.text() == f"Berkas: {', '.join(names)}."
    # One file is lost on its way: its photo goes again, and nothing else.
    (usb / names[1]).unlink()
    take_in(kantor, usb)
    apply_inbox(kantor)
    let_fall(empty, answer_for(kantor, heavy, tmp_path), qtbot)
    click(page.receive.use, empty, qtbot)
    assert page.send._below.text() == "1 foto belum sampai di kantor."
    assert empty.shell.status.unsent.words == "1 foto belum sampai di kantor"
    assert page.history._result(page.history.files.rows[0]).text == "1 diterima, 1 foto belum sampai"
    click(page.history.resend, empty, qtbot)
    assert page.send.told.words == (
        "1 foto dari kiriman #2 belum diterima kantor dan ikut di kiriman berikutnya. "
        "1 catatan lainnya sudah dijawab."
    )
    assert QApplication.focusWidget() is page.send.stick
    click(page.send.stick, empty, qtbot)
    assert (page.history.files.rows[0].photos, page.history.files.rows[0].records) == (1, 0)
    assert preferences(heavy).split


def test_a_sending_is_stopped_between_its_files(heavy: Desk, empty: Work, usb: Path, qtbot: QtBot) -> None:
    page = visit(empty, qtbot)
    click(page.send.split, empty, qtbot)
    with jobs_held():
        qtbot.mouseClick(page.send.stick, Qt.MouseButton.LeftButton)
        qtbot.waitUntil(lambda: page.send.busy.words.startswith("Menulis foto"))
        assert not page.send.folder.isEnabled()
        click(page.send.busy.cancel, empty, qtbot)
    assert page.send.wrong.words.startswith("Bagian 1")
    assert "sudah tertulis dan tetap berlaku" in page.send.wrong.words
    assert status(empty.desk).unsent == 1
    click(page.send.retry, empty, qtbot)
    assert "dalam 3 berkas" in page.send.made.words
