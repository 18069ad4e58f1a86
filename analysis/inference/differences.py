"""The design-based t test of the difference of two domain means, for many pairs at once."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from scipy import special

from analysis.estimators.joint import JointMeans, df_of_pairs

Floats = NDArray[np.float64]
Codes = NDArray[np.intp]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Differences:
    """Differences of pairs of means.

    Attributes
    ----------
    estimate, se, df, p : float (pairs,)
        Of the first less the second, with the covariance of both; se is NaN where one has fewer than two PSUs, and p
        where there is no error or no degree of freedom.
    """

    estimate: Floats
    se: Floats
    df: Floats
    p: Floats


def differences(joint: JointMeans, first: Codes, second: Codes) -> Differences:
    """Return the differences of pairs of joint means.

    Parameters
    ----------
    joint : JointMeans
    first, second : int (pairs,)
        Places of the means.
    """
    covariance = joint.covariance
    variance = covariance[first, first] + covariance[second, second] - 2 * covariance[first, second]
    enough = (joint.n_psu[first] > 1) & (joint.n_psu[second] > 1)
    estimate = joint.estimate[first] - joint.estimate[second]
    se = np.where(enough, np.sqrt(np.maximum(variance, 0.0)), np.nan)
    df = df_of_pairs(joint)[first, second]
    known = (se > 0) & (df > 0)
    t = np.abs(estimate) / np.where(known, se, 1.0)
    p = np.where(known, 2 * special.stdtr(np.where(known, df, 1.0), -t), np.nan)
    return Differences(estimate=estimate, se=se, df=df, p=p)
