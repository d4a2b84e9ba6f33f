"""How many catatan are where: counted from the index of own txns, as the whole log would count them."""

import random
from collections import Counter, defaultdict

from pkh_desk.desk import Desk
from pkh_desk.domain.vocabulary import FATE
from pkh_desk.views.people.today import _RECENT
from pkh_desk.views.upkeep.status import _STANDING, _WRITTEN, WORST_FIRST, status

NAMES = (
    "id, stream, n, h, seen_at, author, act, subject_kind, subject_id, household_id, body, own, fate, "
    "fate_reason, change"
)
BACK = ("dikembalikan", "ditolak")


def test_fates_are_counted_by_subject_without_reading_the_log(desk: Desk) -> None:
    chance = random.Random(7)
    rows = [
        (f"t{n}", "s", n, chance.randrange(40), 0, "a", "act", chance.choice(["visit", "letter"]),
         f"id{chance.randrange(40)}", None, b"{}", chance.random() < 0.9, chance.choice([*FATE]), "", 0)
        for n in range(200)
    ]  # fmt: skip
    subjects = defaultdict(list)
    for row in rows:
        if row[11]:
            subjects[row[7], row[8]].append((row[3], row[12]))
    expected = Counter(
        min(
            (fate for at, fate in written if fate not in BACK or at == max(written)[0]), key=WORST_FIRST.index
        )
        for written in subjects.values()
    )
    with desk.keep() as session:
        connection = session.connection()
        connection.exec_driver_sql("DELETE FROM txn")
        connection.exec_driver_sql(f"INSERT INTO txn({NAMES}) VALUES ({','.join('?' * 15)})", rows)
    assert status(desk).fates == {fate: expected[fate] for fate in FATE}
    with desk.read() as session:
        for sql in (_STANDING, _WRITTEN, _RECENT):
            plan = [row[3] for row in session.connection().exec_driver_sql(f"EXPLAIN QUERY PLAN {sql}")]
            assert any("USING COVERING INDEX ix_txn_own" in row for row in plan), plan
