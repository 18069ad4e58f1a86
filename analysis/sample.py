"""What every estimate of a study stands on: its answers, their scores, and the design with its weights."""

from dataclasses import dataclass

import pandas as pd

from survey.design import Design
from survey.responses import Responses
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Sample:
    """The respondents of a study, in one order.

    Attributes
    ----------
    study : Study
    responses : Responses
    frame : DataFrame
        The analysis frame: scores, categories, design, a row a respondent.
    design : Design
        With the final weights.
    """

    study: Study
    responses: Responses
    frame: pd.DataFrame
    design: Design

    def __repr__(self) -> str:
        return f"<Sample: {len(self.responses)} interviews of\n {self.study!r}>"
