"""One cell, read: an answer, or the reason why there is none."""

from dataclasses import dataclass
from datetime import datetime
from typing import Literal

from instruments.scale import NonAnswer
from survey.ingest.plain import plain

Why = Literal[
    "unknown_code",
    "ambiguous_label",
    "not_a_number",
    "not_whole",
    "below_minimum",
    "above_maximum",
    "not_a_date",
    "ambiguous_date",
    "too_early",
    "too_late",
    "not_a_time",
    "not_alone",
]
Value = str | float | datetime | frozenset[str]

# What exporters write where there is nothing (legacy Kobo and Ona, Survey Solutions, pandas).
BLANKS = frozenset({"", "n/a", "##n/a##", "nan", "<na>", "null", "none"})
# A respondent may have said "none"; no respondent said "n/a".
BLANK_TEXTS = frozenset({"", "n/a", "##n/a##", "<na>"})
_LONGEST_BLANK = max(map(len, BLANKS))


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell, read.

    Attributes
    ----------
    value : str, float, datetime, frozenset of str, or None
        The answer; None where there is none.
    reason : NonAnswer or None
        Why there is none; None where there is one.
    why : str
        What is wrong with it, where the reason is INVALID.
    unoffered : frozenset of str
        The choices that this respondent was not offered, where the answer is choices.
    """

    value: Value | None = None
    reason: NonAnswer | None = None
    why: Why | Literal[""] = ""
    unoffered: frozenset[str] = frozenset()


MISSING = Cell(reason=NonAnswer.MISSING)


def invalid(why: Why) -> Cell:
    """Return the reading of a cell that the questionnaire does not know; the raw text is kept beside it."""
    return Cell(reason=NonAnswer.INVALID, why=why)


def is_blank(text: str, *, blanks: frozenset[str] = BLANKS) -> bool:
    """Return whether a cell holds nothing, however the exporter writes that."""
    short = text.strip()
    return len(short) <= _LONGEST_BLANK and plain(short) in blanks
