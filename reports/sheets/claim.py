"""The sheet of a claim: its wording, what was decided and how, and the groups beside it as a table and a chart."""

from collections.abc import Iterator
from itertools import groupby

from analysis.claims.figures import reaches_beyond, written, written_interval, written_level
from analysis.claims.sentence import decision_in_words
from analysis.claims.verdict import DomainEstimate, Held, PartVerdict, Verdict
from reports.disclosure.suppression import Suppression
from reports.disclosure.verdicts import is_small
from reports.edition import Edition
from reports.sheet import IntervalChart, Line, Sheet
from reports.sheets.places import without_places
from reports.sheets.told import is_hidden, is_of_few, reason, told
from reports.sheets.tones import TONES
from reports.sheets.trust import bounds, trust
from reports.sheets.verdicts import KEY as VERDICTS
from reports.sheets.verdicts import UNIT_FORMATS, claim_key
from reports.table import Cell, Column, Number, Sign, Table, Words, number

_WIDTHS = {"group": 44, "estimate": 11, "low": 11, "high": 11, "se": 11, "below": 11, "above": 11, "n": 11}
_WIDTHS |= {"n_psu": 9, "sum_weights": 12}
_POSSIBLE = (0.0, 1.0)  # for a share
_CHART_PARTS = {"label": "group", "estimate": "estimate", "below": "below", "above": "above"}


def claim(edition: Edition, verdict: Verdict) -> Sheet:
    """Return the sheet of a claim."""
    table = _table(edition, verdict)
    chart = _chart(edition, verdict, table) if table else None
    about = "about" if chart else "about_table" if table else "about_text"
    found, how = tuple(_found(edition, verdict)), tuple(_how(edition, verdict))
    return Sheet(
        key=claim_key(verdict),
        name=verdict.claim,
        title=f"{verdict.claim}. {edition.wording(verdict.statement)}",
        about=edition.about(f"reports.claim.{about}"),
        lines=found if table else (*found, *how),
        table=table,
        after=how if table else (),
        chart=chart,
    )


def _found(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    decision = decision_in_words(verdict.verdict, edition.language)
    yield Line(edition.say("reports.claim.verdict", verdict=decision), role="lead", tone=TONES[verdict.verdict])
    yield Line(told(edition, verdict))
    if any(_is_beyond(domain) for domain in verdict.domains):
        yield Line(edition.say("reports.claim.beyond"), role="note")
    if any(_suppression(edition, verdict).hidden):
        yield Line(edition.say("reports.claim.hidden_rows", minimum=edition.minimum_base), role="note")


def _how(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    if not is_hidden(edition, verdict):
        yield from _contrasts(edition, verdict)
        yield from trust(edition, verdict)
        yield from bounds(edition, verdict)
    yield from _meanings(edition, verdict)
    yield from _plan(edition, verdict)
    yield Line(edition.say("reports.claim.back"), link=VERDICTS)


def _contrasts(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    if len(verdict.parts) < 2:
        return
    yield Line(edition.say("reports.claim.contrasts"), role="heading")
    for (estimand, decides), parts in groupby(verdict.parts, key=lambda part: (part.estimand, part.decides)):
        words = edition.wording(estimand)
        each = edition.joined(_contrast(edition, part) for part in parts)
        name = "contrasts_of" if decides else "contrasts_beside"
        yield Line(edition.say(f"reports.claim.{name}", estimand=words[:1].upper() + words[1:], told=each))


def _contrast(edition: Edition, part: PartVerdict) -> str:
    if is_hidden(edition, part):
        name = "contrast_few" if is_of_few(edition, part) else "contrast_withheld"
        found = edition.say(f"reports.claim.{name}", minimum=edition.minimum_base)
    elif part.estimate is None:
        found = edition.say("reports.claim.contrast_none", reason=reason(edition, part).removesuffix("."))
    else:
        decision = decision_in_words(part.verdict, edition.language)
        found = edition.say("reports.claim.contrast", decision=decision, **_estimate(edition, part))
    label = edition.wording(part.label)
    return edition.say("reports.claim.contrast_for", label=label, told=found) if label else found


def _estimate(edition: Edition, held: Held) -> dict[str, str]:
    if held.ci_low is None or held.ci_high is None:
        return {"estimate": _written(edition, held, held.estimate), "range": "[x]"}
    interval = written_interval(held.ci_low, held.ci_high, unit=held.unit, language=edition.language)
    return {"estimate": _written(edition, held, held.estimate), "range": interval}


def _written(edition: Edition, held: Held, value: float | None) -> str:
    return "[x]" if value is None else written(value, unit=held.unit, language=edition.language)


def _meanings(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    if verdict.words:
        yield Line(edition.say("reports.claim.meanings"), role="heading")
    for fixed in verdict.words:
        values = {"word": edition.wording(fixed.word), "meaning": edition.wording(fixed.meaning)}
        yield Line(edition.say("reports.claim.meaning", **values))
    for other in verdict.alternatives:
        decision = decision_in_words(other.verdict, edition.language)
        values = {"word": edition.wording(other.word), "meaning": edition.wording(other.meaning)}
        yield Line(edition.say("reports.claim.other_meaning", decision=decision, **values))


def _plan(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    yield Line(edition.say("reports.claim.plan"), role="heading")
    yield Line(edition.say(f"reports.claim.standing_{_standing(verdict)}"))
    level = written_level(verdict.level, language=edition.language)
    if verdict.rule is not None and verdict.told is None:
        yield Line(edition.say(f"reports.claim.rule_{verdict.rule}", level=level))
    if verdict.margin is not None:
        yield Line(edition.say("reports.claim.margin", margin=_written(edition, verdict, verdict.margin)))
    if basis := edition.wording(verdict.basis):
        yield Line(edition.say("reports.claim.basis", basis=basis))
    if against := edition.wording(verdict.contradicted_if):
        yield Line(edition.say("reports.claim.contradicted_if", against=against))
    for caution in verdict.cautions:
        yield Line(edition.say("reports.claim.caution", caution=edition.wording(caution)))


def _standing(verdict: Verdict) -> str:
    return "changed" if verdict.changed else "primary" if verdict.confirmatory else verdict.family


def _table(edition: Edition, verdict: Verdict) -> Table | None:
    if not verdict.domains:
        return None
    suppression = _suppression(edition, verdict)
    headers = _headers(edition, verdict)
    table = Table(
        name=f"groups_{verdict.claim}",
        columns=tuple(Column(headers[name], width) for name, width in _WIDTHS.items()),
        rows=tuple(_rows(edition, verdict, suppression)),
        hidden=sum(suppression.primary),
        hidden_too=sum(suppression.complementary),
    )
    return without_places(edition, table, header=headers["n_psu"])


def _headers(edition: Edition, verdict: Verdict) -> dict[str, str]:
    level = written_level(verdict.level, language=edition.language)
    return {name: edition.say(f"reports.claim.column_{name}", level=level) for name in _WIDTHS}


def _suppression(edition: Edition, verdict: Verdict) -> Suppression:
    primary = tuple(is_small(domain, limits=edition.limits) for domain in verdict.domains)
    return Suppression(primary, tuple(domain.footing in edition.protection.withheld for domain in verdict.domains))


def _rows(edition: Edition, verdict: Verdict, suppression: Suppression) -> Iterator[tuple[Cell, ...]]:
    for domain, hidden in zip(verdict.domains, suppression.hidden, strict=True):
        name = Words(edition.wording(domain.label) or edition.say("reports.claim.everyone"))
        yield (name, *_numbers(domain, hidden=hidden))


def _numbers(domain: DomainEstimate, *, hidden: bool) -> Iterator[Cell]:
    otherwise: Sign = "c" if hidden else "x"
    form = UNIT_FORMATS[domain.unit]
    for value in (domain.estimate, domain.ci_low, domain.ci_high):
        yield number(None if hidden else value, form, otherwise=otherwise)
    for value in (domain.se, *_reach(domain)):
        yield number(None if hidden else value, "reach" if form == "points" else form, otherwise=otherwise)
    for count in (domain.n, domain.n_psu, domain.sum_weights):
        yield number(None if hidden else count, "count", otherwise=otherwise)


def _reach(domain: DomainEstimate) -> tuple[float | None, float | None]:
    """Return how far the interval goes below and above the estimate: charts draw intervals from these."""
    if domain.estimate is None or domain.ci_low is None or domain.ci_high is None:
        return None, None
    return domain.estimate - domain.ci_low, domain.ci_high - domain.estimate


def _is_beyond(domain: DomainEstimate) -> bool:
    if domain.ci_low is None or domain.ci_high is None:
        return False
    return reaches_beyond(domain.ci_low, domain.ci_high, unit=domain.unit)


def _measured(edition: Edition, verdict: Verdict) -> str:
    """Return what the bars measure: the level of each group, never the difference between groups."""
    return edition.say(f"reports.claim.measure_{verdict.domains[0].unit}")


def _chart(edition: Edition, verdict: Verdict, table: Table) -> IntervalChart | None:
    level = written_level(verdict.level, language=edition.language)
    headers = _headers(edition, verdict)
    shown = [row for row in table.rows if isinstance(row[1], Number)]
    if not shown or len({domain.unit for domain in verdict.domains}) > 1:
        return None  # bars on one axis are counted in one unit
    groups = edition.joined(f"{row[0].text(edition.language)} {row[1].text(edition.language)}" for row in shown)
    return IntervalChart(
        title=edition.say("reports.claim.chart", claim=verdict.claim, measure=_measured(edition, verdict)),
        axis=edition.say("reports.claim.axis", level=level),
        possible=_POSSIBLE if verdict.domains[0].unit == "percent" else None,
        alt=edition.say("reports.claim.alt", claim=verdict.claim, measure=_measured(edition, verdict), groups=groups),
        **{part: headers[name] for part, name in _CHART_PARTS.items()},
    )
