"""Lists that are too long for a question: on pages of their own, by the wider place, with the codes to write."""

from collections.abc import Iterator
from itertools import groupby
from xml.etree.ElementTree import Element

from instruments.item import CHOSEN
from instruments.paper.answers import is_long
from instruments.paper.markup import tag
from instruments.paper.sheet import Sheet
from instruments.scale import Choice, Scale


def lists(sheet: Sheet) -> list[Element]:
    """Return each long list that a question refers to, once."""
    asked = {item.scale for item in sheet.instrument.asked if item.kind in CHOSEN}
    return [
        tag("section", tag("h2", sheet.say("list", scale=scale.name)), *_groups(scale, sheet), kind="list")
        for scale in sheet.instrument.scales
        if scale.name in asked and is_long(scale)
    ]


def _groups(scale: Scale, sheet: Sheet) -> Iterator[Element]:
    for wider, choices in groupby(scale.choices, key=lambda choice: choice.within):
        rows = [tag("li", tag("b", choice.code), " ", choice.label.wording(sheet.language)) for choice in choices]
        head = [tag("h3", _place(wider, scale, sheet))] if wider else []
        yield tag("div", *head, tag("ul", *rows))


def _place(code: str, scale: Scale, sheet: Sheet) -> str:
    wider = sheet.instrument.scale_of(scale.filtered_by) if scale.filtered_by else None
    found: tuple[Choice, ...] = wider.choices if wider else ()
    return next((choice.label.wording(sheet.language) for choice in found if choice.code == code), code)
