"""svy, by its lists of items where it takes them."""

import numpy as np
import pandas as pd
import polars as pl
from svy import Cat, Design, Estimate, Sample

from benchmarks.estimation.respondents import NAMES, REPLICATES
from benchmarks.worker import Figures, Work

FACTORS = ("region", "urban", "sex", "age")


def banner(frame: pd.DataFrame) -> Work:
    sample = _sample(frame)

    def work() -> Figures:
        found = [
            sample.estimation.mean(NAMES, by=by, drop_nulls=True, deff="wr") for by in ("region", "urban", "group")
        ]
        return lambda: _figures([estimate for part in found for estimate in part])

    return work


def region(frame: pd.DataFrame) -> Work:
    sample = _sample(frame)

    def work() -> Figures:
        found = sample.estimation.mean(NAMES[0], by="region", drop_nulls=True, deff="wr")
        return lambda: _figures([found])

    return work


def rao_scott(frame: pd.DataFrame) -> Work:
    sample = _sample(frame)

    def work() -> Figures:
        found = sample.categorical.tabulate(NAMES[0], "urban", drop_nulls=True).stats.f
        return lambda: [found.value, found.df_num, found.df_den]

    return work


def logistic(frame: pd.DataFrame) -> Work:
    sample = _sample(frame)

    def work() -> Figures:
        model = sample.glm.fit("high", x=[Cat(name) for name in FACTORS], family="binomial")
        table = model.to_polars()
        return lambda: np.concatenate([table["estimate"].to_numpy(), table["std_err"].to_numpy()])

    return work


def bootstrap(frame: pd.DataFrame) -> Work:
    sample = _sample(frame)

    def work() -> Figures:
        replicated = sample.weighting.create_bs_wgts(n_reps=REPLICATES, rstate=1)
        found = replicated.estimation.mean(NAMES[0], by="region", drop_nulls=True, method="replication")
        return lambda: _figures([found])

    return work


def _sample(frame: pd.DataFrame) -> Sample:
    return Sample(pl.from_pandas(frame), Design(stratum="stratum", psu="psu", wgt="weight"))


def _figures(estimates: list[Estimate]) -> np.ndarray:
    tables = [estimate.to_polars() for estimate in estimates]
    tables = [table.sort(table.columns[0]) for table in tables]
    return np.concatenate([table[name].to_numpy() for name in ("est", "se") for table in tables])
