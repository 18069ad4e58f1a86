"""List experiment: people count statements; half of them have one statement more. Too low or too high a count tells."""

from collections.abc import Sequence
from dataclasses import dataclass

from instruments.expression import Expression


@dataclass(frozen=True, slots=True, kw_only=True)
class ListExperiment:
    """What is known of the harmless statements before the field, and the second list of a double list.

    Attributes
    ----------
    expected : tuple of float
        For each harmless statement the share of people expected to count it, from a pilot or another source.
    opposed : tuple of int
        Two of them, counted from 1, that nobody holds together; empty where there are none.
    twin : str, optional
        The other list of a double list, which is long where this one is short (Glynn 2013).
    understood : Expression, optional
        Holds for those who showed beforehand that they had understood.
    """

    expected: tuple[float, ...] = ()
    opposed: tuple[int, ...] = ()
    twin: str | None = None
    understood: Expression | None = None

    @property
    def counts(self) -> tuple[float, ...]:
        """The shares of people expected to count 0, 1, 2 ... harmless statements.

        Statements that are not opposed are taken to be independent.

        Examples
        --------
        >>> [round(share, 3) for share in ListExperiment(expected=(0.5, 0.4, 0.1), opposed=(1, 2)).counts]
        [0.09, 0.82, 0.09, 0.0]
        """
        pair = [self.expected[place - 1] for place in self.opposed]
        rest = [share for place, share in enumerate(self.expected, start=1) if place not in self.opposed]
        shares = [1 - sum(pair), sum(pair), 0.0] if pair else [1.0]
        for share in rest:
            shares = _with(shares, share)
        return tuple(shares)

    @property
    def nobody_hidden(self) -> tuple[float, float]:
        """The shares of people whom a long list would not hide: none counted denies the statement, all admits it."""
        return self.counts[0], self.counts[-1]


def _with(shares: Sequence[float], share: float) -> list[float]:
    """Return the distribution of a count with one more independent statement."""
    stay = [*(one * (1 - share) for one in shares), 0.0]
    rise = [0.0, *(one * share for one in shares)]
    return [low + high for low, high in zip(stay, rise, strict=True)]
