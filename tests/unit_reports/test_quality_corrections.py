"""The sheet of quality says how many answers were corrected, and nothing of few people."""

from dataclasses import replace

import pytest

from reports.edition import edition_of
from reports.sheets.quality import SHOWN, quality
from reports.table import Mark


@pytest.mark.parametrize(
    ("language", "words"), [("en", "corrected after they came in: 3."), ("fr", "après réception\u00a0: 3.")]
)
def test_corrections_are_counted(results, language, words):
    def said(count):
        sheet = quality(edition_of(replace(results, corrections=count), language=language))
        return " ".join(line.words for line in sheet.lines)

    assert words in said(3)
    assert words.split(":")[0] not in said(0)


def test_few_people_without_an_answer_are_not_counted_nor_told_by_those_who_answered(results):
    edition = edition_of(results, language="en")
    least, sheet = edition.minimum_base, quality(edition)
    some = False
    for line, row in zip(edition.results.non_answers, sheet.table.rows, strict=True):
        counts = [line.count(kind) for kind in SHOWN]
        few = [0 < count < least for count in counts]
        assert [cell == Mark("c") for cell in row[4:]] == few
        assert (row[3] == Mark("c")) == (0 < sum(count for count in counts if 0 < count < least) < least)
        some = some or any(few)
    assert some
    assert sheet.table.hidden > 0
