"""What comes out of the printer: nothing in print too small to read, no few rows alone on a page."""

import pytest
from openpyxl import Workbook

from reports.excel.page import set_up_page

A3, A4 = "8", "9"


def _set_up(*, width, rows, one_page=False):
    worksheet = Workbook().active
    for place in range(10):
        worksheet.column_dimensions["ABCDEFGHIJ"[place]].width = width / 10
    for row in range(1, rows + 1):
        worksheet.cell(row, 1).value = "x"
        worksheet.row_dimensions[row].height = 20
    set_up_page(worksheet, footer="F", stamp="", header_row=1, one_page=one_page)
    page = worksheet.page_setup
    return str(page.paperSize), page.orientation, page.fitToWidth, page.fitToHeight


@pytest.mark.parametrize(
    ("width", "rows", "expected"),
    [
        (140, 20, (A4, "landscape", 1, 1)),
        (140, 28, (A4, "landscape", 1, 1)),  # a little more than a page: drawn onto it
        (140, 40, (A4, "landscape", 1, 2)),
        (140, 400, (A4, "landscape", 1, 0)),  # as many as it takes
        (300, 50, (A3, "landscape", 1, 1)),  # too wide for A4
        (270, 56, (A3, "landscape", 1, 1)),  # wide enough, and too high to be drawn onto one page of A4
        (600, 50, (A3, "landscape", 2, 1)),  # goes on beside
    ],
)
def test_a_table_goes_on_as_few_pages_as_can_be_read(width, rows, expected):
    assert _set_up(width=width, rows=rows) == expected


@pytest.mark.parametrize(("rows", "orientation"), [(12, "landscape"), (60, "portrait")])
def test_a_chart_and_its_table_share_a_page_that_suits_them(rows, orientation):
    assert _set_up(width=138, rows=rows, one_page=True) == (A4, orientation, 1, 1)
