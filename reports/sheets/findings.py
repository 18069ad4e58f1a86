"""The key findings: the most telling verdicts in a sentence each, with number, interval, base and a link."""

from collections import Counter

from analysis.claims.figures import written, written_interval, written_level
from analysis.claims.rules import Decision
from analysis.claims.verdict import Verdict
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.sheets.told import estimated, is_hidden, told
from reports.sheets.tones import TONES
from reports.sheets.verdicts import KEY as VERDICTS
from reports.sheets.verdicts import claim_key
from reports.table import Cell, Column, Table, Words

KEY = "findings"

_MOST_FINDINGS = 7
_WIDTHS = {"claim": 10, "verdict": 30, "finding": 116}
_MOST_TELLING_FIRST: tuple[Decision, ...] = (
    "contradicted",
    "no_difference_that_matters",
    "supported",
    "supported_but_small",
    "inconclusive",
    "consistent_with_accounts",
    "not_consistent_with_accounts",
    "not_testable",
    "never_asked",
)


def findings(edition: Edition) -> Sheet:
    """Return the sheet of the key findings."""
    some = len(edition.results.verdicts) > _MOST_FINDINGS
    return Sheet(
        key=KEY,
        name=edition.say("reports.findings.name"),
        title=edition.say("reports.findings.title"),
        about=edition.about("reports.findings.about"),
        lines=(
            Line(summary(edition), role="lead"),
            *([Line(edition.say("reports.findings.chosen", most=_MOST_FINDINGS), role="note")] if some else []),
            Line(edition.say("reports.findings.all"), link=VERDICTS),
        ),
        table=Table(
            name="key_findings",
            columns=tuple(Column(edition.say(f"reports.findings.column_{name}"), w) for name, w in _WIDTHS.items()),
            rows=tuple(_row(edition, verdict) for verdict in key_findings(edition.results.verdicts)),
        ),
    )


def key_findings(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Return the claims told first: the most telling verdicts, of primary claims first; in the plan's order.

    A claim that is exploratory suggests something at most: it stands here only where there is nothing else to tell.
    """
    ranked = sorted(
        verdicts,
        key=lambda v: (v.family == "exploratory", _MOST_TELLING_FIRST.index(v.verdict), v.family != "primary"),
    )
    chosen = {verdict.claim for verdict in ranked[:_MOST_FINDINGS]}
    return tuple(verdict for verdict in verdicts if verdict.claim in chosen)


def in_a_sentence(edition: Edition, *, most: int) -> tuple[Line, ...]:
    """Return some key findings in percent or points, each in a sentence with its number and interval.

    The first of each verdict stand before further ones of the same, so that no short text tells what is supported only.
    """
    verdicts = key_findings(edition.results.verdicts)
    told = {verdict.claim: line for verdict in verdicts if (line := _sentence(edition, verdict))}
    seen: Counter[Decision] = Counter()
    rank: dict[str, int] = {}
    for verdict in verdicts:
        if verdict.claim in told:
            rank[verdict.claim] = seen[verdict.verdict]
            seen[verdict.verdict] += 1
    chosen = sorted(told, key=rank.__getitem__)[:most]
    return tuple(line for claim, line in told.items() if claim in chosen)


def _sentence(edition: Edition, verdict: Verdict) -> Line | None:
    if verdict.estimate is None or verdict.ci_low is None or verdict.ci_high is None:
        return None
    if verdict.unit not in ("percent", "points") or is_hidden(edition, verdict):
        return None  # a score or an index is read with its scale
    words = edition.say(
        "reports.findings.sentence",
        statement=edition.wording(verdict.statement),
        decided=edition.decided(verdict),
        estimand=estimated(edition, verdict),
        estimate=written(verdict.estimate, unit=verdict.unit, language=edition.language),
        level=written_level(verdict.level, language=edition.language),
        range=written_interval(verdict.ci_low, verdict.ci_high, unit=verdict.unit, language=edition.language),
    )
    return Line(words, tone=TONES[verdict.verdict])  # no link: LibreOffice does not wrap a cell that is one


def summary(edition: Edition) -> str:
    """Return how many claims there are, and how many ended in which verdict."""
    verdicts = edition.results.verdicts
    ordered = sorted(verdicts, key=lambda verdict: list(TONES).index(verdict.verdict))
    counts = Counter(edition.decided(verdict) for verdict in ordered)
    told = [edition.say("reports.findings.count", decision=words, count=count) for words, count in counts.items()]
    return edition.say("reports.findings.summary", count=len(verdicts), told=" · ".join(told))


def _row(edition: Edition, verdict: Verdict) -> tuple[Cell, ...]:
    return (
        Words(verdict.claim, link=claim_key(verdict)),
        Words(edition.decided(verdict), tone=TONES[verdict.verdict]),
        Words(told(edition, verdict)),
    )
