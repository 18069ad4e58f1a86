"""How a sheet comes out of the printer: as wide as the paper, its header on every page, a chart with its table."""

from math import ceil, floor
from typing import Literal

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.measure import LINE, POINTS_A_CHARACTER

Orientation = Literal["portrait", "landscape"]

_A3, _A4 = 8, 9
_SIDES: dict[int, tuple[float, float]] = {_A3: (1191.0, 842.0), _A4: (842.0, 595.0)}  # points, the long one first
_MARGIN = 0.5  # inches
_BOTTOM, _FOOTER = 0.75, 0.3  # where nothing is left between the two, LibreOffice prints no footer
_BESIDE, _ABOVE_AND_BELOW = 72 * 2 * _MARGIN, 72 * (_MARGIN + _BOTTOM)  # points that stay white
_SMALLEST, _SMALLEST_ON_A3 = 0.48, 0.4  # of the size on the screen: smaller is larger paper, then pages side by side
_MUCH_LARGER = 1.2  # times: for which a page is worth turning
# So much of one more page is squeezed onto those before, so that no few rows stand alone on the next.
_SQUEEZED, _SQUEEZED_WHERE_LARGE, _LARGE = 0.3, 0.4, 0.8
_MANY = 5  # pages, of which the number cannot be foreseen
_LONGEST_FOOTER = 120  # characters; Excel takes 255 with the codes and what stands at the right


def set_up_page(worksheet: Worksheet, *, footer: str, stamp: str, header_row: int | None, one_page: bool) -> None:
    """Set the page of a sheet up; ``header_row`` is repeated on each page; a chart stays with its table.

    A table too wide for A4 is printed on A3; one too wide for that goes on beside, with its first two columns again.
    """
    width, height = _width(worksheet), _height(worksheet)
    orientation = _orientation(width, height) if one_page else "landscape"
    paper = _A4 if one_page else _paper(width, height)
    beside = 1 if one_page else ceil(_SMALLEST_ON_A3 / _scale(paper, width))
    worksheet.page_setup.orientation = orientation
    worksheet.page_setup.paperSize = paper
    worksheet.page_setup.fitToWidth = beside
    worksheet.page_setup.fitToHeight = 1 if one_page else _pages(paper, width / beside, height)
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top"):
        setattr(worksheet.page_margins, side, _MARGIN)
    worksheet.page_margins.bottom, worksheet.page_margins.footer = _BOTTOM, _FOOTER
    worksheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=_shortened(footer), size=9),
        right=_HeaderFooterPart(text=f"{stamp}  &P / &N" if stamp else "&P / &N", size=9),
    )
    if header_row:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    if beside > 1:
        worksheet.print_title_cols = "A:B"


def _shortened(footer: str) -> str:
    """Return a footer that Excel takes whole: what comes last in it is cut, and says so."""
    longest = _LONGEST_FOOTER - footer.count("&")  # which are written twice
    cut = footer if len(footer) <= longest else f"{footer[: longest - 1].rstrip()}…"
    return cut.replace("&", "&&")


def _orientation(width: float, height: float) -> Orientation:
    """Return how a page stands that holds everything: upright, unless it is much larger lying."""
    scales = {
        way: min(1.0, across / width, down / height)
        for way in ("portrait", "landscape")
        for across, down in [_room(_A4, way)]
    }
    return "landscape" if scales["landscape"] > _MUCH_LARGER * scales["portrait"] else "portrait"


def _paper(width: float, height: float) -> int:
    """Return A4, or A3 where a table would be too small on it: by its width, or drawn onto one page."""
    needed = _needed(_A4, width, height)
    scale = _scale(_A4, width) / (needed if 1 < needed <= 1 + _SQUEEZED else 1.0)
    return _A4 if scale >= _SMALLEST else _A3


def _pages(paper: int, width: float, height: float) -> int:
    """Return on how many pages a table goes, one below the other; 0: on as many as it takes, where they are many."""
    needed = _needed(paper, width, height)
    if needed > _MANY:
        return 0
    squeezed = _SQUEEZED if _scale(paper, width) < _LARGE else _SQUEEZED_WHERE_LARGE
    return floor(needed) if needed <= floor(needed) + squeezed else ceil(needed)


def _needed(paper: int, width: float, height: float) -> float:
    """Return how many pages high something is that is printed as wide as the page."""
    return height * _scale(paper, width) / _room(paper, "landscape")[1]


def _scale(paper: int, width: float) -> float:
    """Return how large something so wide is printed, lying, 1 being its size on the screen."""
    return min(1.0, _room(paper, "landscape")[0] / width)


def _room(paper: int, orientation: str) -> tuple[float, float]:
    """Return how wide and how high the printed part of a page is."""
    long, short = _SIDES[paper]
    across, down = (long, short) if orientation == "landscape" else (short, long)
    return across - _BESIDE, down - _ABOVE_AND_BELOW


def _height(worksheet: Worksheet) -> float:
    return sum(worksheet.row_dimensions[row].height or LINE for row in range(1, worksheet.max_row + 1))


def _width(worksheet: Worksheet) -> float:
    return POINTS_A_CHARACTER * sum(column.width for column in worksheet.column_dimensions.values())
