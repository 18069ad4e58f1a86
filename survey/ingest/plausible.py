"""Whether rows are interviews, and answers stand under their questions: totals, remarks and shifted columns."""

from collections.abc import Sequence
from typing import Literal

import numpy as np
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from instruments.item import Item
from instruments.scale import NonAnswer
from survey.ingest.coding import CLOSED_KINDS, NOTHING_SAID
from survey.ingest.distinct import Distinct
from survey.ingest.rows import Turned
from survey.ingest.sheet_row import place_of
from survey.ingest.submission import named_in
from survey.ingest.tally import Tally
from survey.responses import REASONS

HARDLY_ANY = 0.2  # a total may by chance be an answer to one question of many
MOSTLY = 0.5
ENOUGH_QUESTIONS = 2
ENOUGH_CELLS = 20  # fewer cannot show that columns are shifted
_SHOWN = 3
_LONGEST = 40
_IN_WORDS = frozenset({"select_one", "select_multiple", "date", "time"})  # no mean is an answer to these
_NO_ANSWER = [REASONS[reason] for reason in (*NOTHING_SAID, NonAnswer.INVALID)]


def are_interviews(table: Turned, *, distinct: Distinct) -> NDArray[np.bool_]:
    """Return which rows are interviews: those that say whether somebody consented, or answer what everybody is asked.

    A row of totals, or with a remark, does neither. Where too little is asked of everybody to tell, all rows are, but
    for those that no server names and in which nothing but numbers is answered, though everybody is asked for more.

    Parameters
    ----------
    table : Turned
    distinct : Distinct
        The texts that are known by now; where they suffice to tell, nothing is read.
    """
    asked = [item for item in distinct.instrument.asked if item.kind in CLOSED_KINDS and item.relevant is None]
    universal = sorted((item for item in asked if item.name in distinct.questions), key=_is_of_a_person, reverse=True)
    consents = [item for item in universal if item.role == "consent"]
    enough = int(HARDLY_ANY * len(universal)) + 1
    first = consents[:1] or universal[:enough]
    if all(distinct.questions[item.name].is_answered(table) for item in first):
        return np.ones(table.count, dtype=bool)
    found = np.ones(table.count, dtype=bool)
    if len(universal) >= ENOUGH_QUESTIONS:
        found = (_answers(table, consents, distinct) > 0) | (_answers(table, universal, distinct) >= enough)
    return found & ~_only_numbers(table, distinct) if any(map(_is_of_a_person, universal)) else found


def _is_of_a_person(item: Item) -> bool:
    """Whether no total or mean can be an answer to a question, and no heading of a part of a table."""
    return item.kind in _IN_WORDS and item.role in {None, "consent"}


def _only_numbers(table: Turned, distinct: Distinct) -> NDArray[np.bool_]:
    """Return which rows no server names, and answer no question to a person but by a number."""
    nobody = np.equal(named_in(table, columns=distinct.columns) or [""] * table.count, "")
    if not nobody.any():
        return nobody
    asked = [item for item in distinct.instrument.asked if _is_of_a_person(item) and item.name in distinct.questions]
    silent: NDArray[np.bool_] = _answers(table, asked, distinct) == 0
    return nobody & silent


def _answers(table: Turned, items: Sequence[Item], distinct: Distinct) -> NDArray[np.int_]:
    """Return how many of some questions each row answers."""
    given = [~np.isin(distinct.coded(item, table).reasons, _NO_ANSWER) for item in items]
    return np.sum(given, axis=0, dtype=int) if given else np.zeros(table.count, dtype=int)


def not_an_interview(
    number: int, row: Sequence[str], *, file: str, code: Literal["no_interview", "summary_row"] = "no_interview"
) -> Problem:
    """Return why a row is refused that is no interview, with what stands in it."""
    got = " ".join(cell.strip() for cell in row if cell.strip())[:_LONGEST]
    return Problem(code=f"survey.ingest.{code}", place=place_of(number, file=file), values={"got": got})


def refuse_shifted(tally: Tally, *, file: str) -> None:
    """Refuse a file in which most cells are no answer to the question that they stand under.

    Raises
    ------
    SurveyError
    """
    if tally.closed < ENOUGH_CELLS or tally.wrong <= MOSTLY * tally.closed:
        return
    shown = [f"{item} “{text[:_LONGEST]}”" for (item, _, text), _ in tally.strange.most_common(_SHOWN)]
    values = {"wrong": tally.wrong, "count": tally.closed, "examples": ", ".join(shown)}
    raise SurveyError(Problem(code="survey.ingest.shifted", place=Place(file=file), values=values))
