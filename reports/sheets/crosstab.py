"""One question by the groups of the banners: a row a group, so that groups are compared down a column."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from analysis.crosstab import Crosstab
from instruments.scale import NonAnswer
from reports.edition import Edition
from reports.numerals import Format
from reports.sheet import Line, Sheet
from reports.sheets.crosstab_labels import (
    answers,
    ends_in_words,
    group_label,
    letters_of,
    net_label,
    short_question,
    variable_label,
)
from reports.sheets.names import CONTENTS
from reports.sheets.places import places_named
from reports.sheets.routing import routing
from reports.sheets.told import count_or_few
from reports.table import Cell, Column, Mark, Sign, Table, Tone, Words, number

_WIDTH_OF_BANNER, _WIDTH_OF_GROUP, _WIDTH_OF_LETTER, _WIDTH_OF_ANSWER, _WIDTH_OF_BASE = 22, 24, 8, 11, 12
_LINES_OF_HEADER = 4
_SHOWN = (NonAnswer.DONT_KNOW, NonAnswer.REFUSED, NonAnswer.NOT_ASKED, NonAnswer.MISSING, NonAnswer.INVALID)


@dataclass(frozen=True, slots=True, kw_only=True)
class _Measure:
    """A column of figures, its error where analysts see it, and which groups are higher than which."""

    header: str
    form: Format
    values: Sequence[float | None]
    errors: Sequence[float | None] | None = None
    above: Sequence[tuple[int, ...] | None] | None = None


def crosstab_sheet(edition: Edition, crosstab: Crosstab, *, place: int) -> Sheet:
    """Return the sheet of one question; ``place`` is its number among the tables, the same in every language."""
    code = f"T{place:02}"
    return Sheet(
        key=table_key(crosstab),
        name=f"{code} {crosstab.item}",
        title=f"{code}. {short_question(edition, edition.results.instrument.item(crosstab.item))}",
        about=edition.about("reports.crosstab.about"),
        lines=tuple(_lines(edition, crosstab)),
        table=_table(edition, crosstab, name=f"table_{code}"),
    )


def table_key(crosstab: Crosstab) -> str:
    """Return the key of the sheet of a question."""
    return f"table.{crosstab.item}"


def _lines(edition: Edition, crosstab: Crosstab) -> Iterator[Line]:
    item = edition.results.instrument.item(crosstab.item)
    yield Line(edition.say("reports.crosstab.question", question=edition.question(item)))
    if item.relevant is None:
        yield Line(edition.say("reports.crosstab.base_everybody"))
    else:
        yield Line(edition.say("reports.crosstab.base_some", condition=routing(edition, item)))
    if counts := _non_answers(edition, crosstab):
        yield Line(edition.say("reports.crosstab.non_answers", counts=counts))
    yield Line(edition.say("reports.crosstab.how_to_read"), role="note")
    if crosstab.mean is not None and crosstab.rows:
        yield Line(edition.say("reports.crosstab.mean_is", **ends_in_words(edition, crosstab)), role="note")
    if item.kind == "select_multiple":
        yield Line(edition.say("reports.crosstab.several"), role="note")
    yield Line(edition.say("reports.crosstab.letters"), role="note")
    marks = "marks" if places_named(edition) else "marks_alone"
    yield Line(edition.say(f"reports.crosstab.{marks}", minimum=edition.minimum_base), role="note")
    yield Line(edition.say("reports.crosstab.back"), link=CONTENTS)


def _non_answers(edition: Edition, crosstab: Crosstab) -> str:
    counts = {kind: crosstab.non_answers[kind][0] for kind in _SHOWN}
    shown = [
        f"{edition.say(f'reports.crosstab.{kind}')} {count_or_few(edition, count)}"
        for kind, count in counts.items()
        if count
    ]
    return ", ".join(shown)


def _table(edition: Edition, crosstab: Crosstab, *, name: str) -> Table:
    measures = tuple(_measures(edition, crosstab))
    places = _places(edition, crosstab)
    letters = letters_of(crosstab)
    suppression = edition.hidden[crosstab.item]
    return Table(
        name=name,
        columns=tuple(_columns(edition, measures)),
        rows=tuple(_row(edition, crosstab, measures, place, letters=letters) for place in places),
        hidden=sum(suppression.primary[place] for place in places),
        hidden_too=sum(suppression.complementary[place] for place in places),
    )


def _places(edition: Edition, crosstab: Crosstab) -> list[int]:
    """Return the groups that the edition shows: for analysts all, else those of the banners that the study names."""
    named = {"", *edition.results.study.report.banners}
    return [
        place for place, group in enumerate(crosstab.columns) if edition.profile == "analyst" or group.variable in named
    ]


def _measures(edition: Edition, crosstab: Crosstab) -> Iterator[_Measure]:
    compared = edition.profile == "analyst" or not crosstab.nets
    of_one = {net.codes[0] for net in crosstab.nets if len(net.codes) == 1}  # the answer itself: it is shown once
    shares = zip(answers(edition, crosstab), crosstab.shares, crosstab.share_se, crosstab.share_above, strict=True)
    for row, (header, share, errors, letters) in zip(crosstab.rows, shares, strict=True):
        above = letters if compared or row.code in of_one else None
        yield _Measure(header=header, form="share", values=share, errors=errors, above=above)
    for net in (net for net in crosstab.nets if len(net.codes) > 1):
        yield _Measure(
            header=net_label(edition, crosstab, net), form="share", values=net.share, errors=net.se, above=net.above
        )
    if crosstab.mean is not None:
        header = edition.say("reports.crosstab.column_mean")
        yield _Measure(
            header=header, form="score", values=crosstab.mean, errors=crosstab.mean_se, above=crosstab.mean_above
        )


def _columns(edition: Edition, measures: Sequence[_Measure]) -> Iterator[Column]:
    yield Column(edition.say("reports.crosstab.column_banner"), _WIDTH_OF_BANNER)
    yield Column(edition.say("reports.crosstab.column_group"), _WIDTH_OF_GROUP)
    yield Column(edition.say("reports.crosstab.column_letter"), _WIDTH_OF_LETTER)
    for measure in measures:
        yield _column(measure.header)
        if measure.errors is not None and edition.profile == "analyst":
            yield _column(edition.say("reports.crosstab.column_error", measure=measure.header))
        if measure.above is not None:
            yield _column(edition.say("reports.crosstab.column_above", measure=measure.header))
    for base in ("n", "sum_weights", "n_eff"):
        yield Column(edition.say(f"reports.crosstab.column_{base}"), _WIDTH_OF_BASE)


def _column(header: str) -> Column:
    """Return a column as wide as the longest word of its header needs, or as four lines of it do."""
    return Column(header, max(_WIDTH_OF_ANSWER, max(map(len, header.split())) + 2, len(header) // _LINES_OF_HEADER + 2))


def _row(
    edition: Edition, crosstab: Crosstab, measures: Sequence[_Measure], place: int, *, letters: Sequence[str | None]
) -> tuple[Cell, ...]:
    group = crosstab.columns[place]
    hidden = edition.hidden[crosstab.item].hidden
    otherwise: Sign = "c" if hidden[place] else "x"
    tone: Tone = "plain" if group.variable else "strong"
    cells: list[Cell] = [
        Words(variable_label(edition, group), tone=tone),
        Words(group_label(edition, crosstab, place), tone=tone),
        Words(own) if (own := letters[place]) else Mark("z"),
    ]

    def shown(value: float | None, form: Format) -> Cell:
        return number(None if hidden[place] else value, form, otherwise=otherwise, tone=tone)

    for measure in measures:
        cells.append(shown(measure.values[place], measure.form))
        if measure.errors is not None and edition.profile == "analyst":
            certain = measure.form == "share" and measure.values[place] in (0.0, 1.0)  # by its figures alone
            cells.append(shown(None if certain else measure.errors[place], measure.form))
        if measure.above is not None:
            cells.append(_above(edition, measure.above[place], letters, hidden, here=hidden[place]))
    cells += [shown(bases[place], "count") for bases in (crosstab.n, crosstab.sum_weights, crosstab.n_eff)]
    return tuple(cells)


def _above(
    edition: Edition,
    above: tuple[int, ...] | None,
    letters: Sequence[str | None],
    hidden: Sequence[bool],
    *,
    here: bool,
) -> Cell:
    """Return the letters of the groups that a group is higher than; a hidden group has no letter to name."""
    if here:
        return Mark("c")
    if above is None:
        return Mark("z")
    named = " ".join(str(letters[place]) for place in above if not hidden[place])
    return Words(named or edition.say("reports.crosstab.above_none"))
