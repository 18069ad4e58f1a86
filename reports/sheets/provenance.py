"""The provenance: what the report was made from, so that anybody can make it again and see whether it is the same."""

from collections.abc import Iterator

from reports.dates import day
from reports.edition import Edition
from reports.sheet import Sheet
from reports.sheets.departures import departures, how_fixed
from reports.table import Column, Table, Words

KEY = "provenance"

_WIDTHS = {"what": 44, "value": 90}


def provenance(edition: Edition) -> Sheet:
    """Return the sheet of provenance."""
    return Sheet(
        key=KEY,
        name=edition.say("reports.provenance.name"),
        title=edition.say("reports.provenance.title"),
        about=edition.about("reports.provenance.about"),
        table=Table(
            name="provenance",
            columns=tuple(Column(edition.say(f"reports.provenance.column_{name}"), w) for name, w in _WIDTHS.items()),
            rows=tuple((Words(what), Words(value)) for what, value in _facts(edition)),
        ),
    )


def _facts(edition: Edition) -> Iterator[tuple[str, str]]:
    made = edition.results.provenance
    yield (
        edition.say("reports.provenance.generated_at"),
        f"{day(made.generated_at, edition.language)}, {made.generated_at:%H:%M} UTC",
    )
    for file, digest in made.files.items():
        yield edition.say("reports.provenance.file", file=file), digest
    yield edition.say("reports.provenance.study"), made.study
    yield edition.say("reports.provenance.instrument"), made.instrument
    yield edition.say("reports.provenance.plan"), made.plan or edition.say("reports.provenance.no_plan")
    yield edition.say("reports.provenance.fixed"), how_fixed(edition)
    for departure in departures(edition) or (edition.say("reports.provenance.nothing_changed"),):
        yield edition.say("reports.provenance.changed"), departure
    for name, number in made.versions.items():
        yield edition.say("reports.provenance.version", name=name), number
