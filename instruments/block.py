"""Items that belong together: a battery, asked on one scale in a row, and a repeat, filled in again and again."""

from dataclasses import dataclass

from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Battery:
    """Items that share one scale; each form draws them as a table in its own way.

    Attributes
    ----------
    name : str
    label : Text
        What is read out once, before the items.
    """

    name: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Repeat:
    """Items that are filled in once for each person, period or matter that is told.

    Attributes
    ----------
    name : str
    label : Text
        What one turn is about.
    how_many : Text
        The question for the number of turns.
    most : int
        How many at most.
    """

    name: str
    label: Text
    how_many: Text
    most: int
