"""What comes out of the printer: nothing in print too small to read, no few rows alone on a page."""

from io import BytesIO

import pytest
from openpyxl import Workbook, load_workbook

from instruments.words import say
from reports.excel.page import set_up_page
from reports.excel.writer import packed
from reports.report import book

EXCEL_TAKES = 255  # characters of a footer, with its codes
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


@pytest.mark.parametrize("language", ["en", "fr"])
def test_each_printed_page_says_whole_that_nobody_was_asked(results, language):
    for sheet in load_workbook(BytesIO(packed(book(results, language=language)))):
        assert say("reports.sheets.synthetic", language) in sheet.oddFooter.left.text


def test_a_long_title_in_the_footer_is_cut_and_says_so():
    sheet = Workbook().active
    sheet.column_dimensions["A"].width = 80
    set_up_page(sheet, footer=f"Synthetic. · {'A & B ' * 60}", stamp="Plan 0123456789ab", header_row=1, one_page=False)
    assert sheet.oddFooter.left.text.startswith("Synthetic. · A")
    assert sheet.oddFooter.left.text.endswith("…")
    assert len(str(sheet.oddFooter)) + len(sheet.oddFooter.left.text) + len(sheet.oddFooter.right.text) <= EXCEL_TAKES
