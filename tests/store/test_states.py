"""Rows written in bulk: what they hold does not depend on what stands beside them."""

from sqlmodel import select

from pkh_desk.desk import Desk
from pkh_desk.store.log.states import columns, insert_many, load_rows, new_row
from pkh_desk.store.log.synced import nouns
from pkh_desk.store.log.values import Json
from pkh_desk.store.people.household import Member

NIK = "3604275203849901"


def test_a_batch_of_like_rows_and_one_of_unlike_rows_are_stored_the_same(desk: Desk) -> None:
    noun = nouns()["member"]
    people: dict[str, dict[str, Json]] = {
        "a": {"name": "SARMUNAH", "nik": NIK, "deleted": False, "sex": "P"},
        "b": {"name": "MAEMUNAH", "nik": None, "deleted": True, "sex": None},
        "c": {"name": "UMAYAH", "nik": None, "deleted": True, "sex": None},
    }
    filled = {row_id: {**noun.defaults, "household_id": "h", **values} for row_id, values in people.items()}
    for batch in ("a", "bc"):
        written = [new_row(noun, row_id, filled[row_id], 1, "t", 0) for row_id in batch]
        with desk.write() as session:
            insert_many(session.connection(), "member", columns(noun), written)
    mixed = [new_row(noun, f"{row_id}2", values, 1, "t", 0) for row_id, values in filled.items()]
    with desk.write() as session:
        insert_many(session.connection(), "member", columns(noun), mixed)
    with desk.read() as session:
        held = load_rows(session.connection(), noun, [*filled, *(f"{row_id}2" for row_id in filled)])
        gone = session.exec(select(Member.id).where(Member.deleted).order_by(Member.id)).all()
    for row_id, values in filled.items():
        assert held[row_id].state.values == held[f"{row_id}2"].state.values == values
    assert gone == ["b", "b2", "c", "c2"]
