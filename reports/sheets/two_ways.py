"""What people say openly beside what a list experiment counts, with the gap between the two."""

from collections.abc import Iterator, Sequence

from analysis.claims.figures import reaches_beyond
from analysis.two_ways import AskedTwoWays, BothWays, Figure
from reports.disclosure.suppression import Suppression
from reports.disclosure.two_ways import has_few
from reports.edition import Edition
from reports.numerals import Format
from reports.sheet import IntervalChart, Line, Sheet
from reports.sheets.names import CONTENTS
from reports.sheets.places import without_places
from reports.table import Cell, Column, Number, Sign, Table, Words, number

_WAYS = ("direct", "indirect", "gap")
_WIDTHS = {"row": 58, "estimate": 13, "low": 13, "high": 13, "below": 13, "above": 13, "n": 13, "n_psu": 10}


def two_ways_sheet(edition: Edition, asked: AskedTwoWays, *, place: int) -> Sheet | None:
    """Return the sheet of one list experiment, or None where every row is hidden."""
    suppression = _suppression(edition, asked)
    headers = {name: edition.say(f"reports.two_ways.column_{name}") for name in _WIDTHS}
    rows = tuple(_rows(edition, asked, suppression))
    if not any(isinstance(row[1], Number) for row in rows):
        return None
    table = Table(
        name=f"two_ways_{place}",
        columns=tuple(Column(headers[name], width) for name, width in _WIDTHS.items()),
        rows=rows,
        hidden=len(_WAYS) * sum(suppression.primary),
        hidden_too=len(_WAYS) * sum(suppression.complementary),
    )
    told = edition.joined(
        f"{row[0].text(edition.language)} {row[1].text(edition.language)}" for row in rows if isinstance(row[1], Number)
    )
    return Sheet(
        key=f"two_ways.{asked.listed}",
        name=edition.say("reports.two_ways.name") + (f" {place}" if place > 1 else ""),
        title=edition.say("reports.two_ways.title"),
        about=edition.about("reports.two_ways.about"),
        lines=tuple(_lines(edition, asked, suppression.hidden)),
        table=without_places(edition, table, header=headers["n_psu"]),
        chart=IntervalChart(
            title=edition.say("reports.two_ways.title"),
            axis=edition.say("reports.two_ways.axis"),
            alt=edition.say("reports.two_ways.alt", told=told),
            label=headers["row"],
            estimate=headers["estimate"],
            below=headers["below"],
            above=headers["above"],
            possible=(-1.0, 1.0),
        ),
    )


def _lines(edition: Edition, asked: AskedTwoWays, hidden: Sequence[bool]) -> Iterator[Line]:
    direct = edition.results.instrument.item(asked.direct)
    scale = edition.results.instrument.scale_of(direct)
    counted = " + ".join(edition.wording(scale.choice(code).label) for code in asked.codes) if scale else ""
    yield Line(edition.say("reports.two_ways.direct_is", question=edition.question(direct), counted=counted))
    yield Line(edition.say("reports.two_ways.indirect_is"))
    yield Line(edition.say("reports.two_ways.read"), role="note")
    yield Line(edition.say("reports.two_ways.same_people"), role="note")
    if any(_is_beyond(each.indirect) for each, hides in zip(asked.groups, hidden, strict=True) if not hides):
        yield Line(edition.say("reports.claim.beyond"), role="note", on_page=edition.say("reports.page.beyond"))
    yield Line(edition.say("reports.crosstab.back"), link=CONTENTS)


def _is_beyond(figure: Figure) -> bool:
    if figure.low is None or figure.high is None:
        return False
    return reaches_beyond(figure.low, figure.high, unit="percent")


def _suppression(edition: Edition, asked: AskedTwoWays) -> Suppression:
    withheld = edition.protection.withheld
    primary = tuple(has_few(each, limits=edition.limits) for each in asked.groups)
    return Suppression(primary, tuple(not withheld.isdisjoint(each.footings) for each in asked.groups))


def _rows(edition: Edition, asked: AskedTwoWays, suppression: Suppression) -> Iterator[tuple[Cell, ...]]:
    for each, hidden in zip(asked.groups, suppression.hidden, strict=True):
        name = edition.wording(each.group.label) or edition.say("reports.crosstab.everybody")
        for way in _WAYS:
            label = edition.say("reports.two_ways.row", group=name, way=edition.say(f"reports.two_ways.{way}"))
            forms: tuple[Format, Format] = ("points", "reach") if way == "gap" else ("percent", "percent")
            yield (Words(label), *_numbers(getattr(each, way), each, forms=forms, hidden=hidden))


def _numbers(figure: Figure, each: BothWays, *, forms: tuple[Format, Format], hidden: bool) -> Iterator[Cell]:
    sign: Sign = "c" if hidden else "x"
    for value in (figure.estimate, figure.low, figure.high):
        yield number(None if hidden else value, forms[0], otherwise=sign)
    for one, other in ((figure.low, figure.estimate), (figure.estimate, figure.high)):
        reach = None if one is None or other is None else other - one
        yield number(None if hidden else reach, forms[1], otherwise=sign)
    for count in (each.n, each.n_psu):
        yield number(None if hidden else count, "count", otherwise=sign)
