"""Make the derived variables of a study: by a table, by bands, by cases."""

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments import expression
from instruments.scale import NonAnswer
from survey.evaluate import decided, holds
from survey.responses import ANSWERED, REASONS, Responses
from survey.study import WAVE, Study
from survey.study.lookup import read_table
from survey.study.settings import Bands, Derive

Codes = pd.Series
Reasons = NDArray[np.int8]


def derive(responses: Responses, *, study: Study) -> Responses:
    """Return the responses with the derived variables of the study, made in the order in which it names them.

    A study of several waves has the variable ``wave`` besides. A variable has no value where what it is made of has no
    answer, for the same reason.
    """
    derived = _with_wave(responses, study)
    for recipe in study.derive:
        derived = _with(derived, recipe, *_made(recipe, derived, study))
    return derived


def _with_wave(responses: Responses, study: Study) -> Responses:
    """Return the responses with the wave as a variable, where there are several."""
    if WAVE not in study.variables or any(recipe.name == WAVE for recipe in study.derive):
        return responses
    values = pd.Categorical(responses.submissions["wave"], categories=[wave.name for wave in study.waves])
    reasons = np.where(values.isna(), REASONS[NonAnswer.MISSING], ANSWERED).astype(np.int8)
    return replace(
        responses,
        values=responses.values.assign(**{WAVE: values}),
        reasons=responses.reasons.assign(**{WAVE: reasons}),
    )


def _made(recipe: Derive, responses: Responses, study: Study) -> tuple[Codes, Reasons]:
    if recipe.bands is not None:
        return _by_bands(recipe, recipe.bands, responses)
    if recipe.cases:
        return _by_cases(recipe, responses)
    return _by_table(recipe, responses, study)


def _with(responses: Responses, recipe: Derive, codes: Codes, reasons: Reasons) -> Responses:
    values = pd.Categorical(codes.where(reasons == ANSWERED), categories=[value.code for value in recipe.values])
    unlisted = np.where(values.isna() & (reasons == ANSWERED), REASONS[NonAnswer.INVALID], reasons).astype(np.int8)
    return replace(
        responses,
        values=responses.values.assign(**{recipe.name: values}),
        reasons=responses.reasons.assign(**{recipe.name: unlisted}),
    )


def _by_table(recipe: Derive, responses: Responses, study: Study) -> tuple[Codes, Reasons]:
    by = str(recipe.by)
    _, rows = read_table(study.path(str(recipe.file)))
    codes = responses.values[by].astype(object).map({row[by]: row[str(recipe.column)] for row in rows})
    return codes, responses.reasons[by].to_numpy()


def _by_bands(recipe: Derive, bands: Bands, responses: Responses) -> tuple[Codes, Reasons]:
    numbers = responses.values[bands.of].astype(float).to_numpy()
    band = np.searchsorted(bands.start, numbers, side="right") - 1
    codes = pd.Series(np.array([value.code for value in recipe.values], dtype=object)[band])
    # Below the first band the variable does not apply: a person of 15 belongs to no age band of adults.
    outside = np.where(band < 0, REASONS[NonAnswer.NOT_APPLICABLE], ANSWERED)
    reasons = responses.reasons[bands.of].to_numpy()
    return codes, np.where(reasons == ANSWERED, outside, reasons).astype(np.int8)


def _by_cases(recipe: Derive, responses: Responses) -> tuple[Codes, Reasons]:
    conditions = [expression.parse(case.when) for case in recipe.cases]
    codes = pd.Series([recipe.otherwise] * len(responses), dtype=object)
    settled = np.zeros(len(responses), dtype=bool)
    known = np.ones(len(responses), dtype=bool)
    for case, condition in zip(recipe.cases, conditions, strict=True):
        sure = decided(condition, responses)
        here = holds(condition, responses) & sure & known & ~settled
        codes[here] = case.value
        settled |= here
        known &= sure | settled
    names = sorted({name for condition in conditions for name in condition.names})
    lacking = np.where(known, REASONS[NonAnswer.NOT_APPLICABLE], _first_reason(names, responses))
    valued = settled | (known & (recipe.otherwise is not None))
    return codes, np.where(valued, ANSWERED, lacking).astype(np.int8)


def _first_reason(names: Sequence[str], responses: Responses) -> Reasons:
    """Return the reason of the first of these items that has no answer."""
    found = np.full(len(responses), REASONS[NonAnswer.MISSING], dtype=np.int8)
    for name in reversed(names):
        reasons = responses.reasons[name].to_numpy()
        found = np.where(reasons == ANSWERED, found, reasons)
    return found
