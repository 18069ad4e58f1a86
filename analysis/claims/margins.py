"""Margins that cannot be meant: points written as whole numbers, and more than the whole scale."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.claims.claim import Claim, Measure, Part, Plan, Unit, margin_of
from instruments.errors import Place, Problem
from instruments.numeral import numeral
from instruments.scale import Scale
from survey.offered import offered
from survey.study import Study

SHARES: frozenset[Unit] = frozenset({"percent", "points", "index"})  # none of them differs by more than 1
WHOLE = 1.0
POINTS = 100  # to the whole

Held = tuple[Part, float, Place]  # a part, a margin and the key that says it


def too_wide_for_shares(plan: Plan, *, file: str) -> Iterator[Problem]:
    """Yield a problem for each margin of a share that is the whole or more: 20 where 0.20 is meant."""
    wide = {place: margin for part, margin, place in _held(plan, file) if part.unit in SHARES and margin >= WHOLE}
    for place, margin in wide.items():
        meant = margin / POINTS
        code, near = ("margin_in_points", {"near": f"{meant:.2f}"}) if meant < WHOLE else ("margin_of_share", {})
        yield Problem(code=f"analysis.plan.{code}", place=place, values={"got": f"{margin:g}", **near})


def too_wide_for_scores(plan: Plan, *, study: Study) -> Iterator[Problem]:
    """Yield a problem for each margin of a mean that no two answers of its scale lie apart."""
    for part, margin, place in _held(plan, plan.name):
        reach = _reach(part.measure, study) if part.unit == "score" else None
        if reach is not None and margin >= reach:
            values = {"got": f"{margin:g}", "widest": numeral(reach), "item": part.measure.of}
            yield Problem(code="analysis.plan.margin_of_score", place=place, values=values)


def _held(plan: Plan, file: str) -> Iterator[Held]:
    """Yield every margin that a contrast is held against: its own, that of the plan, that of another meaning."""
    whole = Place(file=file, key="margin")
    for claim in plan.claim:
        for part in claim.part:
            here = replace(whole, key=f"claim[{claim.id}].part[{part.name}].margin")
            margin = margin_of(part, plan=plan)
            if margin is not None:
                yield part, margin, whole if part.margin is None else here
        yield from _of_meanings(claim, replace(whole, key=f"claim[{claim.id}].word.other.margin"))


def _of_meanings(claim: Claim, place: Place) -> Iterator[Held]:
    for other in (other for word in claim.word for other in word.other):
        if other.margin is not None:
            yield from ((part, other.margin, place) for part in claim.part if other.concerns(part))


def _reach(measure: Measure, study: Study) -> float | None:
    """Return how far apart two values of a measure can lie; None where nothing bounds them."""
    bounds = [_bounds(name, study) for name in (measure.of, measure.minus) if name is not None]
    known = [one for one in bounds if one is not None]
    return sum(high - low for low, high in known) if len(known) == len(bounds) else None


def _bounds(name: str, study: Study) -> tuple[float, float] | None:
    """Return the lowest and the highest value of an item; of a list of answers, those that stand in an order."""
    item = next((item for item in study.instrument.items if item.name == name), None)
    if item is None:
        return None
    scale = offered(item, instrument=study.instrument)
    if scale is not None:
        return _ends(scale)
    return None if item.minimum is None or item.maximum is None else (item.minimum, item.maximum)


def _ends(scale: Scale) -> tuple[float, float] | None:
    values = [value for code in scale.codes if (value := scale.value_of(code)) is not None]
    return (min(values), max(values)) if values else None
