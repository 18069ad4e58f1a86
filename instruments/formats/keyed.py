"""The tables of a questionnaire by their names, so that two versions of them can be set side by side."""

from collections.abc import Mapping
from typing import Any

from instruments.formats.document import Document

_KEYS = {
    "scale": ("name",),
    "construct": ("name",),
    "battery": ("name",),
    "repeat": ("name",),
    "item": ("name",),
    "choice": ("code",),
    "arm": ("code",),
    "override": ("rule", "item"),
}


def keyed(document: Mapping[str, Any]) -> dict[str, Any]:
    """Return tables in which each list of named tables is a mapping by those names.

    Examples
    --------
    >>> keyed({"name": "q", "item": [{"name": "age", "kind": "integer"}]})
    {'name': 'q', 'item': {'age': {'name': 'age', 'kind': 'integer'}}}
    """
    return {key: _by_name(value, _KEYS[key]) if key in _KEYS else value for key, value in document.items()}


def listed_again(tables: Mapping[str, Any]) -> Document:
    """Return keyed tables as TOML has them.

    Examples
    --------
    >>> listed_again(keyed({"item": [{"name": "age"}]}))
    {'item': [{'name': 'age'}]}
    """
    return {
        key: [listed_again(one) for one in value.values()] if _was_list(key, value) else value
        for key, value in tables.items()
    }


def _was_list(key: str, value: Any) -> bool:
    """Whether a value is a list of tables by their names, not the name of one of them."""
    return key in _KEYS and isinstance(value, Mapping)


def _by_name(tables: Any, names: tuple[str, ...]) -> Any:
    if not isinstance(tables, list):
        return tables
    return {" ".join(str(table.get(name)) for name in names): keyed(table) for table in tables}
