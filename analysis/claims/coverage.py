"""Which part of a population could have been interviewed: by the frame as stated, by the places reached."""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from analysis.claims.measure import domain
from analysis.sample import Sample
from survey.places import Drawn, drawn_places


@dataclass(frozen=True, slots=True, kw_only=True, eq=False)
class Reach:
    """How far a sample reaches.

    Attributes
    ----------
    drawn : Drawn or None
        What became of each place that was drawn.
    framed : float (n,) or None
        For each respondent, the part of people like them that the frame holds, as the study states it; NaN where it
        states nothing.
    """

    drawn: Drawn | None
    framed: NDArray[np.float64] | None


def reach_of(sample: Sample) -> Reach:
    """Return how far the sample of a study reaches."""
    return Reach(drawn=drawn_places(sample.study), framed=_framed(sample))


def covered_share(where: str, *, reach: Reach, sample: Sample) -> float | None:
    """Return which part of a population was in reach: that of the frame times that of the places; None if unknown."""
    reached = None if reach.drawn is None else reach.drawn.reached_share(where)
    known = [share for share in (_framed_share(where, reach, sample), reached) if share is not None]
    return float(np.prod(known)) if known else None


def _framed_share(where: str, reach: Reach, sample: Sample) -> float | None:
    if reach.framed is None:
        return None
    here = domain(where, responses=sample.responses)
    weights = sample.design.index.weights[here]
    if weights.sum() == 0 or np.isnan(reach.framed[here]).any():
        return None
    return float(np.average(reach.framed[here], weights=weights))


def _framed(sample: Sample) -> NDArray[np.float64] | None:
    if not sample.study.coverage:
        return None
    framed = np.full(len(sample.responses), np.nan)
    for stated in reversed(sample.study.coverage):
        framed[domain(stated.where, responses=sample.responses)] = stated.share
    return framed
