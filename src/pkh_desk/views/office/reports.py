"""The reports there are, by their word; a new one is a module and a line here."""

from typing import Any

from pkh_desk.desk import Desk
from pkh_desk.errors import RecordNotFound
from pkh_desk.views.office.report import Report, Wish, petugas_names
from pkh_desk.views.office.report_business import BUSINESSES
from pkh_desk.views.office.report_commitments import COMMITMENTS
from pkh_desk.views.office.report_graduation import GRADUATIONS
from pkh_desk.views.office.report_visits import VISITS

KINDS = {kind.key: kind for kind in (GRADUATIONS, VISITS, COMMITMENTS, BUSINESSES)}


def read_report(desk: Desk, key: str, wish: Wish) -> Report[Any]:
    """Read a report. Raises RecordNotFound for a word that is none of KINDS."""
    if key not in KINDS:
        raise RecordNotFound(f"Laporan {key} tidak ada.", f"Pilih {', '.join(KINDS)}.")
    with desk.read() as session:
        return KINDS[key].read(session.connection(), wish)


def pendamping_of_families(desk: Desk) -> list[tuple[str, str]]:
    """Return (id, name) of whoever has families, by name."""
    with desk.read() as session:
        return sorted(petugas_names(session.connection()).items(), key=lambda one: one[1].casefold())
