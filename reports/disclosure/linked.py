"""Figures that share their people: what one table hides, sums of others and of claims must not give back."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.footing import Footing
from reports.disclosure.combinations import giving_back, of_length_one, take_part, telling_of_few, without

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """One figure of a report, before it is known whether it can be shown.

    Attributes
    ----------
    footing : Footing
    base : int
        People whom it rests on (not weighted).
    rank : int
        Where something must be hidden, figures of a lower rank go first.
    hidden : bool
        Whether it is hidden for itself.
    secret : bool
        Whether nothing may give it back: a small group of one mind. Of too few people nothing ever may tell.
    """

    footing: Footing
    base: int
    rank: int = 0
    hidden: bool = False
    secret: bool = False


def hidden_with_them(figures: Sequence[Figure], *, minimum: int) -> tuple[bool, ...]:
    """Return which further figures are hidden, so that no combination of the others tells of too few people.

    The few may be a hidden group, as the region that is left of its zone; or people in no group at all: the one who is
    counted in the total of a table and, because nobody knows the group, on neither side of a claim.

    What is hidden is as little as one of two ways comes to: larger figures are shown first, or smaller ones.

    Parameters
    ----------
    figures : sequence of Figure
    minimum : int
        The fewest people of whom figures may tell.

    References
    ----------
    Hundepool et al., Statistical Disclosure Control (2012), section 4.4: linked tables.

    Examples
    --------
    >>> from analysis.footing import Sum
    >>> everybody, here, there = np.ones(91, dtype=bool), np.arange(91) < 60, np.arange(91) > 60
    >>> footings = [Footing((Sum(of="trust", among=group),)) for group in (everybody, here, there)]
    >>> figures = [Figure(footing=each, base=int(each.sums[0].among.sum())) for each in footings]
    >>> hidden_with_them(figures, minimum=10)  # one person is neither here nor there
    (False, False, True)
    """
    too = [False] * len(figures)
    for places in _linked(figures):
        for place in _kept_back([figures[place] for place in places], minimum=minimum):
            too[places[place]] = True
    return tuple(too)


def _linked(figures: Sequence[Figure]) -> list[list[int]]:
    """Return the places of figures that answers to the same matters tie together."""
    groups: list[tuple[set[str], list[int]]] = []
    for place, figure in enumerate(figures):
        matters = {each.of for each in figure.footing.sums}
        if matters:
            tied = [group for group in groups if group[0] & matters]
            groups = [group for group in groups if not group[0] & matters]
            groups.append((matters.union(*(of for of, _ in tied)), [p for _, each in tied for p in each] + [place]))
    return [sorted(places) for _, places in groups]


def _kept_back(figures: Sequence[Figure], *, minimum: int) -> list[int]:
    """Return the places of figures that are hidden with others."""
    every, count = _people(figures)
    shown = [place for place, figure in enumerate(figures) if not figure.hidden]
    sums = every[:, shown]
    few = telling_of_few(sums, count, minimum=minimum)
    told = [giving_back(sums, every[:, place]) for place, figure in enumerate(figures) if figure.secret]
    told = [combinations for combinations in told if take_part(combinations)[-1]]
    helping = np.any([take_part(few), *(take_part(each)[:-1] for each in told)], axis=0)
    doubtful = np.flatnonzero(helping).tolist()

    def safe(chosen: list[int]) -> bool:
        others = [place for place in doubtful if place not in chosen]
        some = telling_of_few(sums, count, minimum=minimum, among=without(few, others))
        return not some.size and not any(take_part(without(each, others))[-1] for each in told)

    return [shown[place] for place in _fewest([figures[place] for place in shown], doubtful, safe)]


def _fewest(figures: Sequence[Figure], doubtful: list[int], safe: Callable[[list[int]], bool]) -> list[int]:
    """Return which of the doubtful stay hidden where larger figures are shown first, or smaller ones."""
    ways = (sorted(doubtful, key=lambda place: (-figures[place].rank, sign * figures[place].base)) for sign in (-1, 1))
    found = [_one_by_one(order, safe) for order in ways] if doubtful else [doubtful]
    return min(found, key=lambda places: (len(places), sum(figures[place].base for place in places)))


def _one_by_one(order: Sequence[int], safe: Callable[[list[int]], bool]) -> list[int]:
    """Return what stays hidden where each is shown that can be, one after the other.

    What is safe stays so with less: halves are tried as a whole, and taken apart only where they must be.
    """
    shown: list[int] = []
    waiting = [list(order)]
    while waiting:
        part = waiting.pop()
        if safe([*shown, *part]):
            shown += part
        elif len(part) > 1:
            half = len(part) // 2
            waiting += [part[half:], part[:half]]
    return [place for place in order if place not in shown]


def _people(figures: Sequence[Figure]) -> tuple[Floats, Floats]:
    """Return which kinds of people are counted in which figure, and how many of each kind there are.

    An answer to each matter counts by itself: whoever answered two of them stands there twice. Each figure is counted
    in a unit of its own, so that all are as long.
    """
    matters = dict.fromkeys(each.of for figure in figures for each in figure.footing.sums)
    parts = [_who_answered(of, figures) for of in matters]
    count = np.concatenate([count for _, count in parts])
    return of_length_one(np.concatenate([held for held, _ in parts]), count), count


def _who_answered(of: str, figures: Sequence[Figure]) -> tuple[Floats, Floats]:
    sums = [(place, each) for place, figure in enumerate(figures) for each in figure.footing.sums if each.of == of]
    kinds, count = _kinds(np.column_stack([each.among for _, each in sums]))
    counted = np.zeros((len(sums), len(figures)))
    for row, (place, each) in enumerate(sums):
        counted[row, place] = each.weight
    return kinds @ counted, count


def _kinds(within: Mask) -> tuple[Floats, Floats]:
    """Return each combination of groups that occurs, once, and how many people are in it; nobody is in none."""
    packed = np.packbits(within[within.any(axis=1)], axis=1)
    whole = np.ascontiguousarray(packed).view(np.dtype((np.void, packed.shape[1]))).ravel()
    _, first, count = np.unique(whole, return_index=True, return_counts=True)
    kinds = np.unpackbits(packed[first], axis=1, count=within.shape[1])
    return kinds.astype(float), count.astype(float)
