"""Texts that are counted while rows go by are counted as if all rows were read at once."""

from hypothesis import given, settings
from hypothesis import strategies as st

from instruments import library
from survey.ingest import distinct as room
from survey.ingest.coding import CLOSED_KINDS
from survey.ingest.columns import match_columns
from survey.ingest.distinct import distinct_of
from survey.ingest.plausible import are_interviews
from survey.ingest.rows import code_columns, turned
from survey.ingest.tally import Tally, count_read

HOUSEHOLD = library.load("household")
ASKED = {
    "consent": ["yes", "no", "", "maybe"],
    "age": ["18", "44", "3", "x", ""],
    "list_arm": ["control", "treatment", ""],
    "list_count": ["0", "4", "5", "99", ""],
    "start": ["2026-02-05T10:00:00", "05/02/2026", "never", ""],
    "prior_trust_army": ["1", "4", "98", "Refus", ""],
}
HEADER = list(ASKED)
ROWS = st.lists(st.tuples(*(st.sampled_from(ASKED[name]) for name in HEADER)), min_size=1, max_size=30)


def counted(rows, *, together):
    distinct = new_distinct()
    for start in range(0, len(rows), together):
        distinct.take(turned(rows[start : start + together]))
    distinct.finish()
    return distinct.tally


def new_distinct():
    columns = match_columns(HEADER, instrument=HOUSEHOLD, file="f")
    return distinct_of(columns=columns, instrument=HOUSEHOLD, dates="day_first", tally=Tally())


def read_at_once(rows):
    tally, columns = Tally(), match_columns(HEADER, instrument=HOUSEHOLD, file="f")
    coded = code_columns(turned(rows), columns=columns, instrument=HOUSEHOLD, dates="day_first")
    for name in HEADER:
        count_read(name, coded[name], closed=HOUSEHOLD.item(name).kind in CLOSED_KINDS, tally=tally)
    return tally


@settings(deadline=None)
@given(rows=ROWS, together=st.integers(1, 4), most=st.integers(0, 3))
def test_it_does_not_matter_how_many_rows_come_together(rows, together, most):
    before, room.MOST_KEPT = room.MOST_KEPT, most
    try:
        found, expected = counted(rows, together=together), read_at_once(rows)
    finally:
        room.MOST_KEPT = before
    for name in ("strange", "closed", "wrong", "settled"):
        assert getattr(found, name) == getattr(expected, name), name


@settings(deadline=None)
@given(rows=ROWS, others=ROWS)
def test_what_is_known_of_earlier_rows_does_not_change_which_rows_are_interviews(rows, others):
    knowing = new_distinct()
    knowing.take(turned(others))
    assert are_interviews(turned(rows), distinct=knowing).tolist() == [
        bool(are_interviews(turned([row]), distinct=new_distinct())[0]) for row in rows
    ]


def test_texts_that_are_known_to_be_answers_are_not_kept():
    distinct = new_distinct()
    for _ in range(3):
        distinct.take(turned([["yes", "44", "control", "2", "", "1"]] * 5))
    known = [distinct.questions[name] for name in ("consent", "age", "list_count")]
    assert not any(question.unread for question in known)
    assert distinct.questions["list_count"].answers == {("2", "control")}
