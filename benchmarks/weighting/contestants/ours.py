"""The project itself, on Categoricals, as its tables of analysis hold them."""

from collections.abc import Callable

import numpy as np
import pandas as pd

from benchmarks.weighting.respondents import factors, shares, totals
from survey.population import Margin
from survey.weights import calibrate, rake
from survey.weights.replicates import rake_replicates


def _prepared(frame: pd.DataFrame) -> tuple[pd.DataFrame, list[Margin]]:
    known = shares()
    coded = frame.assign(**{name: frame[name].astype("category") for name in known})
    return coded, [Margin.of(name, targets) for name, targets in known.items()]


def raking(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    coded, margins = _prepared(frame)
    return lambda: rake(coded, margins=margins, weights="weight").values


def raking_texts(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    _, margins = _prepared(frame)
    return lambda: rake(frame, margins=margins, weights="weight").values


def replicates_written_out(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    coded, margins = _prepared(frame)
    unit, table = factors(coded, 500)
    base = coded["weight"].to_numpy()

    def work() -> np.ndarray:
        raked = rake_replicates(coded, margins=margins, unit=unit, factors=table, weights=base)
        return (base[:, None] * table[unit] * raked.factor[raked.cell])[:, 0]

    return work


def calibration(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    known = totals(frame)
    return lambda: calibrate(frame, totals=known, method="linear", weights="weight").values


def calibration_raking(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    known = totals(frame)
    return lambda: calibrate(frame, totals=known, method="raking", weights="weight").values
