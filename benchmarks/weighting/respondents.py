"""Made respondents and the population that they are weighted to; numpy and pandas are all that this needs."""

from pathlib import Path

import numpy as np
import pandas as pd

from benchmarks import columns

SEED = 2026
SIZES = {"region": 20, "sex_age": 10, "urban": 2}
TOTALS, REPLICATES = 30, 500
NUMBERS = [f"x{place:02d}" for place in range(TOTALS)]
PSUS = {2_000: 250, 100_000: 5_000, 1_000_000: 20_000}


def made(size: int) -> pd.DataFrame:
    """Return respondents in PSUs and strata (region by milieu), with categories as codes, base weights and numbers."""
    rng = np.random.default_rng(SEED)
    psus, regions = PSUS[size], SIZES["region"]
    region_of = np.sort(
        np.concatenate([np.repeat(np.arange(regions), 4), rng.integers(0, regions, psus - 4 * regions)])
    )
    urban_of = np.where(np.arange(psus) % 4 < 2, np.arange(psus) % 2, rng.random(psus) < 0.3).astype(int)
    psu = np.sort(rng.integers(0, psus, size))
    chance = np.array([3, 4, 5, 4, 3, 5, 4, 3, 2, 2]) / 35
    found = {
        "region": region_of[psu],
        "sex_age": rng.choice(SIZES["sex_age"], size, p=chance),
        "urban": urban_of[psu],
        "psu": psu,
        "stratum": 2 * region_of[psu] + urban_of[psu],
        "weight": np.round(rng.lognormal(0, 0.6, size) * (1 + region_of[psu] / 10), 6),
    }
    found |= dict(zip(NUMBERS, np.round(rng.gamma(4, 1, (size, TOTALS)), 4).T, strict=True))
    return pd.DataFrame(found)


def write(frame: pd.DataFrame, folder: Path) -> None:
    """Write the respondents and the known totals."""
    columns.write(frame, folder)
    known = pd.DataFrame({"name": NUMBERS, "total": totals(frame).values()})
    known.to_csv(folder / "totals.csv", index=False)


def read(folder: Path) -> pd.DataFrame:
    """Return the respondents as a table of analysis has them: margins as categories, in the order of their labels."""
    frame = columns.read(folder)
    for name in SIZES:
        frame[name] = pd.Categorical.from_codes(frame[name].astype(int), labels(name))
    frame[["psu", "stratum"]] = frame[["psu", "stratum"]].astype(int)
    return frame


def labels(name: str) -> list[str]:
    """Return the categories of a margin."""
    return [f"{name[0]}{code:02d}" for code in range(SIZES[name])]


def shares() -> dict[str, dict[str, float]]:
    """Return the shares of each category in the population."""
    rng = np.random.default_rng(SEED + 1)
    found = {}
    for name, count in SIZES.items():
        parts = rng.uniform(1, 2, count)
        found[name] = dict(zip(labels(name), (parts / parts.sum()).tolist(), strict=True))
    return found


def totals(frame: pd.DataFrame) -> dict[str, float]:
    """Return known totals of the numbers, a few per cent from what the base weights say."""
    rng = np.random.default_rng(SEED + 2)
    return {name: float(frame["weight"] @ frame[name]) * float(rng.uniform(0.97, 1.03)) for name in NUMBERS}


def factors(frame: pd.DataFrame) -> tuple[np.ndarray, np.ndarray]:
    """Return the PSU of each respondent, and bootstrap factors (Rao & Wu) of each PSU: n - 1 of n drawn anew."""
    rng = np.random.default_rng(SEED + 3)
    first = frame.drop_duplicates("psu")
    stratum = first["stratum"].to_numpy()
    table = np.ones((len(first), REPLICATES))
    for code in np.unique(stratum):
        here = np.flatnonzero(stratum == code)
        drawn = rng.multinomial(len(here) - 1, np.full(len(here), 1 / len(here)), size=REPLICATES).T
        table[here] = drawn * len(here) / (len(here) - 1)
    return np.searchsorted(first["psu"].to_numpy(), frame["psu"].to_numpy()), table


def relative(weights: np.ndarray) -> np.ndarray:
    """Return weights over their mean, which is what contestants must agree on: some give shares, others counts."""
    return weights / weights.mean(axis=0)
