"""KUNJUNGAN, DIUBAH: correcting a visit that is recorded, in the form in which it was recorded."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from pkh_desk.actions.people.visit_correction import VisitCorrection, correct_visit
from pkh_desk.actions.upkeep.draft import CORRECTION
from pkh_desk.desk import Desk
from pkh_desk.domain.clock import say_hour
from pkh_desk.domain.dates import say_day
from pkh_desk.gui.draft_keeper import DraftKeeper
from pkh_desk.gui.forms.visit import Told
from pkh_desk.gui.forms.visit_correction import changed, completed, correction_in, recorded_state
from pkh_desk.gui.page import Shell
from pkh_desk.gui.pages.people.visit import VisitPage
from pkh_desk.gui.widgets.banner import Banner
from pkh_desk.gui.words.family_words import joined
from pkh_desk.views.people.family import family
from pkh_desk.views.people.recorded_visit import RecordedVisit, marked_by_others
from pkh_desk.views.people.visit import attendance_limit, visit_background
from pkh_desk.views.upkeep.status import needing_author


class CorrectionPage(VisitPage):
    """Opens on a recorded visit. Only what was changed is written; the draft keeps the changes alone."""

    TITLE, SAVE, AFRESH = "Ubah kunjungan", "Simpan perubahan", "Kembalikan ke yang tersimpan"
    CLEARED, RESUMED = "Isian kembali seperti yang tersimpan.", "Perubahan {} dilanjutkan. Belum tersimpan."

    def __init__(self, shell: Shell, desk: Desk, record: RecordedVisit) -> None:
        self.record = record
        super().__init__(shell, desk, family(desk, record.fields.household_id).id)
        self.which = Banner(shell.theme, say_which(record), "note", icon="edit")
        self.returned = Banner(shell.theme, say_returned(desk, record.id), "amber", icon="arrow_undo")
        for place, part in enumerate((self.which, self.returned)):
            self._scroll.body.insertWidget(place, part)

    def make_keeper(self) -> DraftKeeper:
        """Return what keeps the changes."""
        return DraftKeeper(self, self.desk, CORRECTION, self.record.id, self.changes)

    def changes(self) -> dict[str, Any]:
        """Return what differs from what is recorded."""
        return changed(self.state(), self._blank)

    def told(self, on: date) -> Told:
        """Read the family, what visits before this one found, and whose month another visit answered."""
        desk, record, month = self.desk, self.record, on.strftime("%Y-%m")
        return Told(
            family(desk, self.family_id),
            visit_background(desk, self.family_id, record.id),
            attendance_limit(desk, on),
            record,
            marked_by_others(desk, self.family_id, record.id, month),
        )

    def fill(self) -> None:
        """Show the family and what is recorded."""
        self.form.admit(self.record.fields)
        self.show_told(self.told(self.record.fields.on))
        self.show_state(recorded_state(self.form, self.record))

    def show_kept(self, kept: Mapping[str, Any]) -> None:
        """Show the changes that the draft keeps over what is recorded."""
        self.show_state(completed(kept, self._blank))

    def write(self, following: bool) -> None:
        """Save the changes; without any, nothing."""
        correction, desk, visit_id = self.correction(), self.desk, self.record.id
        self.shell.jobs.write(
            lambda: correct_visit(desk, visit_id, correction),
            then=self._corrected,
            failed=self._refused,
            owner=self,
        )

    def correction(self) -> VisitCorrection:
        """Return what was changed; the form has no faults."""
        return correction_in(self.form, self.aside.kept(), self._blank)

    def _corrected(self, written: bool) -> None:
        shell = self.shell
        if written:
            shell.toast(f"Perubahan kunjungan {self.about} tersimpan di komputer ini.", shell.take_back)
        else:
            shell.toast("Tidak ada yang diubah.", icon="info")
        shell.back()


def say_which(record: RecordedVisit) -> str:
    """Say which visit is corrected, as it is recorded."""
    fields = record.fields
    at = f"pukul {say_hour(fields.at)}" if fields.at else ""
    which = joined(say_day(fields.on), at, f"bertemu {fields.met}" if fields.met else "")
    return f"Mengubah kunjungan {which}. Yang tidak diubah tetap seperti yang tersimpan."


def say_returned(desk: Desk, visit_id: str) -> str:
    """Say why the office sent the visit back, if it still waits to be put right."""
    reasons = (each.reason for each in needing_author(desk) if each.subject_id == visit_id)
    return next((f"Dikembalikan kantor: {reason}" for reason in reasons), "")
