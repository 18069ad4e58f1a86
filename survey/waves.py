"""Which round of the study an interview belongs to: by the day on which it was made."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.responses import Responses
from survey.study.settings import Wave

OUTSIDE = ""


def assign_waves(responses: Responses, *, waves: Sequence[Wave]) -> Responses:
    """Return the responses with the wave of each interview; `OUTSIDE` where it lies in none.

    An interview without a date belongs to the wave of a study that has only one.
    """
    days = _days(responses)
    names = np.full(len(responses), OUTSIDE, dtype=object)
    for wave in reversed(waves):
        names[_within(days, wave) | (days.isna().to_numpy() & (len(waves) == 1))] = wave.name
    return replace(responses, submissions=responses.submissions.assign(wave=names))


def _days(responses: Responses) -> pd.Series:
    """Return the day of each interview: of its start, else as the device noted it, else when it was sent."""
    kinds = {item.kind: item.name for item in reversed(responses.instrument.items)}
    days = responses.submissions["submitted"]
    for kind in ("today", "start"):
        if kind in kinds and kinds[kind] in responses.values:
            days = responses.values[kinds[kind]].fillna(days)
    return pd.Series(days.dt.normalize())


def _within(days: pd.Series, wave: Wave) -> NDArray[np.bool_]:
    inside = np.ones(len(days), dtype=bool)
    if wave.start:
        inside &= (days >= pd.Timestamp(wave.start)).to_numpy()
    if wave.end:
        inside &= (days <= pd.Timestamp(wave.end)).to_numpy()
    return inside
