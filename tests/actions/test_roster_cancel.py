"""Batalkan in every phase of a large import: told in order, often enough, and nothing is left behind."""

from collections.abc import Sequence
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Row

from pkh_desk.actions.lists.roster import BACKING_UP, CHECKING, MATCHING, READING, SAVING, import_roster
from pkh_desk.desk import Desk
from pkh_desk.errors import Cancelled
from pkh_desk.rosters.progress import STEP
from pkh_desk.sample.people import sample_families
from pkh_desk.sample.sheet import sample_roster
from pkh_desk.store.wilayah import wilayah

COUNT, HELD = 6_000, 1_500
PHASES = [READING, CHECKING, BACKING_UP, MATCHING, SAVING]


@pytest.fixture
def listed(tmp_path: Path, desk: Desk) -> Path:
    """Return a list of 6 000 families; a quarter of them is held, with another address."""
    desa = [code for place, _ in wilayah().kecamatan_list() for code, _ in wilayah().desa_list(place)]
    families = sample_families(COUNT, 5, desa)
    path = tmp_path / "daftar.xlsx"
    path.write_bytes(sample_roster([replace(f, address="Kp. Lama") for f in families[:HELD]], "DATA KPM"))
    import_roster(desk, path, apply=True)
    path.write_bytes(sample_roster(families, "DATA KPM"))
    return path


def rows_of(desk: Desk) -> dict[str, Sequence[Row[Any]]]:
    """Return every row of every table of the database."""
    with desk.read() as session:
        connection = session.connection()
        names = [
            r[0] for r in connection.exec_driver_sql("SELECT name FROM sqlite_master WHERE type='table'")
        ]
        # In the order in which they lie, which a transaction that was rolled back leaves as it was.
        return {name: connection.exec_driver_sql(f'SELECT * FROM "{name}"').fetchall() for name in names}


def test_an_import_cancelled_in_any_phase_changes_no_row(desk: Desk, listed: Path) -> None:
    before = rows_of(desk)
    assert len(before["household"]) > HELD * 0.9
    for wanted in PHASES:
        heard: list[str] = []

        def stop(done: int, total: int, phase: str, wanted: str = wanted, heard: list[str] = heard) -> None:
            heard.append(phase)
            if phase == wanted and (done or phase == BACKING_UP):
                raise Cancelled("Impor dibatalkan. Tidak ada yang berubah.")

        with pytest.raises(Cancelled):
            import_roster(desk, listed, apply=True, progress=stop)
        assert heard[-1] == wanted
        assert rows_of(desk) == before
    told: list[tuple[int, int, str]] = []
    report = import_roster(desk, listed, apply=True, progress=lambda *news: told.append(news))
    # The backup tells of its own phases, which are another test's.
    heard = [phase for _, _, phase in told]
    del told[heard.index(BACKING_UP) + 1 : heard.index(MATCHING)]
    assert [phase for phase, _ in groupby(told, key=lambda news: news[2])] == PHASES
    assert sum(phase == CHECKING for _, _, phase in told) >= COUNT / STEP
    for phase in (CHECKING, MATCHING, SAVING):
        done, total, _ = [news for news in told if news[2] == phase][-1]
        assert done == total > 0
    assert report.rows["changed"] > HELD * 0.9
    assert len(rows_of(desk)["household"]) == len(before["household"]) + report.families["new"]
