"""Lists of answers in a form: narrowed to a wider place, or begun somewhere else for each respondent."""

from collections.abc import Iterator

from instruments.formats.xlsform.columns import Row, spoken
from instruments.formats.xlsform.dialect import Dialect
from instruments.formats.xlsform.spelling import of_surveycto
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item
from instruments.scale import Choice, Scale

_ALWAYS = "always"


def choice_rows(instrument: Instrument, *, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows of the sheet ``choices``: every list that a question uses."""
    used = {item.scale for item in instrument.items if item.kind in CHOSEN}
    code = of_surveycto("choices", "name") if dialect.name == "surveycto" else "name"
    for scale in instrument.scales:
        if scale.name in used:
            for choice, cells in _filtered(scale, dialect):
                label = spoken("label", choice.label, instrument.languages)
                yield {"list_name": scale.name, code: choice.code} | label | cells


def turns(scale: Scale | None, dialect: Dialect) -> bool:
    """Whether a list is offered from another starting point each time, which the form then has to draw and keep."""
    return scale is not None and scale.shuffled and not dialect.keeps_last


def repeats_choices(instrument: Instrument, *, dialect: Dialect) -> bool:
    """Whether a list holds an answer more than once, for one starting point after the other."""
    return any(turns(scale, dialect) for scale in instrument.scales)


def turn_rows(item: Item, scale: Scale | None, dialect: Dialect) -> Iterator[Row]:
    """Yield the rows that draw and keep the starting point of a list."""
    if scale is not None and turns(scale, dialect):
        yield {"type": "calculate", "name": f"{item.name}_draw", "calculation": "once(random())"}
        calculation = f"int(${{{item.name}_draw}} * {len(_moving(scale))})"
        yield {"type": "calculate", "name": f"{item.name}_turn", "calculation": calculation}


def filter_cells(item: Item, scale: Scale | None, dialect: Dialect) -> Row:
    """Return the cells that narrow or order the list of a question."""
    if scale is None:
        return {}
    if scale.filtered_by is not None:
        return {"choice_filter": f"within = ${{{scale.filtered_by}}} or within = '{_ALWAYS}'"}
    if turns(scale, dialect):
        return {"choice_filter": f"turn = ${{{item.name}_turn}} or turn = '{_ALWAYS}'"}
    if scale.shuffled:
        return {"appearance": f"randomized(0, {len(_staying(scale))})"}
    return {}


def _filtered(scale: Scale, dialect: Dialect) -> Iterator[tuple[Choice, Row]]:
    if turns(scale, dialect):
        moving = _moving(scale)
        for turn in range(len(moving)):
            yield from ((choice, {"turn": str(turn)}) for choice in (*moving[turn:], *moving[:turn]))
        yield from ((choice, {"turn": _ALWAYS}) for choice in _staying(scale))
    elif scale.filtered_by is not None:
        yield from ((choice, {"within": choice.within or _ALWAYS}) for choice in scale.choices)
    elif scale.shuffled:
        yield from ((choice, {}) for choice in (*_moving(scale), *_staying(scale)))
    else:
        yield from ((choice, {}) for choice in scale.choices)


def _moving(scale: Scale) -> tuple[Choice, ...]:
    return tuple(choice for choice in scale.choices if not choice.stays_last)


def _staying(scale: Scale) -> tuple[Choice, ...]:
    return tuple(choice for choice in scale.choices if choice.stays_last)
