"""Techniques that hide a single answer: whether they hide it, and whether people can follow them."""

from collections.abc import Iterator
from typing import TypeVar

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.techniques import Crosswise, ForcedResponse, ListExperiment, Technique

T = TypeVar("T", ListExperiment, Crosswise)

MOST_AT_AN_END = 0.10  # of the people on a long list; a setting of ours, to be lowered where an answer can kill


def list_ends(instrument: Instrument) -> Iterator[Problem]:
    """Yield lists whose count would tell too many people's answer: all statements counted, or none."""
    for item, technique in _with(ListExperiment, instrument):
        if technique.expected:
            none, every = technique.nobody_hidden
            if max(none, every) > MOST_AT_AN_END:
                none, every, most = (round(100 * share) for share in (none, every, MOST_AT_AN_END))
                yield _warning("list_ends", item, none=none, all=every, most=most)


def list_unknown(instrument: Instrument) -> Iterator[Problem]:
    """Yield list experiments of which nobody said how common their harmless statements are."""
    for item in instrument.items:
        technique = item.technique
        if item.kind == "list_experiment" and not (isinstance(technique, ListExperiment) and technique.expected):
            yield _warning("list_unknown", item)


def not_understood(instrument: Instrument) -> Iterator[Problem]:
    """Yield questions with a hidden draw before which nobody checks that the rule was understood."""
    for item in instrument.items:
        if isinstance(item.technique, ForcedResponse | Crosswise) and item.technique.understood is None:
            yield _warning("not_understood", item)


def not_anchored(instrument: Instrument) -> Iterator[Problem]:
    """Yield crosswise questions without an anchor, by which answers at random could be told."""
    anchors = {technique.anchor for _, technique in _with(Crosswise, instrument)}
    for item, technique in _with(Crosswise, instrument):
        if technique.anchor is None and item.name not in anchors:
            yield _warning("not_anchored", item)


def several_techniques(instrument: Instrument) -> Iterator[Problem]:
    """Yield items that hide the same construct in another way than an item before them."""
    first: dict[str, type[Technique]] = {}
    for item in instrument.items:
        if item.technique is not None and item.construct is not None:
            kind = first.setdefault(item.construct, type(item.technique))
            if kind is not type(item.technique):
                yield _warning("several_techniques", item, construct=item.construct)


def _with(kind: type[T], instrument: Instrument) -> Iterator[tuple[Item, T]]:
    return ((item, item.technique) for item in instrument.items if isinstance(item.technique, kind))


def _warning(name: str, item: Item, **values: object) -> Problem:
    place = Place(item=item.name)
    return Problem(code=f"instruments.checks.{name}", place=place, values=values, severity=Severity.WARNING)


RULES = (list_ends, list_unknown, not_understood, not_anchored, several_techniques)
