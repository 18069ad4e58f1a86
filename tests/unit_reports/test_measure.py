"""Text is measured by its letters: no line is longer than its column, and no word of a header is broken."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from reports.excel.measure import lines, roomy, wrapped

WORDS = st.lists(st.text("abcdefil mW'é%", min_size=1, max_size=12).map(str.strip).filter(bool), min_size=1)


@given(WORDS.map(" ".join), st.integers(4, 120))
def test_nothing_is_lost_where_text_is_wrapped(text, width):
    assert "".join(wrapped(text, width=width)).replace(" ", "") == text.replace(" ", "")
    assert lines(text, width=width) >= len(wrapped(text, width=width))


def test_wide_letters_take_more_lines_than_narrow_ones_and_bold_ones_more_than_plain_ones():
    assert lines("ill " * 20, width=20) < lines("WWW " * 20, width=20)
    assert lines("the same words " * 9, width=30) <= lines("the same words " * 9, width=30, bold=True)
    assert lines("two\nlines", width=99) == 2


@pytest.mark.parametrize(
    "header", ["Gouvernement\u00a0: plus haut que", "Estimation moins bas", "Ni favorable ni défavorable", "n"]
)
def test_no_word_of_a_header_is_broken(header):
    width = roomy(header, width=6, gap=1.5)
    assert set(" ".join(wrapped(header, width=width, bold=True)).split()) == set(header.split())
