"""All claims in one view: how far each estimate lies beyond what it had to pass, with its interval."""

from collections.abc import Iterator, Mapping

from analysis.claims.figures import written_level
from analysis.claims.sentence import decision_in_words
from analysis.claims.verdict import Verdict
from reports.edition import Edition
from reports.sheet import IntervalChart, Line, Sheet
from reports.sheets.passed import line_of
from reports.sheets.told import is_hidden
from reports.sheets.tones import TONES
from reports.sheets.verdicts import claim_key
from reports.table import Cell, Column, Table, Words, number

KEY = "forest"

_WIDTHS = {"statement": 62, "claim": 42, "beyond": 13, "low": 13, "high": 13, "below": 13, "above": 13}

Lead = tuple[float, float, float]


def forest(edition: Edition) -> Sheet | None:
    """Return the sheet of all claims, or None where no claim is counted in percent or points."""
    level = written_level(edition.results.verdicts[0].level, language=edition.language)
    headers = {name: edition.say(f"reports.forest.column_{name}", level=level) for name in _WIDTHS}
    leads = {verdict.claim: lead for verdict in edition.results.verdicts if (lead := _shown(edition, verdict))}
    drawn = [verdict for verdict in edition.results.verdicts if verdict.claim in leads]
    rows = tuple(_row(edition, verdict, leads[verdict.claim]) for verdict in drawn)
    if not rows:
        return None
    return Sheet(
        key=KEY,
        name=edition.say("reports.forest.name"),
        title=edition.say("reports.forest.title"),
        about=edition.about("reports.forest.about"),
        lines=tuple(_lines(edition, leads)),
        table=Table(
            name="all_claims",
            columns=tuple(Column(headers[name], width) for name, width in _WIDTHS.items()),
            rows=rows,
        ),
        chart=IntervalChart(
            title=edition.say("reports.forest.chart"),
            axis=edition.say("reports.forest.axis", level=level),
            alt=edition.say("reports.forest.alt", claims=edition.joined(_told(edition, rows))),
            label=headers["claim"],
            estimate=headers["beyond"],
            below=headers["below"],
            above=headers["above"],
            detail=headers["statement"],
        ),
    )


def lead_of(verdict: Verdict) -> Lead | None:
    """Return how far estimate, low and high lie beyond what the claim had to pass; None where that is no line.

    A claim that two values are equal has two lines, one to each side; scores and indices are counted otherwise.
    """
    if verdict.unit not in ("percent", "points") or verdict.rule in (None, "equivalence"):
        return None
    if verdict.estimate is None or verdict.ci_low is None or verdict.ci_high is None:
        return None
    sign, line = (1.0 if verdict.direction == "above" else -1.0), line_of(verdict)
    estimate, *ends = (sign * (value - line) for value in (verdict.estimate, verdict.ci_low, verdict.ci_high))
    return estimate, min(ends), max(ends)


def _shown(edition: Edition, verdict: Verdict) -> Lead | None:
    return None if is_hidden(edition, verdict) else lead_of(verdict)


def _lines(edition: Edition, leads: Mapping[str, Lead]) -> Iterator[Line]:
    yield Line(edition.say("reports.forest.read"), role="note")
    yield Line(edition.say("reports.forest.line"), role="note", on_page=edition.say("reports.page.line"))
    left_out = [verdict.claim for verdict in edition.results.verdicts if verdict.claim not in leads]
    if left_out:
        yield Line(edition.say("reports.forest.left_out", claims=", ".join(left_out)), role="note")


def _row(edition: Edition, verdict: Verdict, lead: Lead) -> tuple[Cell, ...]:
    decision = decision_in_words(verdict.verdict, edition.language)
    label = edition.say("reports.forest.label", claim=verdict.claim, decision=decision)
    estimate, low, high = lead
    return (
        Words(edition.wording(verdict.statement)),
        Words(label, link=claim_key(verdict), tone=TONES[verdict.verdict]),
        *[number(value, "points") for value in lead],
        number(estimate - low, "reach"),
        number(high - estimate, "reach"),
    )


def _told(edition: Edition, rows: tuple[tuple[Cell, ...], ...]) -> Iterator[str]:
    for row in rows:
        yield f"{row[1].text(edition.language)} {row[2].text(edition.language)}"
