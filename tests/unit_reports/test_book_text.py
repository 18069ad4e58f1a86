"""A book reads as plain text; what it is made of refuses what it cannot be."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from instruments.errors import SurveyError
from reports.book import Book
from reports.sheet import IntervalChart, Line, Sheet
from reports.table import Column, Mark, Number, Table, Words

GOLDEN = Path(__file__).parents[1] / "golden"
MADE = datetime(2026, 5, 1, tzinfo=UTC)


def _table(**changes):
    values = {
        "name": "groups_C05",
        "columns": (Column("Group"), Column("Estimate"), Column("Interviews")),
        "rows": (
            (Words("Rural"), Number(0.4567, "share"), Number(1234.0, "count")),
            (Words("Kidal"), Mark("c"), Mark("c")),
        ),
    }
    return Table(**values | changes)


def _book(language, **changes):
    chart = IntervalChart(
        title="C05", axis="Share", alt="Rural", label="Group", estimate="Estimate", below="Estimate", above="Estimate"
    )
    cover = Sheet(
        key="cover", name="Cover", title="A study", about="No table.", lines=(Line("To C05", link="claim.C05"),)
    )
    claim = Sheet(key="claim.C05", name="C05", title="C05. A claim", about="One table.", table=_table(), chart=chart)
    values = {"language": language, "title": "A study", "author": "We", "made": MADE, "footer": "A study"}
    return Book(**values | {"sheets": (cover, claim)} | changes)


@pytest.mark.parametrize("language", ["en", "fr"])
def test_the_text_of_a_book(language):
    assert _book(language).text() == (GOLDEN / f"book-{language}.txt").read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("changes", "code"),
    [
        ({"name": "Q12"}, "reports.table.name"),
        ({"name": "R1C1"}, "reports.table.name"),
        ({"name": "two words"}, "reports.table.name"),
        ({"columns": (Column("Group"), Column("GROUP"), Column("n"))}, "reports.table.headers"),
        ({"rows": ()}, "reports.table.no_rows"),
        ({"rows": ((Words("Rural"),),)}, "reports.table.ragged"),
    ],
)
def test_a_table_that_excel_would_call_damaged_is_refused(changes, code):
    with pytest.raises(SurveyError) as refused:
        _table(**changes)
    assert [problem.code for problem in refused.value.problems] == [code]


@pytest.mark.parametrize("value", [float("nan"), float("inf")])
def test_a_cell_without_a_number_needs_a_mark(value):
    with pytest.raises(SurveyError, match="finite"):
        Number(value, "share")


def test_links_lead_somewhere_and_names_are_unique():
    lost = Sheet(key="a", name="A", title="A", about="A", lines=(Line("x", link="nowhere"),))
    with pytest.raises(SurveyError, match="nowhere"):
        _book("en", sheets=(lost,))
    twice = tuple(Sheet(key=key, name=key, title="T", about="A", table=_table()) for key in "ab")
    with pytest.raises(SurveyError, match="groups_c05"):
        _book("en", sheets=twice)
