"""Leave out what the questionnaire would not have asked, by its own routing."""

from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.scale import NonAnswer
from survey.evaluate import holds
from survey.ingest.coding import code, values_of
from survey.offered import offered
from survey.responses import REASONS, Responses


def leave_out_unasked(answers: pd.DataFrame, instrument: Instrument) -> pd.DataFrame:
    """Return the answers with an empty cell wherever the routing does not ask.

    The items are taken in the order of the questionnaire, so that a question behind a skipped one is skipped too.
    """
    routed, asked = as_responses(answers, instrument), answers.copy()
    for item in instrument.items:
        if item.relevant is not None and item.name in asked:
            skipped = ~holds(item.relevant, routed)
            asked[item.name] = asked[item.name].where(~skipped, "")
            routed = _without(routed, item.name, skipped)
    return asked


def _without(responses: Responses, name: str, rows: NDArray[np.bool_]) -> Responses:
    """Return the responses as if some people had not been asked."""
    columns = [column for column in map(str, responses.values) if column.partition("/")[0] == name]
    values = responses.values.assign(**{column: responses.values[column].mask(rows) for column in columns})
    reasons = np.where(rows, np.int8(REASONS[NonAnswer.NOT_ASKED]), responses.reasons[name])
    return replace(responses, values=values, reasons=responses.reasons.assign(**{name: reasons}))


def as_responses(answers: pd.DataFrame, instrument: Instrument) -> Responses:
    """Return answers in codes as the responses that an export of them would become."""
    items = [item for item in instrument.items if item.name in answers]
    coded = {item.name: code(answers[item.name].to_list(), item=item, instrument=instrument) for item in items}
    values = [values_of(coded[item.name], item=item, scale=offered(item, instrument=instrument)) for item in items]
    rows = range(len(answers))
    return Responses(
        instrument=instrument,
        values=pd.concat(values, axis="columns"),
        reasons=pd.DataFrame({name: column.reasons for name, column in coded.items()}),
        submissions=pd.DataFrame(
            {
                "submission_id": [str(row) for row in rows],
                "file": "",
                "row": list(rows),
                "form_version": instrument.version,
                "wave": "",
                "submitted": pd.NaT,
            }
        ),
    )
