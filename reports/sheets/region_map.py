"""The map: each region as a tile, shaded by its share on the first main scale, with the numbers in the table."""

from analysis.crosstab import Crosstab
from analysis.nets import Net
from reports.edition import Edition
from reports.maps import places_of
from reports.sheet import Line, Shade, Sheet, Tile, TileMap
from reports.sheets.crosstab_labels import group_label, net_answers, short_question
from reports.sheets.names import CONTENTS
from reports.sheets.places import without_places
from reports.sheets.scales import main_scales
from reports.table import Cell, Column, Number, Sign, Table, Words, number

KEY = "map"

_WIDTHS = {"region": 40, "share": 16, "low": 14, "high": 14, "n": 14, "n_psu": 14, "shade": 28}
_WIDE = 0.4  # of an interval: two steps, so that the true shade may well be another
_STEPS: tuple[tuple[float, Shade], ...] = (
    (0.2, "first"),
    (0.4, "second"),
    (0.6, "third"),
    (0.8, "fourth"),
    (1.0, "fifth"),
)


def region_map(edition: Edition) -> Sheet | None:
    """Return the map of the first main scale, or None where no map holds the regions of the study."""
    region = edition.results.instrument.with_role("region")
    crosstab = next(iter(main_scales(edition)), None)
    if region is None or crosstab is None:
        return None
    places = [place for place, group in enumerate(crosstab.columns) if group.variable == region.name]
    where = places_of({crosstab.columns[place].code: crosstab.columns[place].label.wording("fr") for place in places})
    top = next(net for net in crosstab.nets if net.end == "top")
    if where is None:
        return None
    unsure = any(_is_wide(edition, crosstab, top, place) for place in places)
    question = short_question(edition, edition.results.instrument.item(crosstab.item))
    table = without_places(
        edition, _table(edition, crosstab, top, places), header=edition.say("reports.map.column_n_psu")
    )
    width = edition.spelled(100 * _WIDE, "count")
    return Sheet(
        key=KEY,
        name=edition.say("reports.map.name"),
        title=edition.say("reports.map.title", question=question),
        about=edition.about("reports.map.about"),
        lines=(
            Line(edition.say("reports.map.shown", answers=net_answers(edition, crosstab, top))),
            Line(edition.say("reports.map.read"), role="note"),
            *[Line(words, role="note") for _, words in _legend(edition)],
            Line(
                edition.say("reports.map.wide", width=width),
                role="note",
                on_page=edition.say("reports.page.wide", width=width) if unsure else "",
            ),
            Line(edition.say("reports.crosstab.back"), link=CONTENTS),
        ),
        table=table,
        chart=TileMap(
            title=edition.say("reports.map.chart", question=question),
            alt=edition.say("reports.map.alt", question=question, regions=_told(edition, table)),
            tiles=tuple(_tile(edition, crosstab, top, place, where) for place in places),
            legend=_legend(edition),
        ),
    )


def shade_of(share: float | None) -> Shade:
    """Return the shade of a share: a step every fifth.

    Examples
    --------
    >>> shade_of(0.2), shade_of(0.41), shade_of(None)
    ('first', 'third', 'none')
    """
    return "none" if share is None else next(shade for end, shade in _STEPS if share <= end + 1e-12)


def _table(edition: Edition, crosstab: Crosstab, net: Net, places: list[int]) -> Table:
    suppression = edition.hidden[crosstab.item]
    return Table(
        name="map",
        columns=tuple(Column(edition.say(f"reports.map.column_{name}"), width) for name, width in _WIDTHS.items()),
        rows=tuple(_row(edition, crosstab, net, place) for place in places),
        hidden=sum(suppression.primary[place] for place in places),
        hidden_too=sum(suppression.complementary[place] for place in places),
    )


def _row(edition: Edition, crosstab: Crosstab, net: Net, place: int) -> tuple[Cell, ...]:
    hidden = edition.hidden[crosstab.item].hidden[place]
    sign: Sign = "c" if hidden else "x"
    figures = (net.share[place], net.low[place], net.high[place])
    counts = (crosstab.n[place], crosstab.n_psu[place])
    shade = edition.say(f"reports.map.shade_{shade_of(None if hidden else net.share[place])}")
    return (
        Words(group_label(edition, crosstab, place)),
        *[number(None if hidden else value, "share", otherwise=sign) for value in figures],
        *[number(None if hidden else count, "count", otherwise=sign) for count in counts],
        Words(edition.say("reports.map.shade_wide", shade=shade) if _is_wide(edition, crosstab, net, place) else shade),
    )


def _is_wide(edition: Edition, crosstab: Crosstab, net: Net, place: int) -> bool:
    """Return whether a share is shown whose interval is so wide that the shade says little."""
    low, high = net.low[place], net.high[place]
    hidden = edition.hidden[crosstab.item].hidden[place]
    return not hidden and low is not None and high is not None and high - low > _WIDE


def _tile(edition: Edition, crosstab: Crosstab, net: Net, place: int, where: dict[str, tuple[int, int]]) -> Tile:
    group, share = crosstab.columns[place], net.share[place]
    if edition.hidden[crosstab.item].hidden[place]:
        share = None
    column, row = where[group.code]
    hidden = edition.hidden[crosstab.item].hidden[place]
    words = ("[c]" if hidden else "[x]") if share is None else edition.spelled(share, "share")
    name = edition.wording(group.label)
    unsure = _is_wide(edition, crosstab, net, place)
    words = f"{words}\N{NO-BREAK SPACE}*" if unsure else words
    return Tile(column=column, row=row, name=name, words=words, shade=shade_of(share), unsure=unsure)


def _legend(edition: Edition) -> tuple[tuple[Shade, str], ...]:
    shades: tuple[Shade, ...] = (*(shade for _, shade in _STEPS), "none")
    return tuple((shade, edition.say(f"reports.map.legend_{shade}")) for shade in shades)


def _told(edition: Edition, table: Table) -> str:
    shown = [row for row in table.rows if isinstance(row[1], Number)]
    return edition.joined(f"{row[0].text(edition.language)} {row[1].text(edition.language)}" for row in shown)
