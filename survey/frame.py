"""The one table that estimates are made from: scores, categories, design and base weight, a row a respondent."""

from typing import Any

import pandas as pd

from survey.placement import combined
from survey.responses import Responses
from survey.study import Study
from survey.weights import base_weights


def analysis_frame(study: Study, responses: Responses) -> pd.DataFrame:
    """Return the table of analysis.

    Parameters
    ----------
    study : Study
    responses : Responses

    Returns
    -------
    DataFrame
        Ordered ``select_one``: the float score of the answer. Nominal: Categorical. Numbers: float.
        ``item/choice``: 0 or 1. Derived variables: Categorical. Missing where there is no substantive answer.
        With it ``stratum``, ``psu``, ``base_weight`` and ``wave``. Without columns in the design, all interviews are
        one stratum, and each is a PSU of its own.
    """
    stratum, psu = study.design.stratum, study.design.psu
    alone, one = responses.submissions["submission_id"], pd.Series("1", index=responses.values.index, dtype="str")
    design: dict[str, Any] = {
        "stratum": combined(study, responses, names=stratum) if stratum else one,
        "psu": combined(study, responses, names=psu) if psu else alone,
        "base_weight": base_weights(study, responses),
        "wave": responses.submissions["wave"],
    }
    scored = {name: _scored(responses, name) for name in map(str, responses.values) if name not in design}
    return pd.DataFrame(scored | design)


def _scored(responses: Responses, name: str) -> "pd.Series[float]":
    column = responses.values[name]
    item = next((item for item in responses.instrument.items if item.name == name), None)
    scale = responses.instrument.scale_of(item) if item else None
    if scale is None or not scale.ordered or not isinstance(column.dtype, pd.CategoricalDtype):
        return column
    return column.astype(object).map({code: scale.value_of(code) for code in scale.codes}).astype(float)
