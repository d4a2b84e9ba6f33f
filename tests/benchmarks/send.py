"""Sending a month: 5 000 changes and 50 photos, against tar | zstd -3 | age of the same bytes."""

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path

from pyrage.x25519 import Identity
from tests.benchmarks.race import Race
from tests.benchmarks.years import add_work, filled_desk

from helpers.pictures import picture
from pkh_desk.actions.exchange.enrol import invite, join
from pkh_desk.actions.exchange.keys import make_office_keys
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.photo import shrink
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.sync.bundle.outgoing import unsent_lines
from pkh_desk.sync.enrolment.invitation import Cost
from pkh_desk.views.people.families import family_ids

CHANGES, PHOTOS = 5000, 50


def races(folder: Path, full: bool) -> Iterator[Race]:
    """Yield the race of one month."""
    desk, office = filled_desk(folder / "laptop", 300), filled_desk(folder / "kantor", 0, 2, "kantor")
    make_office_keys(office)
    paper = folder / "undangan"
    join(desk, paper, invite(office, "A", ["Sukadana"], paper, Cost(memory=64, passes=1, lanes=1)).code)
    add_work(desk, CHANGES, 3)
    homes = family_ids(desk)
    for n in range(PHOTOS):
        photo = shrink(picture(1600 + n, 1200))
        save_visit(desk, VisitDraft(VisitFields(household_id=homes[n], on=desk.today()), photos=[photo]))
    plain = _plain_files(desk, folder / "isi")
    stick = folder / "usb"
    stick.mkdir()
    recipient = str(Identity.generate().to_public())
    yield Race(
        f"send a month ({CHANGES} changes, {PHOTOS} photos)",
        lambda: _floor(plain, recipient, folder / "floor.age"),
        lambda: send(desk, stick),
        2.0,
    )


def _plain_files(desk: Desk, folder: Path) -> Path:
    folder.mkdir()
    with desk.read() as session:
        connection = session.connection()
        (folder / "txns.jsonl").write_bytes(b"\n".join(unsent_lines(connection)))
        photos = [row[0] for row in connection.exec_driver_sql("SELECT DISTINCT sha256 FROM file")]
    for sha256 in photos:
        (folder / sha256).write_bytes(desk.blobs.get(sha256) or b"")
    return folder


def _floor(plain: Path, recipient: str, out: Path) -> None:
    if not shutil.which("age"):
        raise SystemExit("the floor needs age and zstd")
    pipe = f"tar c -C '{plain}' . | zstd -3 -q | age -r {recipient} -o '{out}'"
    subprocess.run(["sh", "-c", pipe], check=True)
    with out.open("rb") as written:
        os.fsync(written.fileno())
