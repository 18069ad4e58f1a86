"""The quality of the data: what came in, what the checks found, and how often questions went unanswered."""

from collections.abc import Iterator

from instruments.numeral import numeral
from instruments.scale import NonAnswer
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.sheets.told import count_or_few
from reports.table import Cell, Column, Mark, Table, Words, number
from survey.quality.missing import ItemNonAnswer

KEY = "quality"

SHOWN = (NonAnswer.DONT_KNOW, NonAnswer.REFUSED, NonAnswer.NOT_APPLICABLE, NonAnswer.MISSING, NonAnswer.INVALID)


def quality(edition: Edition) -> Sheet:
    """Return the sheet of quality: counts only, no interview and no interviewer can be told from it."""
    headers = [edition.say(f"reports.quality.column_{name}") for name in ("item", "question", "asked", "answered")]
    headers += [edition.say(f"reports.quality.column_{kind}") for kind in SHOWN]
    widths = (22, 62, 11, 11, 12, 12, 14, 12, 12)
    rows = tuple(_row(edition, line) for line in edition.results.non_answers)
    return Sheet(
        key=KEY,
        name=edition.say("reports.quality.name"),
        title=edition.say("reports.quality.title"),
        about=edition.about("reports.quality.about"),
        lines=tuple(_lines(edition)),
        table=Table(
            name="non_answers",
            columns=tuple(Column(header, width) for header, width in zip(headers, widths, strict=True)),
            rows=rows,
            hidden=sum(Mark("c") in row for row in rows),
        ),
    )


def _lines(edition: Edition) -> Iterator[Line]:
    yield Line(edition.say("reports.quality.files"), role="heading")
    for file in edition.results.reconciliations:
        counts = {"rows": file.rows_in, "stored": file.rows_stored, "known": file.rows_known}
        counts["refused"] = len(file.rows_refused)
        written = {name: numeral(count, ",") for name, count in counts.items()}
        yield Line(edition.say("reports.quality.file", file=file.file, **written))
    for exclusion in edition.results.responses.excluded:
        count = edition.spelled(len(exclusion.submission_ids), "count")
        yield Line(edition.say("reports.quality.excluded", reason=exclusion.text(edition.language), count=count))
    if edition.results.corrections:
        count = edition.spelled(edition.results.corrections, "count")
        yield Line(edition.say("reports.quality.corrected", count=count))
    yield Line(edition.say("reports.quality.checks"), role="heading")
    yield from _findings(edition)
    yield Line(edition.say("reports.quality.unanswered"), role="heading")
    yield Line(edition.say("reports.quality.shares", minimum=edition.minimum_base), role="note")


def _findings(edition: Edition) -> Iterator[Line]:
    counts = edition.results.flags.counts()
    for check, count in counts.items():
        found = count_or_few(edition, count)
        yield Line(
            edition.say("reports.quality.found", check=edition.say(f"survey.quality.check_{check}"), count=found)
        )
    if not counts:
        yield Line(edition.say("reports.quality.nothing"))


def _row(edition: Edition, line: ItemNonAnswer) -> tuple[Cell, ...]:
    question = edition.question(edition.results.instrument.item(line.item))
    if 0 < line.asked < edition.minimum_base:
        return (Words(line.item), Words(question), *[Mark("c")] * (2 + len(SHOWN)))
    answered = line.answered / line.asked if line.asked else None
    few = [line.count(kind) for kind in SHOWN if 0 < line.count(kind) < edition.minimum_base]
    told = 0 < sum(few) < edition.minimum_base  # by what is left of those who answered
    return (
        Words(line.item),
        Words(question),
        number(line.asked, "count"),
        Mark("c") if told else number(answered, "share"),
        *[Mark("c") if line.count(kind) in few else number(line.share(kind), "share") for kind in SHOWN],
    )
