"""Lines, boxes and words of a picture, wide enough for a phone and sharp on paper; a unit is about a dot there."""

from collections.abc import Iterable, Iterator
from html import escape

WIDTH, MARGIN = 340, 8
LINE, UNDER, BAR, AIR = 15, 3, 12, 10  # a line of words, the room of its descenders, a bar, the room below it
LABEL, SMALL = 12, 11  # sizes of letters
BEYOND = 2  # how far an upright line reaches above and below its bar
INK, QUIET, RULE, ZERO = "#1F2528", "#5B666B", "#CBD3D6", "#7D898E"
BAR_COLOUR, ACCENT = "#B5D0D6", "#1B4F5F"

Drawing = tuple[list[str], float]  # what is drawn, and how high it is


def picture(drawing: Drawing, *, title: str, label: str, role: str = "img") -> str:
    """Return a drawing as a picture that says what it shows; one that holds links is a group of words, not an image."""
    parts, height = drawing
    box = f"0 0 {WIDTH} {height:g}"
    inside = "\n".join((f"<title>{escape(title)}</title>", *parts))
    return f'<svg role="{role}" aria-label="{escape(label, quote=True)}" viewBox="{box}">{inside}\n</svg>'


def text(
    x: float,
    y: float,
    words: str,
    *,
    anchor: str = "start",
    colour: str = INK,
    size: float = LABEL,
    bold: bool = False,
    behind: str = "",
) -> str:
    """Return words at a place; over lines and hatching they stand on the colour that is named as behind them."""
    place = f'x="{x:.1f}" y="{y:.1f}" font-size="{size:g}" text-anchor="{anchor}" fill="{colour}"'
    place += ' font-weight="bold"' if bold else ""
    place += f' paint-order="stroke" stroke="{behind}" stroke-width="4" stroke-linejoin="round"' if behind else ""
    return f"<text {place}>{escape(words)}</text>"


def rect(x: float, y: float, width: float, height: float, colour: str) -> str:
    """Return a box."""
    return f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}" fill="{colour}"/>'


def uprights(x: float, tops: Iterable[float], colour: str = RULE) -> str:
    """Return an upright line beside each bar, given by its top: it does not run through the words between them."""
    strokes = "".join(f"M{x:.1f} {top - BEYOND:.1f}V{top + BAR + BEYOND:.1f}" for top in tops)
    return f'<path d="{strokes}" stroke="{colour}" stroke-width="1"/>'


def whisker(low: float, high: float, y: float) -> Iterator[str]:
    """Yield an interval: a line with an end on either side."""
    yield f'<path d="M{low:.1f} {y:.1f}H{high:.1f}" stroke="{ACCENT}" stroke-width="2"/>'
    yield from (f'<path d="M{x:.1f} {y - 4:.1f}v8" stroke="{ACCENT}" stroke-width="2"/>' for x in (low, high))
