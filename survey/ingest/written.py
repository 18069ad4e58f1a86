"""What a submission holds for an item, written in one way: the same whichever server or language it came from."""

from collections.abc import Sequence

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer, Scale
from survey.ingest.cell import Cell, is_blank
from survey.ingest.choices import codes_of
from survey.ingest.coding import MOMENT_KINDS, reader_of
from survey.ingest.columns import Columns
from survey.ingest.rows import code_item, turned
from survey.ingest.within import Inner, inner, item_of, with_inner, within
from survey.offered import offered


def written(text: str, *, name: str, instrument: Instrument) -> str:
    """Return a text as the form would have stored it for an item: codes for labels, numbers without ornament.

    What is no valid answer stays as it is; nothing is an empty text.
    """
    item = item_of(name, instrument=instrument)
    if item is None:
        return text.strip()
    scale = offered(item, instrument=instrument)
    return _written(reader_of(item, scale=scale, texts=[text])(text), text, item=item, scale=scale)


def held(cells: Sequence[str], *, name: str, columns: Columns, instrument: Instrument) -> str:
    """Return what one row holds for an item, or for one in a repeat, written as `written` does."""
    if way := within(name):
        row = inner(way, cells=cells, columns=columns, instrument=instrument)
        if row is None or not row.held:
            text = "" if row is None else dict(zip(row.header, row.cells, strict=True)).get(row.name, "")
            return written(text, name=name, instrument=instrument)
        return held(row.cells, name=row.name, columns=row.columns, instrument=row.instrument)
    item = instrument.item(name)
    coded = code_item(turned([cells]), item, columns, instrument)
    scale = offered(item, instrument=instrument)
    return _written(coded.cells[0], coded.texts[0], item=item, scale=scale)


def place(cells: Sequence[str], value: str, *, name: str, columns: Columns, instrument: Instrument) -> tuple[str, ...]:
    """Return a row with another value for an item, in each of the columns that hold it.

    The 0/1 column of a choice that was not offered stays blank where the choice is not taken.
    """
    if way := within(name):
        row = inner(way, cells=cells, columns=columns, instrument=instrument)
        return tuple(cells) if row is None else with_inner(way, _placed(row, value), cells=cells, columns=columns)
    changed = list(cells)
    if name in columns.items:
        changed[columns.items[name]] = value
    chosen = value.split()
    for code, at in columns.ticks.get(name, {}).items():
        shown = bool(value) and (code in chosen or not is_blank(changed[at]))
        changed[at] = str(int(code in chosen)) if shown else ""
    return tuple(changed)


def _placed(row: Inner, value: str) -> dict[str, str]:
    if not row.held:
        return {row.name: value}
    changed = place(row.cells, value, name=row.name, columns=row.columns, instrument=row.instrument)
    return dict(zip(row.header, changed, strict=True))


def exists(name: str, *, cells: Sequence[str], columns: Columns, instrument: Instrument) -> bool:
    """Return whether there is such an item that holds an answer, or such a row of a repeat."""
    if way := within(name):
        row = inner(way, cells=cells, columns=columns, instrument=instrument)
        return row is not None and (row.name in row.header or row.name in row.instrument)
    item = item_of(name, instrument=instrument)
    return item is not None and item.holds_answer


def _written(cell: Cell, text: str, *, item: Item, scale: Scale | None) -> str:
    if cell.reason in {NonAnswer.MISSING, NonAnswer.NOT_OFFERED}:
        return ""
    if cell.reason is NonAnswer.INVALID or item.kind in MOMENT_KINDS:
        return text.strip()
    if cell.reason is not None and scale is not None:
        return _code(text, cell.reason, scale)
    match cell.value:
        case frozenset() as codes if scale is not None:
            return " ".join(code for code in scale.codes if code in codes)
        case float() as number:
            return str(int(number)) if number.is_integer() else repr(number)
        case value:
            return str(value)


def _code(text: str, reason: NonAnswer, scale: Scale) -> str:
    """Return the code of a non-answer; several codes may be of one kind."""
    codes = codes_of(text, scale)
    return codes[0] if len(codes) == 1 else next(code for code, kind in scale.non_answers.items() if kind is reason)
