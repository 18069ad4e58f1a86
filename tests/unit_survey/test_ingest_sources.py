"""Files as they come: their text, their sheets, and what is no file of answers at all."""

import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest

from instruments.errors import SurveyError
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


def test_codes_of_an_spss_file_come_as_they_are_even_where_it_declares_them_missing(tmp_path):
    path = tmp_path / "export.sav"
    frame = pd.DataFrame({"q": [1.0, 9.0, None], "name": ["a", "", "é"]})
    pyreadstat.write_sav(frame, str(path), missing_ranges={"q": [9]}, variable_value_labels={"q": {1.0: "Yes"}})
    assert rows(path) == [["q", "name"], ["1", "a"], ["9", ""], ["", "é"]]


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
        archive.writestr("form.csv", "a,b")
    return content.getvalue()


OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
NOT_ANSWERS = {
    "empty_file": b"",
    "truncated": lambda: _workbook()[:-200],
    "zip_bomb": _bomb,
    "not_a_workbook": _zip_of_other_things,
    "encrypted": OLE + b"\0" * 600 + "EncryptedPackage".encode("utf-16-le"),
    "unreadable_workbook": OLE + b"\0" * 600,
    "unreadable_spss": b"$FL2@(#) SPSS DATA FILE" + b"\0" * 40,
    "is_web_page": b"\xef\xbb\xbf\n<!DOCTYPE html><html>",
    "is_stata": b"<stata_dta><header>",
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
    assert problem.code == f"survey.ingest.{code}"
    assert "export.xls" in problem.text("en")
    assert "Veuillez" in problem.text("fr")
