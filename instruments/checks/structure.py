"""Structure: names that every server takes, lists that are used, conditions and wordings that look back."""

import re
from collections.abc import Iterator
from itertools import groupby

from instruments.checks.texts import placeholders
from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.item import Item

MOST_LETTERS = 24  # with the prefixes and suffixes of servers and of Stata's 32
_NAME = re.compile(rf"[a-z_][a-z0-9_]{{0,{MOST_LETTERS - 1}}}")


def name_form(instrument: Instrument) -> Iterator[Problem]:
    """Yield names that a server or a statistical package would refuse or change."""
    for item in instrument.items:
        if not _NAME.fullmatch(item.name):
            values = {"got": item.name, "most": MOST_LETTERS}
            yield Problem(code="instruments.checks.name_form", place=Place(item=item.name), values=values)


def code_form(instrument: Instrument) -> Iterator[Problem]:
    """Yield codes with a space, which an answer of several choices could not be taken apart at."""
    for scale in instrument.scales:
        for choice in scale.choices:
            if re.search(r"\s|'", choice.code):
                place = Place(key=f"scale {scale.name}")
                yield Problem(code="instruments.checks.code_form", place=place, values={"got": choice.code})


def unused_scale(instrument: Instrument) -> Iterator[Problem]:
    """Yield scales that no item uses."""
    used = {item.scale for item in instrument.items}
    for scale in instrument.scales:
        if scale.name not in used:
            place = Place(key=f"scale {scale.name}")
            yield Problem(code="instruments.checks.unused_scale", place=place, severity=Severity.WARNING)


def asked_later(instrument: Instrument) -> Iterator[Problem]:
    """Yield items whose condition, arm or wording looks at something that comes after them."""
    earlier: set[str] = set()
    every = {item.name for item in instrument.items}
    for item in instrument.items:
        for name in sorted(_looked_at(item, instrument) & every - earlier):
            yield Problem(code="instruments.checks.asked_later", place=Place(item=item.name), values={"got": name})
        earlier.add(item.name)


def _looked_at(item: Item, instrument: Instrument) -> frozenset[str]:
    """Return the items that one depends on: its conditions, its arm, its wording and the list it narrows."""
    scale = instrument.scale_of(item)
    conditions = (item.relevant, item.technique.understood if item.technique else None)
    named = {item.assigned_by, scale.filtered_by if scale else None}
    return placeholders(item.label).union(
        *(condition.names for condition in conditions if condition), {name for name in named if name}
    )


def unknown_placeholder(instrument: Instrument) -> Iterator[Problem]:
    """Yield wordings that hold the place of an item that is not there."""
    every = {item.name for item in instrument.items}
    for item in instrument.items:
        for name in sorted(placeholders(item.label) - every):
            place = Place(item=item.name)
            yield Problem(code="instruments.checks.unknown_placeholder", place=place, values={"got": name})


def scattered(instrument: Instrument) -> Iterator[Problem]:
    """Yield items that stand apart from the rest of their battery or their turn, which would begin anew there."""
    runs = [block for block, _ in groupby(instrument.items, key=lambda item: item.repeat or item.battery)]
    for name in sorted({block for block in runs if block is not None and runs.count(block) > 1}):
        last = next(item for item in reversed(instrument.items) if name in (item.repeat, item.battery))
        yield Problem(code="instruments.checks.scattered", place=Place(item=last.name), values={"got": name})


def shuffled_order(instrument: Instrument) -> Iterator[Problem]:
    """Yield scales whose order means something, and is shuffled."""
    for scale in instrument.scales:
        if scale.ordered and scale.shuffled:
            yield Problem(code="instruments.checks.shuffled_order", place=Place(key=f"scale {scale.name}"))


RULES = (name_form, code_form, unused_scale, asked_later, unknown_placeholder, scattered, shuffled_order)
