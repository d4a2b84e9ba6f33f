"""Drafts: kept beside the log, one a form and subject, still there after a kill."""

import multiprocessing
from multiprocessing.connection import Connection
from pathlib import Path

from sqlmodel import func, select

from helpers.desks import PASSPHRASE, FakeClock, reopen
from pkh_desk.actions.upkeep.draft import drop_draft, find_draft, keep_draft, list_drafts
from pkh_desk.desk import Desk, open_desk
from pkh_desk.settings import Places
from pkh_desk.store.log.txnlog import Txn


def test_the_last_word_counts_and_forms_are_apart(desk: Desk) -> None:
    keep_draft(desk, "kunjungan", "k1", {"note": "telur"})
    kept_at = keep_draft(desk, "kunjungan", "k1", {"note": "telur asin", "photos": ["YQ=="]})
    keep_draft(desk, "surat", "k1", {"income": "2,1 jt"})
    keep_draft(desk, "kunjungan", "k2", {})
    found = find_draft(desk, "kunjungan", "k1")
    assert found is not None
    assert (found.body, found.saved_at) == ({"note": "telur asin", "photos": ["YQ=="]}, kept_at)
    assert [(d.form, d.subject_id) for d in list_drafts(desk)] == [
        ("kunjungan", "k2"), ("surat", "k1"), ("kunjungan", "k1"),
    ]  # fmt: skip
    drop_draft(desk, "kunjungan", "k1")
    drop_draft(desk, "kunjungan", "k1")
    assert find_draft(desk, "kunjungan", "k1") is None
    assert len(list_drafts(desk)) == 2


def test_a_draft_is_local_and_stays_over_a_lock(desk: Desk) -> None:
    keep_draft(desk, "kunjungan", "k1", {"note": "telur asin"})
    again = reopen(desk)
    with again.read() as session:
        assert session.exec(select(func.count()).select_from(Txn)).one() == 0
    draft = find_draft(again, "kunjungan", "k1")
    again.close()
    assert draft is not None
    assert draft.body == {"note": "telur asin"}
    assert "telur" not in repr(draft)


def _type_and_hang(home: Path, pipe: Connection) -> None:
    desk = open_desk(Places(home), PASSPHRASE, FakeClock())
    keep_draft(desk, "kunjungan", "k1", {"note": "belum disimpan"})
    pipe.send("kept")
    pipe.recv()


def test_a_killed_program_leaves_its_draft(desk: Desk) -> None:
    context = multiprocessing.get_context("spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=_type_and_hang, args=(desk.places.home, theirs))
    child.start()
    theirs.close()
    assert ours.recv() == "kept"
    child.kill()
    child.join()
    draft = find_draft(desk, "kunjungan", "k1")
    assert draft is not None
    assert draft.body == {"note": "belum disimpan"}
