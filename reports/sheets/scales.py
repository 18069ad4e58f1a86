"""The main scales as bars to both sides: a sheet a question, everybody, then the two finest breakdowns."""

from collections import Counter

from analysis.crosstab import Crosstab
from analysis.inference.letters import FEWEST
from analysis.nets import Net
from reports.edition import Edition
from reports.sheet import Line, Sheet, SidesChart
from reports.sheets.crosstab import table_key
from reports.sheets.crosstab_labels import answers, group_label, short_question, variable_label
from reports.sheets.names import CONTENTS
from reports.table import Cell, Column, Number, Sign, Table, Words, marked, number

_MOST_CHARTS = 4  # where the study does not say which
_SHORTEST_SCALE = 4  # answers
_BREAKDOWNS = 2
_WIDTH_OF_GROUP, _WIDTH_OF_BANNER, _WIDTH_OF_ANSWER, _WIDTH_OF_BASE = 44, 34, 16, 12


def main_scales(edition: Edition) -> tuple[Crosstab, ...]:
    """Return the questions that are drawn: those that the study names, else the first with a long scale."""
    drawable = {crosstab.item: crosstab for crosstab in edition.results.crosstabs if crosstab.nets}
    if named := edition.results.study.report.charts:
        return tuple(drawable[name] for name in named if name in drawable)
    long = [crosstab for crosstab in drawable.values() if len(crosstab.rows) >= _SHORTEST_SCALE]
    return tuple(long[:_MOST_CHARTS])


def scale_code(place: int) -> str:
    """Return the number of a chart, the same in every language."""
    return f"G{place:02}"


def scale_sheet(edition: Edition, crosstab: Crosstab, *, place: int) -> Sheet | None:
    """Return the chart of one question, or None where every group is hidden."""
    code = scale_code(place)
    table = _table(edition, crosstab, name=f"chart_{code}")
    if not any(isinstance(row[2], Number) for row in table.rows):
        return None
    item = edition.results.instrument.item(crosstab.item)
    question, short = edition.question(item), short_question(edition, item)
    told = "" if question.split() == short.split() else None  # its title says it
    lines = (
        Line(edition.say("reports.scales.question", question=question), on_page=told),
        Line(_found(edition, crosstab), role="lead"),
        Line(edition.say("reports.scales.read"), role="note"),
        *([Line(edition.say("reports.scales.middle"), role="note")] if _has_middle(crosstab) else []),
        Line(edition.say("reports.scales.marks"), role="note", on_page=""),  # the page explains those it shows
        Line(edition.say("reports.scales.to_table"), link=table_key(crosstab)),
        Line(edition.say("reports.crosstab.back"), link=CONTENTS),
    )
    return Sheet(
        key=f"scale.{crosstab.item}",
        name=f"{code} {crosstab.item}",
        title=f"{code}. {short}",
        about=edition.about("reports.scales.about"),
        lines=lines,
        table=table,
        chart=_chart(edition, crosstab, table, title=short),
    )


def finest(crosstab: Crosstab) -> tuple[str, ...]:
    """Return the banners with the most groups, in the order of the crosstab."""
    sizes = Counter(group.variable for group in crosstab.columns if group.variable)
    chosen = sorted(sizes, key=lambda variable: -sizes[variable])[:_BREAKDOWNS]
    return tuple(variable for variable in sizes if variable in chosen)


def _has_middle(crosstab: Crosstab) -> bool:
    return len(crosstab.rows) > sum(len(net.codes) for net in crosstab.nets)


def _table(edition: Edition, crosstab: Crosstab, *, name: str) -> Table:
    headers = [edition.say(f"reports.crosstab.column_{part}") for part in ("group", "banner")]
    columns = [Column(headers[0], _WIDTH_OF_GROUP), Column(headers[1], _WIDTH_OF_BANNER)]
    columns += [Column(header, _WIDTH_OF_ANSWER) for header in answers(edition, crosstab)]
    columns += [Column(edition.say("reports.crosstab.column_n"), _WIDTH_OF_BASE)]
    shown = {"", *finest(crosstab)}
    places = [place for place, group in enumerate(crosstab.columns) if group.variable in shown]
    suppression = edition.hidden[crosstab.item]
    return Table(
        name=name,
        columns=tuple(columns),
        rows=tuple(_row(edition, crosstab, place) for place in places),
        hidden=sum(suppression.primary[place] for place in places),
        hidden_too=sum(suppression.complementary[place] for place in places),
    )


def _row(edition: Edition, crosstab: Crosstab, place: int) -> tuple[Cell, ...]:
    hidden = edition.hidden[crosstab.item].hidden[place]
    sign: Sign = "c" if hidden else "x"
    shares = [number(None if hidden else each[place], "share", otherwise=sign) for each in crosstab.shares]
    return (
        Words(marked(group_label(edition, crosstab, place), shares[0])),
        Words(variable_label(edition, crosstab.columns[place])),
        *shares,
        number(None if hidden else crosstab.n[place], "count", otherwise=sign),
    )


def _chart(edition: Edition, crosstab: Crosstab, table: Table, *, title: str) -> SidesChart:
    bottom, top = (_headers(edition, crosstab, net) for net in crosstab.nets)
    ends = {"left": bottom[0], "right": top[-1]}
    return SidesChart(
        title=title,
        axis=edition.say("reports.scales.axis", **ends),
        alt=edition.say("reports.scales.alt", question=title, found=_found(edition, crosstab)),
        label=table.columns[0].header,
        within=table.columns[1].header,
        left=tuple(reversed(bottom)),
        right=top,
        turned=crosstab.item in edition.results.study.report.unfavourable,
    )


def _headers(edition: Edition, crosstab: Crosstab, net: Net) -> tuple[str, ...]:
    labels = dict(zip((row.code for row in crosstab.rows), answers(edition, crosstab), strict=True))
    return tuple(labels[code] for code in net.codes)


def _found(edition: Edition, crosstab: Crosstab) -> str:
    """Return the finding of the chart: everybody, then the groups at both ends, of those that can be compared."""
    top = next(net for net in crosstab.nets if net.end == "top")
    hidden = edition.hidden[crosstab.item].hidden
    shown = {"", *finest(crosstab)}
    held = {
        place: share
        for place, share in enumerate(top.share)
        if share is not None and not hidden[place] and crosstab.n[place] >= FEWEST
        if crosstab.columns[place].variable in shown
    }
    if not held:
        return edition.say("reports.scales.found_nothing")
    least, most = min(held, key=lambda place: held[place]), max(held, key=lambda place: held[place])
    told = {
        "answers": " + ".join(_headers(edition, crosstab, top)),
        "share": edition.spelled(held[0], "share") if 0 in held else "[c]",
    }
    if len(held) == 1:
        return edition.say("reports.scales.found_one", **told)
    return edition.say(
        "reports.scales.found",
        **told,
        least=f"{group_label(edition, crosstab, least)} {edition.spelled(held[least], 'share')}",
        most=f"{group_label(edition, crosstab, most)} {edition.spelled(held[most], 'share')}",
    )
