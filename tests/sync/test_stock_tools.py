"""A sync file opens without this program: age, tar, zstd and ssh-keygen are enough. Absent tools are red."""

import hashlib
import json
import subprocess
from pathlib import Path

import pytest

from helpers.desks import add_family
from helpers.exchange import give_keys
from helpers.pictures import picture
from pkh_desk.actions.exchange.enrol import invite, join
from pkh_desk.actions.exchange.keys import keys_of
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.people.photo import shrink
from pkh_desk.actions.people.visit import VisitDraft, save_visit
from pkh_desk.desk import Desk
from pkh_desk.domain.people.visit import VisitFields
from pkh_desk.sync.enrolment.invitation import Cost

NAMESPACE = "pkhb-manifest-v1"


def run(*words: str | Path, stdin: bytes = b"", folder: Path | None = None) -> bytes:
    return subprocess.run(
        [str(word) for word in words], input=stdin, capture_output=True, check=True, cwd=folder
    ).stdout


@pytest.fixture
def sent(desk: Desk, office: Desk, tmp_path: Path) -> tuple[Path, str]:
    """A bundle with a visit and its photo, and the office's recovery key from its paper."""
    recovery = give_keys(office)
    letter = tmp_path / "undangan"
    invited = invite(office, "Wulan Apriyanti", ["Sukadana"], letter, Cost(memory=64, passes=1, lanes=1))
    join(desk, letter, invited.code)
    fields = VisitFields(household_id=add_family(desk), on=desk.today())
    save_visit(desk, VisitDraft(fields, photos=[shrink(picture())]))
    return send(desk, tmp_path).path, recovery


def test_stock_tools_open_and_verify_a_bundle(desk: Desk, sent: tuple[Path, str], tmp_path: Path) -> None:
    bundle, recovery = sent
    key, opened = tmp_path / "kunci-kertas", tmp_path / "isi"
    key.write_text(recovery + "\n")
    opened.mkdir()
    run("tar", "x", "-C", opened, stdin=run("age", "-d", "-i", key, bundle))

    signers = tmp_path / "allowed_signers"
    signers.write_text(f"laptop {keys_of(desk).public.signing}\n")
    manifest = (opened / "manifest.json").read_bytes()
    said = run(
        *("ssh-keygen", "-Y", "verify", "-f", signers, "-I", "laptop", "-n", NAMESPACE),
        *("-s", opened / "manifest.json.sig"),
        stdin=manifest,
    )
    assert b"Good" in said

    members = json.loads(manifest)["members"]
    photos = list((opened / "files").iterdir())
    assert len(photos) == 1
    for member in members:
        content = (opened / member["name"]).read_bytes()
        assert hashlib.sha256(content).hexdigest() == member["sha256"]
    lines = run("zstd", "-d", "-c", opened / "txns.jsonl.zst").splitlines()
    with desk.read() as session:
        known = {row[0] for row in session.connection().exec_driver_sql("SELECT id FROM txn")}
    assert {hashlib.sha256(line).hexdigest() for line in lines} == known
