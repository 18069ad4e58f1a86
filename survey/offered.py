"""The list of answers behind an item, whatever kind of item it is: the choices of its scale, or its arms."""

from functools import cache

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import Choice, Scale


def offered(item: Item, *, instrument: Instrument) -> Scale | None:
    """Return the answers that an item can hold, or None where it holds numbers, dates or free text.

    The arm that a form draws is a list too: its codes are those of the arms.
    """
    if item.kind == "calculate" and item.arms:
        return _arms(item)
    return instrument.scale_of(item)


@cache
def _arms(item: Item) -> Scale:
    return Scale(name=item.name, choices=tuple(Choice(code=arm.code, label=arm.label) for arm in item.arms))
