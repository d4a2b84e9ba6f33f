"""Lines: no word lost, none beyond the measure, no last word left alone."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from pkh_desk.papers.drawing.fonts import paper_faces
from pkh_desk.papers.drawing.text import wrap

FACE = paper_faces().regular


@given(st.text("abcMW.,- ", max_size=200), st.floats(2_000, 40_000))
def test_lines_hold_all_the_text_within_the_measure(text: str, measure: float) -> None:
    lines = wrap(text, FACE, measure)
    assert "".join(line.text for line in lines).replace(" ", "") == text.replace(" ", "")
    for line in lines:
        assert line.width == pytest.approx(FACE.width(line.text))
        assert line.width <= measure + 1e-6
        assert line.gaps == line.text.count(" ")
    assert [line.ends for line in lines] == [False] * (len(lines) - 1) + [True] * bool(lines)


def test_a_last_word_takes_another_down_with_it() -> None:
    text = "untuk dipergunakan sebagaimana mestinya, yaitu surat ini"
    measure = FACE.width("untuk dipergunakan sebagaimana mestinya, yaitu surat")
    assert [line.text for line in wrap(text, FACE, measure)][-1] == "surat ini"
