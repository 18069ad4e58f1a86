"""The score of a construct: the answers to its items, turned the same way, as one number a respondent."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import refuse
from instruments.instrument import Instrument
from instruments.words import listed

Floats = NDArray[np.float64]
Method = Literal["mean", "sum"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Measure:
    """An item that measures a construct.

    Attributes
    ----------
    item : str
    lowest, highest : float
        The ends of its scale.
    reverse : bool
        Whether a high value means little of the construct.
    """

    item: str
    lowest: float
    highest: float
    reverse: bool = False

    def turned(self, answers: Floats) -> Floats:
        """Return answers so that a high value means much of the construct."""
        return self.lowest + self.highest - answers if self.reverse else answers


def measures_of(instrument: Instrument, *, construct: str, reverse: Sequence[str] = ()) -> tuple[Measure, ...]:
    """Return the items of a construct that have an ordered scale; the values of the scale give its direction.

    Parameters
    ----------
    instrument : Instrument
    construct : str
    reverse : sequence of str
        The items of which a high value means little of the construct.

    Raises
    ------
    SurveyError
        If the construct has no such item, or an item to be reversed is none of them.
    """
    found = tuple(_measures(instrument, construct, reverse))
    if not found:
        known = [one.name for one in instrument.constructs]
        raise refuse("analysis.scores.no_items", got=construct, known=listed(known))
    strange = [name for name in reverse if name not in {measure.item for measure in found}]
    if strange:
        names = [measure.item for measure in found]
        raise refuse("analysis.scores.reverse", got=", ".join(strange), construct=construct, known=listed(names))
    return found


def _measures(instrument: Instrument, construct: str, reverse: Sequence[str]) -> Iterator[Measure]:
    for item in instrument.items:
        scale = instrument.scale_of(item)
        if item.construct != construct or scale is None or not scale.ordered:
            continue
        values = [value for code in scale.codes if (value := scale.value_of(code)) is not None]
        yield Measure(item=item.name, lowest=min(values), highest=max(values), reverse=item.name in reverse)


def turned(frame: pd.DataFrame, measures: Sequence[Measure]) -> Floats:
    """Return the answers to items, a column each, all turned the same way; missing where there is none.

    Raises
    ------
    SurveyError
        If an item is not in the frame.
    """
    absent = [measure.item for measure in measures if measure.item not in frame]
    if absent:
        raise refuse("analysis.scores.absent", got=", ".join(absent))
    columns = [measure.turned(frame[measure.item].to_numpy(dtype=np.float64)) for measure in measures]
    return np.column_stack(columns)


def construct_scores(
    frame: pd.DataFrame, *, measures: Sequence[Measure], method: Method = "mean", at_least: int | None = None
) -> Floats:
    """Return the score of each respondent.

    Parameters
    ----------
    frame : DataFrame
        Scores of items, such as the table of analysis has them.
    measures : sequence of Measure
    method : {"mean", "sum"}
        The mean of the items that were answered; the sum is that mean times the number of items.
    at_least : int, optional
        How many items must have been answered. Default: all.

    Returns
    -------
    array (n,)
        NaN where fewer items were answered.

    Raises
    ------
    SurveyError
        If an item is not in the frame, or the method or the number of items cannot be.

    Examples
    --------
    >>> trust = [Measure(item="army", lowest=0, highest=3), Measure(item="doubt", lowest=0, highest=3, reverse=True)]
    >>> construct_scores(pd.DataFrame({"army": [3.0, 1.0], "doubt": [1.0, None]}), measures=trust, at_least=1)
    array([2.5, 1. ])
    """
    needed = len(measures) if at_least is None else at_least
    if method not in get_args(Method):
        raise refuse("analysis.scores.method", got=method, expected=listed(get_args(Method)))
    if not 1 <= needed <= len(measures):
        raise refuse("analysis.scores.at_least", got=needed, most=len(measures))
    answers = turned(frame, measures)
    answered = np.isfinite(answers)
    count = answered.sum(axis=1)
    total = np.where(answered, answers, 0.0).sum(axis=1)
    mean = np.divide(total, count, out=np.full(len(total), np.nan), where=count >= needed)
    return np.asarray(mean * len(measures) if method == "sum" else mean)
