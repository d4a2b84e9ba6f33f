"""Recording who leads a desa, and since when: letters name the one in office on their day."""

from dataclasses import asdict, dataclass
from datetime import date

from pkh_desk.desk import Desk
from pkh_desk.domain.fit import fit
from pkh_desk.domain.graduation.official import VillageOfficialFields, check_official
from pkh_desk.domain.text import fold, tidy
from pkh_desk.errors import InvalidInput, RecordNotFound
from pkh_desk.store.graduation.official import VillageOfficial, official_on


@dataclass(frozen=True)
class OfficialDraft:
    """A kepala desa or lurah; `title` as it stands before the desa's name ("" is the usual one)."""

    desa_code: str
    name: str
    title: str = ""
    nip: str = ""
    since: date | None = None
    until: date | None = None


def save_official(desk: Desk, draft: OfficialDraft, official_id: str | None = None) -> str:
    """Record a village official, or change the one with this id; return the id.

    Raises InvalidInput, RecordNotFound.
    """
    values = asdict(draft) | {"name": tidy(draft.name), "title": tidy(draft.title), "nip": tidy(draft.nip)}
    fields = fit(VillageOfficialFields, **values)
    if problems := check_official(fields):
        raise InvalidInput(problems)
    row_id = official_id or desk.new_id()
    with desk.write(subject=("village_official", row_id)) as session:
        row = session.get(VillageOfficial, row_id)
        if official_id and (row is None or row.deleted):
            raise RecordNotFound("Kepala desa itu tidak ada di sini.")
        if row is None:
            session.add(VillageOfficial(id=row_id, **fields.model_dump()))
        else:
            for name, value in fields.model_dump().items():
                setattr(row, name, value)
    return row_id


def remember_head(desk: Desk, desa_code: str | None, name: str, day: date) -> None:
    """Keep the name typed on a letter of this day, if it is not the one that is known for it."""
    if not desa_code or not tidy(name):
        return
    with desk.read() as session:
        known = official_on(session, desa_code, day)
    if known is None:
        save_official(desk, OfficialDraft(desa_code, name))
    elif fold(known.name) != fold(name):
        save_official(desk, OfficialDraft(desa_code, name, since=day))
