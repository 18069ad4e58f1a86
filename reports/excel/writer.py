"""From a book to the file of a workbook."""

from pathlib import Path

from openpyxl import Workbook
from openpyxl.styles import Font

from instruments.cell_text import clean, sheet_names
from reports.book import Book
from reports.excel.axes import LOCALES
from reports.excel.package import sealed
from reports.excel.page import set_up_page
from reports.excel.sheets import write_sheet
from reports.excel.styles import FONT, Painter
from reports.excel.tables import Pen


def write(book: Book, path: Path) -> None:
    """Write a book as a workbook; what is there is replaced only when the whole workbook is ready."""
    path.write_bytes(packed(book))


def packed(book: Book) -> bytes:
    """Return a book as the bytes of a workbook: the same for the same book."""
    workbook = _empty(book)
    names = dict(zip((s.key for s in book.sheets), sheet_names(s.name for s in book.sheets), strict=True))
    pen = Pen(painter=Painter(), language=book.language, names=names, profile=book.profile)
    for sheet in book.sheets:
        worksheet = workbook.create_sheet(names[sheet.key])
        header_row = write_sheet(worksheet, sheet, pen=pen)
        set_up_page(
            worksheet,
            footer=clean(book.footer),
            stamp=book.stamp,
            header_row=None if sheet.after else header_row,
            one_page=sheet.chart is not None,
        )
    alt_texts = [(clean(sheet.chart.title), clean(sheet.chart.alt)) for sheet in book.sheets if sheet.chart]
    return sealed(workbook, made=book.made, alt_texts=alt_texts)


def _empty(book: Book) -> Workbook:
    workbook = Workbook()
    workbook.remove(workbook.worksheets[0])
    normal = workbook._named_styles["Normal"]  # type: ignore[attr-defined]  # noqa: SLF001 - there is no public way
    normal.font = Font(name=FONT, size=11)  # in which the widths of columns are counted
    properties = workbook.properties
    properties.title = clean(book.title)
    properties.creator = properties.lastModifiedBy = clean(book.author)
    properties.language = LOCALES[book.language]
    return workbook
