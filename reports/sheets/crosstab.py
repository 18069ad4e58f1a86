"""One question by the groups of the banners: a row a group, so that groups are compared down a column."""

from collections import Counter
from collections.abc import Iterator
from textwrap import shorten

from analysis.crosstab import Crosstab, Group
from instruments.scale import NonAnswer
from reports.disclosure.crosstabs import groups_of
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.sheets.contents import KEY as CONTENTS
from reports.table import Cell, Column, Sign, Table, Tone, Words, number

_WIDTH_OF_BANNER, _WIDTH_OF_GROUP, _WIDTH_OF_ANSWER, _WIDTH_OF_BASE = 48, 28, 14, 12
_LONGEST_TITLE = 90  # characters; the whole question stands below
_SHOWN = (NonAnswer.DONT_KNOW, NonAnswer.REFUSED, NonAnswer.NOT_ASKED, NonAnswer.MISSING, NonAnswer.INVALID)


def crosstab_sheet(edition: Edition, crosstab: Crosstab, *, place: int) -> Sheet:
    """Return the sheet of one question; ``place`` is its number among the tables, the same in every language."""
    code = f"T{place:02}"
    question = edition.question(edition.results.instrument.item(crosstab.item))
    return Sheet(
        key=f"table.{crosstab.item}",
        name=f"{code} {crosstab.item}",
        title=f"{code}. {shorten(question, _LONGEST_TITLE, placeholder=' …')}",
        about=edition.about("reports.crosstab.about"),
        lines=tuple(_lines(edition, crosstab)),
        table=_table(edition, crosstab, name=f"table_{code}"),
    )


def _lines(edition: Edition, crosstab: Crosstab) -> Iterator[Line]:
    item = edition.results.instrument.item(crosstab.item)
    yield Line(edition.say("reports.crosstab.question", question=edition.question(item)))
    base = "base_everybody" if item.relevant is None else "base_some"
    yield Line(edition.say(f"reports.crosstab.{base}", condition=str(item.relevant)))
    if counts := _non_answers(edition, crosstab):
        yield Line(edition.say("reports.crosstab.non_answers", counts=counts))
    yield Line(edition.say("reports.crosstab.how_to_read"), role="note")
    if crosstab.mean is not None and crosstab.rows:
        yield Line(edition.say("reports.crosstab.mean_is"), role="note")
    yield Line(edition.say("reports.crosstab.marks", minimum=edition.minimum_base), role="note")
    yield Line(edition.say("reports.crosstab.back"), link=CONTENTS)


def _non_answers(edition: Edition, crosstab: Crosstab) -> str:
    counts = {kind: crosstab.non_answers[kind][0] for kind in _SHOWN}
    told = [
        f"{edition.say(f'reports.crosstab.{kind}')} {edition.spelled(count, 'count')}"
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(told)


def _table(edition: Edition, crosstab: Crosstab, *, name: str) -> Table:
    suppression = groups_of(crosstab, minimum=edition.minimum_base)
    rows = [
        (*_names(edition, group), *_figures(crosstab, place, hidden=suppression.hidden[place]))
        for place, group in enumerate(crosstab.columns)
    ]
    return Table(
        name=name,
        columns=tuple(_columns(edition, crosstab)),
        rows=tuple(rows),
        hidden=sum(suppression.primary),
        hidden_too=sum(suppression.complementary),
    )


def _columns(edition: Edition, crosstab: Crosstab) -> Iterator[Column]:
    yield Column(edition.say("reports.crosstab.column_banner"), _WIDTH_OF_BANNER)
    yield Column(edition.say("reports.crosstab.column_group"), _WIDTH_OF_GROUP)
    for header in _answers(edition, crosstab):
        yield Column(header, _WIDTH_OF_ANSWER)
    if crosstab.mean is not None:
        yield Column(edition.say("reports.crosstab.column_mean"), _WIDTH_OF_BASE)
        yield Column(edition.say("reports.crosstab.column_mean_se"), _WIDTH_OF_BASE)
    for base in ("n", "sum_weights", "n_eff"):
        yield Column(edition.say(f"reports.crosstab.column_{base}"), _WIDTH_OF_BASE)


def _answers(edition: Edition, crosstab: Crosstab) -> list[str]:
    """Return the labels of the answers; those that are alike carry their code."""
    labels = [edition.wording(row.label) or row.code for row in crosstab.rows]
    times = Counter(label.casefold() for label in labels)
    return [
        label if times[label.casefold()] == 1 else f"{label} ({row.code})"
        for label, row in zip(labels, crosstab.rows, strict=True)
    ]


def _names(edition: Edition, group: Group) -> tuple[Cell, Cell]:
    if not group.variable:
        everybody = edition.say("reports.crosstab.everybody")
        return Words(everybody, tone="strong"), Words(everybody, tone="strong")
    return (
        Words(edition.wording(group.variable_label) or group.variable),
        Words(edition.wording(group.label) or group.code),
    )


def _figures(crosstab: Crosstab, place: int, *, hidden: bool) -> Iterator[Cell]:
    otherwise: Sign = "c" if hidden else "x"
    tone: Tone = "plain" if crosstab.columns[place].variable else "strong"
    for shares in crosstab.shares:
        yield number(None if hidden else shares[place], "share", otherwise=otherwise, tone=tone)
    for means in (crosstab.mean, crosstab.mean_se):
        if means is not None:
            yield number(None if hidden else means[place], "score", otherwise=otherwise, tone=tone)
    for bases in (crosstab.n, crosstab.sum_weights, crosstab.n_eff):
        yield number(None if hidden else bases[place], "count", otherwise=otherwise, tone=tone)
