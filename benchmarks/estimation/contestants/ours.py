"""The project itself. What is timed begins with the design and ends with the estimates."""

import numpy as np
import pandas as pd

from analysis import chi_square, mean, regress
from analysis.estimators.estimates import Estimates
from benchmarks.estimation.respondents import NAMES, REPLICATES
from benchmarks.worker import Figures, Work
from survey import Design

BANNERS = [["region"], ["urban"], ["group"]]


def banner(frame: pd.DataFrame) -> Work:
    design = _design(frame)
    return lambda: _figures(mean(design, NAMES, by=BANNERS))


def region(frame: pd.DataFrame) -> Work:
    design = _design(frame)
    return lambda: _figures(mean(design, NAMES[0], by="region"))


def rao_scott(frame: pd.DataFrame) -> Work:
    design = _design(frame)

    def work() -> Figures:
        result = chi_square(design, NAMES[0], columns="urban")
        return lambda: [result.statistic, result.df, result.df_error]

    return work


def logistic(frame: pd.DataFrame) -> Work:
    design = _design(frame)

    def work() -> Figures:
        model = regress(design, "high", on=["region", "urban", "sex", "age"], family="logistic")
        return lambda: np.concatenate([model.estimate, model.se])

    return work


def bootstrap(frame: pd.DataFrame) -> Work:
    design = _design(frame)
    return lambda: _figures(
        mean(design.replicate(kind="bootstrap", replicates=REPLICATES, seed=1), NAMES[0], by="region")
    )


def _design(frame: pd.DataFrame) -> Design:
    return Design(frame, strata="stratum", psu="psu", weights="weight")


def _figures(estimates: Estimates) -> Figures:
    return lambda: np.concatenate([estimates.estimate, estimates.se])
