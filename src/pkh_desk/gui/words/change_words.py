"""CHANGE WORDS: what Riwayat perubahan says about an act, and why one cannot be taken back."""

from datetime import date

from pkh_desk.actions.upkeep.inverse import KEPT_PEOPLE, NEVER, PEOPLE, PRINTED
from pkh_desk.domain.dates import say_day
from pkh_desk.domain.text import dots
from pkh_desk.gui.words.family_words import joined, said_name
from pkh_desk.gui.words.moments import say_near_day
from pkh_desk.views.upkeep.changes import ChangedAct

MOST_RECORDS = 3
ELSEWHERE = "Dicatat di komputer lain. Minta yang mencatat untuk membetulkannya."
DONE = "Sudah diurungkan."


def title_of(act: ChangedAct) -> str:
    """Return what an act did: "Anggota baru (3), Keluarga diubah"."""
    counted = act.records[:MOST_RECORDS]
    parts = [f"{words} ({count})" if count > 1 and act.whole else words for words, count in counted]
    more = len(act.records) - MOST_RECORDS
    said = ", ".join([*parts, *([f"{more} lagi"] if more > 0 else [])])
    return f"Diurungkan: {said}" if act.takes_back else said


def taken_back(act: ChangedAct, again: bool) -> str:
    """Say that an act was taken back, or stands again, by its names in Riwayat."""
    return f"{'Diulangi' if again else 'Diurungkan'}: {joined(title_of(act), family_of(act))}."


def family_of(act: ChangedAct) -> str:
    """Return whom it is about."""
    many = f"{dots(act.families)} keluarga" if act.families > 1 else ""
    return said_name(act.family) or many


def gist_of(act: ChangedAct) -> str:
    """Return the fields it changed, in one line."""
    said = [f"{each.field}: {each.before} → {each.after}" for each in act.changes]
    return joined(*said[:2], f"{len(said) - 2} lagi" if len(said) > 2 else "")


def kept_because(act: ChangedAct) -> str:
    """Return why an act cannot be taken back, "" if it can be tried."""
    if act.undone:
        return DONE
    if not act.own:
        return ELSEWHERE
    if act.added | act.edited == {PEOPLE}:
        return KEPT_PEOPLE
    return PRINTED if act.added and act.added <= NEVER and not act.edited else ""


def day_words(day: date, today: date) -> str:
    """Return the heading of a day."""
    near = {0: "Hari ini", 1: "Kemarin"}.get((today - day).days)
    return near or f"{say_day(day).split(',')[0]}, {say_near_day(day, today)}"
