"""The layouts that are known, and where each lands. A new layout is one line here."""

from collections.abc import Callable
from typing import NamedTuple

from pkh_desk.actions.lists.roster_families import FamilyLanding
from pkh_desk.actions.lists.roster_landing import Landing
from pkh_desk.actions.lists.roster_payments import PaymentLanding
from pkh_desk.actions.lists.roster_products import ProductLanding
from pkh_desk.actions.lists.roster_recap import RecapLanding
from pkh_desk.actions.lists.roster_report import RosterReport
from pkh_desk.actions.lists.roster_rows import RowChoices
from pkh_desk.actions.lists.roster_ruling import RulingLanding
from pkh_desk.actions.lists.roster_verkom import VerkomLanding
from pkh_desk.desk import Desk
from pkh_desk.rosters.columns.layout import Layout
from pkh_desk.rosters.lists.counts import COUNTS
from pkh_desk.rosters.lists.families import FAMILIES, PEOPLE
from pkh_desk.rosters.lists.forms import FORMS
from pkh_desk.rosters.lists.payments import PAYMENTS
from pkh_desk.rosters.lists.product_list import PRODUCT_LIST
from pkh_desk.rosters.lists.recap import RECAP
from pkh_desk.rosters.lists.ruling import RULINGS
from pkh_desk.rosters.lists.verkom import VERKOM


class Known(NamedTuple):
    """A layout and the maker of its landing."""

    layout: Layout
    landing: Callable[[Desk, RosterReport, RowChoices], Landing]


KNOWN = (
    Known(VERKOM, VerkomLanding),
    Known(RULINGS, RulingLanding),
    Known(RECAP, RecapLanding),
    Known(PRODUCT_LIST, ProductLanding),
    Known(PAYMENTS, PaymentLanding),
    Known(FORMS, FamilyLanding),
    Known(COUNTS, FamilyLanding),
    Known(PEOPLE, FamilyLanding),
    Known(FAMILIES, FamilyLanding),
)
"""The first layout that fits a header is taken, so the most particular stand first. Landings of one file
happen from the last to the first: what is found by its family comes after the families."""

LAYOUTS = tuple(known.layout for known in KNOWN)


def every_field(layout: Layout) -> dict[str, str]:
    """Return what a column may be read as, field -> words: the layout's own fields before those of others."""
    found = dict(layout.fields)
    for other in LAYOUTS:
        found |= {name: words for name, words in other.fields.items() if name not in found}
    return found


class Landings:
    """The landings of one file, each made when the first list for it is met."""

    def __init__(self, desk: Desk, report: RosterReport, choices: RowChoices) -> None:
        self._made_with = desk, report, choices
        self._landings: dict[Callable[..., Landing], Landing] = {}

    def of(self, layout: Layout) -> Landing:
        """Return where lists of this layout land."""
        maker = next(known.landing for known in KNOWN if known.layout is layout)
        if maker not in self._landings:
            self._landings[maker] = maker(*self._made_with)
        return self._landings[maker]

    def in_order(self) -> list[Landing]:
        """Return all landings of the file in the order in which they happen."""
        makers = list(dict.fromkeys(known.landing for known in reversed(KNOWN)))
        return [self._landings[maker] for maker in makers if maker in self._landings]
