"""The sample: what became of the places drawn and of the homes visited, and the rates of response."""

from collections.abc import Iterator

from reports.disclosure.suppression import Suppression, suppress
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.sheets.names import METHOD
from reports.table import Cell, Column, Sign, Table, Tone, Words, number
from survey.ledger import Ledger

KEY = "sample"

_PLACES = ("drawn", "reached", "replaced", "lost")
_HOMES = ("visited", "absent", "refused", "interviewed")
_RATES = ("contact_rate", "cooperation_rate", "response_rate")


def sample(edition: Edition) -> Sheet | None:
    """Return the sheet of the sample, or None where the study has no ledger of it."""
    ledger = edition.results.ledger
    if not ledger:
        return None
    suppression = _suppression(edition, ledger)
    names = ("stratum", *_PLACES, *_HOMES, *_RATES)
    columns = [Column(edition.say(f"reports.sample.column_{name}"), 26 if name == "stratum" else 13) for name in names]
    return Sheet(
        key=KEY,
        name=edition.say("reports.sample.name"),
        title=edition.say("reports.sample.title"),
        about=edition.about("reports.sample.about"),
        lines=tuple(_lines(edition)),
        table=Table(
            name="sample",
            columns=tuple(columns),
            rows=tuple(_row(edition, line, hidden=hide) for line, hide in zip(ledger, suppression.hidden, strict=True)),
            hidden=sum(suppression.primary),
            hidden_too=sum(suppression.complementary),
        ),
    )


def _lines(edition: Edition) -> Iterator[Line]:
    for name in ("places", "rates"):
        yield Line(edition.say(f"reports.sample.{name}"), role="note")
    if told := _counts(edition):
        yield Line(told)
    yield Line(edition.say("reports.sample.marks", minimum=edition.minimum_base), role="note")
    yield Line(edition.say("reports.sample.to_method"), link=METHOD)


def _counts(edition: Edition) -> str | None:
    """Return why the ledger counts other interviews than are analysed; None where it counts the same or none."""
    responses, noted = edition.results.responses, edition.results.ledger[0].interviewed
    if noted is None or noted == len(responses):
        return None
    left_out = [exclusion for exclusion in responses.excluded if exclusion.reason != "no_consent"]
    came = len(responses) + sum(len(exclusion.submission_ids) for exclusion in left_out)
    counts = {"noted": noted, "came": came, "analysed": len(responses), "apart": abs(came - noted)}
    written = {name: edition.spelled(count, "count") for name, count in counts.items()}
    told = [edition.say("reports.sample.counts", **written)]
    for exclusion in left_out:
        count = edition.spelled(len(exclusion.submission_ids), "count")
        told.append(edition.say("reports.sample.left_out", count=count, reason=exclusion.text(edition.language)))
    if came != noted:
        told.append(edition.say("reports.sample.more" if came > noted else "reports.sample.fewer", **written))
    return " ".join(told)


def _suppression(edition: Edition, ledger: tuple[Ledger, ...]) -> Suppression:
    """Return which regions are hidden: those with few interviews, for refusals tell of those who refused."""
    bases = [line.interviewed or 0 for line in ledger[1:]]
    if not any(bases):
        return Suppression((False,) * len(ledger), (False,) * len(ledger))
    regions = suppress(bases, minimum=edition.minimum_base)
    return Suppression((False, *regions.primary), (False, *regions.complementary))


def _row(edition: Edition, line: Ledger, *, hidden: bool) -> tuple[Cell, ...]:
    tone: Tone = "plain" if line.stratum else "strong"
    sign: Sign = "c" if hidden else "x"
    homes = [None if hidden else getattr(line, name) for name in _HOMES]
    rates = [None if hidden else getattr(line, name) for name in _RATES]
    return (
        Words(_name(edition, line), tone=tone),
        *[number(getattr(line, name), "count", tone=tone) for name in _PLACES],
        *[number(count, "count", otherwise=sign, tone=tone) for count in homes],
        *[number(rate, "share", otherwise=sign, tone=tone) for rate in rates],
    )


def _name(edition: Edition, line: Ledger) -> str:
    region = edition.results.instrument.with_role("region")
    scale = edition.results.instrument.scale_of(region) if region else None
    if not line.stratum:
        return edition.say("reports.sample.everywhere")
    labels = {choice.code: edition.wording(choice.label) for choice in scale.choices} if scale else {}
    return labels.get(line.stratum) or line.stratum
