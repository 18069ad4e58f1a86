"""The designs of the parity tests, made from the CSV files that the R scripts read."""

from functools import cache
from pathlib import Path

import pandas as pd
import pytest

from survey.design import Design
from survey.stage import LaterStage

DATA = Path(__file__).parent / "data"
EXPECTED = Path(__file__).parent / "expected"


@cache
def _frame_of(name):
    if name == "supplied":
        return pd.read_csv(EXPECTED / "replicate_weights.csv")
    frame = pd.read_csv(DATA / f"{name}.csv")
    if name == "lonely":
        frame["good"] = (frame["trust"] >= 4).astype(float).where(frame["trust"].notna())
    elif name.startswith("api"):
        edges = [0, 300, 600, float("inf")]
        frame["size"] = pd.cut(frame["enroll"], edges, labels=["small", "middle", "large"])
        frame["good"] = (frame["api00"] > 650).astype(float)
        frame["level"] = pd.cut(frame["api00"], [0, 550, 650, 750, float("inf")], labels=[1, 2, 3, 4]).astype(float)
    return frame


@cache
def _design_of(name, policy="fail"):
    frame = _frame_of(name)
    if name == "apistrat":
        return Design(frame, strata="stype", weights="pw", fpc="fpc")
    if name == "apiclus1":
        return Design(frame, psu="dnum", weights="pw", fpc="fpc")
    if name == "apiclus2":
        return Design(frame, psu="dnum", weights="pw", fpc="fpc1", later_stages=[LaterStage(units="snum", fpc="fpc2")])
    design = Design(frame, strata="stratum", psu="psu", weights="weight", lonely_psu=policy)
    if name == "supplied":
        scales = pd.read_csv(EXPECTED / "replicate_scales.csv")["scale"].to_numpy()
        return design.with_replicate_weights([f"X{place}" for place in range(1, len(scales) + 1)], scale=scales)
    return design


@pytest.fixture(scope="session")
def frame_of():
    return _frame_of


@pytest.fixture(scope="session")
def design_of():
    return _design_of
