"""Made respondents and the population that they are weighted to; numpy and pandas are all that this needs."""

import numpy as np
import pandas as pd

SEED = 2026
REGIONS, SEX_BY_AGE, TOTALS = 20, 10, 30
PSUS = {2_000: 250, 100_000: 5_000, 1_000_000: 20_000}


def respondents(size: int) -> pd.DataFrame:
    """Return respondents in PSUs, strata (region by milieu) and margins, with base weights and numbers."""
    rng = np.random.default_rng(SEED)
    psus = PSUS[size]
    region_of = np.sort(
        np.concatenate([np.repeat(np.arange(REGIONS), 4), rng.integers(0, REGIONS, psus - 4 * REGIONS)])
    )
    urban_of = np.where(np.arange(psus) % 4 < 2, np.arange(psus) % 2, rng.random(psus) < 0.3).astype(int)
    psu = np.sort(rng.integers(0, psus, size))
    chance = np.array([3, 4, 5, 4, 3, 5, 4, 3, 2, 2]) / 35
    frame = pd.DataFrame(
        {
            "region": np.char.add("r", region_of[psu].astype(str)),
            "sex_age": np.char.add("g", rng.choice(SEX_BY_AGE, size, p=chance).astype(str)),
            "urban": np.char.add("u", urban_of[psu].astype(str)),
            "psu": psu,
            "stratum": 2 * region_of[psu] + urban_of[psu],
            "weight": np.round(rng.lognormal(0, 0.6, size) * (1 + region_of[psu] / 10), 6),
        }
    )
    if size <= 100_000:
        numbers = np.round(rng.gamma(4, 1, (size, TOTALS)), 4)
        frame[[f"x{place}" for place in range(TOTALS)]] = numbers
    return frame


def shares() -> dict[str, dict[str, float]]:
    """Return the shares of each category in the population."""
    rng = np.random.default_rng(SEED + 1)
    found = {}
    for name, letter, count in (("region", "r", REGIONS), ("sex_age", "g", SEX_BY_AGE), ("urban", "u", 2)):
        parts = rng.uniform(1, 2, count)
        found[name] = {f"{letter}{code}": float(part) for code, part in enumerate(parts / parts.sum())}
    return found


def totals(frame: pd.DataFrame) -> dict[str, float]:
    """Return known totals of the numbers, a few per cent from what the base weights say."""
    rng = np.random.default_rng(SEED + 2)
    columns = [name for name in frame.columns if name.startswith("x")]
    return {name: float(frame["weight"] @ frame[name]) * float(rng.uniform(0.97, 1.03)) for name in columns}


def factors(frame: pd.DataFrame, replicates: int) -> tuple[np.ndarray, np.ndarray]:
    """Return the PSU of each respondent, and bootstrap factors (Rao & Wu) of each PSU: n - 1 of n drawn anew."""
    rng = np.random.default_rng(SEED + 3)
    first = frame.drop_duplicates("psu")
    stratum = first["stratum"].to_numpy()
    table = np.ones((len(first), replicates))
    for code in np.unique(stratum):
        here = np.flatnonzero(stratum == code)
        drawn = rng.multinomial(len(here) - 1, np.full(len(here), 1 / len(here)), size=replicates).T
        table[here] = drawn * len(here) / (len(here) - 1)
    return np.searchsorted(first["psu"].to_numpy(), frame["psu"].to_numpy()), table
