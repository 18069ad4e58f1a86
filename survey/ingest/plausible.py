"""Whether rows are interviews, and answers stand under their questions: totals, remarks and shifted columns."""

from collections.abc import Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer
from survey.ingest.coding import MOMENT_KINDS, NUMBER_KINDS, Coded
from survey.ingest.columns import Columns
from survey.ingest.sheet_row import place_of
from survey.ingest.tally import Tally
from survey.responses import REASONS

HARDLY_ANY = 0.2  # a total may by chance be an answer to one question of many
MOSTLY = 0.5
ENOUGH_QUESTIONS = 2
ENOUGH_CELLS = 20  # fewer cannot show that columns are shifted
_SHOWN = 3
_LONGEST = 40
_CLOSED = MOMENT_KINDS | NUMBER_KINDS | {"select_one", "select_multiple", "time"}
_NOTHING = (NonAnswer.MISSING, NonAnswer.NOT_OFFERED)
_NO_ANSWER = [REASONS[reason] for reason in (*_NOTHING, NonAnswer.INVALID)]


def are_interviews(coded: Mapping[str, Coded], *, instrument: Instrument, columns: Columns) -> NDArray[np.bool_]:
    """Return which rows are interviews: those that say whether somebody consented, or answer what everybody is asked.

    A row of totals, or with a remark, does neither. Where too little is asked of everybody to tell, all rows are.
    """
    asked = [item for item in instrument.asked if _is_closed(item) and item.name in coded]
    universal = [item for item in asked if item.relevant is None and item.name not in columns.absent]
    if len(universal) < ENOUGH_QUESTIONS:
        return np.ones(len(next(iter(coded.values())).which), dtype=bool)
    given = np.column_stack([~np.isin(coded[item.name].reasons, _NO_ANSWER) for item in universal])
    consents = [at for at, item in enumerate(universal) if item.role == "consent"]
    return np.asarray((given.mean(axis=1) > HARDLY_ANY) | given[:, consents].any(axis=1))


def not_an_interview(number: int, row: Sequence[str], *, file: str) -> Problem:
    """Return why a row is refused that is no interview, with what stands in it."""
    got = " ".join(cell.strip() for cell in row if cell.strip())[:_LONGEST]
    return Problem(code="survey.ingest.no_interview", place=place_of(number, file=file), values={"got": got})


def count_closed(coded: Mapping[str, Coded], *, instrument: Instrument, tally: Tally) -> None:
    """Count the cells of questions to which not everything is an answer, and those of them that are none."""
    for name, column in coded.items():
        if _is_closed(instrument.item(name)):
            for cell, count in zip(column.cells, column.counts.tolist(), strict=True):
                tally.wrong += count * (cell.reason is NonAnswer.INVALID and cell.why != "ambiguous_date")
                tally.closed += count * (cell.reason not in _NOTHING)


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


def _is_closed(item: Item) -> bool:
    return item.kind in _CLOSED
