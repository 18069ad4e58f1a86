"""Change over the rounds of a study: the share at the top of each main scale, round by round."""

from collections.abc import Iterator

from analysis.crosstab import Crosstab
from analysis.groups import WAVE
from reports.edition import Edition
from reports.sheet import IntervalChart, Line, Sheet
from reports.sheets.crosstab_labels import group_label, net_label, short_question
from reports.sheets.names import CONTENTS
from reports.sheets.scales import main_scales, scale_code
from reports.table import Cell, Column, Number, Sign, Table, Words, number

KEY = "rounds"

_WIDTHS = {"row": 58, "share": 15, "low": 15, "high": 15, "below": 15, "above": 15, "n": 15}


def rounds(edition: Edition) -> Sheet | None:
    """Return the sheet of change over rounds, or None where there is one round or nothing to show."""
    rows = tuple(row for place, crosstab in _numbered(edition) for row in _rows(edition, crosstab, place=place))
    if not any(isinstance(row[1], Number) for row in rows):
        return None
    headers = {name: edition.say(f"reports.rounds.column_{name}") for name in _WIDTHS}
    told = edition.joined(
        f"{row[0].text(edition.language)} {row[1].text(edition.language)}" for row in rows if isinstance(row[1], Number)
    )
    return Sheet(
        key=KEY,
        name=edition.say("reports.rounds.name"),
        title=edition.say("reports.rounds.title"),
        about=edition.about("reports.rounds.about"),
        lines=(
            *[Line(words) for words in _shown(edition)],
            Line(edition.say("reports.rounds.read"), role="note", on_page=edition.say("reports.page.rounds")),
            Line(edition.say("reports.crosstab.back"), link=CONTENTS),
        ),
        table=Table(
            name="rounds",
            columns=tuple(Column(headers[name], width) for name, width in _WIDTHS.items()),
            rows=rows,
            hidden=sum(not isinstance(row[1], Number) for row in rows),
        ),
        chart=IntervalChart(
            title=edition.say("reports.rounds.title"),
            axis=edition.say("reports.rounds.axis"),
            alt=edition.say("reports.rounds.alt", told=told),
            label=headers["row"],
            estimate=headers["share"],
            below=headers["below"],
            above=headers["above"],
        ),
    )


def _numbered(edition: Edition) -> Iterator[tuple[int, Crosstab]]:
    return enumerate(main_scales(edition), start=1)


def _shown(edition: Edition) -> Iterator[str]:
    for place, crosstab in _numbered(edition):
        item = edition.results.instrument.item(crosstab.item)
        net = net_label(edition, crosstab, crosstab.nets[-1])
        yield edition.say(
            "reports.rounds.shown", code=scale_code(place), question=short_question(edition, item), net=net
        )


def _rows(edition: Edition, crosstab: Crosstab, *, place: int) -> Iterator[tuple[Cell, ...]]:
    top, name = crosstab.nets[-1], f"{scale_code(place)} {_notion(edition, crosstab.item)}"
    for column, group in enumerate(crosstab.columns):
        if group.variable == WAVE:
            hidden = edition.hidden[crosstab.item].hidden[column]
            share, low, high = (None if hidden else part[column] for part in (top.share, top.low, top.high))
            sign: Sign = "c" if hidden else "x"
            below = None if share is None or low is None else share - low
            above = None if share is None or high is None else high - share
            yield (
                Words(f"{name}, {group_label(edition, crosstab, column)}"),
                *[number(value, "share", otherwise=sign) for value in (share, low, high, below, above)],
                number(None if hidden else crosstab.n[column], "count", otherwise=sign),
            )


def _notion(edition: Edition, name: str) -> str:
    """Return what a question measures in a word or two; else its name."""
    instrument = edition.results.instrument
    measured = instrument.item(name).construct
    label = next((edition.wording(each.label) for each in instrument.constructs if each.name == measured), "")
    return label or name
