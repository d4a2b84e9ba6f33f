"""Which clerk may do what: each what those before may; who has no role from before is the admin."""

import pytest

from pkh_desk.domain.office.clerk import (
    ADMIN,
    OPERATOR,
    VERIFIER,
    ClerkFields,
    check_clerk,
    may,
    role_of,
    who_may,
)


@pytest.mark.parametrize(
    ("stored", "allowed"),
    [
        (OPERATOR, (OPERATOR,)),
        (VERIFIER, (OPERATOR, VERIFIER)),
        (ADMIN, (OPERATOR, VERIFIER, ADMIN)),
        ("", (OPERATOR, VERIFIER, ADMIN)),
    ],
)
def test_each_may_what_those_before_may(stored: str, allowed: tuple[str, ...]) -> None:
    assert tuple(needed for needed in (OPERATOR, VERIFIER, ADMIN) if may(stored, needed)) == allowed


def test_who_does_it_is_said_in_words() -> None:
    assert who_may(VERIFIER) == "verifikator atau admin"
    assert who_may(ADMIN) == "admin"
    assert role_of("") == ADMIN


def test_a_clerk_has_a_name_and_a_role() -> None:
    assert check_clerk(ClerkFields(name="Siti", role=OPERATOR)) == []
    assert [each.field for each in check_clerk(ClerkFields(name=" ", role="raja"))] == ["name", "role"]
