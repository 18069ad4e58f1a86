"""Where a recipe begins: the base weights of a study, and what each stage of selection made of them."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from survey.placement import design_column
from survey.responses import Responses
from survey.study import Study
from survey.weights.given import given_weights
from survey.weights.spread import spread_of
from survey.weights.weights import Step, Weights

Floats = NDArray[np.float64]


def base_of(study: Study, responses: Responses, frame: pd.DataFrame) -> Weights:
    """Return the base weights of the table of analysis, a step for the stages and one for the choice in a household.

    Raises
    ------
    SurveyError
        If a base weight is missing or negative.
    """
    base = given_weights(frame, "base_weight")
    if study.design.weight or not study.design.eligible:
        return Weights(values=base, base=base, steps=(_stages(study, base),))
    people = design_column(study, responses, name=study.design.eligible).astype(float).to_numpy()
    chosen = Step(action="within_household", settings={"column": study.design.eligible}, spread=spread_of(base))
    return Weights(values=base, base=base, steps=(_stages(study, base / people), chosen))


def _stages(study: Study, values: Floats) -> Step:
    design = study.design
    settings = {"stages": ", ".join(design.probabilities), "column": design.weight or ""}
    kind = "inverse_probabilities" if design.probabilities else "equal_weights"
    return Step(action="given_weights" if design.weight else kind, settings=settings, spread=spread_of(values))
