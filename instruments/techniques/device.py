"""A coin, a die or a bag of tokens: chances that are known, of a draw that only the respondent sees."""

from dataclasses import dataclass
from fractions import Fraction


@dataclass(frozen=True, slots=True, kw_only=True)
class Device:
    """A draw with equally likely outcomes.

    Attributes
    ----------
    outcomes : int
        How many there are: 6 for a die, 2 for a coin.
    name : str
        What it is, for the interviewer's bag: ``die``, ``coin``, ``tokens``.
    """

    name: str
    outcomes: int

    def chance(self, outcomes: int) -> Fraction:
        """Return the chance that one of some outcomes comes up.

        Examples
        --------
        >>> Device(name="die", outcomes=6).chance(2)
        Fraction(1, 3)
        """
        return Fraction(outcomes, self.outcomes)
