"""Where the laptop that sent a file is: how far it took in the office's answers, and its code.

Files come late and out of order, and a restored laptop is further back than it was.
"""

from sqlmodel import Session, func, select

from pkh_desk.store.exchange import Bundle, KnownDesk
from pkh_desk.sync.bundle.manifest import Manifest


def note_whereabouts(session: Session, laptop: KnownDesk, manifest: Manifest) -> None:
    """Note what a file that is applied tells of its sender."""
    place = manifest.epoch, manifest.cursor
    made = select(func.max(Bundle.made_at)).where(Bundle.desk_id == laptop.id, Bundle.state == "diterapkan")
    if manifest.made_at >= (session.exec(made).one() or 0):
        # A restored or cloned one writes its letters, and needs its numbers, under a new code.
        laptop.code = manifest.from_code
    else:
        # An answer may tell again what is known, but leave nothing out.
        place = min(place, (laptop.epoch, laptop.cursor))
    laptop.epoch, laptop.cursor = place
