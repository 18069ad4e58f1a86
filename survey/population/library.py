"""The margins that come with the toolkit."""

from pathlib import Path

from instruments.errors import refuse
from instruments.words import listed
from survey.population.margin import Margin
from survey.population.read import read_margin

LIBRARY = Path(__file__).parent


def library_margins() -> tuple[str, ...]:
    """Return the names of the margins that come along.

    Examples
    --------
    >>> library_margins()
    ('mali_2022.milieu', 'mali_2022.region', 'mali_2022.sex_age')
    """
    return tuple(sorted(f"{path.parent.name}.{path.stem}" for path in LIBRARY.glob("*/*.csv")))


def library_margin(name: str) -> Margin:
    """Return a margin that comes along, by its name.

    Raises
    ------
    SurveyError
        If no margin has that name.

    Examples
    --------
    >>> library_margin("mali_2022.milieu").targets[("urban",)]
    6745306.0
    """
    known = library_margins()
    if name not in known:
        raise refuse("survey.margin.unknown", name=name, known=listed(list(known)))
    folder, stem = name.split(".", 1)
    return read_margin(LIBRARY / folder / f"{stem}.csv", name=name)
