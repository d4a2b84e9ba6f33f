"""The report of commitments: months that were checked, by the three forms of the field.

A month that both a visit and the form of a school or posyandu speak of counts once, as the form says. Source
of the forms: domain 2.5.
"""

from dataclasses import dataclass

from sqlalchemy import Connection

from pkh_desk.domain.text import dots
from pkh_desk.store.log.states import mark
from pkh_desk.views.lists.sheet import SheetColumn
from pkh_desk.views.office.report import (
    OF_PENDAMPING,
    WHOSE,
    Area,
    Report,
    ReportKind,
    Wish,
    area_columns,
    area_of,
    counted,
    listed,
    petugas_names,
    say_about,
)
from pkh_desk.views.people.families import under_elder

TITLE = "Laporan komitmen"
FORMS = {
    "bumil": "Kesehatan",
    "aud": "Kesehatan",
    "sd": "Pendidikan",
    "smp": "Pendidikan",
    "sma": "Pendidikan",
    "disabilitas": "Kesejahteraan sosial",
    "lansia": "Kesejahteraan sosial",
}
"""The form on which each komponen is checked."""
NO_FORM = "Tanpa komponen"


@dataclass
class Checked:
    """The months of one area and form. `open` were recorded without an answer."""

    area: Area
    form: str
    members: int = 0
    months: int = 0
    kept: int = 0
    broken: int = 0

    @property
    def open(self) -> int:
        """Months that nobody judged."""
        return self.months - self.kept - self.broken


def read_commitments(connection: Connection, wish: Wish) -> Report[Checked]:
    """Read the commitment months of a period, each wholly or not at all; two SELECTs."""
    found: dict[tuple[Area, str], Checked] = {}
    months = tuple(day[:7] for day in wish.period.days)
    sql = _MONTHS.format(*2 * [mark(connection, 1)])
    for members, count, kept, broken, komponen, *whose in connection.exec_driver_sql(sql, months):
        area = area_of(wish, *whose)
        if area is not None:
            form = FORMS.get(komponen or "", NO_FORM)
            row = found.setdefault((area, form), Checked(area, form))
            row.members, row.months = row.members + members, row.months + count
            row.kept, row.broken = row.kept + kept, row.broken + broken
    rows = [found[key] for key in sorted(found)]
    columns: list[SheetColumn[Checked]] = [
        *area_columns(wish.by_desa, lambda row: row.area),
        SheetColumn("Bidang", lambda row: row.form, width=20),
        counted("Anggota", lambda row: row.members),
        counted("Bulan dicek", lambda row: row.months),
        counted("Memenuhi", lambda row: row.kept),
        counted("Tidak memenuhi", lambda row: row.broken),
        counted("Belum dinilai", lambda row: row.open),
    ]
    kept, broken = sum(row.kept for row in rows), sum(row.broken for row in rows)
    share = f" ({round(100 * kept / (kept + broken))}% dari yang dinilai)" if kept + broken else ""
    return Report(
        TITLE,
        say_about(wish, petugas_names(connection)),
        listed("laporan-komitmen", "baris", columns, rows),
        rows,
        (
            ("Bulan dicek", dots(sum(row.months for row in rows))),
            ("Memenuhi", f"{dots(kept)}{share}"),
            ("Tidak memenuhi", dots(broken)),
        ),
        frozenset(column.title for column in columns if column.kind == "count"),
    )


COMMITMENTS = ReportKind("komitmen", TITLE, read_commitments)

_MONTHS = (
    "SELECT count(DISTINCT c.member_id), count(DISTINCT c.member_id || c.month), "
    "sum(CASE WHEN c.kept THEN 1 ELSE 0 END), sum(CASE WHEN NOT c.kept THEN 1 ELSE 0 END), "
    f"m.komponen, {WHOSE} FROM commitment c {under_elder('c')} {OF_PENDAMPING} "
    "JOIN member m ON m.id = c.member_id "
    "WHERE NOT c.deleted AND NOT h.deleted AND c.month BETWEEN {} AND {} "
    "AND NOT (c.source <> 'verkom' AND EXISTS (SELECT 1 FROM commitment d WHERE d.member_id = c.member_id "
    "AND d.month = c.month AND d.source = 'verkom' AND NOT d.deleted)) "
    f"GROUP BY m.komponen, {WHOSE}"
)
