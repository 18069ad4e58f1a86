"""The worlds that the verdicts are held against: the shipped one, changed."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from statistics import fmean
from typing import Any

from survey.simulate.demo import shipped
from survey.simulate.reading import read_world
from survey.simulate.world import OTHERS, World

FOLDER = Path(__file__).parent / "described"
NAMES = ("nothing", "margin", "true", "false", "nothing_interviewers", "margin_lost")


@dataclass(frozen=True, slots=True, kw_only=True)
class Goal:
    """A contrast that a world shall have, and what may be moved for it.

    Attributes
    ----------
    claim, part : str
        The contrast.
    target : float
        What it shall be among all adults.
    item : str
        Whose answers are moved.
    shift, spread : tuple of str
        The domains whose attitude is moved; or spread.
    """

    claim: str
    part: str
    target: float
    item: str
    shift: tuple[str, ...] = ()
    spread: tuple[str, ...] = ()


def described(name: str) -> tuple[World, tuple[Goal, ...]]:
    """Return a world by its name, and the contrasts that are still to be solved for in it."""
    overlay = tomllib.loads((FOLDER / f"{name}.toml").read_text(encoding="utf-8"))
    base, goals = described(overlay.pop("based_on")) if "based_on" in overlay else (read_world(_shipped()), ())
    document = base.model_dump()
    if overlay.pop("everybody_alike", False):
        document = _everybody_alike(document)
    own = tuple(Goal(**{key: _frozen(value) for key, value in goal.items()}) for goal in overlay.pop("solve", ()))
    for section, names in overlay.items():
        for key, changes in names.items():
            document[section][key] = {**document[section][key], **changes}
    return World.model_validate(document), goals + own


def _shipped() -> Path:
    return Path(str(shipped() / "world.toml"))


def _frozen(value: Any) -> Any:
    return tuple(value) if isinstance(value, list) else value


def _everybody_alike(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return the world in which every domain has the mean of the shares, and lost places differ in nothing."""
    ordered = {
        name: {**item, "shares": {OTHERS: fmean(item["shares"].values())}, "spread": {OTHERS: 1.0}}
        for name, item in document["ordered"].items()
    }
    factors = {name: {**factor, "closed": 0.0} for name, factor in document["factors"].items()}
    tables = {
        section: {name: _table_alike(table) for name, table in document[section].items()}
        for section in ("nominal", "multiple")
    }
    return {**document, "ordered": ordered, "factors": factors, **tables}


def _table_alike(table: Mapping[str, Any]) -> dict[str, Any]:
    if table["by"] != "domain":
        return dict(table)
    rows = list(table["shares"].values())
    codes = dict.fromkeys(code for row in rows for code in row)
    return {**table, "shares": {OTHERS: {code: fmean(row.get(code, 0.0) for row in rows) for code in codes}}}
