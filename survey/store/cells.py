"""The cells of a row as the store keeps them: a list of texts in JSON."""

import json
from collections.abc import Sequence

_ESCAPED = ("\\", *map(chr, range(0x20)))  # besides the quotes, which also stand between cells


def cells_text(cells: Sequence[str]) -> str:
    """Return cells as JSON; those in which nothing has to be escaped, nearly all, are only joined.

    Examples
    --------
    >>> cells_text(["a", "", "\u00e9"])
    '["a","","\u00e9"]'
    """
    joined = '","'.join(cells)
    if joined.count('"') == 2 * (len(cells) - 1) and not any(map(joined.__contains__, _ESCAPED)) and _is_text(joined):
        return f'["{joined}"]'
    return json.dumps(cells, separators=(",", ":"))


def _is_text(joined: str) -> bool:
    """Whether a database can hold it as it is: half a character it cannot."""
    try:
        return joined.isascii() or bool(joined.encode())
    except UnicodeEncodeError:
        return False


def cells_of(text: str) -> tuple[str, ...]:
    """Return the cells that such a text holds.

    Examples
    --------
    >>> cells_of('["a",""]')
    ('a', '')
    """
    return tuple(json.loads(text))
