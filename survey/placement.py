"""Where each interview stands in the sample: the columns of the design, from the answers or from the sample file."""

from collections.abc import Sequence

import pandas as pd

from survey.responses import Responses
from survey.study import Study
from survey.study.lookup import read_table

_JOIN = " / "


def combined(study: Study, responses: Responses, *, names: Sequence[str]) -> pd.Series:
    """Return columns of the design as one, their values joined: ``mopti / rural``; missing where any of them is."""
    parts = [design_column(study, responses, name=name).astype("str") for name in names]
    return parts[0].str.cat(pd.concat(parts[1:], axis="columns"), sep=_JOIN) if len(parts) > 1 else parts[0]


def design_column(study: Study, responses: Responses, *, name: str) -> pd.Series:
    """Return an item, a derived variable, or a column of the sample file found by the PSU; a value an interview."""
    if name in responses.values:
        return responses.values[name]
    psu = next(item.name for item in responses.instrument.items if item.role == "psu")
    _, rows = read_table(study.path(str(study.files.sample)))
    return responses.values[psu].astype(object).map({row["psu"]: row[name] for row in rows})
