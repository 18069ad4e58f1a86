"""Which groups of a breakdown are hidden: those with few people or of one mind, and those that give them back."""

from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Suppression:
    """Which groups are hidden, in the order of the groups.

    Attributes
    ----------
    primary : tuple of bool
        Too few people answered, or a small group answered all alike.
    complementary : tuple of bool
        Enough answered, but the shown total less the other groups would give the hidden ones back.
    """

    primary: tuple[bool, ...]
    complementary: tuple[bool, ...]

    @property
    def hidden(self) -> tuple[bool, ...]:
        """Whether each group is hidden, for whatever reason."""
        return tuple(first or too for first, too in zip(self.primary, self.complementary, strict=True))


def suppress(bases: Sequence[int], *, minimum: int, alike: Sequence[bool] = ()) -> Suppression:
    """Hide the groups of one breakdown whose total is shown.

    A group is hidden when fewer than ``minimum`` people answered, or when it is small and answered all alike. While the
    hidden groups together could be had from the total as one group that is itself too small, or as a single group, the
    smallest group still shown is hidden too. A group in which nobody answered protects nobody.

    Parameters
    ----------
    bases : sequence of int
        People who answered (not weighted), a number a group; the groups do not overlap.
    minimum : int
        The fewest people on whom a number may rest.
    alike : sequence of bool
        Small groups of one mind.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control (2012), chapter 4: primary and secondary cell suppression.

    Examples
    --------
    >>> suppress([40, 4, 300, 25], minimum=10).hidden
    (False, True, False, True)
    >>> suppress([40, 300], minimum=10).hidden
    (False, False)
    >>> suppress([40, 15, 300], minimum=10, alike=[False, True, False]).hidden
    (True, True, False)
    """
    primary = [base < minimum for base in bases]
    for group, same in enumerate(alike):
        primary[group] |= same
    complementary = [False] * len(bases)
    for group in sorted((g for g, small in enumerate(primary) if not small), key=lambda g: bases[g]):
        if not _gives_back(bases, primary, complementary, minimum=minimum):
            break
        complementary[group] = True
    return Suppression(tuple(primary), tuple(complementary))


def _gives_back(bases: Sequence[int], primary: list[bool], too: list[bool], *, minimum: int) -> bool:
    hidden = [base for base, first, second in zip(bases, primary, too, strict=True) if (first or second) and base > 0]
    return bool(hidden) and (len(hidden) == 1 or sum(hidden) < minimum)
