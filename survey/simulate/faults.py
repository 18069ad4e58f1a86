"""Faults as they come from the field, put into the export for the checks to find; each kind in other interviews."""

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from survey.simulate.export import new_uuids, numbered, with_offset
from survey.simulate.world import Faults

MINUTES_TOO_SHORT = 4
IMPOSSIBLE_AGES = ("8", "250")
RESENT_AFTER = pd.Timedelta(hours=20)


def add_faults(
    export: pd.DataFrame, faults: Faults, instrument: Instrument, *, rng: np.random.Generator
) -> pd.DataFrame:
    """Return the export with the faults that the world asks for."""
    export = export.copy()
    answered = rng.permutation(np.flatnonzero(export["consent"] == "yes"))
    straightlined = answered[_can_answer_alike(export.loc[answered], instrument)][: faults.straightlined]
    others = answered[~np.isin(answered, straightlined)]
    short, ages, twice, _ = np.split(others, np.cumsum([faults.short, faults.ages, faults.duplicates]))
    _answer_alike(export, straightlined, instrument)
    _shorten(export, short)
    export.loc[ages, "age"] = np.resize(IMPOSSIBLE_AGES, len(ages))
    _answer_unasked(export, faults.skipped, instrument, rng)
    return numbered(pd.concat([export, _sent_again(export.loc[twice], rng)], ignore_index=True))


def _shorten(export: pd.DataFrame, rows: NDArray[np.integer]) -> None:
    start = pd.to_datetime(export.loc[rows, "start"])
    export.loc[rows, "end"] = with_offset(start + pd.Timedelta(minutes=MINUTES_TOO_SHORT))


def _answer_alike(export: pd.DataFrame, rows: NDArray[np.integer], instrument: Instrument) -> None:
    """Give the middle of the scale to every question with five answers in an order."""
    for name, middle in _middles(instrument).items():
        export.loc[rows, name] = middle


def _can_answer_alike(export: pd.DataFrame, instrument: Instrument) -> NDArray[np.bool_]:
    """Return who was asked all of them, and would not be asked anything else after answering alike."""
    middles = _middles(instrument)
    lead_on = {name for item in instrument.items if item.relevant is not None for name in item.relevant.names}
    fits = [export[name] == middle if name in lead_on else export[name] != "" for name, middle in middles.items()]
    return np.asarray(np.logical_and.reduce(fits))


def _middles(instrument: Instrument) -> dict[str, str]:
    """Return the middle answer of each question with five answers in an order."""
    scales = {item.name: instrument.scale_of(item) for item in instrument.items if item.kind == "select_one"}
    fives = {name: scale for name, scale in scales.items() if scale and scale.ordered and len(scale.codes) == 5}
    return {name: scale.codes[2] for name, scale in fives.items()}


def _answer_unasked(export: pd.DataFrame, count: int, instrument: Instrument, rng: np.random.Generator) -> None:
    """Answer one question that the routing leaves out."""
    routed = [item.name for item in instrument.items if item.kind == "select_one" and item.relevant is not None]
    gaps = (export[routed] == "").to_numpy() & (export["consent"] == "yes").to_numpy()[:, None]
    for row in rng.permutation(np.flatnonzero(gaps.any(axis=1)))[:count]:
        item = instrument.item(routed[int(np.argmax(gaps[row]))])
        scale = instrument.scale_of(item)
        if scale is not None:
            export.loc[row, item.name] = scale.codes[-1]


def _sent_again(rows: pd.DataFrame, rng: np.random.Generator) -> pd.DataFrame:
    later = pd.to_datetime(rows["_submission_time"]) + RESENT_AFTER
    return rows.assign(_uuid=new_uuids(len(rows), rng), _submission_time=later.dt.strftime("%Y-%m-%dT%H:%M:%S"))
