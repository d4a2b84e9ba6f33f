"""Who works at this office PC, and what each may do."""

from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.domain.office.clerk import CLERK_ROLE, role_of
from pkh_desk.store.people.petugas import Petugas
from pkh_desk.store.upkeep.vault import clerk_slots, load_vault


@dataclass(frozen=True)
class ClerkView:
    """A clerk with a passphrase; `role` is a code of CLERK_ROLE, `me` whoever is at work now."""

    id: str
    name: str
    role: str
    me: bool

    @property
    def words(self) -> str:
        """The role as a person reads it."""
        return CLERK_ROLE[self.role]


def clerks(desk: Desk) -> list[ClerkView]:
    """Return the clerks by name; while there is one passphrase, the one who is at work."""
    mine = desk.identity.petugas_id
    ids = clerk_slots(load_vault(desk.places.vault)) or {mine: desk.identity.name}
    found = []
    with desk.read() as session:
        for petugas_id, label in ids.items():
            row = session.get(Petugas, petugas_id)
            name, role = (row.name, row.role) if row else (label, "")
            found.append(ClerkView(petugas_id, name, role_of(role), petugas_id == mine))
    return sorted(found, key=lambda each: each.name.casefold())
