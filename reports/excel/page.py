"""How a sheet comes out of the printer: as wide as the paper, its header on every page, a chart with its table."""

from math import ceil

from openpyxl.worksheet.header_footer import HeaderFooterItem, _HeaderFooterPart
from openpyxl.worksheet.properties import PageSetupProperties
from openpyxl.worksheet.worksheet import Worksheet

from reports.excel.measure import LINE, POINTS_A_CHARACTER

_A4 = 9
_MARGIN = 0.5  # inches
_BOTTOM, _FOOTER = 0.75, 0.3  # where nothing is left between the two, LibreOffice prints no footer
_WIDEST, _HIGHEST = 1600.0, 1000.0  # points on one page; were there more, nobody could read them
_LONGEST_FOOTER = 120  # characters, each of which may double; Excel takes 255 with the codes


def set_up_page(worksheet: Worksheet, *, footer: str, stamp: str, header_row: int | None, one_page: bool) -> None:
    """Set the page of a sheet up; ``header_row`` is repeated on each page; a chart stays with its table.

    A table too wide for one page goes on beside, with its first two columns again.
    """
    worksheet.page_setup.orientation = "portrait" if one_page and _is_tall(worksheet) else "landscape"
    worksheet.page_setup.paperSize = _A4
    beside = 1 if one_page else ceil(_width(worksheet) / _WIDEST)
    worksheet.page_setup.fitToWidth = beside
    whole = one_page or (beside > 1 and _height(worksheet) <= _HIGHEST)
    worksheet.page_setup.fitToHeight = 1 if whole else 0  # 0: as many pages as it takes
    worksheet.sheet_properties.pageSetUpPr = PageSetupProperties(fitToPage=True)
    for side in ("left", "right", "top"):
        setattr(worksheet.page_margins, side, _MARGIN)
    worksheet.page_margins.bottom, worksheet.page_margins.footer = _BOTTOM, _FOOTER
    worksheet.oddFooter = HeaderFooterItem(
        left=_HeaderFooterPart(text=footer[:_LONGEST_FOOTER].replace("&", "&&"), size=9),
        right=_HeaderFooterPart(text=f"{stamp}  &P / &N" if stamp else "&P / &N", size=9),
    )
    if header_row:
        worksheet.print_title_rows = f"{header_row}:{header_row}"
    if beside > 1:
        worksheet.print_title_cols = "A:B"


def _is_tall(worksheet: Worksheet) -> bool:
    return _height(worksheet) > _width(worksheet)


def _height(worksheet: Worksheet) -> float:
    return sum(worksheet.row_dimensions[row].height or LINE for row in range(1, worksheet.max_row + 1))


def _width(worksheet: Worksheet) -> float:
    return POINTS_A_CHARACTER * sum(column.width for column in worksheet.column_dimensions.values())
