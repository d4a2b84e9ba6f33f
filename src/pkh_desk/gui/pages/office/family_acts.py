"""FAMILY ACTS: what only the office does with a family: send one thing of its history back, erase it."""

from PySide6.QtCore import QObject

from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import ADMIN
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.office.family_doors import erase_page, give_back_page
from pkh_desk.gui.pages.people.family_detail import FamilyDetail

CHOOSE = "Pilih dulu di Riwayat satu catatan dari pendamping. Yang ditulis kantor tidak dikembalikan."


class FamilyActs(QObject):
    """Two entries in the menu of a family; erasing is offered to an admin alone."""

    def __init__(self, shell: Shell, desk: Desk, detail: FamilyDetail) -> None:
        super().__init__(detail)
        self._shell, self._desk, self._detail = shell, desk, detail
        menu = detail.more_acts
        self.back = menu.add("Kembalikan catatan…", "arrow_undo", self._give_back)
        self.erase = menu.add("Hapus data pribadi…", "delete", self._open_erase)
        self.erase.setVisible(desk.clerk_may(ADMIN))

    def _give_back(self) -> None:
        item, detail = self._detail.selected_item(), self._detail
        if item is None or not item.txn:
            detail.tabs.pick("riwayat")
            detail.timeline.setFocus()
            self._shell.toast(CHOOSE, icon="info")
            return
        page = give_back_page(self._shell, self._desk, detail.family_id, detail.name.text(), item)
        self._shell.open_page(page)

    def _open_erase(self) -> None:
        self._shell.open_page(erase_page(self._shell, self._desk, self._detail.family_id))
