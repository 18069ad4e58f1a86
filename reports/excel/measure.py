"""How much room text takes: widths in characters as Excel counts them, heights in points."""

from textwrap import wrap

LINE = 14.25  # points that a line of the body takes
BODY = 11
POINTS_A_CHARACTER = 5.35  # that a character of the width of a column takes

_LETTERS_A_CHARACTER = 1.08  # a column is counted in figures, which are wider than most letters; rather a line too many
_BOLD = 0.9


def lines(text: str, *, width: float, size: int = BODY, bold: bool = False) -> int:
    """Return on how many lines a text stands in a column.

    Examples
    --------
    >>> lines("Yes", width=10), lines("one two three four", width=10)
    (1, 2)
    """
    room = letters(width, size=size, bold=bold)
    if len(text) <= room and "\n" not in text:
        return 1
    return sum(max(1, len(wrap(paragraph, max(room, 1)))) for paragraph in text.split("\n"))


def letters(width: float, *, size: int = BODY, bold: bool = False) -> int:
    """Return how many letters stand beside each other in a column."""
    return int(width * _LETTERS_A_CHARACTER * BODY / size * (_BOLD if bold else 1.0))


def height(count: int, *, size: int = BODY, air: float = 0.0) -> float:
    """Return how high some lines are, with air around them."""
    return count * LINE * size / BODY + air
