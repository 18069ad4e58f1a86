"""How long interviews took: too short to be read out, too long to be one sitting, or ended before they began."""

from collections.abc import Iterator

import numpy as np
import pandas as pd

from instruments.errors import Severity
from instruments.numeral import numeral
from survey.quality.flags import Flag
from survey.quality.interviews import flags_at
from survey.responses import Responses
from survey.study.settings import QualityLimits

SECONDS = 60.0


def duration(responses: Responses, limits: QualityLimits) -> Iterator[Flag]:
    """Yield interviews outside the limits of the study; a limit that is not given is not checked."""
    start, end = responses.instrument.with_role("start"), responses.instrument.with_role("end")
    if start is None or end is None or not {start.name, end.name} <= set(responses.values):
        return
    lasted = (responses.values[end.name] - responses.values[start.name]).dt.total_seconds() / SECONDS
    minutes = lasted.to_numpy(dtype=np.float64)
    shown = pd.Series([numeral(each, ".1f") for each in minutes.tolist()], dtype=object)
    yield from flags_at(responses, minutes < 0, code="duration_negative", severity=Severity.ERROR, value=shown)
    if limits.minimum_minutes is not None:
        short = (minutes >= 0) & (minutes < limits.minimum_minutes)
        limit = numeral(limits.minimum_minutes)
        yield from flags_at(
            responses, short, code="duration_short", severity=Severity.WARNING, value=shown, limit=limit
        )
    if limits.maximum_minutes is not None:
        long, limit = minutes > limits.maximum_minutes, numeral(limits.maximum_minutes)
        yield from flags_at(responses, long, code="duration_long", severity=Severity.NOTE, value=shown, limit=limit)
