"""Read a world: world.toml and the places file that it names, every fault at once."""

import csv
from collections.abc import Collection, Iterator, Sequence
from pathlib import Path
from typing import Any

from pydantic import ValidationError

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.numeral import numeral
from instruments.words import listed
from instruments.written import parsed
from instruments.written.faults import faults
from survey.simulate.world import OTHERS, Ordered, World

COLUMNS = ("region", "zone", "exposed_region")


def read_world(path: str | Path) -> World:
    """Return the world that a file describes.

    Parameters
    ----------
    path : str or Path
        ``world.toml``; its places file is relative to it.

    Raises
    ------
    SurveyError
        With every fault: the file, the key, what was got and what was expected.
    """
    file = Path(path)
    document = _parsed(file)
    regions = document.get("regions")
    if isinstance(document.get("places"), str) and isinstance(regions, dict):
        places = _places(file.parent / document["places"])
        document["regions"] = {name: {**places.get(name, {}), **region} for name, region in regions.items()}
    try:
        world = World.model_validate(document)
    except ValidationError as error:
        raise SurveyError(faults(error, file=file.name, model=World)) from error
    problems = tuple(_wrong_names(world, file.name))
    if problems:
        raise SurveyError(problems)
    return world


def _parsed(file: Path) -> dict[str, Any]:
    try:
        return dict(parsed(file.read_bytes(), file=file.name))
    except FileNotFoundError as error:
        raise refuse("survey.simulate.no_file", Place(file=str(file))) from error


def _places(file: Path) -> dict[str, dict[str, object]]:
    """Return zone and exposure of each region, as a region of the world says them."""
    try:
        with file.open(encoding="utf-8-sig", newline="") as lines:
            rows = list(csv.DictReader(lines))
    except FileNotFoundError as error:
        raise refuse("survey.simulate.no_file", Place(file=str(file))) from error
    missing = [name for name in COLUMNS if not rows or name not in rows[0]]
    if missing:
        raise refuse("survey.simulate.places_columns", Place(file=file.name), missing=", ".join(missing))
    return {row["region"]: {"zone": row["zone"], "exposed": row["exposed_region"] == "yes"} for row in rows}


def _wrong_names(world: World, file: str) -> Iterator[Problem]:
    for name, ordered in world.ordered.items():
        key = f"ordered.{name}"
        if ordered.factor not in world.factors:
            yield _unknown(f"{key}.factor", ordered.factor, list(world.factors), file)
        yield from _wrong_values(f"{key}.shares", ordered.shares, world.values_of("domain"), file)
        yield from _wrong_values(f"{key}.spread", ordered.spread, world.values_of("domain"), file)
        yield from _wrong_numbers(ordered, world, key, file)
    for kind, tables in (("nominal", world.nominal), ("multiple", world.multiple)):
        for name, table in tables.items():
            yield from _wrong_values(f"{kind}.{name}.shares", table.shares, world.values_of(table.by), file)
    for name, count in world.counts.items():
        if count.sensitive not in world.ordered:
            yield _unknown(f"counts.{name}.sensitive", count.sensitive, list(world.ordered), file)
    if world.silence.fear not in world.ordered:
        yield _unknown("silence.fear", world.silence.fear, list(world.ordered), file)


def _wrong_values(key: str, stated: Collection[str], values: Sequence[str], file: str) -> Iterator[Problem]:
    """Yield the values that do not exist, and those of which nothing is said."""
    known = [*values, OTHERS]
    yield from (_unknown(key, value, known, file) for value in stated if value not in known)
    missing = [value for value in values if value not in stated]
    if missing and OTHERS not in stated:
        yield _problem("value_missing", key, file, missing=listed(missing))


def _wrong_numbers(item: Ordered, world: World, key: str, file: str) -> Iterator[Problem]:
    if 0 not in item.cuts or list(item.cuts) != sorted(set(item.cuts)):
        yield _problem("cuts", f"{key}.cuts", file, got=list(item.cuts))
    place = world.factors[item.factor].place if item.factor in world.factors else 0.0
    if place + item.loading**2 > 1:
        yield _problem(
            "no_variance_left", f"{key}.loading", file, got=item.loading, most=numeral((1 - place) ** 0.5, ".3f")
        )


def _unknown(key: str, got: str, known: list[str], file: str) -> Problem:
    return _problem("unknown_name", key, file, got=got, known=listed(known))


def _problem(name: str, key: str, file: str, **values: object) -> Problem:
    return Problem(code=f"survey.simulate.{name}", place=Place(file=file, key=key), values=values)
