"""How much room text takes in a sheet: widths in characters as Excel counts them, heights in points."""

from functools import lru_cache

from reports.excel import letters
from reports.excel.letters import width_of

LINE = 14.25  # points that a line of the body takes
BODY = 11
POINTS_A_CHARACTER = 6.0  # that a character of the width of a column takes: a figure of the body, to the dot

_SPARE = 1.02  # viewers round letters to the dots of a screen, each in its way
_GENEROUS = 1.1  # some viewers break lines later than is reckoned here
_STEPS = 8  # characters, by which a column becomes wider at most so that its header has room
_BESIDE = 3.0  # points that stay free beside text in a cell
_SURELY = 0.45  # letters to a character of width
_REMEMBERED = 1 << 14  # the same labels come again and again


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
    inside = width - _BESIDE / POINTS_A_CHARACTER
    return sum(len(wrapped(part, width=inside, size=size, bold=bold)) for part in text.split("\n"))


def wrapped(text: str, *, width: float, size: int = BODY, bold: bool = False) -> list[str]:
    """Return the lines of a text that is as wide as so many characters.

    Examples
    --------
    >>> wrapped("one two three four", width=12)
    ['one two', 'three four']
    """
    return letters.wrapped(text, room=max(width, 1.0) * POINTS_A_CHARACTER / _SPARE, size=size, bold=bold)


@lru_cache(maxsize=_REMEMBERED)
def roomy(header: str, *, width: float, gap: float) -> float:
    """Return the width of a column in which no word of its bold header is broken, and no line of it fills it."""
    width = max(width, _widest(header.split()) + gap)
    for _ in range(_STEPS):
        broken = [line for more in (1.0, _GENEROUS) for line in wrapped(header, width=width * more, bold=True)]
        if _widest(broken) + gap <= width:
            break
        width += 1.0
    return width


def _widest(texts: list[str]) -> float:
    """Return the width of the widest of some bold texts, in characters."""
    return max((width_of(text, size=BODY, bold=True) for text in texts), default=0.0) * _SPARE / POINTS_A_CHARACTER


def height(count: int, *, size: int = BODY, air: float = 0.0) -> float:
    """Return how high some lines are, with air around them."""
    return count * LINE * size / BODY + air
