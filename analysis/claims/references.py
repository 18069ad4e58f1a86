"""What is wrong with a claim that has every key in its place."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.claims.claim import CONDITIONS, Claim, Measure, MeasureKind, Part, Plan
from instruments.errors import Place, Problem, SurveyError
from instruments.expression import parse
from instruments.numeral import numeral
from instruments.words import listed

ADJUSTABLE: frozenset[MeasureKind] = frozenset({"share", "score", "ahead", "nearer", "no_answer"})
ROUNDING = 1e-9  # of weights like 1/3 that are written as decimals


def wrong_parts(claim: Claim, *, place: Place) -> Iterator[Problem]:
    """Yield a problem for each fault in the parts of a claim and in what refers to them."""
    names = [part.name for part in claim.part]
    if claim.never_ask and claim.part:
        yield Problem(code="analysis.plan.asks_nevertheless", place=_at(place, "part"))
    if not claim.never_ask and not any(part.decides for part in claim.part):
        yield Problem(code="analysis.plan.decides_nothing", place=place)
    for number, part in enumerate(claim.part):
        here = _at(place, f"part[{part.name}]")
        if part.name in names[:number]:
            yield Problem(code="analysis.plan.taken_twice", place=here, values={"got": part.name})
        yield from _wrong_part(part, here)
    stood_for = [part.stands_in_for for part in claim.part if part.stands_in_for]
    for name in (name for name in stood_for if name not in names):
        values = {"got": name, "known": listed(names)}
        yield Problem(code="analysis.plan.unknown_part", place=_at(place, "part.stands_in_for"), values=values)
    for name in (name for word in claim.word for other in word.other for name in other.parts):
        if name not in names:
            values = {"got": name, "known": listed(names)}
            yield Problem(code="analysis.plan.unknown_part", place=_at(place, "word.other.parts"), values=values)
    yield from _wrong_expressions(claim, place)


def _at(place: Place, key: str) -> Place:
    return replace(place, key=f"{place.key}.{key}")


def _wrong_part(part: Part, place: Place) -> Iterator[Problem]:
    plurality = (part.rule == "plurality", part.measure.kind == "category", part.category is not None)
    if any(plurality) and not all(plurality):
        yield Problem(code="analysis.plan.category", place=_at(place, "category"), values={"got": part.category})
    if part.unit == "percent" and not 0 < part.value < 1:
        yield Problem(code="analysis.plan.out_of_scale", place=_at(place, "reference"), values={"got": part.value})
    if part.adjust and not _can_be_adjusted(part):
        yield Problem(code="analysis.plan.adjust", place=_at(place, "adjust"), values={"got": listed(part.adjust)})
    yield from _wrong_weights(part, place)
    measures = [part.measure, *(term.measure for term in part.term if term.measure)]
    for measure in measures:
        if measure.kind in ("ahead", "nearer") and measure.minus is None:
            yield Problem(code="analysis.plan.two_items", place=_at(place, "measure"), values={"got": measure.of})
        if (measure.kind == "nearer") != (measure.to is not None):
            yield Problem(code="analysis.plan.nearer_to", place=_at(place, "measure"), values={"got": measure.to})
        if measure.kind == "hidden" and measure.yes_if_so == measure.yes_if_not:
            yield Problem(code="analysis.plan.shows_nothing", place=_at(place, "measure"))
        if _lacks_a_rating(measure):
            yield Problem(code="analysis.plan.two_ratings", place=_at(place, "measure"), values={"got": measure.of})
        dispersions = {one.kind for one in (measure, part.measure) if one.is_of_group}
        if dispersions and measure.kind != part.measure.kind:
            yield Problem(code="analysis.plan.measure_each", place=_at(place, "term"), values={"got": measure.kind})


def _wrong_weights(part: Part, place: Place) -> Iterator[Problem]:
    weights = [term.weight for term in part.term]
    if len(weights) > 1 and abs(sum(weights)) > ROUNDING:
        values = {"got": " + ".join(f"{weight:g}" for weight in weights), "sum": numeral(sum(weights))}
        yield Problem(code="analysis.plan.weights", place=_at(place, "term"), values=values)


def _can_be_adjusted(part: Part) -> bool:
    """Return whether a part is the difference of one mean between two groups, or along a dose."""
    signs = sorted(term.weight for term in part.term)
    two_groups = len(signs) == 2 and signs[0] == -1 and signs[1] == 1
    plain = part.measure.kind in ADJUSTABLE and not any(term.measure for term in part.term)
    return plain and (part.dose is not None or two_groups) and part.over is None


def _lacks_a_rating(measure: Measure) -> bool:
    """Return whether a measure of agreement lacks one of two ratings, or has more; no other measure has raters."""
    if measure.kind != "kappa":
        return bool(measure.raters)
    return len(measure.raters) != 2 if measure.minus is None else bool(measure.raters)


def wrong_conditions(plan: Plan, *, place: Place) -> Iterator[Problem]:
    """Yield a problem for each condition of the plan as a whole that cannot be read."""
    for key, text in plan_expressions(plan):
        yield from _wrong_expression(text, replace(place, key=key))


def _wrong_expressions(claim: Claim, place: Place) -> Iterator[Problem]:
    for key, text in expressions(claim):
        yield from _wrong_expression(text, _at(place, key))


def _wrong_expression(text: str, place: Place) -> Iterator[Problem]:
    try:
        _ = parse(text) if text else None
    except SurveyError as error:
        yield from (replace(problem, place=place) for problem in error.problems)


def plan_expressions(plan: Plan) -> Iterator[tuple[str, str]]:
    """Yield the conditions of the plan as a whole with the key that each stands under."""
    yield from (("sponsor", plan.sponsor), ("exposed", plan.exposed))
    yield "sources", f"answered({plan.sources})" if plan.sources else ""


def expressions(claim: Claim) -> Iterator[tuple[str, str]]:
    """Yield every condition of a claim with the key that it stands under; empty ones among them."""
    yield "population", claim.population
    yield from (("domain.where", group.where) for group in claim.domain)
    yield from (("covers.where", group.where) for group in claim.covers)
    for part in claim.part:
        yield f"part[{part.name}].where", part.where
        yield from ((f"part[{part.name}].measure", text) for text in part.measure.expressions)
        for term in part.term:
            yield f"part[{part.name}].term.where", term.where
            if term.measure is not None:
                yield from ((f"part[{part.name}].term.measure", text) for text in term.measure.expressions)
    for other in (other for word in claim.word for other in word.other):
        yield "word.other.among", other.among or ""
        if all(part.measure.kind in CONDITIONS for part in claim.part if other.concerns(part)):
            yield "word.other.of", other.of or ""
