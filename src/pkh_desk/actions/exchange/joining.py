"""Writing down who asks to join, from the first file of a laptop."""

from sqlmodel import Session

from pkh_desk.actions.exchange.send import TXNS
from pkh_desk.domain.words import four_words
from pkh_desk.errors import BundleUntrusted
from pkh_desk.store.exchange import InvitationRow, KnownDesk
from pkh_desk.sync.bundle.reader import OpenBundle
from pkh_desk.sync.enrolment.join import check_join
from pkh_desk.sync.merging.incoming import parse


def note_joining(session: Session, bundle: OpenBundle, now: int) -> None:
    """Write down who asks to join. Raises InvitationInvalid, BundleUntrusted."""
    request = bundle.manifest.join
    assert request is not None
    invitation = session.get(InvitationRow, request.desk_id)
    if invitation is None:
        raise BundleUntrusted(
            "Berkas ini dari laptop yang tidak diundang kantor. Tidak ada yang diterapkan.",
            "Buat undangan untuk pendamping itu, atau abaikan berkasnya.",
            "uninvited",
        )
    check_join(request, invitation.secret, request.desk_id)
    known = session.get(KnownDesk, request.desk_id)
    if known is not None and known.sign_key != request.keys.signing:
        raise BundleUntrusted(
            "Undangan ini sudah dipakai laptop lain. Tidak ada yang diterapkan.",
            "Buat undangan baru bila laptopnya memang diganti.",
            "invitation used",
        )
    if known is None:
        session.add(
            KnownDesk(
                id=request.desk_id,
                name=request.name,
                code=request.desk_code,
                role="pendamping",
                petugas_id=invitation.petugas_id,
                sign_key=request.keys.signing,
                seal_key=request.keys.sealing,
                mac_key=request.mac_key,
                words=four_words(request.keys.fingerprint()),
                alone_as=_author_of(bundle),
                state="menunggu",
                last_seen_at=now,
            )
        )


def _author_of(bundle: OpenBundle) -> str:
    """Return the petugas id under which the laptop has worked alone so far, "" if it has not."""
    txn = parse(next(bundle.lines(TXNS), b""))
    return str(txn.body["a"])[:32] if txn else ""
