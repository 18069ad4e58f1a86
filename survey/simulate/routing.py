"""Leave out what the questionnaire would not have asked, by its own routing."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.scale import NonAnswer
from survey.evaluate import holds
from survey.ingest.in_codes import as_responses
from survey.responses import REASONS, Responses


def leave_out_unasked(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Return the answers with an empty cell wherever the routing does not ask.

    The items are taken in the order of the questionnaire, so that a question behind a skipped one is skipped too.
    """
    read = {name for item in instrument.items if item.relevant is not None for name in item.relevant.names}
    routed = as_responses(answers[[name for name in map(str, answers) if name in read]], instrument)
    asked = {name: answers[name].to_numpy(dtype=object) for name in map(str, answers)}
    for item in instrument.items:
        if item.relevant is not None and item.name in asked:
            skipped = ~holds(item.relevant, routed)
            asked[item.name] = np.where(skipped, "", asked[item.name])
            routed = _without(routed, item.name, skipped) if item.name in read else routed
    return pd.DataFrame(asked, index=answers.index)


def _without(responses: Responses, name: str, rows: NDArray[np.bool_]) -> Responses:
    """Return the responses as if some people had not been asked."""
    columns = [column for column in map(str, responses.values) if column.partition("/")[0] == name]
    values = responses.values.assign(**{column: responses.values[column].mask(rows) for column in columns})
    reasons = np.where(rows, np.int8(REASONS[NonAnswer.NOT_ASKED]), responses.reasons[name])
    return replace(responses, values=values, reasons=responses.reasons.assign(**{name: reasons}))
