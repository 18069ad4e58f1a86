"""How much room text takes: widths in characters as Excel counts them, heights in points."""

from collections.abc import Iterator
from functools import lru_cache
from unicodedata import normalize

LINE = 14.25  # points that a line of the body takes
BODY = 11
POINTS_A_CHARACTER = 6.0  # that a character of the width of a column takes: a figure of the body, to the dot

_EM = 1_000
_BOLD = 1.09
_SPARE = 1.02  # viewers round letters to the dots of a screen, each in its way
_GENEROUS = 1.1  # some viewers break lines later than is reckoned here
_STEPS = 8  # characters, by which a column becomes wider at most so that its header has room
_BESIDE = 3.0  # points that stay free beside text in a cell
_SURELY = 0.45  # letters to a character of width
_REMEMBERED = 1 << 14  # the same labels come again and again
# How wide the letters of Arial are, in thousandths of their size (Helvetica's metrics, which Arial keeps).
_WIDTHS = {
    139: "\u202f",
    191: "'",
    222: "ijl‘’",
    278: " !,./:;I[\\]ft\xa0·",
    333: "()-`r“”{|}",
    389: '"*',
    500: "Jckstvxyz^",
    584: "+<=>~×−",
    611: "FTZ",
    667: "&ABEKPSVXY",
    722: "CDHNRUw",
    778: "GOQ",
    833: "Mm",
    889: "%",
    1000: "Wœ…—Œ@",
}
_ADVANCE = {letter: width for width, letters in _WIDTHS.items() for letter in letters}
_MOST = 556  # of all others: figures, vowels, most consonants


def lines(text: str, *, width: float, size: int = BODY, bold: bool = False) -> int:
    """Return on how many lines a text stands in a cell of a column.

    Examples
    --------
    >>> lines("Yes", width=10), lines("one two three four", width=12)
    (1, 2)
    """
    if len(text) <= _SURELY * width and size <= BODY and "\n" not in text:
        return 1  # whatever its letters are
    return _counted(text, width, size, bold)


@lru_cache(maxsize=_REMEMBERED)
def _counted(text: str, width: float, size: int, bold: bool) -> int:  # noqa: FBT001 - quicker to remember by place
    room = width - _BESIDE / POINTS_A_CHARACTER
    return sum(len(list(_wrapped(part, width=room, size=size, bold=bold))) for part in text.split("\n"))


def wrapped(text: str, *, width: float, size: int = BODY, bold: bool = False) -> list[str]:
    """Return the lines of a text that runs over several columns.

    Examples
    --------
    >>> wrapped("one two three four", width=12)
    ['one two', 'three four']
    """
    return list(_wrapped(text, width=width, size=size, bold=bold))


@lru_cache(maxsize=_REMEMBERED)
def roomy(header: str, *, width: float, gap: float) -> float:
    """Return the width of a column in which no word of its bold header is broken, and no line of it fills it."""
    words = (_advance(word) for word in header.split())
    width = max(width, max(words, default=0) / _characters(1.0, bold=True) + gap)
    for _ in range(_STEPS):
        fitted = (_wrapped(header, width=width * more, size=BODY, bold=True) for more in (1.0, _GENEROUS))
        widest = max(_advance(line) for lines_of in fitted for line in lines_of)
        if widest / _characters(1.0, bold=True) + gap <= width:
            break
        width += 1.0
    return width


def points(text: str, *, size: int) -> float:
    """Return how wide a text is in points."""
    return _advance(text) * size / _EM


def widest_line(text: str, *, room: float, size: int) -> float:
    """Return how wide the widest line of a text is, in points, that is wrapped in so many points."""
    width = room * _SPARE / POINTS_A_CHARACTER
    return max(points(line, size=size) for line in _wrapped(text, width=width, size=size, bold=False))


def height(count: int, *, size: int = BODY, air: float = 0.0) -> float:
    """Return how high some lines are, with air around them."""
    return count * LINE * size / BODY + air


def _wrapped(text: str, *, width: float, size: int, bold: bool) -> Iterator[str]:
    """Yield the lines of one paragraph; a word wider than the column is broken where that ends."""
    room = _characters(max(width, 1.0), size=size, bold=bold)
    line, used = "", 0.0
    for word in text.split(" "):
        needed = _advance(word)
        if line and used + _ADVANCE[" "] + needed > room:
            yield line
            line, used = "", 0.0
        while needed > room:
            fits = _fitting(word, room)
            yield word[:fits]
            word = word[fits:]  # noqa: PLW2901 - what is left of it
            needed = _advance(word)
        line, used = (f"{line} {word}", used + _ADVANCE[" "] + needed) if line else (word, needed)
    yield line


def _characters(width: float, *, size: int = BODY, bold: bool = False) -> float:
    """Return how much room so many characters of the width of a column are, as letters are measured."""
    return width * POINTS_A_CHARACTER * _EM / size / _SPARE / (_BOLD if bold else 1.0)


def _advance(text: str) -> int:
    return sum(_ADVANCE.get(letter) or _ADVANCE.get(normalize("NFD", letter)[0], _MOST) for letter in text)


def _fitting(word: str, room: float) -> int:
    """Return how many letters of a word fit, one at least."""
    used = 0.0
    for place, letter in enumerate(word):
        used += _advance(letter)
        if used > room:
            return max(place, 1)
    return len(word)
