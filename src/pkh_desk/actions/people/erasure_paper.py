"""The certificate of an erasure as a PDF, in the office's wording of the day on which it was ordered."""

from collections.abc import Sequence

from pkh_desk.desk import Desk
from pkh_desk.domain.dates import say_date
from pkh_desk.errors import RecordNotFound
from pkh_desk.papers.erasure import CertificateWords, draw_erasure
from pkh_desk.store.office import config_on
from pkh_desk.views.office.erasures import Certificate, erasures

NOBODY = "tidak ada"
MOST_NAMES = 40


def erasure_paper(desk: Desk, order_id: str) -> bytes:
    """Return the certificate of this order. Raises RecordNotFound, WrongRole."""
    desk.require_office()
    order = next((each for each in erasures(desk) if each.id == order_id), None)
    if order is None:
        raise RecordNotFound("Penghapusan itu tidak ada di sini.", "Lihat daftar penghapusan.")
    with desk.read() as session:
        wording = config_on(session, "erasure", order.on)
    facts = _facts(desk, order)
    return draw_erasure(
        CertificateWords(
            tuple(wording["title"]),
            wording["opening"].format(**facts),
            tuple(text.format(**facts) for text in wording["points"]),
            wording["closing"].format(**facts),
        )
    )


def _facts(desk: Desk, order: Certificate) -> dict[str, object]:
    return {
        "office": desk.identity.name,
        "order": order.id,
        "on": say_date(order.on),
        "families": order.families,
        "records": order.records,
        "reason": order.reason,
        "clerk": order.clerk or desk.identity.name,
        "backups": say_date(order.backups_until),
        "confirmed": _listed(order.confirmed),
        "open": _listed(order.open),
    }


def _listed(names: Sequence[str]) -> str:
    """Return the names, as many as a line of the paper holds; the window lists all of them."""
    more = f" dan {len(names) - MOST_NAMES} lain" if len(names) > MOST_NAMES else ""
    return f"{', '.join(names[:MOST_NAMES])}{more}" or NOBODY
