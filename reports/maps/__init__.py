"""Countries as tiles of one size, each region about where it lies; a file a country."""

import csv
from collections.abc import Sequence
from importlib.resources import files

COUNTRIES = ("mali",)

Places = dict[str, tuple[int, int]]


def places_of(codes: Sequence[str]) -> Places | None:
    """Return column and row of each region, or None where no map holds all of them.

    Examples
    --------
    >>> places_of(["kayes", "kidal"])
    {'kayes': (0, 3), 'kidal': (5, 0)}
    >>> places_of(["atlantis"]) is None
    True
    """
    for country in COUNTRIES:
        held = _read(country)
        if codes and set(codes) <= set(held):
            return {code: held[code] for code in codes}
    return None


def _read(country: str) -> Places:
    text = files("reports").joinpath("maps", f"{country}.csv").read_text(encoding="utf-8")
    return {row["region"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(text.splitlines())}
