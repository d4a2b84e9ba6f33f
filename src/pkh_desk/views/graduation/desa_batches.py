"""The families of each desa whose papers can go out together: those on their way from ready to verified."""

from collections.abc import Sequence
from dataclasses import dataclass

from pkh_desk.desk import Desk
from pkh_desk.store.log.states import select_in
from pkh_desk.store.wilayah import wilayah
from pkh_desk.views.graduation.pipeline import CaseCard, pipeline

GOING = ("siap", "surat_dicetak", "ditandatangani", "diverifikasi")


@dataclass(frozen=True)
class DesaBatch:
    """One desa by its code, with its families by name."""

    code: str
    name: str
    cards: tuple[CaseCard, ...]


def desa_batches(desk: Desk) -> list[DesaBatch]:
    """Return the desa that have such families, by name; families that left or were handed over are not."""
    going = [
        card for card in pipeline(desk) if card.case.stage in GOING and not card.gone and not card.handed_over
    ]
    with desk.read() as session:
        rows = select_in(session.connection(), _DESA, [card.household_id for card in going])
    desa: dict[str, str] = {row[0]: row[1] for row in rows}
    cards: dict[str, list[CaseCard]] = {}
    for card in going:
        if code := desa.get(card.household_id):
            cards.setdefault(code, []).append(card)
    batches = [DesaBatch(code, wilayah().name_of(code) or code, _by_name(of)) for code, of in cards.items()]
    return sorted(batches, key=lambda batch: (batch.name, batch.code))


def _by_name(cards: Sequence[CaseCard]) -> tuple[CaseCard, ...]:
    return tuple(sorted(cards, key=lambda card: (card.name, card.household_id)))


_DESA = "SELECT id, desa_code FROM household WHERE desa_code IS NOT NULL AND id IN {}"
