"""balance: it turns margins into rows, so its shares are rounded to a ten-thousandth; its answer is shown, not held."""

import logging
from collections.abc import Callable

import numpy as np
import pandas as pd
from balance.weighting_methods.rake import rake

from benchmarks.weighting.respondents import shares


def raking(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    known = shares()
    base = frame["weight"]
    rows = 10_000
    columns = {
        name: np.repeat(list(targets), np.diff(np.round(np.cumsum([0.0, *targets.values()]) * rows)).astype(int))
        for name, targets in known.items()
    }
    target = pd.DataFrame(columns)
    ones = pd.Series(np.ones(rows))
    logging.getLogger("balance").setLevel(logging.ERROR)

    def work() -> np.ndarray:
        raked = rake(frame[list(known)], base, target, ones, transformations=None)
        return raked["weight"].to_numpy()

    return work
