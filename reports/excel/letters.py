"""How wide the letters of Arial are, and where a text in them breaks into lines."""

from collections.abc import Iterator
from unicodedata import normalize

_EM = 1_000
_BOLD = 1.09
# In thousandths of the size of the letters (Helvetica's metrics, which Arial keeps).
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


def width_of(text: str, *, size: int, bold: bool = False) -> float:
    """Return how wide a text is, in points.

    Examples
    --------
    >>> width_of("ill", size=10), width_of("\u00c9t\u00e9", size=10) == width_of("Ete", size=10)
    (6.66, True)
    """
    widths = (_ADVANCE.get(letter) or _ADVANCE.get(normalize("NFD", letter)[0], _MOST) for letter in text)
    return sum(widths) * size / _EM * (_BOLD if bold else 1.0)


def wrapped(text: str, *, room: float, size: int, bold: bool = False) -> list[str]:
    """Return the lines of one paragraph in so many points; a word that is wider is broken where these end.

    Examples
    --------
    >>> wrapped("one two three", room=40.0, size=10), wrapped("three", room=14.0, size=10)
    (['one two', 'three'], ['thr', 'ee'])
    """
    lines = [""]
    for piece in _pieces(text, room, size, bold=bold):
        longer = f"{lines[-1]} {piece}" if lines[-1] else piece
        if not lines[-1] or width_of(longer, size=size, bold=bold) <= room:
            lines[-1] = longer
        else:
            lines.append(piece)
    return lines


def _pieces(text: str, room: float, size: int, *, bold: bool) -> Iterator[str]:
    """Yield the words, those that are wider than the room in pieces that are not."""
    for word in text.split(" "):
        rest = word
        while width_of(rest, size=size, bold=bold) > room and len(rest) > 1:
            fits = next(at for at in range(1, len(rest)) if width_of(rest[: at + 1], size=size, bold=bold) > room)
            yield rest[:fits]
            rest = rest[fits:]
        yield rest
