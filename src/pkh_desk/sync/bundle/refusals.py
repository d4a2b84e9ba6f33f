"""Why a bundle was not taken: the reason codes, and the sentence a person reads for each.

The layers below the reader raise `Refusal` with a code and know no language; the reader turns it into the
UserError of the desk that reads. The codes are part of the format (FORMAT.md, Refusals).
"""

from collections.abc import Iterator
from contextlib import contextmanager

from pkh_desk.errors import (
    BundleDamaged,
    BundleNotForMe,
    BundleRefused,
    BundleTooNew,
    BundleUntrusted,
)

SEALED = frozenset({"recipient"})
ADDRESSED = frozenset({"addressed"})
UNTRUSTED = frozenset({"signature", "signer", "sender"})
TOO_NEW = frozenset({"version", "needs"})
TOO_BIG = frozenset({"size", "limit", "bomb"})
DAMAGED = frozenset(
    {
        "seal",
        "read_back",
        "entry",
        "name",
        "member",
        "truncated",
        "manifest",
        "hash",
        "zstd",
        "line",
        "lines",
    }
)
REASONS = SEALED | ADDRESSED | UNTRUSTED | TOO_NEW | TOO_BIG | DAMAGED


class Refusal(Exception):
    """A check failed. `reason` is one of REASONS; `addressee` the name inside a bundle for somebody else."""

    def __init__(self, reason: str, addressee: str = "") -> None:
        super().__init__(reason)
        self.reason = reason
        self.addressee = addressee


@contextmanager
def spoken(office: bool) -> Iterator[None]:
    """Turn a Refusal from inside the block into the BundleRefused that an office or a laptop shows."""
    try:
        yield
    except Refusal as refusal:
        raise to_error(refusal, office) from None


def to_error(refusal: Refusal, office: bool) -> BundleRefused:
    """Return the error with its sentence (design: microcopy 10, 11, 16)."""
    reason = refusal.reason
    here, them = ("kantor ini", "pendamping") if office else ("laptop ini", "kantor")
    if reason in ADDRESSED:
        text = f"Berkas ini untuk {refusal.addressee}, bukan untuk {here}. Tidak ada yang diubah."
        return BundleNotForMe(text, "", reason)
    if reason in SEALED:
        text = f"Berkas dikunci untuk orang lain, bukan untuk {here}. Tidak ada yang diubah."
        return BundleNotForMe(text, f"Bila seharusnya untuk Anda, minta {them} mengirim ulang.", reason)
    if reason in UNTRUSTED:
        text = "Tanda tangan berkas ini tidak dikenal, jadi isinya tidak dipakai. Data Anda tidak berubah."
        return BundleUntrusted(text, f"Tanyakan langsung ke {them} apakah berkas ini darinya.", reason)
    if reason in TOO_NEW:
        text = "Berkas ini dibuat dengan program yang lebih baru. Data Anda tidak berubah."
        return BundleTooNew(text, f"Perbarui program di {here}, lalu buka berkasnya lagi.", reason)
    if reason in TOO_BIG:
        text = "Berkas ini melewati batas ukuran yang aman, jadi tidak dibuka. Data Anda tidak berubah."
        return BundleDamaged(text, f"Minta {them} membuat kiriman yang lebih kecil.", reason)
    what = "kiriman" if office else "kantor"
    text = f"Berkas {what} tidak bisa dibuka. Berkas rusak saat disalin. Data Anda tidak berubah."
    return BundleDamaged(text, f"Minta {them} mengirim ulang.", reason)
