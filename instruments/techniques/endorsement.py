"""Endorsement experiment: the same proposal, plain or backed by somebody, to people drawn at random."""

from dataclasses import dataclass

from instruments.expression import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class Endorsement:
    """Which arm names nobody; the others name who backs the proposal (Bullock, Imai and Shapiro 2011).

    The effect shows which reaction to the endorser outweighs the other, never a share of supporters.

    Attributes
    ----------
    control : str
        The code of the arm without an endorser.
    understood : Expression, optional
        Holds for those who showed beforehand that they had understood.
    """

    control: str
    understood: Expression | None = None
