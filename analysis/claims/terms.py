"""The terms of a contrast written out: the arms of a list, the levels of a dose, the waves of a study."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from analysis.answers import values_of
from analysis.claims.claim import Measure, Part, Term
from analysis.claims.expressions import both
from instruments.text import Text
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Mean:
    """One domain mean: of what, among whom, with which coefficient.

    Attributes
    ----------
    waves : tuple of str
        Where it belongs to a change: only strata with interviews in all of these count.
    whole, cell : str
        Where the composition is held fixed: the coefficient is multiplied by the share of ``cell`` in ``whole``.
    """

    measure: Measure
    where: str
    weight: float
    label: Text
    waves: tuple[str, ...] = ()
    whole: str = ""
    cell: str = ""


def means_of(part: Part, *, population: str, label: Text, study: Study) -> tuple[Mean, ...]:
    """Return the domain means of a part, each with its coefficient."""
    means: Iterable[Mean] = (
        Mean(
            measure=term.measure or part.measure,
            where=both(population, part.where, term.where),
            weight=term.weight,
            label=term.label or label,
        )
        for term in _terms(part, study)
    )
    means = [arm for mean in means for arm in _arms(mean, study)]
    means = [wave for mean in means for wave in _waves(mean, part, study)]
    return tuple(cell for mean in means for cell in _cells(mean, part, study))


def wave_weights(part: Part, *, study: Study) -> dict[str, float]:
    """Return the coefficient of each wave: last minus first, or the mean of both ends minus that of those between."""
    names = [wave.name for wave in study.waves]
    if part.over == "change":
        return {names[0]: -1.0, names[-1]: 1.0}
    middle = dict.fromkeys(names[1:-1], -1.0 / (len(names) - 2))
    return {names[0]: 0.5, **middle, names[-1]: 0.5}


def _terms(part: Part, study: Study) -> tuple[Term, ...]:
    """Return the terms as written, or for a dose the slope from its first to its last level, levels counted alike."""
    if part.dose is None:
        return part.term
    levels = values_of(part.dose, study=study)
    steps = np.linspace(-0.5, 0.5, len(levels))
    slopes = steps / (steps @ steps)
    return tuple(
        Term(where=f"{part.dose} = '{code}'", weight=float(slope), label=label)
        for (code, label), slope in zip(levels, slopes, strict=True)
    )


def _arms(mean: Mean, study: Study) -> Iterator[Mean]:
    """Yield for a list experiment the mean count with the sensitive statement, and, subtracted, that without."""
    if mean.measure.kind != "list":
        yield mean
        return
    item = study.instrument.item(mean.measure.of)
    short, long = sorted(item.arms, key=lambda arm: len(arm.statements))
    counted = Measure(kind="score", of=item.name, among=mean.measure.among)
    for arm, weight in ((long, mean.weight), (short, -mean.weight)):
        drawn = both(mean.where, f"{item.assigned_by} = '{arm.code}'")
        yield replace(mean, measure=counted, where=drawn, weight=weight, label=arm.label)


def _waves(mean: Mean, part: Part, study: Study) -> Iterator[Mean]:
    if part.over is None:
        yield mean
        return
    weights = wave_weights(part, study=study)
    for name, weight in weights.items():
        where = both(mean.where, f"wave = '{name}'")
        yield replace(mean, where=where, weight=weight * mean.weight, waves=tuple(weights))


def _cells(mean: Mean, part: Part, study: Study) -> Iterator[Mean]:
    """Yield for a fixed composition the mean of each group, to be counted by its share in the first wave."""
    if part.standardise is None:
        yield mean
        return
    first = both(part.where, f"wave = '{study.waves[0].name}'", f"answered({part.standardise})")
    for code, _ in values_of(part.standardise, study=study):
        group = f"{part.standardise} = '{code}'"
        yield replace(mean, where=both(mean.where, group), whole=first, cell=both(first, group))
