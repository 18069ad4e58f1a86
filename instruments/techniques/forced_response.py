"""Forced response: some outcomes of a hidden draw say "yes" or "no" for the respondent, the others ask for truth."""

from dataclasses import dataclass
from fractions import Fraction

from instruments.expression import Expression
from instruments.techniques.device import Device


@dataclass(frozen=True, slots=True, kw_only=True)
class ForcedResponse:
    """The chances of a forced response design (Boruch 1971; Blair, Imai and Zhou 2015).

    With p the chance of a true answer and p1 that of a forced "yes", the share is (observed - p1) / p.

    Attributes
    ----------
    device : Device
    say_yes, say_no : int
        How many of its outcomes force the one answer, and the other.
    yes : str
        The code of the answer whose share is wanted.
    understood : Expression, optional
        Holds for those who showed beforehand that they had understood.

    Examples
    --------
    >>> die = ForcedResponse(device=Device(name="die", outcomes=6), say_yes=1, say_no=1, yes="yes")
    >>> die.truth, die.forced_yes
    (Fraction(2, 3), Fraction(1, 6))
    """

    device: Device
    say_yes: int
    say_no: int
    yes: str
    understood: Expression | None = None

    @property
    def truth(self) -> Fraction:
        """The chance that the draw asks for the truth."""
        return 1 - self.device.chance(self.say_yes + self.say_no)

    @property
    def forced_yes(self) -> Fraction:
        """The chance that the draw says "yes"."""
        return self.device.chance(self.say_yes)
