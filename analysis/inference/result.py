"""The result of a test: a statistic, its distribution, a p value, and the null in words."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal

import numpy as np
from numpy.typing import NDArray
from scipy import special

from instruments.language import Language
from instruments.words import say

Floats = NDArray[np.float64]


@dataclass(frozen=True, slots=True, kw_only=True)
class TestResult:
    """The result of a test.

    Attributes
    ----------
    statistic : float
    distribution : {"t", "F", "chi2"}
        Of the statistic under the null.
    df : float
        Of t and chi2; the first of F.
    df_error : float or None
        The second of F.
    p : float
        From the survival function, so that it is right where it is tiny.
    method : str
    null : str
        The code of the message that says the null.
    values : mapping
        What the null names.
    n, n_psu : int
        Respondents and PSUs that take part.
    """

    __test__ = False  # not a test of the test suite

    statistic: float
    distribution: Literal["t", "F", "chi2"]
    df: float
    df_error: float | None = None
    p: float
    method: str
    null: str
    values: Mapping[str, object] = field(default_factory=dict)
    n: int
    n_psu: int

    def null_text(self, language: Language | None = None) -> str:
        """Return the null in words."""
        return say(self.null, language, **self.values)

    def __repr__(self) -> str:
        df = f"{self.df:.6g}" if self.df_error is None else f"{self.df:.6g}, {self.df_error:.6g}"
        tested = say("analysis.estimation.tested", null=self.null_text())
        return f"<{self.method}: {self.distribution}({df}) = {self.statistic:.6g}, p = {self.p:.4g},\n {tested}>"


def p_of_t(statistic: float, df: float) -> float:
    """Return the two-sided p value of a t statistic.

    Examples
    --------
    >>> round(p_of_t(2.0, 60), 6)
    0.050033
    """
    return float(2 * special.stdtr(df, -abs(statistic)))


def p_of_f(statistic: float, df: float, df_error: float) -> float:
    """Return the p value of an F statistic; of a chi-square where the error has infinite degrees of freedom."""
    if np.isinf(df_error):
        return p_of_chi2(statistic * df, df)
    return float(special.fdtrc(df, df_error, statistic))


def p_of_chi2(statistic: float, df: float) -> float:
    """Return the p value of a chi-square statistic."""
    return float(special.chdtrc(df, statistic))


def wald(estimate: Floats, covariance: Floats) -> float:
    """Return the Wald statistic of estimates that are all zero under the null."""
    return float(estimate @ np.linalg.solve(covariance, estimate))
