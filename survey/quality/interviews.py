"""Which interview a row is, who made it, and what was answered in it, as codes that can be compared."""

from collections.abc import Iterator

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Severity
from instruments.item import Item
from survey.quality.flags import Flag
from survey.responses import ANSWERED, Responses

NOBODY = ""
OF_RESPONDENTS = (None, "age")


def questions(responses: Responses) -> list[Item]:
    """Return what is put to the respondent and is in the tables; what the design asks of the interviewer is not."""
    return [
        item for item in responses.instrument.asked if item.role in OF_RESPONDENTS and item.name in responses.reasons
    ]


def ids(responses: Responses) -> NDArray[np.object_]:
    """Return the submission of each row."""
    return responses.submissions["submission_id"].to_numpy(dtype=object)


def interviewers(responses: Responses) -> NDArray[np.object_]:
    """Return the interviewer of each row; an empty text where the form or the interview does not say."""
    item = responses.instrument.with_role("interviewer")
    if item is None or item.name not in responses.values:
        return np.full(len(responses), NOBODY, dtype=object)
    return responses.values[item.name].astype(object).fillna(NOBODY).to_numpy()


def flags_at(
    responses: Responses,
    rows: NDArray[np.bool_],
    *,
    code: str,
    severity: Severity,
    item: str | None = None,
    value: "pd.Series[str] | None" = None,
    **values: object,
) -> Iterator[Flag]:
    """Yield a flag for each row that is marked; the check is the first part of the code's name."""
    who, by = ids(responses), interviewers(responses)
    for row in np.flatnonzero(rows):
        yield Flag(
            check=code.split("_", 1)[0],
            code=f"survey.quality.{code}",
            severity=severity,
            submission_id=who[row],
            interviewer=by[row] or None,
            item=item,
            value=None if value is None else _text(value.iloc[row]),
            values=values,
        )


def _text(value: object) -> str:
    return value if isinstance(value, str) else str(value)  # a number written for a message stays one


def answer_codes(responses: Responses, items: list[Item]) -> NDArray[np.int32]:
    """Return answers as codes, a row an interview and a column a question: 0 or more an answer, below 0 a reason."""
    columns = [_codes(responses, name, item.name) for item in items for name in _columns(responses, item)]
    return np.column_stack(columns) if columns else np.zeros((len(responses), 0), dtype=np.int32)


def _columns(responses: Responses, item: Item) -> list[str]:
    if item.kind == "select_multiple":
        return [str(name) for name in responses.values if str(name).startswith(f"{item.name}/")]
    return [item.name] if item.name in responses.values else []


def _codes(responses: Responses, column: str, item: str) -> NDArray[np.int32]:
    codes = pd.factorize(responses.values[column])[0]
    reasons = responses.reasons[item].to_numpy()
    return np.where(reasons == ANSWERED, codes, -reasons.astype(np.int32)).astype(np.int32)
