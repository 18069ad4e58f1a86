"""What stands under the header and is no interview is a row of tags only where it looks like one."""

import pytest

from instruments.errors import Place
from survey.ingest.export import Table
from survey.ingest.tally import Tally
from survey.ingest.tidy import tidied

HEADER = ("a", "b")


def _taken(*rows):
    tally = Tally()
    table = Table(name="", header=HEADER, rows=iter(enumerate(map(list, rows), start=2)))
    return [row for _, row in tidied(table, place=Place(file="a.csv"), tally=tally, repair=False)], tally.rows


@pytest.mark.parametrize("first", [("#adm1+name", "#affected"), ("#adm1", "")])
def test_tags_under_the_header_are_no_row(first):
    assert _taken(first, ("1", "2")) == ([["1", "2"]], 1)


@pytest.mark.parametrize("first", [("", ""), ("#N/A", ""), ("#1", "2")])
def test_a_first_row_that_holds_no_tags_is_counted(first):
    assert _taken(first, ("1", "2")) == ([list(first), ["1", "2"]], 2)


def test_tags_are_said_with_their_row():
    tally = Tally()
    table = Table(name="", header=HEADER, rows=iter([(2, ["#adm1", ""]), (3, ["1", "2"])]))
    assert len(list(tidied(table, place=Place(file="a.csv"), tally=tally, repair=False))) == 1
    (note,) = tally.tags
    assert (note.code, note.place.row, note.values["got"]) == ("survey.ingest.tags", 2, "#adm1")


def test_a_row_that_is_cut_down_to_one_tag_is_refused_and_counted():
    tally = Tally()
    table = Table(name="", header=HEADER, rows=iter([(2, ["#tag"]), (3, ["1", "2"])]))
    assert len(list(tidied(table, place=Place(file="a.csv"), tally=tally, repair=False))) == 1
    assert tally.rows == 2
    assert [(one.code, one.place.row) for one in tally.refused] == [("survey.ingest.ragged_row", 2)]
