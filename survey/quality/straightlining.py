"""Interviews with the same answer down a whole battery: the questions in an order with equally many choices."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Severity
from instruments.item import Item
from survey.quality.flags import Flag
from survey.quality.interviews import flags_at, questions
from survey.responses import Responses
from survey.study.settings import QualityLimits

COMMON = 0.05  # where so many answer alike it is the battery, or what people think, rather than the interview


def straightlining(responses: Responses, limits: QualityLimits) -> Iterator[Flag]:
    """Yield interviews that gave the same place on the scale to at least so many questions, and to all of a battery."""
    for points, items in batteries(responses).items():
        if len(items) < limits.straightline_items:
            continue
        places = _places(responses, items)
        answered = (places >= 0).sum(axis=1)
        highest = places.max(axis=1)
        lowest = np.where(places >= 0, places, points).min(axis=1)
        alike = (answered >= limits.straightline_items) & (highest == lowest)
        common = alike.sum() > COMMON * (answered >= limits.straightline_items).sum()
        yield from flags_at(
            responses,
            alike,
            code="straightlining_battery",
            severity=Severity.NOTE if common else Severity.WARNING,
            value=pd.Series(highest + 1),
            points=points,
            limit=limits.straightline_items,
        )


def batteries(responses: Responses) -> dict[int, list[Item]]:
    """Return the questions with one ordered answer, by the number of choices."""
    found: dict[int, list[Item]] = {}
    for item in questions(responses):
        scale = responses.instrument.scale_of(item)
        if item.kind == "select_one" and scale is not None and scale.ordered:
            found.setdefault(len(scale.codes), []).append(item)
    return found


def _places(responses: Responses, items: list[Item]) -> NDArray[np.int16]:
    """Return the place of each answer on its scale from 0, and -1 where there is none."""
    columns = [responses.values[item.name].cat.codes.to_numpy() for item in items]
    return np.column_stack(columns).astype(np.int16)
