"""The answers of a survey as tables: what was answered, and why there is no answer where there is none."""

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from types import MappingProxyType

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.language import Language
from instruments.scale import NonAnswer
from instruments.words import say

ANSWERED = 0
REASONS: Mapping[NonAnswer, int] = MappingProxyType({reason: code for code, reason in enumerate(NonAnswer, start=1)})


@dataclass(frozen=True, slots=True, kw_only=True)
class Exclusion:
    """The interviews that are not analysed for one reason; they are counted, never dropped unseen.

    Attributes
    ----------
    reason : str
        ``no_consent``, ``under_age``, ``outside_waves`` or ``outside_sample``; its words are the message
        ``survey.eligibility.<reason>``.
    submission_ids : tuple of str
    """

    reason: str
    submission_ids: tuple[str, ...]

    def text(self, language: Language | None = None) -> str:
        """Return the reason in words."""
        return say(f"survey.eligibility.{self.reason}", language)


def _no_cells() -> pd.DataFrame:
    return pd.DataFrame({"submission_id": [], "item": [], "raw": [], "why": []}, dtype="str")


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Responses:
    """Every interview that is analysed, a row each; the tables have the same rows in the same order.

    Attributes
    ----------
    instrument : Instrument
    values : DataFrame
        ``select_one``: Categorical of the substantive codes, in the order of the scale. Numbers: float64.
        ``select_multiple``: a column ``item/choice`` a choice, 0 or 1. Dates: datetime64. Text: str.
        Derived variables: Categorical. Missing wherever there is no answer.
    reasons : DataFrame
        A column an item or variable, int8: 0 answered, else a code of `REASONS`.
    submissions : DataFrame
        ``submission_id``, ``file``, ``row`` (as a spreadsheet counts), ``form_version``, ``wave``, ``submitted``.
    invalid : DataFrame
        The cells that are no valid answer: ``submission_id``, ``item``, ``raw`` as it came, ``why``.
    excluded : tuple of Exclusion
        The interviews that are not in the tables, by reason.
    repeats : mapping
        Name of a repeat -> its rows, those of all interviews.
    """

    instrument: Instrument
    values: pd.DataFrame
    reasons: pd.DataFrame
    submissions: pd.DataFrame
    invalid: pd.DataFrame = field(default_factory=_no_cells)
    excluded: tuple[Exclusion, ...] = ()
    repeats: Mapping[str, "Repeated"] = field(default_factory=dict)

    def __len__(self) -> int:
        return len(self.submissions)

    def __repr__(self) -> str:
        left_out = sum(len(exclusion.submission_ids) for exclusion in self.excluded)
        form = f"{self.instrument.name} {self.instrument.version}"
        return f"<Responses: {len(self)} interviews on {form},\n {left_out} not analysed>"

    def answered(self, item: str) -> NDArray[np.bool_]:
        """Return which interviews hold a substantive answer to an item."""
        return np.asarray(self.reasons[item] == ANSWERED)

    def lacks(self, item: str, reason: NonAnswer) -> NDArray[np.bool_]:
        """Return which interviews hold no answer to an item for one reason."""
        return np.asarray(self.reasons[item] == REASONS[reason])


@dataclass(frozen=True, slots=True, kw_only=True, repr=False, eq=False)
class Repeated:
    """The rows of a repeat, of all interviews: persons of a household, visits, incidents.

    Attributes
    ----------
    cells : DataFrame
        As they came, with their corrections: ``submission_id``, ``position`` ("2", or "2.1" within another repeat),
        ``within`` (the position of the row around it), ``way`` (as corrections name it: ``people[2]/visits[1]``), then
        the columns of the repeat.
    answers : Responses
        What they say, coded, with reasons: a row for each of `cells`, in the same order. Its instrument holds the
        items of the repeat alone; its ``submissions`` are ``submission_id``, ``position``, ``within``, ``way`` and
        ``form_version``; in its ``invalid`` an item is named by its way, ``people[2]/age``.
    """

    cells: pd.DataFrame
    answers: Responses

    def __repr__(self) -> str:
        return f"<Repeated: {len(self.cells)} rows,\n {len(self.answers.instrument.items)} items>"


def keep(responses: Responses, rows: NDArray[np.bool_]) -> Responses:
    """Return the responses of some interviews only, in the same order."""
    ids = responses.submissions["submission_id"]
    return replace(
        responses,
        values=responses.values[rows].reset_index(drop=True),
        reasons=responses.reasons[rows].reset_index(drop=True),
        submissions=responses.submissions[rows].reset_index(drop=True),
        invalid=_of(responses.invalid, ids[rows]),
        repeats={name: _rows_of(repeated, ids[rows]) for name, repeated in responses.repeats.items()},
    )


def _rows_of(repeated: Repeated, ids: pd.Series) -> Repeated:
    rows = repeated.cells["submission_id"].isin(ids).to_numpy()
    return Repeated(
        cells=repeated.cells[rows].reset_index(drop=True),
        answers=keep(repeated.answers, rows),
    )


def _of(table: pd.DataFrame, ids: pd.Series) -> pd.DataFrame:
    return table[table["submission_id"].isin(ids)].reset_index(drop=True)
