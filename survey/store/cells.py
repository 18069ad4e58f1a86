"""The cells of a row as the store keeps them: a list of texts in JSON."""

import json
from collections.abc import Sequence

import numpy as np

_QUOTE, _BACKSLASH, _SPACE = b'"\\ '


def texts_of(rows: Sequence[Sequence[str]]) -> list[str]:
    r"""Return the cells of each row as JSON; those in which nothing has to be escaped, nearly all, are only joined.

    Examples
    --------
    >>> texts_of([["a", "", "b"], ["A", "\u00e9"], ['"']])
    ['["a","","b"]', '["A","é"]', '["\\""]']
    """
    joined = ['["' + '","'.join(cells) + '"]' for cells in rows]
    if _are_plain(joined, rows):  # one look at all of them
        return joined
    pairs = zip(joined, rows, strict=True)
    return [text if _are_plain([text], [row]) else json.dumps(row, separators=(",", ":")) for text, row in pairs]


def _are_plain(texts: Sequence[str], rows: Sequence[Sequence[str]]) -> bool:
    """Whether no quotes stand within cells, and nothing else that JSON or a database cannot hold as it is."""
    try:
        letters = np.frombuffer("".join(texts).encode(), dtype=np.uint8)
    except UnicodeEncodeError:  # half a character
        return False
    around = sum(2 * len(cells) for cells in rows)
    return bool(
        (letters >= _SPACE).all() and (letters != _BACKSLASH).all() and np.count_nonzero(letters == _QUOTE) == around
    )


def cells_of(text: str) -> tuple[str, ...]:
    """Return the cells that such a text holds.

    Examples
    --------
    >>> cells_of('["a",""]')
    ('a', '')
    """
    return tuple(json.loads(text))
