"""kill -9 at any instant of an import, a save, a receive, a restore: all or nothing, nothing is lost.

CI kills five times a job, which with the rest of this folder stays within 60 s. The full run, 20 times each:

    PKH_LONG=1 python3 packaging/dev.py test tests/faults/test_kill.py
"""

import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from helpers.desks import PASSPHRASE, FakeClock, add_family, make_desk
from helpers.doomed import LONG, NEXT_DAY, Aim, Job, Lived, aims, kill, rehearse, split
from helpers.exchange import answer_for, enrol, give_keys, send_up
from helpers.pictures import picture
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.lists.roster import import_roster
from pkh_desk.actions.people.photo import shrink
from pkh_desk.actions.people.visit import CommitmentDraft, PromiseDraft, VisitDraft, save_visit
from pkh_desk.actions.upkeep.backup import back_up
from pkh_desk.actions.upkeep.check import check_desk
from pkh_desk.actions.upkeep.restore import restore
from pkh_desk.desk import Desk, open_desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.sample.people import sample_families
from pkh_desk.sample.sheet import sample_roster
from pkh_desk.settings import Places
from pkh_desk.store.local import Draft
from pkh_desk.store.log.txnlog import Chain
from pkh_desk.store.people.household import Household

KILLS = 20 if LONG else 5
FAMILIES = 300
DRAFT = '{"note":"belum selesai"}'


@dataclass(frozen=True)
class Scene:
    """A home as it lies on disk before the job, the job, what it needs, and how to see that it was done."""

    home: Path
    job: Job
    what: str
    whole: Callable[[Desk], bool]


def record_visit(desk: Desk, household_id: str) -> str:
    """Save a visit with a photo, a promise and a commitment."""
    with desk.read() as session:
        member = session.get_one(Household, household_id).pengurus_id or ""
    fields = VisitFields(household_id=household_id, on=desk.today(), note="Usaha berjalan")
    promises = [PromiseDraft("Buka rekening", desk.today())]
    marks = [CommitmentDraft(member, kept=True, percent=90)]
    return save_visit(desk, VisitDraft(fields, promises, marks, [shrink(picture())]))


def apply_roster(desk: Desk, path: str) -> object:
    """Take in a roster."""
    return import_roster(desk, Path(path), apply=True)


def receive_answer(desk: Desk, path: str) -> object:
    """Apply an answer of the office."""
    return receive(desk, Path(path))


def rows(desk: Desk, sql: str) -> list[tuple[object, ...]]:
    with desk.read() as session:
        return [tuple(row) for row in session.connection().exec_driver_sql(sql)]


def visit_is_whole(desk: Desk) -> bool:
    """Say whether the visit is there with everything; half of it is a failure."""
    counts = [rows(desk, f"SELECT count(*) FROM {t}")[0][0] for t in ("visit", "promise", "commitment")]
    photos = [desk.blobs.get(str(row[0])) for row in rows(desk, "SELECT sha256 FROM file")]
    logged = rows(desk, "SELECT count(*) FROM txn WHERE subject_kind = 'visit'")[0][0]
    assert {*counts, len(photos), logged} in ({0}, {1})
    assert all(photos)
    return counts == [1, 1, 1]


def roster_is_whole(desk: Desk) -> bool:
    """Say whether all families of the roster are there, found by search; some of them are a failure."""
    families = rows(desk, "SELECT count(*) FROM household")[0][0]
    acts = rows(desk, "SELECT count(DISTINCT act) FROM txn WHERE subject_kind = 'household'")[0][0]
    entries = rows(desk, "SELECT count(*) FROM search_entry")[0][0]
    assert (families, acts, entries) in ((1, 1, 1), (FAMILIES + 1, 2, FAMILIES + 1))
    return families != 1


def answer_is_whole(desk: Desk) -> bool:
    """Say whether the answer is applied with everything; half of it is a failure."""
    confirmed = rows(desk, "SELECT count(*) FROM txn WHERE own AND fate = 'belum'")[0][0] == 0
    theirs = rows(desk, "SELECT count(*) FROM household WHERE address = 'KP. KANTOR'")[0][0]
    noted = rows(desk, "SELECT count(*) FROM bundle WHERE direction = 'down' AND sequence > 1")[0][0]
    assert (confirmed, theirs, noted) in ((False, 0, 0), (True, 30, 1))
    return confirmed


def close_with_draft(desk: Desk) -> Path:
    with desk.keep() as session:
        session.add(Draft(form="visit", subject_id="x", saved_at=desk.now(), body=DRAFT))
    desk.close()
    return desk.places.home


@pytest.fixture(scope="module")
def importing(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A laptop with one family, and a roster of 300 others."""
    folder = tmp_path_factory.mktemp("impor")
    roster = folder / "daftar.xlsx"
    roster.write_bytes(sample_roster(sample_families(FAMILIES, 7, ["36.04.27.2007"]), "DAFTAR KPM (CONTOH)"))
    desk = make_desk(folder / "laptop")
    add_family(desk)
    return Scene(close_with_draft(desk), apply_roster, str(roster), roster_is_whole)


@pytest.fixture(scope="module")
def saving(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A laptop with one family, about to record a visit."""
    desk = make_desk(tmp_path_factory.mktemp("simpan") / "laptop")
    household_id = add_family(desk)
    return Scene(close_with_draft(desk), record_visit, household_id, visit_is_whole)


@pytest.fixture(scope="module")
def receiving(tmp_path_factory: pytest.TempPathFactory) -> Scene:
    """A laptop with 30 families that has sent its work, and the office's answer with 30 addresses."""
    folder = tmp_path_factory.mktemp("terima")
    laptop = make_desk(folder / "laptop")
    kantor = make_desk(folder / "kantor", role="kantor", name="Dinsos Kab. Serang", seed=2)
    give_keys(kantor)
    homes = [add_family(laptop, nik=None, no_kk=None) for _ in range(30)]
    enrol(kantor, laptop, folder)
    with laptop.write() as session:
        for home in homes:
            session.get_one(Household, home).rt = "007"
    send_up(kantor, laptop, folder)
    with kantor.write() as session:
        for home in homes:
            session.get_one(Household, home).address = "KP. KANTOR"
    path = answer_for(kantor, laptop, folder)
    kantor.close()
    return Scene(close_with_draft(laptop), receive_answer, str(path), answer_is_whole)


@pytest.mark.parametrize("name", ["importing", "saving", "receiving"])
def test_killed_at_any_instant(
    name: str, request: pytest.FixtureRequest, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    scene: Scene = request.getfixturevalue(name)
    rehearsed = rehearse(scene.job, copy_of(scene.home, tmp_path / "latihan"), scene.what)
    lives = []
    for number, aim in enumerate(aims(KILLS, rehearsed, seed=number_of(name))):
        home = copy_of(scene.home, tmp_path / str(number))
        lived = kill(scene.job, home, scene.what, aim, rehearsed)
        lives.append(lived)
        look_after(scene, home, lived)
        shutil.rmtree(home)
    record_property("figure", f"kill -9 while {name}: {split(lives)}")
    assert sum(lived.moment == "between" for lived in lives) * 2 >= KILLS


def restore_backup(desk: Desk, path: str) -> object:
    """Put a backup in place of the database."""
    desk.close()
    return restore(desk.places, PASSPHRASE, Path(path), FakeClock(NEXT_DAY))


def test_a_restore_killed_at_any_instant(
    desk: Desk, tmp_path: Path, record_property: Callable[[str, object], None]
) -> None:
    backup = str(back_up(desk, tmp_path).path)
    add_family(desk)
    stream, source = chain_of(desk).stream, desk.places.home
    desk.close()
    rehearsed = rehearse(restore_backup, copy_of(source, tmp_path / "latihan"), backup)
    outcomes = []
    for number in range(KILLS):
        home = copy_of(source, tmp_path / str(number))
        kill(restore_backup, home, backup, Aim(fraction=(number + 0.5) / KILLS), rehearsed)
        left = open_desk(Places(home), PASSPHRASE, FakeClock(NEXT_DAY + 60_000))
        assert [f.kind for f in check_desk(left) if f.fault] == []
        families = rows(left, "SELECT count(*) FROM household")[0][0]
        assert families == 1 or chain_of(left).stream != stream
        outcomes.append(families)
        left.close()
    assert set(outcomes) <= {0, 1}
    said = f"{outcomes.count(1)} as it was, {outcomes.count(0)} as the backup"
    record_property("figure", f"kill -9 while restoring: {said}")


def number_of(name: str) -> int:
    return sum(name.encode())


def copy_of(home: Path, target: Path) -> Path:
    shutil.copytree(home, target)
    return target


def chain_of(desk: Desk) -> Chain:
    with desk.read() as session:
        return Chain.load(session)


def look_after(scene: Scene, home: Path, lived: Lived) -> None:
    """Open the home that was left behind: everything confirmed is there, the job is whole or not begun, and
    work goes on in the same stream."""
    before = open_desk(Places(scene.home), PASSPHRASE, FakeClock(NEXT_DAY))
    known, stream = rows(before, "SELECT id, body FROM txn"), chain_of(before).stream
    before.close()
    desk = open_desk(Places(home), PASSPHRASE, FakeClock(NEXT_DAY + 60_000))
    assert [f.kind for f in check_desk(desk) if f.fault] == []
    assert rows(desk, "PRAGMA foreign_key_check") == []
    assert set(known) <= set(rows(desk, "SELECT id, body FROM txn"))
    assert rows(desk, "SELECT body FROM draft") == [(DRAFT,)]
    whole = scene.whole(desk)
    assert lived.allows(whole), lived
    if not whole:
        scene.job(desk, scene.what)
        assert scene.whole(desk)
    add_family(desk, name="SESUDAHNYA", nik=None, no_kk=None)
    assert chain_of(desk).stream == stream
    assert [f.kind for f in check_desk(desk) if f.fault] == []
    assert all(desk.backups.check(backup.path) for backup in desk.backups.list())
    desk.close()
