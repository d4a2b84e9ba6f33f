"""For whom a letter is printed, as the office's letter rules name them."""

from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.store.office import config_on


@dataclass(frozen=True)
class Copy:
    """One copy: for whom (a code), its words, and whether it is usually printed."""

    code: str
    words: str
    usual: bool


def copies(desk: Desk) -> list[Copy]:
    """Return the copies in their order; rules that name none give none."""
    with desk.read() as session:
        rules = config_on(session, "letter_rules", desk.today())
    return [Copy(each["for"], each["name"], bool(each.get("ticked"))) for each in rules.get("copies", ())]
