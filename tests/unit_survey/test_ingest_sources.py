"""Files as they come: their text, their sheets, and what is no file of answers at all."""

import csv
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments.errors import SurveyError
from survey.ingest import delimited
from survey.ingest.recognise import read_export


def rows(path: Path) -> list[list[str]]:
    table = read_export(path).tables[0]
    return [list(table.header), *(row for _, row in table.rows)]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("first", ["", "sep={}\n"])
def test_any_separator_in_any_encoding_is_the_same_table(tmp_path, separator, encoding, first):
    path = tmp_path / "export.csv"
    lines = [["région", "note"], ["Ségou", 'a "quoted"\nline'], ["Gao", ""]]
    quoted = [separator.join('"{}"'.format(cell.replace('"', '""')) for cell in line) for line in lines]
    path.write_bytes((first.format(separator) + "\r\n".join(quoted) + "\r\n").encode(encoding))
    assert rows(path) == lines


PIECES = st.lists(st.sampled_from(['"', '""', ";", '";"', "\r\n", "\n", "a", "é", " ", '"a";"b"', "x;y"]), max_size=12)


@given(pieces=PIECES)
def test_lines_that_are_cut_plainly_give_what_the_standard_reader_gives(pieces):
    lines = "".join(pieces).splitlines(keepends=True)
    assert records(delimited._cut(iter(lines), ";")) == records(csv.reader(lines, delimiter=";", strict=True))


def records(reader):
    found = []
    try:
        found.extend(record or [""] for record in reader)
    except csv.Error as error:
        found.append(str(error))
    return found


def test_the_text_of_excel_for_mac_is_read_with_its_accents_and_said(tmp_path):
    (tmp_path / "a.csv").write_bytes("nom;âge\rÉlodie;30\r".encode("mac_roman"))
    found = read_export(tmp_path / "a.csv")
    (table,) = found.tables
    assert (table.header, [row for _, row in table.rows]) == (("nom", "âge"), [["Élodie", "30"]])
    (note,) = found.notes
    assert (note.code, note.values["separator"]) == ("survey.ingest.mac_text", '";"')


def test_windows_text_is_said(tmp_path):
    path = tmp_path / "export.csv"
    path.write_bytes("région;note\nSégou;é\n".encode("cp1252"))
    assert [note.code for note in read_export(path).notes] == ["survey.ingest.windows_text"]


def test_cells_of_a_workbook_come_as_the_text_that_stands_for_them(tmp_path):
    path = tmp_path / "export.xlsx"
    book = openpyxl.Workbook()
    book.active.append(["a", "b", "c", "d"])
    book.active.append([1.0, "01", 2.5, pd.Timestamp("2026-02-05 14:30").to_pydatetime()])
    book.active.append([None, None, None, None])
    book.save(path)
    assert rows(path) == [["a", "b", "c", "d"], ["1", "01", "2.5", "2026-02-05T14:30:00"]]


def test_a_row_of_blanks_is_none_in_a_workbook_as_in_text(tmp_path):
    book = openpyxl.Workbook()
    for row in (["a", "b"], ["\t", " "], ["1", "2"]):
        book.active.append(row)
    book.save(tmp_path / "export.xlsx")
    assert rows(tmp_path / "export.xlsx") == [["a", "b"], ["1", "2"]]


def test_codes_of_an_spss_file_come_as_they_are_even_where_it_declares_them_missing(tmp_path):
    path = tmp_path / "export.sav"
    frame = pd.DataFrame({"q": [1.0, 9.0, None], "name": ["a", "", "é"]})
    pyreadstat.write_sav(frame, str(path), missing_ranges={"q": [9]}, variable_value_labels={"q": {1.0: "Yes"}})
    assert rows(path) == [["q", "name"], ["1", "a"], ["9", ""], ["", "é"]]


def test_extended_missing_values_of_stata_come_with_their_letter_and_their_label(tmp_path):
    path = tmp_path / "export.dta"
    frame = pd.DataFrame({"q": pd.Series([1.0, 2.0, "r"], dtype=object), "name": ["a", "é", ""]})
    pyreadstat.write_dta(
        frame,
        str(path),
        missing_user_values={"q": ["r"]},
        variable_value_labels={"q": {1: "Yes", "r": "Refused"}},
        column_labels=["Aware?", ""],
    )
    (table,) = read_export(path).tables
    assert table.titles == ("Aware?", "")
    assert table.labels == {"q": {"1": "Yes", ".r": "Refused"}}
    assert [row for _, row in table.rows] == [["1", "a"], ["2", "é"], [".r", ""]]


def test_a_zip_of_csv_files_is_one_export_of_several_tables(tmp_path):
    path = tmp_path / "export.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("form.csv", "KEY,trust\nuuid:a,2\n")
        archive.writestr("form-visits.csv", "PARENT_KEY,day\nuuid:a,1\n")
        archive.writestr("form-empty.csv", "")
        archive.writestr("media/audit.csv", "event,node\n")
    export = read_export(path)
    assert (export.kind, [table.name for table in export.tables]) == ("csv_zip", ["form", "form-visits"])
    assert [list(table.rows) for table in export.tables] == [[(2, ["uuid:a", "2"])], [(2, ["uuid:a", "1"])]]


ODS = """<?xml version="1.0"?><office:document-content
 xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"
 xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"
 xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>
<table:table table:name="S"><table:table-row><table:table-cell office:value-type="string"><text:p>a</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>b</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="float" office:value="2"><text:p>2</text:p></table:table-cell>
<table:table-cell office:value-type="date" office:date-value="2026-02-05"><text:p>05/02/26</text:p></table:table-cell>
</table:table-row></table:table></office:spreadsheet></office:body></office:document-content>"""


def test_an_open_document_workbook_is_read(tmp_path):
    path = tmp_path / "export.ods"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", ODS.replace(">\n", ">"))
        archive.writestr("META-INF/manifest.xml", "<manifest/>")
    assert rows(path)[0] == ["a", "b"]
    assert rows(path)[1][0] == "2"
    assert rows(path)[1][1].startswith("2026-02-05")


def test_cells_with_an_error_of_excel_are_said(tmp_path):
    path = tmp_path / "export.xlsx"
    path.write_bytes(_sheet(b'<c r="A1" t="inlineStr"><is><t>a</t></is></c><c r="B1" t="e"><v>#N/A</v></c>'))
    assert [note.code for note in read_export(path).notes] == ["survey.ingest.error_cells"]


@pytest.mark.parametrize("glued", ["\ufeff\ufeff", "X.U.FEFF."])
def test_a_mark_of_byte_order_that_stuck_to_the_first_name_is_taken_off(tmp_path, glued):
    path = tmp_path / "export.csv"
    path.write_text(f"{glued}start,end\n1,2\n", encoding="utf-8")
    assert rows(path)[0] == ["start", "end"]


def _workbook() -> bytes:
    from io import BytesIO

    book, content = openpyxl.Workbook(), BytesIO()
    book.active.append(["a"])
    book.save(content)
    return content.getvalue()


def _bomb() -> bytes:
    from io import BytesIO

    content = BytesIO()
    with zipfile.ZipFile(content, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b" " * (60 << 20))
    return content.getvalue()


def _zip_of_other_things() -> bytes:
    from io import BytesIO

    content = BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        archive.writestr("notes.txt", "a,b")
    return content.getvalue()


def _sheet(cells: bytes) -> bytes:
    """A workbook with these cells in it, whatever they are."""
    from io import BytesIO

    content = BytesIO()
    with zipfile.ZipFile(BytesIO(_workbook())) as whole, zipfile.ZipFile(content, "w") as changed:
        for name in whole.namelist():
            part = whole.read(name)
            if name.startswith("xl/worksheets/"):
                start, end = part.index(b"<sheetData>") + len(b"<sheetData>"), part.index(b"</sheetData>")
                part = part[:start] + b'<row r="1">' + cells + b"</row>" + part[end:]
            changed.writestr(name, part)
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_ANSWERS = {
    "empty_file": b"",
    "truncated": lambda: _workbook()[:-200],
    "zip_bomb": _bomb,
    "not_a_workbook": _zip_of_other_things,
    "uncomputed_formulas": lambda: _sheet(b'<c r="A1"><f>1+1</f><v /></c>'),
    "unreadable_workbook": lambda: _sheet(b'<c r="A1"><v>1</v></c><c r="XFD1048576"><v>1</v></c>'),
    "encrypted": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "unreadable_spss": b"$FL2@(#) SPSS DATA FILE" + b"\0" * 40,
    "is_web_page": b"\xef\xbb\xbf\n<!DOCTYPE html><html>",
    "unreadable_stata": b"<stata_dta><header>",
    "is_pdf": b"%PDF-1.7",
    "not_text": b"a,b\n\x00\x01,\x02",
    "broken_text": "a,b".encode("utf-16") + b"\x00",
    "broken_csv": b'a,b\n1,"never closed\n2,3\n',
}


@pytest.mark.parametrize("code", NOT_ANSWERS)
def test_what_is_no_file_of_answers_is_said_in_words(tmp_path, code):
    content = NOT_ANSWERS[code]
    path = tmp_path / "export.xls"
    path.write_bytes(content() if callable(content) else content)
    with pytest.raises(SurveyError) as caught:
        rows(path)
    (problem,) = caught.value.problems
    assert problem.code in (f"survey.ingest.{code}", f"instruments.workbook.{code}")
    assert "export.xls" in problem.text("en")
    assert "Veuillez" in problem.text("fr")
