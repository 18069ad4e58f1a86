"""The project itself, on Categoricals, as its tables of analysis hold them."""

import numpy as np
import pandas as pd

from benchmarks.weighting.respondents import SIZES, factors, relative, shares, totals
from benchmarks.worker import Figures, Work
from survey.population import Margin
from survey.weights import calibrate, rake
from survey.weights.replicates import rake_replicates


def raking(frame: pd.DataFrame) -> Work:
    margins = _margins()
    return lambda: _figures(rake(frame, margins=margins, weights="weight").values)


def raking_texts(frame: pd.DataFrame) -> Work:
    return raking(frame.assign(**{name: frame[name].astype(str) for name in SIZES}))


def replicates(frame: pd.DataFrame) -> Work:
    margins = _margins()
    unit, table = factors(frame)
    base = frame["weight"].to_numpy()

    def work() -> Figures:
        raked = rake_replicates(frame, margins=margins, unit=unit, factors=table, weights=base)
        return _figures(raked.weights())

    return work


def calibration(frame: pd.DataFrame) -> Work:
    known = totals(frame)
    return lambda: _figures(calibrate(frame, totals=known, method="linear", weights="weight").values)


def calibration_raking(frame: pd.DataFrame) -> Work:
    known = totals(frame)
    return lambda: _figures(calibrate(frame, totals=known, method="raking", weights="weight").values)


def _margins() -> list[Margin]:
    return [Margin.of(name, targets) for name, targets in shares().items()]


def _figures(weights: np.ndarray) -> Figures:
    return lambda: relative(weights)
