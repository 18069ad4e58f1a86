"""The sheet of a claim: its wording, what was decided and how, and the groups beside it as a table and a chart."""

from collections.abc import Iterator
from itertools import groupby
from textwrap import wrap
from typing import Literal

from analysis.claims.claim import Unit
from analysis.claims.figures import reaches_beyond, written, written_interval, written_level
from analysis.claims.sentence import decision_in_words
from analysis.claims.verdict import DomainEstimate, Held, PartVerdict, Verdict
from reports.disclosure.verdicts import is_small, nobody_was_asked
from reports.edition import Edition
from reports.numerals import Format
from reports.sheet import IntervalChart, Line, Sheet
from reports.sheets.places import without_places
from reports.sheets.told import estimated, is_hidden, is_of_few, is_withheld, reason, told
from reports.sheets.tones import TONES
from reports.sheets.trust import bounds, trust
from reports.sheets.verdicts import KEY as VERDICTS
from reports.sheets.verdicts import UNIT_FORMATS, claim_key
from reports.table import Cell, Column, Mark, Number, Sign, Table, Words, marked, number

_WIDTHS = {"group": 44, "estimate": 12, "low": 11, "high": 11, "se": 11, "below": 11, "above": 11, "n": 11}
_WIDTHS |= {"n_psu": 9, "sum_weights": 12}
_FORMS: dict[Unit, Format] = UNIT_FORMATS | {"percent": "percent"}  # shares and points in one column and on one axis
_POSSIBLE = (0.0, 1.0)  # for a share
_LETTERS_OF_TITLE = 62  # a line
_CHART_PARTS = {"label": "group", "estimate": "estimate", "below": "below", "above": "above"}


Hidden = Literal["few", "withheld", ""]


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
    if unasked := [edition.wording(domain.label) for domain in verdict.domains if nobody_was_asked(domain)]:
        yield Line(edition.say("reports.claim.not_asked", groups=", ".join(filter(None, unasked))), role="note")
    if any(hidden for hidden, _ in _rows(edition, verdict)):
        yield Line(edition.say("reports.claim.hidden_rows", minimum=edition.minimum_base), role="note")


def _how(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    if not is_hidden(edition, verdict):
        yield from _contrasts(edition, verdict)
        yield from trust(edition, verdict)
        yield from bounds(edition, verdict)
    yield from _meanings(edition, verdict)
    yield from _plan(edition, verdict)
    if any(Mark("z") in cells for _, cells in _rows(edition, verdict)):
        yield Line(edition.say("reports.claim.no_base"), role="note")
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
        name = "contrast" if part.decides else "contrast_alone"  # what does not decide is no verdict
        found = edition.say(f"reports.claim.{name}", decision=decision, **_estimate(edition, part))
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
    together = "other_meaning_together" if verdict.confirmatory else "other_meaning"
    for other in verdict.alternatives:
        decision = decision_in_words(other.verdict, edition.language)
        values = {"word": edition.wording(other.word), "meaning": edition.wording(other.meaning)}
        yield Line(edition.say(f"reports.claim.{together}", decision=decision, **values))


def _plan(edition: Edition, verdict: Verdict) -> Iterator[Line]:
    yield Line(edition.say("reports.claim.plan"), role="heading")
    if verdict.verdict not in ("never_asked", "not_testable"):
        yield Line(edition.say(f"reports.claim.standing_{_standing(verdict)}"))
    level = written_level(verdict.level, language=edition.language)
    if verdict.rule is not None and verdict.told is None:
        narrow = written_level(2 * verdict.level - 1, language=edition.language)  # both tests at the level of one
        yield Line(edition.say(f"reports.claim.rule_{verdict.rule}", level=level, narrow=narrow))
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
    rows = tuple(_rows(edition, verdict))
    headers = _headers(edition, verdict)
    table = Table(
        name=f"groups_{verdict.claim}",
        columns=tuple(Column(headers[name], width) for name, width in _WIDTHS.items()),
        rows=tuple(cells for _, cells in rows),
        hidden=sum(hidden == "few" for hidden, _ in rows),
        hidden_too=sum(hidden == "withheld" for hidden, _ in rows),
    )
    return without_places(edition, table, header=headers["n_psu"])


def _headers(edition: Edition, verdict: Verdict) -> dict[str, str]:
    level = written_level(verdict.level, language=edition.language)
    return {name: edition.say(f"reports.claim.column_{name}", level=level) for name in _WIDTHS}


def _rows(edition: Edition, verdict: Verdict) -> Iterator[tuple[Hidden, tuple[Cell, ...]]]:
    """Yield the contrast that decides, then each group, with why it is hidden; a group that is the contrast once."""
    deciding = next((domain for domain in verdict.domains if _is_what_decides(domain, verdict)), None)
    if verdict.estimate is not None:
        name = _what_decides(edition, verdict, label=edition.wording(deciding.label if deciding else verdict.label))
        hidden = _why_hidden(edition, verdict) or (_why_hidden(edition, deciding) if deciding else "")
        rival = deciding is not None and _is_rival(verdict, deciding)
        numbers = tuple(_numbers(deciding or verdict, hidden=bool(hidden), difference=rival))
        yield hidden, (Words(marked(name, numbers[0])), *numbers)
    for domain in verdict.domains:
        if domain is not deciding:
            hidden = _why_hidden(edition, domain)
            numbers = tuple(_numbers(domain, hidden=bool(hidden), difference=_is_rival(verdict, domain)))
            yield hidden, (Words(marked(_group(edition, verdict, domain), numbers[0])), *numbers)


def _group(edition: Edition, verdict: Verdict, domain: DomainEstimate) -> str:
    """Return the name of a group, or of the answer that another one is held against."""
    label = edition.wording(domain.label)
    if label and _is_rival(verdict, domain):
        return edition.say("reports.claim.ahead_of", label=label)
    return label or edition.say("reports.claim.everyone")


def _what_decides(edition: Edition, verdict: Verdict, *, label: str) -> str:
    if label and edition.wording(verdict.answer):
        return edition.say("reports.claim.decides_ahead_of", label=label)
    if label:
        return edition.say("reports.claim.decides_for", label=label)
    return edition.say("reports.claim.decides_difference" if verdict.compares else "reports.claim.decides")


def _is_what_decides(domain: DomainEstimate, verdict: Verdict) -> bool:
    same = (domain.estimate, domain.n, domain.unit) == (verdict.estimate, verdict.n, verdict.unit)
    return same and domain.estimate is not None and not verdict.compares


def _why_hidden(edition: Edition, held: Held | DomainEstimate) -> Hidden:
    few = is_of_few(edition, held) if isinstance(held, Held) else is_small(held, limits=edition.limits)
    return "few" if few else "withheld" if is_withheld(edition, held) else ""


def _is_rival(verdict: Verdict, domain: DomainEstimate) -> bool:
    """Whether a row is by how much one answer is ahead of another, not a group."""
    return bool(verdict.answer.values()) and domain.unit == "points"


def _numbers(held: Held | DomainEstimate, *, hidden: bool, difference: bool = False) -> Iterator[Cell]:
    otherwise: Sign = "c" if hidden else "x"
    form = _FORMS[held.unit]
    for value in (held.estimate, held.ci_low, held.ci_high):
        yield number(None if hidden else value, form, otherwise=otherwise)
    for value in (held.se, *_reach(held)):
        yield number(None if hidden else value, "reach" if form == "points" else form, otherwise=otherwise)
    for count in (held.n, held.n_psu):
        yield number(None if hidden else count or None, "count", otherwise=otherwise)  # nobody is no base
    if isinstance(held, DomainEstimate) and not difference:
        yield number(None if hidden else held.sum_weights or None, "count", otherwise=otherwise)
    else:
        yield Mark("c" if hidden else "z")  # a contrast has the weighted bases of its groups


def _reach(domain: Held | DomainEstimate) -> tuple[float | None, float | None]:
    """Return how far the interval goes below and above the estimate: charts draw intervals from these."""
    if domain.estimate is None or domain.ci_low is None or domain.ci_high is None:
        return None, None
    return domain.estimate - domain.ci_low, domain.ci_high - domain.estimate


def _is_beyond(domain: DomainEstimate) -> bool:
    if domain.ci_low is None or domain.ci_high is None:
        return False
    return reaches_beyond(domain.ci_low, domain.ci_high, unit=domain.unit)


def _chart(edition: Edition, verdict: Verdict, table: Table) -> IntervalChart | None:
    level = written_level(verdict.level, language=edition.language)
    headers = _headers(edition, verdict)
    shown = [row for row in table.rows if isinstance(row[1], Number)]
    units = {verdict.unit, *(domain.unit for domain in verdict.domains)}
    mixed = len({row[1].form for row in shown if isinstance(row[1], Number)}) > 1
    if not shown or (len(units) > 1 and units != {"percent", "points"}):
        return None  # bars on one axis are counted in one unit, or in hundredths
    groups = edition.joined(f"{row[0].text(edition.language)} {row[1].text(edition.language)}" for row in shown)
    alone = len(table.rows) == 1 or bool(edition.wording(verdict.answer))
    named = {"claim": verdict.claim, "estimand": estimated(edition, verdict, labelled=alone)}
    return IntervalChart(
        title="\n".join(wrap(edition.say("reports.claim.chart", **named), _LETTERS_OF_TITLE)),
        axis=edition.say("reports.claim.axis_mixed" if mixed else "reports.claim.axis", level=level),
        possible=_POSSIBLE if units == {"percent"} else (-1.0, 1.0) if "points" in units else None,
        alt=edition.say("reports.claim.alt", **named, groups=groups),
        **{part: headers[name] for part, name in _CHART_PARTS.items()},
    )
