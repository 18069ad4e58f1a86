"""Questionnaires that share: what another one of the library words is not worded again."""

from collections import ChainMap
from collections.abc import Iterable, Mapping
from typing import Any

from instruments import shelf
from instruments.errors import Place, Problem, SurveyError
from instruments.written.faults import unknown_name

_NAMED_BY_ITEMS = {"scale": "scale", "construct": "construct", "battery": "battery", "repeat": "repeat"}


def with_shared(document: Mapping[str, Any], *, file: str) -> Mapping[str, Any]:
    """Return the tables of a questionnaire with what it takes from those that it names under ``shares``.

    An item with ``shared = true`` is that of the first of them that has it, except for what is written here; scales,
    constructs, batteries and kinds of non-answer come along where something uses them.

    Raises
    ------
    SurveyError
        If there is no such questionnaire in the library, or it has no such item.
    """
    given = document.get("shares")
    names = [given] if isinstance(given, str) else given
    if not (isinstance(names, list) and all(isinstance(name, str) for name in names)):
        return document
    source = _together([shelf.document(name, named_in=file) for name in names])
    rest = {key: value for key, value in document.items() if key != "shares"}
    items = _items(_tables(document, "item"), _by_name(source, "item"), file=file)
    return rest | {"item": items, "non_answer": _non_answers(document, source)} | _used(items, rest, source)


def _together(sources: list[dict[str, Any]]) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of several questionnaires as one; of two with the same name, the first is taken."""
    tables = ("item", *_NAMED_BY_ITEMS.values())
    merged = {table: list(ChainMap(*(_by_name(source, table) for source in sources)).values()) for table in tables}
    return merged | {"non_answer": _tables(sources[0], "non_answer") if sources else []}


def _items(written: list[dict[str, Any]], known: dict[str, dict[str, Any]], *, file: str) -> list[dict[str, Any]]:
    problems = [
        _unknown(str(item.get("name")), known, file)
        for item in written
        if item.get("shared") and item.get("name") not in known
    ]
    if problems:
        raise SurveyError(problems)
    return [_item(item, known) for item in written]


def _item(written: dict[str, Any], known: dict[str, dict[str, Any]]) -> dict[str, Any]:
    if not written.get("shared"):
        return written
    return known[written["name"]] | {key: value for key, value in written.items() if key != "shared"}


def _used(
    items: Iterable[Mapping[str, Any]], own: Mapping[str, Any], source: Mapping[str, Any]
) -> dict[str, list[dict[str, Any]]]:
    """Return the tables of each kind: its own, and those of the source that an item names."""
    tables = {}
    for key, table in _NAMED_BY_ITEMS.items():
        here = _by_name(own, table)
        named = {item.get(key) for item in items}
        there = [one for name, one in _by_name(source, table).items() if name in named and name not in here]
        tables[table] = [*here.values(), *there]
    return tables


def _non_answers(document: Mapping[str, Any], source: Mapping[str, Any]) -> list[dict[str, Any]]:
    own = _tables(document, "non_answer")
    return [*own, *(one for one in _tables(source, "non_answer") if one["kind"] not in {mine["kind"] for mine in own})]


def _by_name(document: Mapping[str, Any], table: str) -> dict[str, dict[str, Any]]:
    return {str(one.get("name")): one for one in _tables(document, table)}


def _tables(document: Mapping[str, Any], table: str) -> list[dict[str, Any]]:
    """Return the tables of a list; what is no table is left for the validation to find."""
    found = document.get(table, [])
    return found if isinstance(found, list) and all(isinstance(one, dict) for one in found) else []


def _unknown(name: str, known: Mapping[str, Any], file: str) -> Problem:
    return unknown_name("instruments.toml.not_shared", name, list(known), Place(file=file, item=name))
