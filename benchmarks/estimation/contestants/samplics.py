"""samplics: one item and one grouping a call, as it takes them."""

import numpy as np
import pandas as pd
from samplics import PopParam, TaylorEstimator

from benchmarks.estimation.respondents import NAMES
from benchmarks.worker import Figures, Work


def banner(frame: pd.DataFrame) -> Work:
    return _means(frame, NAMES, ["region", "urban", "group"])


def region(frame: pd.DataFrame) -> Work:
    return _means(frame, NAMES[:1], ["region"])


def _means(frame: pd.DataFrame, items: list[str], groupings: list[str]) -> Work:
    numbers = frame[[*items, "weight", "stratum", "psu"]].to_numpy(dtype=float).T
    columns = dict(zip([*items, "weight", "stratum", "psu"], numbers, strict=True))
    columns |= {name: frame[name].astype(str).to_numpy(dtype=object) for name in groupings}

    def one(item: str, grouping: str) -> TaylorEstimator:
        estimator = TaylorEstimator(PopParam.mean)
        estimator.estimate(
            y=columns[item],
            samp_weight=columns["weight"],
            stratum=columns["stratum"],
            psu=columns["psu"],
            domain=columns[grouping],
            remove_nan=True,
        )
        return estimator

    def work() -> Figures:
        found = [one(item, grouping) for grouping in groupings for item in items]
        return lambda: np.concatenate(
            [_sorted(each.point_est) for each in found] + [_sorted(each.stderror) for each in found]
        )

    return work


def _sorted(figures: dict[str, float]) -> np.ndarray:
    return np.array([figures[key] for key in sorted(figures)])
