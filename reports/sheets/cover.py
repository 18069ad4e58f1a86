"""The cover: what this is, for whom, how many were asked, and what was found, in words."""

from collections import Counter
from collections.abc import Iterator

from analysis.claims.rules import Decision
from analysis.claims.sentence import decision_in_words
from analysis.claims.verdict import Verdict
from reports.dates import day, period
from reports.disclosure.verdicts import rests_on_few
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.sheets.tones import TONES
from reports.sheets.verdicts import claim_key
from reports.table import Cell, Column, Table, Words

KEY = "cover"

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


def cover(edition: Edition) -> Sheet:
    """Return the cover with the key findings."""
    study = edition.results.study
    findings = key_findings(edition.results.verdicts)
    return Sheet(
        key=KEY,
        name=edition.say("reports.cover.name"),
        title=edition.wording(study.title),
        about=edition.about("reports.cover.about" if findings else "reports.cover.about_text"),
        lines=tuple(_lines(edition)),
        table=_table(edition, findings) if findings else None,
    )


def key_findings(verdicts: tuple[Verdict, ...]) -> tuple[Verdict, ...]:
    """Return the claims told on the cover: the most telling verdicts, of primary claims first; in the plan's order."""
    ranked = sorted(verdicts, key=lambda v: (_MOST_TELLING_FIRST.index(v.verdict), v.family != "primary"))
    told = {verdict.claim for verdict in ranked[:_MOST_FINDINGS]}
    return tuple(verdict for verdict in verdicts if verdict.claim in told)


def _lines(edition: Edition) -> Iterator[Line]:
    study, spread = edition.results.study, edition.results.weights.spread
    if study.synthetic:
        yield Line(edition.say("reports.cover.synthetic"), role="warning")
    for name in ("organisation", "funder", "contact"):
        if words := edition.wording(getattr(study, name)):
            yield Line(edition.say(f"reports.cover.{name}", words=words))
    if dates := period(study.fieldwork.start, study.fieldwork.end, edition.language):
        yield Line(edition.say("reports.cover.fieldwork", dates=dates))
    interviews = edition.spelled(len(edition.results.responses), "count")
    yield Line(edition.say("reports.cover.size", n=interviews, effective=edition.spelled(spread.n_effective, "count")))
    yield Line(edition.say("reports.cover.made", day=day(edition.results.provenance.generated_at, edition.language)))
    if edition.results.verdicts:
        yield Line(edition.say("reports.cover.findings"), role="heading")
        yield Line(_summary(edition), role="lead")


def _summary(edition: Edition) -> str:
    verdicts = edition.results.verdicts
    counts = Counter(verdict.verdict for verdict in verdicts)
    told = ", ".join(
        edition.say(
            "reports.cover.count", decision=decision_in_words(decision, edition.language), count=counts[decision]
        )
        for decision in TONES
        if counts[decision]
    )
    return edition.say("reports.cover.summary", count=len(verdicts), told=told[:1].upper() + told[1:])


def _table(edition: Edition, findings: tuple[Verdict, ...]) -> Table:
    return Table(
        name="key_findings",
        columns=tuple(Column(edition.say(f"reports.cover.column_{name}"), width) for name, width in _WIDTHS.items()),
        rows=tuple(_row(edition, verdict) for verdict in findings),
    )


def _row(edition: Edition, verdict: Verdict) -> tuple[Cell, ...]:
    few = rests_on_few(verdict, minimum=edition.minimum_base)
    hidden = edition.say("reports.claim.few", minimum=edition.minimum_base)
    return (
        Words(verdict.claim, link=claim_key(verdict)),
        Words(edition.decided(verdict.verdict), tone=TONES[verdict.verdict]),
        Words(hidden if few else verdict.sentence(edition.language)),
    )
