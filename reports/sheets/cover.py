"""The cover: what this is, for whom, how many were asked, and where to read on."""

from collections.abc import Iterator

from reports.dates import day, period
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.sheets.departures import departures
from reports.sheets.findings import KEY as FINDINGS
from reports.sheets.findings import in_a_sentence, summary
from reports.sheets.names import CONTENTS, METHOD
from reports.sheets.verdicts import KEY as VERDICTS

KEY = "cover"

_FINDINGS = 3


def cover(edition: Edition) -> Sheet:
    """Return the cover."""
    return Sheet(
        key=KEY,
        name=edition.say("reports.cover.name"),
        title=edition.wording(edition.results.study.title),
        about=edition.about("reports.cover.about"),
        lines=tuple(_lines(edition)),
    )


def _lines(edition: Edition) -> Iterator[Line]:
    results = edition.results
    if results.study.synthetic:
        yield Line(edition.say("reports.cover.synthetic"), role="warning")
    yield Line(edition.say("reports.cover.study"), role="heading")
    yield from _who(edition)
    yield Line(_size(edition))
    yield Line(edition.say("reports.cover.made", day=day(results.provenance.generated_at, edition.language)))
    yield Line(edition.say(f"reports.cover.edition_{edition.profile}", minimum=edition.minimum_base))
    if results.verdicts:
        yield Line(edition.say("reports.cover.in_short"), role="heading")
        yield Line(summary(edition), role="lead")
        yield from in_a_sentence(edition, most=_FINDINGS)
        if departed := departures(edition):
            yield Line(edition.say("reports.departures.cover", count=len(departed)), role="warning")
    yield Line(edition.say("reports.cover.read_on"), role="heading")
    if results.verdicts:
        yield Line(edition.say("reports.cover.to_findings"), link=FINDINGS)
        yield Line(edition.say("reports.cover.to_verdicts"), link=VERDICTS)
    yield Line(edition.say("reports.cover.to_contents"), link=CONTENTS)
    yield Line(edition.say("reports.cover.to_method"), link=METHOD)


def _who(edition: Edition) -> Iterator[Line]:
    study = edition.results.study
    for name in ("organisation", "funder", "contact"):
        if words := edition.wording(getattr(study, name)):
            yield Line(edition.say(f"reports.cover.{name}", words=words))
    if words := edition.wording(study.fieldwork.population):
        yield Line(edition.say("reports.cover.population", words=words))
    if dates := period(study.fieldwork.start, study.fieldwork.end, edition.language):
        yield Line(edition.say("reports.cover.fieldwork", dates=dates))
    if plan := edition.results.plan:
        words = ". ".join(filter(None, map(edition.wording, (plan.title, plan.source))))
        yield Line(edition.say("reports.cover.claims", words=words or plan.name))


def _size(edition: Edition) -> str:
    n, spread = edition.spelled(len(edition.results.responses), "count"), edition.results.weights.spread
    if spread.is_even:
        return edition.say("reports.cover.size_even", n=n)
    return edition.say("reports.cover.size", n=n, effective=edition.spelled(spread.n_effective, "count"))
