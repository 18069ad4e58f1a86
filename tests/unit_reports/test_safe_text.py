"""Whatever people write, it stays text, and the workbook can always be saved and read again."""

from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZipFile

from defusedxml.ElementTree import fromstring
from hypothesis import example, given, settings
from hypothesis import strategies as st
from openpyxl import load_workbook

from instruments.cell_text import LONGEST_NAME, LONGEST_TEXT, clean, sheet_names
from reports.book import Book
from reports.excel.audit import audit
from reports.excel.writer import packed, write
from reports.sheet import Line, Sheet
from reports.table import Column, Table, Words

anything = st.text(st.characters(codec=None, exclude_categories=()), min_size=1, max_size=60).filter(str.strip)


def _book(words):
    table = Table(name="answers", columns=(Column("Answer"), Column("Link")), rows=((Words(words), Words(words)),))
    sheet = Sheet(key="one", name=words, title=words, about=words, lines=(Line(words),), table=table)
    return Book(
        language="en", title=words, author=words, made=datetime(2026, 5, 1, tzinfo=UTC), footer=words, sheets=(sheet,)
    )


@settings(max_examples=60, deadline=None)
@given(anything)
@example('=HYPERLINK("http://example.org","click")')
@example("#N/A")
@example("\ud800 lone \ufffe")
@example("a\x0bb\x00")
@example("=" + "x" * 40_000)
@example("'History'")
def test_text_of_respondents_is_text_in_a_workbook_that_opens(words):
    file = BytesIO(packed(_book(words)))
    with ZipFile(file) as archive:
        assert b"<f>" not in archive.read("xl/worksheets/sheet1.xml")
    worksheet = load_workbook(file).worksheets[0]
    cells = [cell for row in worksheet.iter_rows() for cell in row if cell.value is not None]
    assert cells
    assert all(cell.data_type == "s" for cell in cells)


@given(st.lists(st.text(st.characters(codec=None, exclude_categories=()), max_size=60), max_size=8))
def test_names_of_sheets_are_taken_by_excel(wanted):
    names = sheet_names(wanted)
    assert len({name.casefold() for name in names}) == len(names)
    for name in names:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= LONGEST_NAME
        assert not set(name) & set("[]:*?/\\")
        assert name.casefold() != "history"
        assert name[0] != "'"
        assert name[-1] != "'"


@given(st.text(st.characters(codec=None, exclude_categories=())))
def test_clean_text_is_valid_xml_and_cleaning_it_again_changes_nothing(text):
    once = clean(text)
    once.encode("utf-8")
    assert clean(once) == once


def test_a_text_that_is_too_long_says_that_it_was_cut():
    assert len(clean("x" * 40_000)) == LONGEST_TEXT
    assert clean("x" * 40_000).endswith("[…]")


def test_the_audit_finds_nothing_in_what_the_writer_wrote(tmp_path):
    path = tmp_path / "report.xlsx"
    write(_book("=1+1"), path)
    assert audit(path) == ()


def test_what_a_font_is_stands_in_the_order_of_the_schema():
    with ZipFile(BytesIO(packed(_book("a")))) as archive:
        styles = fromstring(archive.read("xl/styles.xml"))
    main = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
    order = ["b", "i", "u", "sz", "color", "name", "family", "scheme"]
    fonts = [[part.tag.removeprefix(main) for part in font] for font in styles.iter(f"{main}font")]
    assert ["b", "sz", "color", "name"] in [[name for name in font if name in {"b", *order[3:6]}] for font in fonts]
    assert all(font == sorted(font, key=order.index) for font in fonts)
