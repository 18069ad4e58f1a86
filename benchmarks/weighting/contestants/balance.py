"""balance: it turns margins into rows, so its shares are rounded to a ten-thousandth; its answer is shown, not held."""

import logging

import numpy as np
import pandas as pd
from balance.weighting_methods.rake import rake

from benchmarks.weighting.respondents import relative, shares
from benchmarks.worker import Figures, Work


def raking(frame: pd.DataFrame) -> Work:
    known = shares()
    base = frame["weight"]
    texts = frame[list(known)].astype(str)
    rows = 10_000
    columns = {
        name: np.repeat(list(targets), np.diff(np.round(np.cumsum([0.0, *targets.values()]) * rows)).astype(int))
        for name, targets in known.items()
    }
    target = pd.DataFrame(columns)
    ones = pd.Series(np.ones(rows))
    logging.getLogger("balance").setLevel(logging.ERROR)

    def work() -> Figures:
        raked = rake(texts, base, target, ones, transformations=None)
        return lambda: relative(raked["weight"].to_numpy())

    return work
