"""The clerks of one office PC: which of them may do what.

An operator takes files in, applies them and records; a verifikator also decides, returns and approves stages;
an admin also invites, approves, revokes, erases, publishes rules and keeps the clerks.
"""

from pydantic import BaseModel, Field

from pkh_desk.domain.text import tidy
from pkh_desk.errors import Problem

OPERATOR, VERIFIER, ADMIN = "operator", "verifikator", "admin"
CLERK_ROLE = {OPERATOR: "Operator", VERIFIER: "Verifikator", ADMIN: "Admin"}
ROLE_HELP = {
    OPERATOR: "Menerima, menerapkan, dan mencatat.",
    VERIFIER: "Juga memutuskan, mengembalikan, dan menyetujui tahap.",
    ADMIN: "Juga mengundang, mencabut, menghapus, menerbitkan ketentuan, dan mengatur petugas.",
}


class ClerkFields(BaseModel, extra="forbid"):
    """A clerk as an admin enters one; `role` is a code of CLERK_ROLE."""

    name: str = Field(max_length=120)
    role: str = Field(max_length=20)


def role_of(stored: str) -> str:
    """Return the role of a clerk: one from before there were roles is the office's only one, so its admin."""
    return stored if stored in CLERK_ROLE else ADMIN


def may(stored: str, needed: str) -> bool:
    """Say whether a clerk may do what needs a role; each may what those before it may."""
    ranks = list(CLERK_ROLE)
    return ranks.index(role_of(stored)) >= ranks.index(needed)


def who_may(needed: str) -> str:
    """Return who does what needs a role, as a sentence says it: verifikator atau admin."""
    ranks = list(CLERK_ROLE)
    return " atau ".join(CLERK_ROLE[each].lower() for each in ranks[ranks.index(needed) :])


def check_clerk(fields: ClerkFields) -> list[Problem]:
    """Return what keeps a clerk from being entered."""
    problems = []
    if not tidy(fields.name):
        problems.append(Problem("name", "Nama belum diisi."))
    if fields.role not in CLERK_ROLE:
        problems.append(Problem("role", f"Peran {fields.role} tidak dikenal."))
    return problems
