"""Base weights: the inverse of the probability with which a respondent came into the sample, stage by stage."""

from collections.abc import Iterator, Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.errors import Place, Problem, SurveyError
from survey.placement import design_column
from survey.responses import Responses
from survey.rows import rows_named
from survey.study import Study
from survey.weights.given import given_weights

Floats = NDArray[np.float64]


def base_weights(study: Study, responses: Responses) -> Floats:
    """Return the base weight of each interview, as the design of the study says.

    They are the inverse selection probabilities, or the weight that came with the file, or all one.

    Raises
    ------
    SurveyError
        If a probability or a weight is not there or cannot be one.
    """
    design = study.design
    stages = [*design.probabilities, *([design.eligible] if design.eligible else [])]
    names = [design.weight] if design.weight else stages
    columns = pd.DataFrame({name: design_column(study, responses, name=name) for name in names})
    if design.weight:
        return given_weights(columns, _numbers(columns[design.weight]))
    if not stages:
        return np.ones(len(responses))
    return inverse_probabilities(columns, stages=design.probabilities, eligible=design.eligible)


def inverse_probabilities(frame: pd.DataFrame, *, stages: Sequence[str], eligible: str | None = None) -> Floats:
    """Return the product over the stages of 1 / probability (Horvitz & Thompson 1952).

    Parameters
    ----------
    frame : DataFrame
        A row a respondent.
    stages : sequence of str
        The columns of the selection probabilities, one a stage.
    eligible : str, optional
        The column of how many people of the household could have been chosen; one of them was, at random.

    Raises
    ------
    SurveyError
        All at once: a column that is not there; a probability that is missing, zero, negative or above one; a number
        of eligible people that is missing or below one; each with the rows.

    Examples
    --------
    >>> drawn = pd.DataFrame({"p_place": [0.1, 0.2], "p_household": [0.5, 0.5], "adults": [1, 3]})
    >>> inverse_probabilities(drawn, stages=["p_place", "p_household"], eligible="adults")
    array([20., 30.])
    """
    wanted = [*stages, *([eligible] if eligible else [])]
    problems = [_problem("no_column", name) for name in wanted if name not in frame.columns]
    if problems:
        raise SurveyError(problems)
    probabilities = [_numbers(frame[name]) for name in stages]
    chosen_from = np.ones(len(frame)) if eligible is None else _numbers(frame[eligible])
    problems = [fault for name, stage in zip(stages, probabilities, strict=True) for fault in _faults(name, stage)]
    problems += _too_few(eligible, chosen_from)
    if problems:
        raise SurveyError(problems)
    return np.asarray(chosen_from / np.prod(probabilities, axis=0))


def _numbers(column: "pd.Series[float]") -> Floats:
    return pd.to_numeric(column, errors="coerce").to_numpy(dtype=np.float64)


def _faults(name: str, stage: Floats) -> Iterator[Problem]:
    wrong = {
        "probability_missing": np.isnan(stage),
        "probability_not_positive": stage <= 0,
        "probability_above_one": stage > 1,
    }
    yield from (_problem(fault, name, **rows_named(rows)) for fault, rows in wrong.items() if rows.any())


def _too_few(name: str | None, chosen_from: Floats) -> list[Problem]:
    wrong = ~(chosen_from >= 1)
    return [_problem("eligible", name or "", **rows_named(wrong))] if wrong.any() else []


def _problem(name: str, column: str, **values: object) -> Problem:
    return Problem(code=f"survey.weights.{name}", place=Place(column=column), values=values)
