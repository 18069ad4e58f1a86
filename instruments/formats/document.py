"""From a questionnaire back to the tables in which people write it: what ``building`` builds, taken apart."""

from collections.abc import Iterator
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.techniques import Conjoint, Crosswise, Endorsement, ForcedResponse, ListExperiment, Technique
from instruments.text import Text

Document = dict[str, Any]

_TABLES = {
    "scales": "scale",
    "constructs": "construct",
    "batteries": "battery",
    "repeats": "repeat",
    "overrides": "override",
}
_KEYS = {"choices": "choice", "arms": "arm"}
_TECHNIQUES: dict[type, str] = {
    ListExperiment: "list_experiment",
    Endorsement: "endorsement",
    ForcedResponse: "forced_response",
    Crosswise: "crosswise",
}


def document_of(instrument: Instrument) -> Document:
    """Return the tables of a questionnaire, as TOML would hold them.

    Examples
    --------
    >>> from instruments import library
    >>> household = document_of(library.load("household"))
    >>> household["languages"], household["battery"][0]["name"]
    (['fr', 'en'], 'conduct')
    """
    whole = {
        "name": instrument.name,
        "version": instrument.version,
        "title": dict(instrument.title),
        "languages": list(instrument.languages),
    }
    if instrument.translated:
        whole["translated"] = list(instrument.translated)
    tables = {key: [_table(one) for one in getattr(instrument, field)] for field, key in _TABLES.items()}
    tables["item"] = list(_items(instrument))
    return whole | {key: found for key, found in tables.items() if found}


def _table(one: Any) -> Document:
    """Return what differs from its default, under the keys that a file has for it."""
    values = ((_KEYS.get(field.name, field.name), getattr(one, field.name), field.default) for field in fields(one))
    return {key: _value(value) for key, value, default in values if value != default}


def _value(value: Any) -> Any:
    match value:
        case Text():
            return dict(value)
        case Enum():
            return value.value
        case tuple():
            return [_value(one) for one in value]
        case bool() | str() | int() | float() | date():
            return value
        case _:
            return _table(value) if _is_noun(value) else str(value)


def _is_noun(value: Any) -> bool:
    """Whether it has keys of its own; a condition is written as one text."""
    return is_dataclass(value) and not hasattr(value, "to_xpath")


def _items(instrument: Instrument) -> Iterator[Document]:
    tasks = [item for item in instrument.items if isinstance(item.technique, Conjoint)]
    drawn = {name for item in tasks for pair in _attributes(item) for name in pair.drawn}
    for item in instrument.items:
        if isinstance(item.technique, Conjoint):
            if item.technique.task == 1:
                yield _conjoint(item, item.technique, instrument)
        elif item.name not in drawn:
            yield _item(item)


def _item(item: Item) -> Document:
    table = _table(item)
    if item.technique is not None:
        table.pop("technique")
        table[_TECHNIQUES[type(item.technique)]] = _technique(item.technique)
    return table


def _technique(technique: Technique) -> Document:
    """Return a technique as it stands beside its item: the device among its other keys."""
    table = _table(technique)
    device = table.pop("device", None)
    return {"device": device["name"], "outcomes": device["outcomes"]} | table if device else table


def _attributes(item: Item) -> tuple[Any, ...]:
    return item.technique.attributes if isinstance(item.technique, Conjoint) else ()


def _conjoint(first: Item, technique: Conjoint, instrument: Instrument) -> Document:
    """Return the tasks of a conjoint as the one item that they were written as."""
    name = first.name.removesuffix("_1")
    tasks = [item for item in instrument.items if isinstance(item.technique, Conjoint) and _name(item) == name]
    attributes = [
        {"name": one.name, "label": dict(one.label), "level": [_table(arm) for arm in _arms(one.drawn[0], instrument)]}
        for one in technique.attributes
    ]
    asked = {language: words.rsplit("\n", 2)[0] for language, words in first.label.items()}
    table = _table(first) | {"name": name, "kind": "conjoint", "label": asked}
    table.pop("technique")
    understood = {"understood": str(technique.understood)} if technique.understood else {}
    return table | {"conjoint": {"tasks": len(tasks), "attribute": attributes} | understood}


def _name(item: Item) -> str:
    return item.name.rsplit("_", 1)[0]


def _arms(name: str, instrument: Instrument) -> tuple[Any, ...]:
    return instrument.item(name).arms
