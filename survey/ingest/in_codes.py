"""Answers that were never in a file: in codes, as a simulation or a ledger has them."""

import pandas as pd

from instruments.instrument import Instrument
from survey.ingest.coding import code, values_of
from survey.offered import offered
from survey.responses import Responses


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
