"""Breakdowns that share their members: what one table hides, sums of groups of another must not give back."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from reports.disclosure.suppression import Suppression

Floats = NDArray[np.float64]

_EXACT = 1e-8


def suppress_linked(
    memberships: NDArray[np.bool_],
    hidden: Suppression,
    *,
    bases: Sequence[int],
    minimum: int,
    breakdowns: Sequence[Sequence[int]] = (),
) -> Suppression:
    """Hide further groups until no combination of shown groups gives a hidden one back, nor too few people.

    A hidden group can be worked out where it is a sum and difference of shown groups, as the region that is left of its
    zone. The same holds for the hidden groups that lie within a shown one together, when they are too few people; and
    for the few who are in no group of a breakdown, because they did not say in which: everybody less its groups.

    Parameters
    ----------
    memberships : bool (kinds of people, groups)
        Which groups people are in at once, each combination that occurs; the first group is everybody.
    hidden : Suppression
        What is hidden already.
    bases : sequence of int
        People who answered, a number a group (not weighted).
    minimum : int
        The fewest people on whom a number may rest.
    breakdowns : sequence of sequence of int
        The groups of each breakdown, which do not overlap.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control (2012), section 4.4: linked tables.

    Examples
    --------
    >>> people = np.array([[1, 1, 1, 0], [1, 1, 0, 1], [1, 0, 0, 0]], dtype=bool)  # everybody, a zone, its two regions
    >>> first = Suppression((False, False, True, False), (False, False, False, False))
    >>> suppress_linked(people, first, bases=[90, 40, 4, 36], minimum=10).hidden
    (False, False, True, True)
    """
    held = memberships.astype(float)
    too = list(hidden.complementary)
    while True:
        now = Suppression(hidden.primary, tuple(too))
        given = _given_back(held, now.hidden, bases, minimum)
        if given is None:
            given = _leaves_few(held, now.hidden, bases, minimum, breakdowns)
        if given is None:
            return now
        too[given] = True


def _given_back(held: Floats, hidden: Sequence[bool], bases: Sequence[int], minimum: int) -> int | None:
    """Return the smallest shown group that helps to work out what is hidden, or None where nothing can be."""
    shown = [group for group, hide in enumerate(hidden) if not hide]
    secret = [group for group, hide in enumerate(hidden) if hide and bases[group]]
    if not secret or not shown:
        return None
    targets = np.column_stack([held[:, secret], *_remainders(held, shown, secret, bases, minimum)])
    parts = np.linalg.lstsq(held[:, shown], targets, rcond=None)[0]
    left = np.abs(held[:, shown] @ parts - targets).max(axis=0)
    for combination in parts[:, left < _EXACT].T:
        helping = [group for group, share in zip(shown, combination, strict=True) if abs(share) > _EXACT and group]
        if helping:
            return min(helping, key=lambda group: bases[group])
    return None


def _remainders(
    held: Floats, shown: Sequence[int], secret: Sequence[int], bases: Sequence[int], minimum: int
) -> list[Floats]:
    """Return the hidden groups that lie within one shown group, together, where they are too few people."""
    found = []
    for group in shown:
        within = [each for each in secret if (held[:, each] <= held[:, group]).all()]
        if len(within) > 1 and sum(bases[each] for each in within) < minimum:
            found.append(np.minimum(held[:, within].sum(axis=1), 1.0))
    return found


def _leaves_few(
    held: Floats, hidden: Sequence[bool], bases: Sequence[int], minimum: int, breakdowns: Sequence[Sequence[int]]
) -> int | None:
    """Return the smallest group of a breakdown that leaves too few people of a shown group, or None."""
    inside = (held.T @ (1.0 - held)) == 0  # [a, b]: whoever is in a is in b
    for group in (each for each, hide in enumerate(hidden) if not hide):
        for breakdown in breakdowns:
            within = [e for e in breakdown if inside[e, group] and bases[e] and not hidden[e] and e != group]
            if within and 0 < bases[group] - sum(bases[each] for each in within) < minimum:
                return min(within, key=lambda each: bases[each])
    return None
