"""The tables of a questionnaire as TOML, in the shape in which people write it: a line a choice, a block a question."""

import json
import re
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

Comments = Mapping[tuple[str, str], Sequence[str]]
"""What is said above a table: by its kind and its name."""

_BARE = re.compile(r"[A-Za-z0-9_-]+")


def as_toml(document: Mapping[str, Any], *, comments: Comments | None = None) -> str:
    """Return tables as TOML.

    Parameters
    ----------
    document : mapping
    comments : mapping of (kind, name) to lines, optional
        What is said above a table.

    Examples
    --------
    >>> print(as_toml({"name": "small", "item": [{"name": "age", "kind": "integer", "label": {"fr": "Âge"}}]}))
    name = "small"
    <BLANKLINE>
    [[item]]
    name = "age"
    kind = "integer"
    label = { fr = "Âge" }
    <BLANKLINE>
    """
    blocks = ["\n".join(_head(document))]
    for key, tables in document.items():
        for table in tables if _is_list_of_tables(tables) else ():
            said = [f"# {_one_line(line)}" for line in (comments or {}).get((key, table.get("name", "")), ())]
            blocks.append(
                "\n".join([*said, f"[[{key}]]", *(f"{_key(name)} = {_value(v)}" for name, v in table.items())])
            )
    return "\n\n".join(blocks) + "\n"


def _head(document: Mapping[str, Any]) -> Iterator[str]:
    for key, value in document.items():
        if not _is_list_of_tables(value):
            yield f"{_key(key)} = {_value(value)}"


def _is_list_of_tables(value: Any) -> bool:
    return isinstance(value, list) and bool(value) and all(isinstance(one, dict) for one in value)


def _value(value: Any) -> str:
    match value:
        case dict():
            return f"{{ {', '.join(f'{_key(name)} = {_value(inside)}' for name, inside in value.items())} }}"
        case list() if _is_list_of_tables(value):
            return "\n".join(["[", *(f"    {_value(one)}," for one in value), "]"])
        case list():
            return f"[{', '.join(map(_value, value))}]"
        case _:
            return _scalar(value)


def _scalar(value: Any) -> str:
    match value:
        case bool():
            return str(value).lower()
        case str():
            return _quoted(value)
        case float() if value.is_integer():
            return str(int(value))
        case _:
            return str(value)


def _one_line(words: str) -> str:
    """Return words as a comment can hold them."""
    return " ".join("".join(sign if sign.isprintable() else " " for sign in words).split())


def _key(name: str) -> str:
    return name if _BARE.fullmatch(name) else _quoted(name)


def _quoted(words: str) -> str:
    """Return words as a basic string; TOML wants one character escaped that JSON leaves alone."""
    return json.dumps(words, ensure_ascii=False).replace("\x7f", "\\u007f")
