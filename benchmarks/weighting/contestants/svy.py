"""svy, whose frames are those of polars."""

import numpy as np
import pandas as pd
import polars as pl
from svy import BootstrapWgts, Design, Sample

from benchmarks.weighting.respondents import REPLICATES, factors, relative, shares
from benchmarks.worker import Figures, Work


def _sample(frame: pd.DataFrame, replicates: np.ndarray | None = None) -> Sample:
    columns = {name: frame[name].tolist() for name in ("region", "sex_age", "urban", "psu", "stratum", "weight")}
    if replicates is None:
        return Sample(pl.DataFrame(columns), design=Design(stratum="stratum", psu="psu", wgt="weight"))
    names = [f"rep{place}" for place in range(1, replicates.shape[1] + 1)]
    table = pl.DataFrame(columns).hstack(pl.DataFrame(replicates, schema=names))
    given = BootstrapWgts(prefix="rep", n_reps=replicates.shape[1])
    return Sample(table, design=Design(stratum="stratum", psu="psu", wgt="weight", rep_wgts=given))


def _controls(frame: pd.DataFrame) -> dict[str, dict[str, float]]:
    total = float(frame["weight"].sum())
    return {name: {code: total * share for code, share in known.items()} for name, known in shares().items()}


def raking(frame: pd.DataFrame) -> Work:
    sample, controls = _sample(frame), _controls(frame)

    def work() -> Figures:
        raked = sample.weighting.rake(controls=controls, tol=1e-10, max_iter=1000, wgt_name="raked")
        return lambda: relative(raked.data["raked"].to_numpy())

    return work


def replicates(frame: pd.DataFrame) -> Work:
    unit, table = factors(frame)
    names = [f"raked{place}" for place in range(1, REPLICATES + 1)]
    sample, controls = _sample(frame, frame["weight"].to_numpy()[:, None] * table[unit]), _controls(frame)

    def work() -> Figures:
        raked = sample.weighting.rake(controls=controls, tol=1e-10, max_iter=1000, wgt_name="raked")
        return lambda: relative(raked.data.select(names).to_numpy())

    return work
