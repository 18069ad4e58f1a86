"""Made respondents in strata and PSUs, with twenty items and three groupings; it needs numpy and pandas only."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import columns

SEED = 2026
STRATA, REGIONS, GROUPS, ITEMS, REPLICATES = 38, 20, 16, 20, 500
PSUS = {2_000: 400, 100_000: 5_000, 1_000_000: 20_000}
FACTORS = {"region": REGIONS, "urban": 2, "group": GROUPS, "sex": 2, "age": 5}
NAMES = [f"item{place:02d}" for place in range(ITEMS)]


def made(size: int) -> pd.DataFrame:
    """Return respondents, PSU by PSU: factors as codes, items from 1 to 5, NaN where there is no answer."""
    rng = np.random.default_rng(SEED)
    psus = PSUS[size]
    stratum_of = np.arange(psus) * STRATA // psus
    psu = np.sort(np.concatenate([np.arange(psus), rng.integers(0, psus, size - psus)]))
    stratum = stratum_of[psu]
    found = {
        "stratum": stratum,
        "psu": psu,
        "weight": rng.lognormal(0, 0.5, size),
        "region": np.minimum(stratum // 2, REGIONS - 1) + (stratum >= STRATA - 1),
        "urban": stratum % 2,
        "group": rng.integers(0, GROUPS, size),
        "sex": rng.integers(0, 2, size),
        "age": rng.integers(0, 5, size),
    }
    found |= {name: _item(psu, place, rng) for place, name in enumerate(NAMES)}
    first = found[NAMES[0]]
    found["high"] = np.where(np.isnan(first), np.nan, first >= 4)
    return pd.DataFrame({name: np.asarray(values, dtype=float) for name, values in found.items()})


def read(folder: Path) -> pd.DataFrame:
    """Return the respondents as a field team has them: factors by their labels, as categories."""
    frame = columns.read(folder)
    for name, size in FACTORS.items():
        labels = [f"{name[0]}{code:02d}" for code in range(size)]
        frame[name] = pd.Categorical.from_codes(frame[name].astype(int), labels)
    frame[["stratum", "psu"]] = frame[["stratum", "psu"]].astype(int)
    return frame


def _item(psu: np.ndarray, place: int, rng: np.random.Generator) -> np.ndarray:
    effect = rng.normal(scale=0.5, size=psu.max() + 1)[psu]
    answer = np.clip(np.round(3 + effect + rng.normal(size=len(psu))), 1, 5)
    missing = 0.02 + 0.005 * place if place else 0.0  # svy forgets PSUs in which nobody answers; then tables differ
    answer[rng.random(len(psu)) < missing] = np.nan
    return answer
