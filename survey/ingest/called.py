"""What an item and its choices may be called in the header of a file, and what a header may therefore be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from functools import lru_cache
from typing import TypeVar

from instruments.instrument import Instrument
from instruments.item import Item
from survey.ingest.plain import plain
from survey.offered import offered

V = TypeVar("V")

LONGEST_NAME = 2_000  # longer than any question; a quote that was never closed makes a name of half a file
_CUTS = "/-.:"
_TICK_CUTS = ("/", "_", "__", ".", "-", ":", "::")


@dataclass(frozen=True, slots=True)
class Called:
    """Everything that items and their choices may be called, in plain words.

    Attributes
    ----------
    names, labels : mapping
        Words -> items.
    ticks : mapping
        Words -> (item, code), for the 0/1 columns of choices.
    """

    names: Mapping[str, tuple[str, ...]]
    labels: Mapping[str, tuple[str, ...]]
    ticks: Mapping[str, tuple[tuple[str, str], ...]]


def suffixes(name: str) -> Iterator[str]:
    """Yield a header and what is left of it after each group before it: ``a/b-c``, ``b-c``, ``c``."""
    yield name
    for at, letter in enumerate(name):
        if letter in _CUTS:
            yield name[at + 1 :]


@lru_cache(maxsize=16)
def called(instrument: Instrument) -> Called:
    """Return what the items of a questionnaire and their choices may be called."""
    names: dict[str, tuple[str, ...]] = {}
    labels: dict[str, tuple[str, ...]] = {}
    ticks: dict[str, tuple[tuple[str, str], ...]] = {}
    for item in [item for item in instrument.items if item.holds_answer and item.repeat is None]:
        _add(names, plain(item.name), item.name)
        for label in {plain(words) for words in item.label.values() if words.strip()}:
            _add(labels, label, item.name)
        for key, code in _tick_names(item, instrument):
            _add(ticks, key, (item.name, code))
    return Called(names, labels, ticks)


def _tick_names(item: Item, instrument: Instrument) -> set[tuple[str, str]]:
    scale = offered(item, instrument=instrument)
    if item.kind != "select_multiple" or scale is None:
        return set()
    forms = {plain(name) for name in (item.name, *item.label.values()) if name.strip()}
    return {
        (f"{name}{cut}{plain(choice)}", option.code)
        for option in scale.choices
        for choice in (option.code, option.code.replace("-", "_"), *option.label.values())
        for name in forms
        for cut in _TICK_CUTS
    }


def _add(index: dict[str, tuple[V, ...]], key: str, value: V) -> None:
    if value not in index.get(key, ()):
        index[key] = (*index.get(key, ()), value)


def tick_of(name: str, known: Called) -> tuple[str, str] | None:
    """Return the item and the code whose 0/1 column a header is, or None where it is none.

    A question may have the name that such a column could have, ``water_other``: then it is the question.
    """
    for suffix in suffixes(plain(name)) if len(name) <= LONGEST_NAME else ():
        if suffix in known.names:
            return None
        if len(found := known.ticks.get(suffix, ())) == 1:
            return found[0]
    return None


def tick_like(name: str, known: Called) -> tuple[str, str] | None:
    """Return the item and the code whose 0/1 column a header could be, though it is called like a question."""
    of_questions = replace(known, names={})
    return tick_of(name, of_questions)


def items_of(name: str, known: Called) -> tuple[int, tuple[str, ...]]:
    """Return how sure it is (0 is surest: a name before a path before a label), and the items that a header may be."""
    if len(name) > LONGEST_NAME:
        return 4, ()
    whole, *parts = suffixes(plain(name))
    tries = [(0, known.names, whole), *((1, known.names, part) for part in parts)]
    tries += [(2, known.labels, whole), *((3, known.labels, part) for part in parts)]
    return next(((rank, index[key]) for rank, index, key in tries if key in index), (4, ()))
