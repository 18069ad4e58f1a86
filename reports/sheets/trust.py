"""How far a verdict can be trusted: its grades, and what it becomes if those out of reach think otherwise."""

from collections.abc import Iterator
from typing import get_args

from analysis.claims.bounds import CoverageBounds
from analysis.claims.figures import written
from analysis.claims.grades import GradeName
from analysis.claims.verdict import Verdict
from reports.edition import Edition
from reports.sheet import Line
from reports.sheets.told import is_hidden
from reports.table import Cell, Mark, Words

GRADES: tuple[GradeName, ...] = get_args(GradeName)


def trust(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    """Yield the grades of a verdict, each with its reason."""
    if verdict.grades:
        yield Line(edition.say("reports.trust.grades"), role="heading")
    for grade in verdict.grades:
        values = {
            "name": edition.say(f"analysis.grades.name_{grade.name}"),
            "mark": edition.say(f"analysis.grades.mark_{grade.mark}"),
        }
        yield Line(edition.say("reports.trust.grade", why=grade.text(edition.language), **values))


def bounds(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    """Yield the bounds of each contrast, where part of its population was out of reach."""
    hidden = {(part.name, part.label) for part in verdict.parts if is_hidden(edition, part)}
    open_still = [each for each in verdict.bounds if each.covered < 1 and (each.part, each.label) not in hidden]
    if open_still:
        yield Line(edition.say("reports.trust.bounds"), role="heading")
    for each in open_still:
        yield Line(_worst_case(edition, each))
        for case in each.restricted:
            ends = {"low": _written(edition, each, case.low), "high": _written(edition, each, case.high)}
            yield Line(edition.say(f"reports.trust.if_{case.assumption}_{case.side}", **ends))


def mark_of(edition: Edition, verdict: Verdict, name: GradeName) -> Cell:
    """Return the mark of one grade as a cell."""
    if is_hidden(edition, verdict):
        return Mark("c")
    mark = next((grade.mark for grade in verdict.grades if grade.name == name), None)
    return Mark("x") if mark is None else Words(edition.say(f"analysis.grades.mark_{mark}"))


def _worst_case(edition: Edition, each: CoverageBounds) -> str:
    estimand, label = edition.wording(each.estimand), edition.wording(each.label)
    named = f"{estimand}, {label}" if label else estimand
    values = {name: _written(edition, each, getattr(each, name)) for name in ("low", "high", "ci_low", "ci_high")}
    covered = edition.spelled(each.covered, "share")
    told = edition.say("reports.trust.worst_case", estimand=named[:1].upper() + named[1:], covered=covered, **values)
    if each.breakdown is None:
        return told
    return f"{told} {_breakdown(edition, each.breakdown)}"


def _breakdown(edition: Edition, share: float) -> str:
    if not 0 <= share <= 1:
        return edition.say("reports.trust.no_breakdown")
    return edition.say("reports.trust.breakdown", share=edition.spelled(share, "share"))


def _written(edition: Edition, each: CoverageBounds, value: float) -> str:
    return written(value, unit=each.unit, language=edition.language)
