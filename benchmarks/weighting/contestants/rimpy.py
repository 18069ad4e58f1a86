"""rimpy, which takes no base weights: the work is less, the answer another."""

import pandas as pd
import polars as pl
from rimpy import rake

from benchmarks.weighting.respondents import relative, shares
from benchmarks.worker import Figures, Work


def raking(frame: pd.DataFrame) -> Work:
    known = shares()
    columns = pl.DataFrame({name: frame[name].tolist() for name in known})

    def work() -> Figures:
        raked = rake(columns, known, convergence_threshold=1e-10, weight_column="raked")
        return lambda: relative(raked["raked"].to_numpy())

    return work
