"""The rows of the sheet ``survey`` of an XLSForm."""

from collections.abc import Iterator

from instruments.block import Battery, Repeat
from instruments.formats.xlsform.arms import draw_rows, list_rows, named_in_wordings
from instruments.formats.xlsform.blocks import battery_rows, blocks, repeat_rows
from instruments.formats.xlsform.columns import Row, in_each
from instruments.formats.xlsform.conditions import for_form
from instruments.formats.xlsform.constraints import constraint
from instruments.formats.xlsform.dialect import Dialect
from instruments.formats.xlsform.hints import hint
from instruments.formats.xlsform.labels import label
from instruments.formats.xlsform.lists import filter_cells, turn_rows
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item
from instruments.language import own
from instruments.words import say

_REQUIRED = "instruments.xlsform.required"


def survey_rows(instrument: Instrument, *, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows of the sheet ``survey``."""
    for block, items in blocks(instrument):
        rows = [row for item in items for row in _rows(item, instrument, dialect)]
        match block:
            case Battery() if len(items) > 1:
                yield from battery_rows(block, rows, dialect=dialect, languages=instrument.languages)
            case Repeat():
                first = _relevant(items[0], instrument)
                yield from repeat_rows(block, rows, relevant=first, languages=instrument.languages)
            case _:
                yield from rows


def _rows(item: Item, instrument: Instrument, dialect: Dialect) -> Iterator[Row]:
    match item.kind:
        case "calculate":
            yield from draw_rows(item, _relevant(item, instrument), instrument)
        case "list_experiment":
            yield from _page(item, _question(item, "integer", instrument), instrument)
        case kind:
            scale = instrument.scale_of(item) if item.kind in CHOSEN else None
            yield from turn_rows(item, scale, dialect)
            yield _question(item, f"{kind} {item.scale}" if scale else kind, instrument) | filter_cells(
                item, scale, dialect
            )


def _page(item: Item, question: Row, instrument: Instrument) -> Iterator[Row]:
    """Yield a list experiment on one screen: what to say and where the count goes, and below it the list of the arm."""
    page = {"type": "begin_group", "name": f"{item.name}_page", "appearance": "field-list"}
    lists = list_rows(item, _condition(item, instrument), instrument.languages)
    yield from (page, question, *lists, {"type": "end_group"})


def _question(item: Item, kind: str, instrument: Instrument) -> Row:
    languages = instrument.languages
    row = {"type": kind, "name": item.name}
    row |= label(item, languages=languages, arms=named_in_wordings(instrument)) | hint(item, instrument)
    if item.required:
        row["required"] = "yes"
        row |= in_each("required_message", languages, lambda language: say(_REQUIRED, own(language)))
    return row | _relevant(item, instrument) | constraint(item, instrument)


def _relevant(item: Item, instrument: Instrument) -> Row:
    condition = _condition(item, instrument)
    return {"relevant": condition} if condition else {}


def _condition(item: Item, instrument: Instrument) -> str:
    return for_form(item.relevant, instrument).to_xpath() if item.relevant else ""
