"""The floor: plain numpy that reads the columns once and sums them by cell, all codes made before; no figures."""

import numpy as np
import pandas as pd

from benchmarks.estimation.respondents import FACTORS, NAMES, REPLICATES
from benchmarks.worker import Figures, Work


def banner(frame: pd.DataFrame) -> Work:
    return _sums(frame, NAMES, ["region", "urban", "group"])


def region(frame: pd.DataFrame) -> Work:
    return _sums(frame, NAMES[:1], ["region"])


def rao_scott(frame: pd.DataFrame) -> Work:
    weights, psu = frame["weight"].to_numpy(), frame["psu"].to_numpy()
    urban, answer = frame["urban"].cat.codes.to_numpy().astype(int), frame[NAMES[0]].to_numpy()

    def work() -> Figures:
        known = np.flatnonzero(~np.isnan(answer))
        key = (psu[known] * 2 + urban[known]) * 6 + answer[known].astype(int)
        np.bincount(key, weights=weights[known])
        return list

    return work


def logistic(frame: pd.DataFrame) -> Work:
    weights, outcome = frame["weight"].to_numpy(), frame["high"].to_numpy()
    codes = [frame[name].cat.codes.to_numpy().astype(int) for name in ("region", "urban", "sex", "age")]

    def work() -> Figures:
        known = np.flatnonzero(~np.isnan(outcome))
        line = np.zeros(len(known), dtype=int)
        for code, name in zip(codes, ("region", "urban", "sex", "age"), strict=True):
            line = line * FACTORS[name] + code[known]
        np.bincount(line, weights=weights[known])
        np.bincount(line, weights=weights[known] * outcome[known])
        return list

    return work


def bootstrap(frame: pd.DataFrame) -> Work:
    weights, psu, answer = (frame[name].to_numpy() for name in ("weight", "psu", NAMES[0]))
    stratum = frame.groupby("psu")["stratum"].first().to_numpy()
    rng = np.random.default_rng(1)

    def work() -> Figures:
        known = ~np.isnan(answer)
        sums = np.stack([np.bincount(psu, weights=weights * np.where(known, part, 0)) for part in (1.0, answer)])
        for units in np.bincount(stratum):
            drawn = rng.integers(units, size=(units - 1, REPLICATES), dtype=np.int32)
            np.bincount((drawn * REPLICATES + np.arange(REPLICATES)).ravel(), minlength=units * REPLICATES)
        sums @ np.ones((sums.shape[1], REPLICATES))
        return list

    return work


def _sums(frame: pd.DataFrame, items: list[str], groupings: list[str]) -> Work:
    weights, psu = frame["weight"].to_numpy(), frame["psu"].to_numpy()
    codes = [psu * FACTORS[name] + frame[name].cat.codes.to_numpy() for name in groupings]
    columns = [frame[name].to_numpy() for name in items]

    def work() -> Figures:
        for column in columns:
            known = ~np.isnan(column)
            held, weighted = weights * known, weights * np.where(known, column, 0)
            for code in codes:
                np.bincount(code, weights=held)
                np.bincount(code, weights=weighted)
        return list

    return work
