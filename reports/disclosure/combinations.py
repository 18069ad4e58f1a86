"""Which combinations of published sums tell of too few people, or are a sum that must not be known.

Kinds of people stand in rows, with how many there are of each; published sums stand in columns, and say how often each
kind is counted in them. Whoever has the sums has every combination of them. A set of combinations is held as a basis: a
row a sum, a column a combination, of which every sum and difference belongs to the set.
"""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]

_NOTHING = 1e-10  # of a squared length of one: rounding leaves 1e-15, one person in a million 1e-6
_NO_SHARE = 1e-6  # of a combination of length one
_LEEWAY = 1e-7  # of a leverage, for rounding


def of_length_one(held: Floats, count: Floats) -> Floats:
    """Return sums as columns of length one, over people; the sum of nobody is nothing."""
    people = held * np.sqrt(count)[:, None]
    lengths = np.sqrt((people**2).sum(axis=0))
    return np.asarray(people / np.where(lengths > 0, lengths, 1.0))


def telling_of_few(sums: Floats, count: Floats, *, minimum: int, among: Floats | None = None) -> Floats:
    """Return the combinations that tell of too few people; no column where none does.

    A combination that counts s people once, and nobody else, has the squared length s. The leverage of a person is one
    over the smallest squared length of any combination that counts the person once. So nobody whose leverage is below
    1/s is one of s people counted alone; combinations are kept that leave all of those out, and looked at again, until
    everybody left has such a leverage: then there are more combinations than so few people can be kept apart in.

    Found is whatever counts each of the few once, added or taken away; not what counts one of them many times.

    Parameters
    ----------
    sums : float (kinds, sums)
        Of length one over people.
    count : float (kinds,)
        How many people there are of each kind.
    minimum : int
        The fewest people of whom a combination may tell.
    among : float (sums, k), optional
        Combinations to look among; else all.

    References
    ----------
    Hoaglin and Welsch (1978), The hat matrix in regression and ANOVA, American Statistician 32, 17-22: leverage.

    Examples
    --------
    >>> held = np.array([[1, 1, 0], [1, 0, 1], [1, 0, 0]])  # everybody, and two groups; one person is in neither
    >>> [telling_of_few(of_length_one(held, n), n, minimum=10).shape[1] for n in np.array([[60, 30, 1], [60, 30, 10]])]
    [1, 0]
    """
    left, combinations = np.arange(len(sums)), np.eye(sums.shape[1]) if among is None else among
    while minimum > 1 and left.size:
        alone = _leverage(sums[left] @ combinations) / count[left] >= 1 / (minimum - 1) - _LEEWAY
        if alone.all():
            return combinations
        combinations = combinations @ _vanishing(sums[left[~alone]] @ combinations)
        left = left[alone]
    return combinations[:, :0]


def giving_back(sums: Floats, secret: Floats) -> Floats:
    """Return the combinations of sums and, last, a secret that are nothing: where it takes part, the sums tell it.

    Parameters
    ----------
    sums : float (kinds, sums)
    secret : float (kinds,)

    Returns
    -------
    float (sums + 1, k)
    """
    return _vanishing(np.column_stack([sums, secret]))


def without(combinations: Floats, sums: Sequence[int]) -> Floats:
    """Return those of the combinations in which some sums take no part."""
    return combinations @ _vanishing(combinations[sums])


def take_part(combinations: Floats) -> Mask:
    """Return which sums take part in any of the combinations."""
    return np.asarray(np.abs(combinations).max(axis=1, initial=0.0) > _NO_SHARE)


def _leverage(sums: Floats) -> Floats:
    """Return the squared length of each row in an orthonormal basis of the columns."""
    lengths, directions = np.linalg.eigh(sums.T @ sums)
    some = lengths > _NOTHING
    return np.asarray(((sums @ (directions[:, some] / np.sqrt(lengths[some]))) ** 2).sum(axis=1))


def _vanishing(sums: Floats) -> Floats:
    """Return the combinations of the columns that are nothing, as an orthonormal basis."""
    lengths, directions = np.linalg.eigh(sums.T @ sums)
    return np.asarray(directions[:, lengths <= _NOTHING])
