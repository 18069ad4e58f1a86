"""rimpy, which takes no base weights: the work is less, the answer another."""

from collections.abc import Callable

import numpy as np
import pandas as pd
import polars as pl
from rimpy import rake

from benchmarks.weighting.respondents import shares


def raking(frame: pd.DataFrame) -> Callable[[], np.ndarray]:
    known = shares()
    columns = pl.DataFrame({name: frame[name].tolist() for name in known})

    def work() -> np.ndarray:
        raked = rake(columns, known, convergence_threshold=1e-10, weight_column="raked")
        return raked["raked"].to_numpy()

    return work
