"""The inbox as a list: true counts, a filter over senders, questions by file, and holes until they close."""

from pathlib import Path

from helpers.desks import add_family, make_desk
from helpers.exchange import answer_for, enrol, send_up, stick
from pkh_desk.actions.exchange.inbox import apply_inbox, take_in
from pkh_desk.actions.exchange.receive import receive
from pkh_desk.actions.exchange.send import send
from pkh_desk.actions.office.decide import decide, send_back
from pkh_desk.desk import Desk
from pkh_desk.store.people.household import Household
from pkh_desk.views.exchange.inbox_list import STATES, InboxFile, inbox, state_of
from pkh_desk.views.office.decision import decision_rows


def move(desk: Desk, home: str, **values: str) -> None:
    with desk.write() as session:
        row = session.get_one(Household, home)
        for name, value in values.items():
            setattr(row, name, value)


def work(desk: Desk, name: str) -> None:
    add_family(desk, name, nik=None, no_kk=None)


def by_state(kantor: Desk) -> dict[str, list[InboxFile]]:
    """Return the files of every state; the counts say the same of each."""
    found = {state: list(inbox(kantor, state).files) for state in STATES}
    assert {state: len(files) for state, files in found.items()} == inbox(kantor, "baru").counts
    return {state: files for state, files in found.items() if files}


def test_a_file_waits_for_a_person_as_long_as_its_questions_are_open(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    home = add_family(desk)
    enrol(kantor, desk, tmp_path)
    for at, (rt, address) in ((kantor, ("008", "Kp. Kadu Bolang")), (desk, ("009", "Kp. Kadubolang"))):
        move(at, home, rt=rt, address=address)
    send_up(kantor, desk, tmp_path)
    work(desk, "NUR'AENI")
    usb = stick(tmp_path, "usb")
    (usb / "rusak.pkhb").write_bytes(b"bukan kiriman")
    send(desk, usb)
    take_in(kantor, usb)
    states = by_state(kantor)
    assert {state: [file.sequence for file in files] for state, files in states.items()} == {
        "keputusan": [2],
        "baru": [3],
        "diterapkan": [1],
        "ditolak": [0],
    }
    (asked,) = states["keputusan"]
    assert (len(asked.questions), asked.sender, asked.kecamatan) == (2, "Wulan Apriyanti", ("Ciomas",))
    assert [state_of(kantor, states[state][0].key) for state in ("keputusan", "baru", "diterapkan")] == [
        "keputusan",
        "baru",
        "diterapkan",
    ]
    first, second = decision_rows(kantor)
    decide(kantor, first.id, "009" if first.about == "RT" else "Kp. Kadubolang")
    assert [len(file.questions) for file in by_state(kantor)["keputusan"]] == [1]
    send_back(kantor, str(second.id), "Tanya RT dulu.")
    assert "keputusan" not in by_state(kantor)
    assert state_of(kantor, asked.key) == "diterapkan"


def test_the_filter_looks_at_sender_kecamatan_desa_and_file(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    second = make_desk(tmp_path / "laptop-2", name="Heni Rosdiana", seed=7)
    enrol(kantor, second, stick(tmp_path, "dua"), "Pabuaran/Sindangsari")
    for laptop, name in ((desk, "NUR'AENI"), (second, "JUBAEDAH")):
        work(laptop, name)
        take_in(kantor, send(laptop, stick(tmp_path, laptop.identity.code)).path)
    second.close()

    def senders(text: str) -> list[str]:
        found = inbox(kantor, "baru", text)
        assert found.counts["baru"] == 2
        return [file.sender for file in found.files]

    assert senders("") == ["Heni Rosdiana", "Wulan Apriyanti"]
    assert senders("pabuaran") == senders("sindangsari heni") == ["Heni Rosdiana"]
    assert senders("wulan ciomas") == senders(desk.identity.code.lower()) == ["Wulan Apriyanti"]
    assert senders("wulan pabuaran") == []


def holes_of(kantor: Desk) -> list[tuple[int, ...]]:
    files = [file for state in STATES for file in inbox(kantor, state).files]
    return [file.gap.missing for file in files if file.gap is not None]


def test_a_lost_file_is_no_hole_since_the_next_one_holds_its_work(
    kantor: Desk, desk: Desk, tmp_path: Path
) -> None:
    enrol(kantor, desk, tmp_path)
    for name in ("NUR'AENI", "JUBAEDAH"):
        work(desk, name)
        sent = send(desk, stick(tmp_path, name[:3]))
    take_in(kantor, sent.path)
    assert sent.sequence == 3
    assert holes_of(kantor) == []
    apply_inbox(kantor)
    assert holes_of(kantor) == []


def test_a_hole_is_named_until_what_is_sent_again_closes_it(kantor: Desk, desk: Desk, tmp_path: Path) -> None:
    enrol(kantor, desk, tmp_path)
    work(desk, "NUR'AENI")
    kantor.engine.dispose()
    kept = kantor.places.database.read_bytes()
    send_up(kantor, desk, tmp_path)
    receive(desk, answer_for(kantor, desk, tmp_path))
    kantor.engine.dispose()
    kantor.places.database.write_bytes(kept)
    work(desk, "JUBAEDAH")
    take_in(kantor, send(desk, stick(tmp_path, "sesudah")).path)
    assert holes_of(kantor) == [(2,)]
    apply_inbox(kantor)
    assert holes_of(kantor) == [(2,)]
    receive(desk, answer_for(kantor, desk, tmp_path))
    take_in(kantor, send(desk, stick(tmp_path, "ulang")).path)
    assert holes_of(kantor) == []
    apply_inbox(kantor)
    assert holes_of(kantor) == []
