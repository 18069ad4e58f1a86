"""A difference among people who are alike in what a part is adjusted for: an association, never a cause.

The answer is regressed on the group, or the dose, together with what the part names in ``adjust``; the effect is
averaged over the people of the part, on the scale of the answer.
"""

from collections.abc import Sequence

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from analysis.claims.layout import Leaf
from analysis.claims.reason import Reason, untestable
from analysis.contrasts import Contrast
from analysis.models.effects import marginal_effects
from analysis.models.regression import FamilyName, regress
from analysis.sample import Sample
from instruments.errors import SurveyError
from instruments.language import LANGUAGES
from instruments.text import Text
from survey.design import Design

Floats = NDArray[np.float64]
ANSWER, EXPOSURE = "(answer)", "(exposure)"
GROUPS = pd.Index(["subtracted", "held against it"])


def adjusted_contrast(leaf: Leaf, *, blocks: Sequence[Floats], sample: Sample) -> Contrast | Reason:
    """Return the average marginal effect of the group or dose of a part; or why the model cannot be fitted.

    Parameters
    ----------
    leaf : Leaf
        Of two groups, or of a dose.
    blocks : sequence of float (n, 1)
        The measure in each group or level: NaN outside it.

    References
    ----------
    Graubard and Korn (1999), Predictive margins with survey data, Biometrics 55, 652-659.
    """
    answer, exposure = _columns(leaf, blocks)
    adjust = list(leaf.part.adjust)
    design = sample.design.on(sample.frame[adjust].assign(**{ANSWER: answer, EXPOSURE: exposure}))
    try:
        found = _effect(design, adjust, _family(answer))
    except SurveyError as error:
        problem = error.problems[0]
        return untestable("no_model", why=Text.of({language: problem.text(language) for language in LANGUAGES}))
    return found


def of_complete(blocks: Sequence[Floats], *, adjust: Sequence[str], sample: Sample) -> list[Floats]:
    """Return columns of those alone for whom everything is known that a part is adjusted for."""
    known = sample.frame[list(adjust)].notna().all(axis=1).to_numpy()
    return [np.where(known[:, None], block, np.nan) for block in blocks]


def _columns(leaf: Leaf, blocks: Sequence[Floats]) -> tuple[Floats, "Floats | pd.Categorical[str]"]:
    """Return each person's answer, and their group or their level from 0 to 1."""
    answer = np.full(len(blocks[0]), np.nan)
    place = np.full(len(answer), -1)
    for number, block in enumerate(blocks):
        rows = ~np.isnan(block[:, 0])
        answer[rows], place[rows] = block[rows, 0], number
    if leaf.part.dose is not None:
        return answer, np.where(place < 0, np.nan, place / (len(blocks) - 1))
    above = np.array([mean.weight > 0 for mean in leaf.means])
    return answer, pd.Categorical.from_codes(np.where(place < 0, -1, above[place]), categories=GROUPS)


def _family(answer: Floats) -> FamilyName:
    return "logistic" if set(np.unique(answer[~np.isnan(answer)])) <= {0.0, 1.0} else "linear"


def _effect(design: Design, adjust: Sequence[str], family: FamilyName) -> Contrast:
    model = regress(design, ANSWER, on=[EXPOSURE, *adjust], family=family)
    effect = marginal_effects(model).iloc[0]  # the exposure is the first term
    return Contrast(estimate=float(effect["estimate"]), se=float(effect["se"]), df=model.df)
