"""What the questions measure, apart from how they are worded."""

from dataclasses import dataclass

from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Construct:
    """A notion that one or more items measure.

    Attributes
    ----------
    name : str
    label : Text
    attitude : bool
        Whether it is an opinion, which may be withheld and must be protected, rather than a fact.
    """

    name: str
    label: Text
    attitude: bool = False
