"""Dates and times are answers: a change of one is told, and one that is written otherwise is the same."""

import csv

import pytest

from survey.corrections.removing import erase
from survey.ingest import load
from survey.ingest.agreeing import hashes_of
from survey.ingest.submission import SAID_ONCE
from survey.store import open_store
from survey.study import read

ASKED = """
[[item]]
name = "born"
kind = "date"
label = { fr = "Date de naissance", en = "Date of birth" }
[[item]]
name = "wakes"
kind = "time"
label = { fr = "Heure du lever", en = "Time of getting up" }
"""
HEADER = ["psu", "consent", "age", "born", "wakes", "_uuid"]


@pytest.fixture
def dated(folder):
    with (folder / "questionnaire.toml").open("a", encoding="utf-8") as file:
        file.write(ASKED)
    return read(folder)


def loaded(study, rows, name="a.csv", header=HEADER):
    """Load people given as their age, date and time, each under an identity or, with a shorter header, none."""
    path = study.folder / name
    with path.open("w", encoding="utf-8", newline="") as file:
        people = [["p1", "yes", *row, f"u{at}"][: len(header)] for at, row in enumerate(rows)]
        csv.writer(file).writerows([header, *people])
    (found,) = load(study, [path])
    return found


def counts(found):
    return found.rows_stored, found.rows_known, [(one.code, one.place.row) for one in found.rows_refused]


PEOPLE = [("30", "1990-02-05", "06:30"), ("31", "1989-02-17", "07:00")]


@pytest.mark.parametrize(
    "changed", [("30", "1990-02-06", "06:30"), ("30", "1990-05-02", "06:30"), ("30", "1990-02-05", "06:45")]
)
def test_a_changed_date_or_time_of_a_known_interview_is_refused(dated, changed):
    loaded(dated, PEOPLE)
    assert counts(loaded(dated, [changed, PEOPLE[1]], "b.csv")) == (0, 1, [("survey.ingest.differs", 2)])


@pytest.mark.parametrize(
    "again",
    [
        [("30", "05/02/1990", "06:30:00"), ("31", "17/02/1989", "07:00")],
        [("30", "2/5/1990", "06:30"), ("31", "2/17/1989", "07:00")],
        [("30", "05/02/1990", "06:30"), ("31", "1989-02-17T00:00:00.000Z", "07:00")],  # the first is of either day
    ],
)
def test_a_date_that_is_written_otherwise_is_the_same(dated, again):
    loaded(dated, PEOPLE)
    assert counts(loaded(dated, again, "b.csv")) == (0, 2, [])


def test_dates_of_either_order_that_are_written_alike_are_compared_as_they_stand(dated):
    loaded(dated, [("30", "05/02/1990", "06:30")])
    assert counts(loaded(dated, [("30", "02/05/1990", "06:30")], "b.csv"))[2] == [("survey.ingest.differs", 2)]


def test_without_an_identity_another_date_is_another_person(dated):
    loaded(dated, PEOPLE, header=HEADER[:-1])
    more = [("30", "1990-02-05", "06:30"), ("30", "1990-02-06", "06:30"), ("31", "17/02/1989", "07:00")]
    assert counts(loaded(dated, more, "b.csv", HEADER[:-1])) == (1, 2, [])


@pytest.fixture
def stored_before(dated, monkeypatch):
    """Two people without an identity, alike but for a date, stored while dates did not count."""
    alike = [("30", "1990-02-05", "06:30"), ("30", "1990-02-06", "06:30")]
    with monkeypatch.context() as then:
        then.setitem(hashes_of.__kwdefaults__, "said", SAID_ONCE)
        assert counts(loaded(dated, alike, header=HEADER[:-1])) == (2, 0, [])
    return alike


def test_interviews_known_by_their_answers_but_dates_are_known_again(dated, stored_before):
    other = ("30", "1990-02-07", "06:30")
    assert counts(loaded(dated, [*reversed(stored_before), other], "b.csv", HEADER[:-1])) == (1, 2, [])
    assert counts(loaded(dated, [*stored_before, other], "c.csv", HEADER[:-1])) == (0, 3, [])
    assert counts(loaded(dated, stored_before, "named.csv")) == (2, 0, [])  # which brings their names
    assert len(open_store(dated)) == 3


def test_whoever_was_erased_while_dates_did_not_count_does_not_come_in_again(dated, stored_before):
    store = open_store(dated)
    _, second = store.interviews()
    erase(store, second.submission_id, by="Awa", why="withdrew consent")
    found = loaded(dated, [*stored_before, ("44", "1990-02-07", "06:30")], "b.csv", HEADER[:-1])
    assert counts(found) == (1, 1, [("survey.ingest.erased", 3)])
