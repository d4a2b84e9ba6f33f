"""Writing down who asks to join, from the first file of a laptop, and under whom it worked alone before."""

from sqlmodel import Session, col, or_, select

from pkh_desk.actions.exchange.send import TXNS
from pkh_desk.desk import Desk
from pkh_desk.domain.uuid7 import derived_id
from pkh_desk.domain.words import four_words
from pkh_desk.errors import BundleUntrusted
from pkh_desk.store.exchange import InvitationRow, KnownDesk
from pkh_desk.store.people.petugas import Alias, Petugas
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


def learn_author(desk: Desk, bundle: OpenBundle) -> None:
    """Link the petugas of a laptop that had written nothing yet when it asked to join; before the first file
    with its work is merged, so that its families are its own."""
    author = _author_of(bundle)
    with desk.read() as session:
        if _is_known(session, author):
            return
    with desk.write(subject=("petugas", author)) as session:
        laptop = session.get_one(KnownDesk, bundle.manifest.from_desk)
        laptop.alone_as = author
        link_alone(session, laptop)


def link_alone(session: Session, laptop: KnownDesk) -> None:
    """Let the petugas under whom a laptop worked alone be the one who was invited.

    Somebody whom the office knows stays who they are: what a file says of its author is not proved.
    """
    if not _is_known(session, laptop.alone_as):
        session.add(
            Alias(
                id=derived_id("petugas", laptop.alone_as),
                kind="petugas",
                from_id=laptop.alone_as,
                to_id=laptop.petugas_id or "",
            )
        )


def _is_known(session: Session, petugas_id: str) -> bool:
    """Say whether a petugas is one of the office's, or linked to one; nobody is."""
    links = select(Alias.id).where(
        Alias.kind == "petugas", or_(col(Alias.from_id) == petugas_id, col(Alias.to_id) == petugas_id)
    )
    return (
        not petugas_id
        or session.get(Petugas, petugas_id) is not None
        or session.exec(links).first() is not None
    )


def _author_of(bundle: OpenBundle) -> str:
    """Return the petugas id under which the laptop has worked alone so far, "" if it has not."""
    txn = parse(next(bundle.lines(TXNS), b""))
    return str(txn.body["a"])[:32] if txn else ""
