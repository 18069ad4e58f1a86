"""What a figure stands on: whose answers to what are added up in it. What must be hidden is worked out from it."""

from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from instruments.expression import parse
from survey.study import Study

Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Sum:
    """The weighted sum of a group's answers, and what it is multiplied by.

    Attributes
    ----------
    of : str
        The item; where a measure is made of several answers of a person, that measure.
    among : bool (n,)
        Who answered, of the group: a place for each respondent of the sample.
    weight : float
    """

    of: str
    among: Mask
    weight: float = 1.0


@dataclass(frozen=True, slots=True, eq=False)
class Footing:
    """A figure as a sum of sums: whoever knows all of them but one can work out the last.

    Two figures may stand on the same; a figure is told from others by its footing itself, never by what is in it.

    Attributes
    ----------
    sums : tuple of Sum
        Empty where there is no figure, or none that a reader could take apart: what a regression says.
    """

    sums: tuple[Sum, ...] = ()


def matter_of(names: Sequence[str], *, otherwise: str, study: Study) -> str:
    """Return the one item whose answers decide what is measured; where there are several, what is measured itself.

    A derived variable is made of other answers: whoever knows the answers to its item knows its values.
    """
    items = {item for name in names for item in _items_behind(name, study)}
    return items.pop() if len(items) == 1 else otherwise


def _items_behind(name: str, study: Study) -> set[str]:
    recipe = next((recipe for recipe in study.derive if recipe.name == name), None)
    if recipe is None:
        return {name}
    named = {name for case in recipe.cases for name in parse(case.when).names}
    named |= {recipe.by} if recipe.by else set()
    named |= {recipe.bands.of} if recipe.bands else set()
    return {item for each in named for item in _items_behind(each, study)}
