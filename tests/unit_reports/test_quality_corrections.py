"""The sheet of quality says how many answers were corrected."""

from dataclasses import replace

import pytest

from reports.edition import edition_of
from reports.sheets.quality import quality


@pytest.mark.parametrize(
    ("language", "words"), [("en", "corrected after they came in: 3."), ("fr", "après leur arrivée\u202f: 3.")]
)
def test_corrections_are_counted(results, language, words):
    def said(count):
        sheet = quality(edition_of(replace(results, corrections=count), language=language))
        return " ".join(line.words for line in sheet.lines)

    assert words in said(3)
    assert words.split(":")[0] not in said(0)
