"""Crosswise model: are the answers to two statements the same or different? The chance of one of them is known."""

from dataclasses import dataclass
from fractions import Fraction

from instruments.expression import Expression
from instruments.techniques.device import Device
from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Crosswise:
    """A crosswise question, with the anchor that shows how many answer at random.

    With p the chance of the harmless statement, the share is (observed + p - 1) / (2p - 1) (Yu, Tian and Tang 2008);
    the anchor is another crosswise question whose sensitive statement holds for nobody (Atsusaka and Stevenson 2023).

    Attributes
    ----------
    device : Device
        The hidden draw behind the harmless statement.
    holds : int
        For how many of its outcomes that statement is true.
    statements : tuple of Text
        The harmless one and the sensitive one, as they are read out.
    same : str
        The code that says "both or neither".
    anchor : str, optional
        The item that is this one's anchor; None for an anchor itself.
    understood : Expression, optional
        Holds for those who showed beforehand that they had understood.
    """

    device: Device
    holds: int
    statements: tuple[Text, Text]
    same: str
    anchor: str | None = None
    understood: Expression | None = None

    @property
    def chance(self) -> Fraction:
        """The chance that the harmless statement holds."""
        return self.device.chance(self.holds)
