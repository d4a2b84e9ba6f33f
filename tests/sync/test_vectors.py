"""Every vector of the format ends as its name says; those of released versions are read for ever."""

import hashlib
import re
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from helpers.forge import LAPTOP_ID, OFFICE_ID, TXNS
from helpers.vectors import MORNING, PHOTO, ROWS, SECRET, answer, invitation_code, lacks, read_keys, txns
from pkh_desk.errors import BundleRefused, BundleTooNew, BundleUntrusted, InvitationExpired, InvitationInvalid
from pkh_desk.sync.answering.answer import decode
from pkh_desk.sync.bundle.admission import Reader
from pkh_desk.sync.bundle.limits import DEFAULT_CAPS
from pkh_desk.sync.bundle.manifest import Manifest
from pkh_desk.sync.bundle.reader import OpenBundle, open_bundle, open_joining
from pkh_desk.sync.bundle.refusals import REASONS
from pkh_desk.sync.enrolment.invitation import read_invitation
from pkh_desk.sync.enrolment.join import check_join
from pkh_desk.sync.merging.incoming import parse

FOLDER = Path(__file__).parents[1] / "data" / "bundles" / "v1"
FORMAT = (Path(__file__).parents[2] / "src/pkh_desk/sync/FORMAT.md").read_text(encoding="utf-8")
VECTORS = sorted(path.name for path in FOLDER.glob("*.pkhb"))
PARTIES = read_keys(FOLDER)
KNOWN = frozenset({"erased", "refusal", "companion"})
OFFICE = Reader(
    PARTIES.office.desk.sealing,
    OFFICE_ID,
    {PARTIES.laptop.public.signing_bytes: LAPTOP_ID},
    office=True,
    knows=KNOWN,
)
LAPTOP = Reader(
    PARTIES.laptop.sealing, LAPTOP_ID, {PARTIES.office.public.signing_bytes: OFFICE_ID}, knows=KNOWN
)
TOO_LARGE_TO_KEEP = {"size", "read_back"}
"""A file of 512 MiB, and a fault of the medium."""


def outcome(name: str) -> tuple[str, str]:
    case, said = name.removesuffix(".pkhb").split("--")
    return case, said


@contextmanager
def opened(name: str) -> Iterator[OpenBundle]:
    """Open a vector as the desk it is meant for."""
    said = outcome(name)[1]
    down = said in ("json", "down", "refusal", "lacks")
    how = open_joining if said == "join" else open_bundle
    with how(FOLDER / name, LAPTOP if down else OFFICE) as bundle:
        yield bundle


def verdict(name: str) -> str:
    """Return the reason with which the vector is refused, "" if it is taken."""
    try:
        with opened(name) as bundle:
            if not all(parse(line) for line in bundle.lines(TXNS)):
                return "txn"
            try:
                for line in bundle.lines(ROWS):
                    decode(line)
            except ValueError:
                return "json"
    except BundleRefused as error:
        return error.reason
    return ""


@pytest.mark.parametrize("name", VECTORS)
def test_a_vector_ends_as_its_name_says(name: str) -> None:
    case, said = outcome(name)
    assert verdict(name) == ("" if case == "accepted" else said)
    assert (FOLDER / name).stat().st_size < 20_000


def test_every_reason_has_a_vector_and_a_line_in_the_specification() -> None:
    shown = {said for case, said in map(outcome, VECTORS) if case != "accepted"}
    assert shown - {"txn", "json"} == REASONS - TOO_LARGE_TO_KEEP
    assert {reason for reason in REASONS if f"`{reason}`" not in FORMAT} == set()


def test_what_is_accepted_is_what_was_written() -> None:
    with opened("accepted--up.pkhb") as bundle:
        assert list(bundle.lines(TXNS)) == txns()
        assert bundle.file(hashlib.sha256(PHOTO).hexdigest()) == PHOTO
    with opened("accepted--down.pkhb") as bundle:
        assert [decode(line) for line in bundle.lines(ROWS)] == [decode(line) for line in answer()]
    with opened("accepted--empty.pkhb") as bundle:
        assert bundle.manifest.members == []


def test_a_companion_holds_files_alone_and_is_no_empty_file_to_older_readers() -> None:
    with opened("accepted--companion.pkhb") as bundle:
        assert (bundle.manifest.part, bundle.manifest.parts) == (2, 3)
        assert (list(bundle.lines(TXNS)), bundle.files) == (
            [],
            {hashlib.sha256(PHOTO).hexdigest(): len(PHOTO)},
        )
    older = replace(OFFICE, knows=KNOWN - {"companion"})
    with pytest.raises(BundleTooNew), open_bundle(FOLDER / "accepted--companion.pkhb", older):
        pass
    with opened("accepted--lacks.pkhb") as bundle:
        said = [decode(line) for line in bundle.lines(ROWS)]
    assert said == [*map(decode, answer()[:-1]), decode(lacks()), decode(answer()[-1])]


def test_an_erased_txn_keeps_its_id_and_what_follows_it_its_place() -> None:
    whole, after = txns()
    with opened("accepted--erased.pkhb") as bundle:
        left, last = (parse(line) for line in bundle.lines(TXNS))
    assert left is not None
    assert last is not None
    assert (left.id, left.body["ops"], "r" in left.body) == (hashlib.sha256(whole).hexdigest(), [], False)
    assert (last.raw, last.body["p"]) == (after, left.id)
    for reader in (LAPTOP, OFFICE):
        name = "accepted--refusal.pkhb" if reader is LAPTOP else "accepted--erased.pkhb"
        with pytest.raises(BundleTooNew), open_bundle(FOLDER / name, replace(reader, knows=frozenset())):
            pass


def test_the_invitation_opens_with_its_code_until_its_last_moment() -> None:
    content = (FOLDER / "accepted--invitation.undangan").read_bytes()
    opened = read_invitation(content, invitation_code(FOLDER).lower().replace("-", " "), MORNING)
    assert (opened.public.office, opened.scope) == (PARTIES.office.public, ["36.04.27.2007"])
    with pytest.raises(InvitationExpired):
        read_invitation(content, invitation_code(FOLDER), MORNING + 1)
    with pytest.raises(InvitationInvalid):
        read_invitation(content, "AAAA-BBBB-CCCC", MORNING)


def test_a_request_to_join_is_taken_only_as_such() -> None:
    with opened("accepted--join.pkhb") as bundle:
        assert bundle.manifest.join is not None
        check_join(bundle.manifest.join, SECRET, LAPTOP_ID)
        assert [parse(line) is not None for line in bundle.lines(TXNS)] == [True, True]
    for name in ("accepted--up.pkhb", "stranger--signer.pkhb"):
        with pytest.raises(BundleUntrusted), open_joining(FOLDER / name, OFFICE):
            pass


def test_the_specification_names_every_field_and_limit() -> None:
    assert {name for name in Manifest.model_fields if f"`{name}`" not in FORMAT} == set()
    mib = {DEFAULT_CAPS.file, DEFAULT_CAPS.manifest, DEFAULT_CAPS.packed, DEFAULT_CAPS.photo}
    assert [size for size in mib if f"{size >> 20} MiB" not in FORMAT] == []
    assert {line for line in re.findall(r'\["(\w+)", ', FORMAT)} >= {
        line[0] for line in map(decode, [*answer(), lacks()])
    }
    assert f"window log {DEFAULT_CAPS.window_log}" in FORMAT
