"""Countries as tiles of one size, each region about where it lies; a file a country."""

import csv
from collections.abc import Mapping
from importlib.resources import files
from unicodedata import combining, normalize

COUNTRIES = ("mali",)

Places = dict[str, tuple[int, int]]


def places_of(names: Mapping[str, str]) -> Places | None:
    """Return column and row of each region, or None where no map holds all of them.

    Parameters
    ----------
    names : mapping
        Code of each region -> its name; a region is found by either.

    Examples
    --------
    >>> places_of({"kayes": "Kayes", "124": "Ségou"})
    {'kayes': (0, 3), '124': (3, 3)}
    >>> places_of({"1": "Atlantis"}) is None
    True
    """
    for country in COUNTRIES:
        held = _read(country)
        found = {code: held.get(code) or held.get(_plain(name)) for code, name in names.items()}
        if found and all(found.values()):
            return {code: place for code, place in found.items() if place}
    return None


def _plain(name: str) -> str:
    """Return a name in small letters without accents."""
    letters = (sign for sign in normalize("NFD", name.casefold()) if not combining(sign))
    return "".join(letters).strip()


def _read(country: str) -> Places:
    text = files("reports").joinpath("maps", f"{country}.csv").read_text(encoding="utf-8")
    return {row["region"]: (int(row["column"]), int(row["row"])) for row in csv.DictReader(text.splitlines())}
