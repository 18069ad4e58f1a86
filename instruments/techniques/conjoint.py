"""Paired conjoint: two made-up profiles, each of their attributes drawn at random, and a choice between them."""

from dataclasses import dataclass

from instruments.expression import Expression
from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Attribute:
    """One attribute of the profiles.

    Attributes
    ----------
    name : str
    label : Text
    drawn : tuple of str
        The items that hold what was drawn for the first profile and for the second.
    """

    name: str
    label: Text
    drawn: tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Conjoint:
    """One choice between two profiles (Hainmueller, Hopkins and Yamamoto 2014).

    The levels are drawn independently and uniformly, so that the effect of a level is a difference of two means.

    Attributes
    ----------
    task : int
        Which of the respondent's choices this is, from 1.
    attributes : tuple of Attribute
    understood : Expression, optional
        Holds for those who showed beforehand that they had understood.
    """

    task: int
    attributes: tuple[Attribute, ...]
    understood: Expression | None = None
