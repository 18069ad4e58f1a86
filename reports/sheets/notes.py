"""The notes: the marks in brackets and the terms of the report, in plain words."""

from typing import get_args

from analysis.claims.rules import Decision
from analysis.claims.sentence import decision_in_words
from reports.edition import Edition
from reports.sheet import Sheet
from reports.sheets.places import places_named
from reports.table import Column, Table, Words

KEY = "notes"

_MARKS = ("c", "x", "z", "u")
_TERMS = (
    "interval",
    "standard_error",
    "points",
    "adjusted_p",
    "weighted",
    "interviews",
    "effective",
    "place",
    "margin",
    "letters",
    "net",
    "grades",
    "bounds",
    "rounding",
)


def notes(edition: Edition) -> Sheet:
    """Return the sheet of notes."""
    marks = [(f"[{sign}]", _meaning(edition, sign)) for sign in _MARKS]
    marks.append((edition.say("reports.notes.gap"), edition.say("reports.notes.gap_is")))
    known = [term for term in _TERMS if term != "place" or places_named(edition)]
    verdicts = [
        (decision_in_words(decision, edition.language).capitalize(), edition.say(f"reports.notes.{decision}_is"))
        for decision in get_args(Decision)
    ]
    terms = [(edition.say(f"reports.notes.{term}"), edition.say(f"reports.notes.{term}_is")) for term in known]
    headers = {"term": 32, "meaning": 112}
    return Sheet(
        key=KEY,
        name=edition.say("reports.notes.name"),
        title=edition.say("reports.notes.title"),
        about=edition.about("reports.notes.about"),
        table=Table(
            name="notes",
            columns=tuple(Column(edition.say(f"reports.notes.column_{name}"), w) for name, w in headers.items()),
            rows=tuple((Words(term), Words(meaning)) for term, meaning in [*marks, *verdicts, *terms]),
        ),
    )


def _meaning(edition: Edition, sign: str) -> str:
    name = f"{sign}_alone" if sign == "u" and not places_named(edition) else sign
    return edition.say(f"reports.notes.mark_{name}", minimum=edition.minimum_base)
