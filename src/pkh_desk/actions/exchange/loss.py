"""A lost laptop: the draft notice and the list of families, as one PDF; that it was made is kept."""

from datetime import timedelta

from pkh_desk.actions.upkeep.access import note_exports
from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.papers.breach import BreachWords, draw_breach
from pkh_desk.store.office import config_on
from pkh_desk.views.exchange.loss import HELD, HeldByLaptop, held_by

KINDS = "nama, NIK, No KK, alamat, telepon"


def note_breach(desk: Desk, desk_id: str) -> None:
    """Note in the access trail whose data the list of a lost laptop names; as it leaves."""
    held = held_by(desk, desk_id)
    note_exports(desk, [one.id for one in held.families], f"daftar laptop hilang {held.code}")


def breach_paper(desk: Desk, desk_id: str) -> bytes:
    """Return the notice for the families a laptop held, and their list. Raises RecordNotFound, WrongRole."""
    held = held_by(desk, desk_id)
    with desk.read() as session:
        wording = config_on(session, "breach_notice", desk.today())
    facts = _facts(desk, held, int(wording["hours"]))
    return draw_breach(
        BreachWords(
            tuple(wording["title"]),
            wording["opening"].format(**facts),
            tuple(text.format(**facts) for text in wording["points"]),
            wording["closing"].format(**facts),
            tuple(text.format(**facts) for text in wording["list_title"]),
            tuple(
                (one.name, f"{one.desa}, {one.kecamatan}", one.phones or "-", _said(one.held, one.left))
                for one in held.families
            ),
        )
    )


def _said(held: str, left: bool) -> str:
    return f"{held}; sudah diserahkan ke pendamping lain" if left else held


def _facts(desk: Desk, held: HeldByLaptop, hours: int) -> dict[str, object]:
    known = desk.local(desk.now())
    deadline = known + timedelta(hours=hours)
    more = [words for words in HELD.values() if any(words in one.held for one in held.families)]
    return {
        "office": desk.identity.name,
        "name": held.name,
        "code": held.code,
        "families": len(held.families),
        "people": sum(one.people for one in held.families),
        "kinds": ", ".join([KINDS, *more]),
        "known": f"{say_date(known.date())} {known:%H.%M}",
        "deadline": f"{say_date(deadline.date())} {deadline:%H.%M}",
        "seen": say_date(desk.local(held.seen_at).date()) if held.seen_at else "tanggal yang tidak diketahui",
        "revoked": "kantor sudah mencabut laptop itu, sehingga kirimannya tidak diterima lagi."
        if held.revoked
        else "kantor BELUM mencabut laptop itu.",
    }
