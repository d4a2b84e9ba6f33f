"""What E-Katalog asks of a product: what does not apply is never missing, and what nobody asked yet is."""

from pkh_desk.domain.catalogue import missing, needs_of

ASKED = [{"need": key, "name": key, "title": key} for key in ("nib", "pirt", "halal", "surat_baru", "harga")]


def test_what_does_not_apply_is_met_and_what_nobody_asked_about_is_missing() -> None:
    states = {
        "harga": ("ada", "Rp4.000"),
        "pirt": ("tidak_perlu", ""),
        "halal": ("proses", ""),
        "nib": ("", ""),
    }
    needs = needs_of(ASKED, states)
    assert [(need.key, need.state, need.met, need.applies) for need in needs] == [
        ("nib", "belum", False, True),
        ("pirt", "tidak_perlu", True, False),
        ("halal", "proses", False, True),
        ("harga", "ada", True, True),
    ]
    assert missing(needs) == 2
