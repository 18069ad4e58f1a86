"""Tell what a version of the form did not ask from what is missing: a new question is blank in all older interviews."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.scale import NonAnswer
from survey.responses import ANSWERED, REASONS, Responses

ENOUGH = 10  # so many interviews that routing would have asked, and none has an answer: that is no oversight

_MISSING = REASONS[NonAnswer.MISSING]
_PUT = [ANSWERED, *(REASONS[kind] for kind in (NonAnswer.DONT_KNOW, NonAnswer.REFUSED, NonAnswer.NOT_APPLICABLE))]


def mark_unoffered(responses: Responses) -> Responses:
    """Return the responses with every blank marked as not offered that a version of the form explains.

    An item was not in a version of the form where at least `ENOUGH` interviews of that version should have an answer,
    none of them holds anything, and interviews of another version do.
    """
    versions = responses.submissions["form_version"].to_numpy()
    if len(set(versions)) < 2:
        return responses
    marked = {name: _marked(responses.reasons[name].to_numpy(), versions) for name in map(str, responses.reasons)}
    return replace(responses, reasons=pd.DataFrame(marked, index=responses.reasons.index))


def _marked(reasons: NDArray[np.int8], versions: NDArray[np.object_]) -> NDArray[np.int8]:
    if not (reasons == _MISSING).any():
        return reasons
    tallied = pd.DataFrame({"version": versions, "missing": reasons == _MISSING, "put": np.isin(reasons, _PUT)})
    counts = tallied.groupby("version")[["missing", "put"]].sum()
    absent = counts.index[(counts["put"] == 0) & (counts["missing"] >= ENOUGH)]
    if not counts["put"].any():
        return reasons
    unoffered = np.isin(versions, absent) & (reasons == _MISSING)
    return np.where(unoffered, np.int8(REASONS[NonAnswer.NOT_OFFERED]), reasons)
