"""Where the answer goes: boxes to tick, and apart from them the answers that are never read out."""

from collections.abc import Iterable
from xml.etree.ElementTree import Element

from instruments.item import CHOSEN, NUMBERS, Item
from instruments.paper.markup import tag
from instruments.paper.sheet import Sheet
from instruments.scale import Choice, Scale

_MANY = 8  # answers that stand in columns
_TOO_MANY = 30  # answers that stand in a list of their own


def answers(item: Item, sheet: Sheet) -> Element:
    """Return the place for the answer to a question."""
    scale = sheet.instrument.scale_of(item)
    if item.kind in CHOSEN and scale and not is_long(scale):
        return tag("div", *_to_tick(scale, sheet), kind="answers")
    boxes = tag("div", *_to_write(item, sheet), kind="answers")
    if scale and scale.non_answers and item.kind not in CHOSEN:
        boxes.append(_unread(scale, sheet))
    return boxes


def is_long(scale: Scale) -> bool:
    """Whether a list stands on a page of its own, and its code is written."""
    return len(scale.choices) > _TOO_MANY


def box(choice: Choice, sheet: Sheet) -> Element:
    """Return a box to tick, with the code and the words of its answer."""
    return tag("li", tag("i"), tag("b", choice.code), " ", choice.label.wording(sheet.language))


def spoken(scale: Scale) -> tuple[Choice, ...]:
    """Return the answers that may be read out or shown."""
    return tuple(choice for choice in scale.choices if choice.non_answer is None)


def unread(scale: Scale) -> tuple[Choice, ...]:
    """Return the answers that are ticked, and never read out."""
    return tuple(choice for choice in scale.choices if choice.non_answer is not None)


def _to_tick(scale: Scale, sheet: Sheet) -> Iterable[Element]:
    columns = "columns" if len(spoken(scale)) > _MANY else ""
    yield tag("ul", *(box(choice, sheet) for choice in spoken(scale)), kind=columns)
    if unread(scale):
        yield _unread(scale, sheet)


def _unread(scale: Scale, sheet: Sheet) -> Element:
    boxes = (box(choice, sheet) for choice in unread(scale))
    return tag("ul", tag("li", sheet.say("unread"), kind="heading"), *boxes, kind="unread")


def _to_write(item: Item, sheet: Sheet) -> Iterable[Element]:
    if item.kind in NUMBERS:
        yield tag("span", *(tag("i") for _ in range(_digits(item))), kind="digits")
    else:
        yield tag("span", kind="line")
    if item.kind in CHOSEN:
        yield tag("span", sheet.say("listed", scale=item.scale), kind="unit")
    if item.unit:
        yield tag("span", item.unit.wording(sheet.language), kind="unit")


def _digits(item: Item) -> int:
    return len(f"{item.maximum:.0f}") if item.maximum is not None else 4
