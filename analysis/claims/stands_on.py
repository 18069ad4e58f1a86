"""What the numbers of a claim stand on: the answers of which people, item by item."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import NDArray

from analysis.claims.claim import Measure
from analysis.claims.terms import Mean
from analysis.footing import Footing, Sum, matter_of
from analysis.sample import Sample
from instruments.expression import parse
from survey.study import Study

Floats = NDArray[np.float64]

_ADDED_UP = ("share", "hidden", "score")  # of an item each: a difference of two is a difference of sums


def footing_of(means: Sequence[Mean], *, blocks: Sequence[Floats], sample: Sample) -> Footing:
    """Return what a contrast of domain means stands on, or one mean.

    Parameters
    ----------
    means : sequence of Mean
    blocks : sequence of float (n, k)
        The columns of each: NaN where somebody does not count.
    sample : Sample
    """
    weights, sums = sample.design.index.weights, []
    for mean, block in zip(means, blocks, strict=True):
        among = np.asarray(~np.isnan(block).all(axis=1))
        total = float(weights[among].sum())
        if total and mean.weight:
            matters = _matters(mean.measure, sample.study)
            sums += [Sum(of=of, among=among, weight=sign * mean.weight / total) for of, sign in matters.items()]
    return Footing(tuple(sums))


def _matters(measure: Measure, study: Study) -> dict[str, float]:
    """Return of what each person is asked, with its sign; comparisons within a person are a matter of their own."""
    if measure.kind not in _ADDED_UP:
        said = (measure.kind, measure.of, measure.minus, measure.to, *measure.raters)
        return {" ".join(part for part in said if part): 1.0}
    of, minus = (None if each is None else _matter(each, measure, study) for each in (measure.of, measure.minus))
    return {str(of): 1.0} if minus in (None, of) else {str(of): 1.0, str(minus): -1.0}


def _matter(written: str, measure: Measure, study: Study) -> str:
    names = [written] if measure.kind == "score" else sorted(parse(written).names)
    return matter_of(names, otherwise=written, study=study)
