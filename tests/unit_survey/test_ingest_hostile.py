"""Files that are broken or meant to harm: a clear word, soon, and nothing left behind."""

import csv
import io
import random
import re
import zipfile

import openpyxl
import pyreadstat
import pytest

from instruments.errors import SurveyError
from survey.ingest import load, responses
from survey.ingest.loading import sha256_of
from survey.ingest.statistics_files import read_statistics
from survey.store import open_store

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "why", "hours", "_uuid"]
ROW = ["p1", "urban", "yes", "30", "yes", "2", "", "1.5", "a"]


def refused(study, path) -> set[str]:
    with pytest.raises(SurveyError) as caught:
        load(study, [path])
    assert "Veuillez" in caught.value.text("fr")
    assert open_store(study).files() == []
    return {problem.code.rsplit(".", 1)[-1] for problem in caught.value.problems}


def workbook(sheet: str) -> bytes:
    """A workbook with this as its only sheet."""
    empty, changed = io.BytesIO(), io.BytesIO()
    openpyxl.Workbook().save(empty)
    with zipfile.ZipFile(empty) as before, zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(name, sheet if name.startswith("xl/worksheets/") else before.read(name))
    return changed.getvalue()


def sheet(cells: str, head: str = "") -> str:
    space = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
    return f'<?xml version="1.0"?>{head}<worksheet xmlns="{space}"><sheetData>{cells}</sheetData></worksheet>'


LAUGHS = '<!DOCTYPE x [<!ENTITY a "aaaaaaaaaa">' + "".join(
    f'<!ENTITY {chr(at + 1)} "{f"&{chr(at)};" * 10}">' for at in range(ord("a"), ord("k"))
)


@pytest.mark.parametrize(
    ("cells", "head", "code"),
    [
        ('<row r="1"><c r="A1"><v>1</v></c></row><row r="1048576"><c r="XFD1048576"><v>1</v></c></row>', "", None),
        ('<row r="1"><c r="ZZZZZZZZ1"><v>1</v></c></row>', "", None),
        ('<row r="1"><c r="A1" t="inlineStr"><is><t>&k;</t></is></c></row>', LAUGHS + "]>", None),
        ('<row r="1"><c r="A1"><f>1+1</f></c></row>', "", "uncomputed_formulas"),
        ('<row r="1"><c r="A1"', "", None),
    ],
)
def test_a_hostile_sheet_ends_in_a_word(study, folder, cells, head, code):
    (folder / "a.xlsx").write_bytes(workbook(sheet(cells, head)))
    found = refused(study, folder / "a.xlsx")
    assert (
        found == {code} if code else found <= {"unreadable_workbook", "another_form", "empty_file", "sheet_too_large"}
    )


def test_a_workbook_that_lies_about_its_size_is_not_unpacked(study, folder):
    content = bytearray(workbook(sheet('<row r="1"><c r="A1"><v>1</v></c></row>' + " " * 5_000_000)))
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        entry = next(entry for entry in archive.infolist() if entry.filename.startswith("xl/worksheets/"))
    for size in (entry.file_size.to_bytes(4, "little"),):
        while (at := content.find(size)) >= 0:
            content[at : at + 4] = (100).to_bytes(4, "little")
    (folder / "a.xlsx").write_bytes(content)
    assert refused(study, folder / "a.xlsx") == {"truncated"}


def test_a_workbook_without_a_sheet_is_empty(study, folder):
    whole = io.BytesIO(workbook(sheet("")))
    with zipfile.ZipFile(whole) as before, zipfile.ZipFile(folder / "a.xlsx", "w") as after:
        for name in before.namelist():
            part = before.read(name)
            after.writestr(name, re.sub(rb"<sheet .*?/>", b"", part) if name == "xl/workbook.xml" else part)
    assert refused(study, folder / "a.xlsx") == {"empty_file"}


def test_an_encrypted_zip_is_said(study, folder):
    with zipfile.ZipFile(folder / "a.zip", "w") as archive:
        archive.writestr("form.csv", "a,b\n")
    content = bytearray((folder / "a.zip").read_bytes())
    for sign, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        content[content.index(sign) + flags] |= 1
    (folder / "a.zip").write_bytes(content)
    assert refused(study, folder / "a.zip") == {"encrypted"}


def test_a_table_of_fifty_thousand_columns(study, folder):
    (folder / "a.csv").write_text(",".join(f"c{at}" for at in range(50_000)) + "\n1,2\n", encoding="utf-8")
    assert refused(study, folder / "a.csv") == {"too_many_columns"}


def test_a_header_that_swallowed_half_the_file(study, folder):
    (folder / "a.csv").write_text('"' + "group/sub.item-" * 50_000 + '",b\n1,2\n', encoding="utf-8")
    assert refused(study, folder / "a.csv") == {"another_form"}


def test_lone_surrogates_are_no_text(study, folder):
    (folder / "a.csv").write_bytes("psu,trust\n".encode("utf-16") + b"\x00\xd8\x0a\x00")
    assert refused(study, folder / "a.csv") == {"broken_text"}


STRANGE = [
    "\x01\x02\x1f",
    "\u202eabc",
    "=HYPERLINK(1)",
    "\x1f",
    "9" * 5_000,
    "a" * 100_000,
    "\u0000"[:0],
    "[{",
    "é" * 9,
]


@pytest.mark.parametrize("text", STRANGE)
def test_strange_characters_are_kept_as_they_came(study, folder, text):
    header = [*HEADER, "edits", "_submission_time", "people[]"]
    rows = [
        header,
        [*ROW, text, text, text],
        *([text] * 2 + ["yes"] + [text] * 5 + [f"b{at}", "", "", text] for at in range(2)),
    ]
    with (folder / "a.csv").open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(rows)
    (found,) = load(study, [folder / "a.csv"], doubtful="take")
    assert (found.rows_in, found.rows_stored) == (3, 3)
    ((_, stored),) = open_store(study).submissions()
    assert stored[0].cells[-1] == text
    assert len(responses(study, open_store(study))) == 1


@pytest.mark.parametrize("mark", ["\x1f", "\x1e", "\x00"])
def test_a_separator_of_units_in_a_tick_is_a_strange_cell_like_any_other(study, folder, mark):
    header = [*HEADER[:-2], "why/looting", "why/violence", "why/none", "why/99", "_uuid"]
    with (folder / "a.csv").open("w", encoding="utf-16", newline="") as file:
        csv.writer(file).writerows([header, [*ROW[:-2], "0", f"1{mark}", "", "0", "a"]])
    if mark == "\x00":
        assert refused(study, folder / "a.csv") == {"broken_text"}
        return
    (found,) = load(study, [folder / "a.csv"])
    assert found.rows_stored == 1
    assert {note.code.rsplit(".", 1)[-1] for note in found.notes if note.place.item == "why"} <= {"unknown_code"}


def open_document(path, content: str) -> None:
    space = "urn:oasis:names:tc:opendocument:xmlns:"
    names = "".join(f' xmlns:{name}="{space}{name}:1.0"' for name in ("office", "table", "text"))
    body = f"<office:body><office:spreadsheet>{content}</office:spreadsheet></office:body>"
    with zipfile.ZipFile(path, "w") as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.spreadsheet")
        archive.writestr("content.xml", f"<office:document-content{names}>{body}</office:document-content>")
        archive.writestr("META-INF/manifest.xml", "<manifest/>")


def test_a_table_that_never_ends_is_not_searched_for_its_end(study, folder):
    cell = '<table:table-cell office:value-type="string"><text:p>psu</text:p></table:table-cell>'
    open_document(
        folder / "a.ods", f'<table:table table:name="A"><table:table-row>{cell}</table:table-row></table:tcble>'
    )
    assert refused(study, folder / "a.ods") == {"unreadable_workbook"}


def test_random_changes_of_a_file_lose_no_row_unseen(study, folder):
    rng = random.Random(2026)
    text = io.StringIO()
    csv.writer(text).writerows([HEADER, *([*ROW[:-1], name] for name in "abcdef")])
    valid = text.getvalue().encode()
    for number in range(60):
        changed = bytearray(valid)
        for _ in range(rng.choice((1, 2, 8))):
            at = rng.randrange(len(changed))
            changed[at : at + rng.choice((0, 1, 5))] = rng.choice(
                (b"", b'"', b"\n", b"\x00", b";", b"\xe9", b"\xc3\xa9")
            )
        path = folder / f"{number}.csv"
        path.write_bytes(changed)
        try:
            (found,) = load(study, [path])
        except SurveyError:
            assert open_store(study).reconciliation(sha256_of(path)) is None
        else:
            assert found.rows_in == found.rows_stored + found.rows_known + len(found.rows_refused)


@pytest.mark.parametrize("raised", [TypeError, pyreadstat.PyreadstatError])
def test_what_the_reader_of_a_statistics_file_cannot_read_is_said(tmp_path, monkeypatch, raised):
    def damaged(*_args, **_settings):
        message = "a damaged name, or a text with the type of a date"
        raise raised(message)

    monkeypatch.setattr("survey.ingest.statistics_files._READERS", {"spss": damaged, "stata": damaged})
    for program in ("spss", "stata"):
        with pytest.raises(SurveyError) as caught:
            read_statistics(tmp_path / "a.sav", program=program)
        assert caught.value.problems[0].code == f"survey.ingest.unreadable_{program}"
