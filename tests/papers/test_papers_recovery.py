"""The office's paper key: what is typed or scanned from it opens what was sealed to the office."""

import re

import pyrage
import pytest
from pyrage.x25519 import Identity

from pkh_desk.papers.drawing.qr import read_page_qr
from pkh_desk.papers.recovery import draw_recovery_sheet
from pkh_desk.papers.render import page_count, page_text

IDENTITY = Identity.generate()


def test_the_key_on_paper_opens_what_was_sealed_to_it() -> None:
    pdf = draw_recovery_sheet(str(IDENTITY), "Dinas Sosial Kabupaten Serang", "24 November 2026")
    sealed = pyrage.encrypt(b"kiriman", [IDENTITY.to_public()])
    (scanned,) = read_page_qr(pdf, dpi=150)
    printed = re.search(r"AGE-SECRET-KEY-1((?:\s+[0-9A-Z]{3,5}){12})", page_text(pdf))
    assert printed
    typed = "".join(printed[0].split())
    for key in (scanned, typed):
        assert pyrage.decrypt(sealed, [Identity.from_str(key)]) == b"kiriman"
    assert page_count(pdf) == 1
    said = " ".join(page_text(pdf).split())
    assert "Dinas Sosial Kabupaten Serang Dibuat 24 November 2026" in said
    assert "simpan di brankas atau lemari terkunci" in said


def test_only_a_private_age_key_is_printed() -> None:
    with pytest.raises(ValueError, match="age secret key"):
        draw_recovery_sheet(str(IDENTITY.to_public()), "Dinas Sosial", "24 November 2026")
