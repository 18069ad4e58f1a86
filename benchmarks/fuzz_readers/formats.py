"""Write small tables in each kind of file, fast: the parts of a workbook that never change are made once."""

import csv
import io
import tempfile
import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from itertools import zip_longest
from pathlib import Path
from xml.sax.saxutils import escape

import openpyxl
import pandas as pd
import pyreadstat

from benchmarks.fuzz_readers.tables import CENTRAL, LEGACY, Cells, Tables, central, kobo, without_repeats


@dataclass(frozen=True, slots=True)
class Format:
    """A kind of file.

    Attributes
    ----------
    suffix : str
    tables : callable
        Makes the interviews, under the names of a server that writes such files.
    write : callable
        Makes the file.
    often : int
        How often it is tried, against the others.
    zipped : bool
        Whether it is a zip, whose parts can be changed one by one.
    """

    suffix: str
    tables: Callable[[], Tables]
    write: Callable[[Tables], bytes]
    often: int
    zipped: bool = False


def _text(rows: Cells, *, separator: str, quoting: int = csv.QUOTE_MINIMAL) -> str:
    written = io.StringIO()
    csv.writer(written, delimiter=separator, quoting=quoting).writerows(rows)  # type: ignore[arg-type]
    return written.getvalue()


def _kobo_csv(tables: Tables) -> bytes:
    return _text(tables.interviews, separator=";", quoting=csv.QUOTE_ALL).encode("utf-8", "surrogatepass")


def _legacy_csv(tables: Tables) -> bytes:
    return _text(tables.interviews, separator=",").encode("utf-8-sig", "surrogatepass")


def _french_excel(tables: Tables) -> bytes:
    return b"sep=;\r\n" + _text(tables.interviews, separator=";").encode("cp1252", "replace")


def _unicode_text(tables: Tables) -> bytes:
    return _text(tables.interviews, separator="\t").encode("utf-16", "surrogatepass")


def _zip_of_csv(tables: Tables) -> bytes:
    parts = {"form.csv": tables.interviews, "form-people.csv": tables.people}
    return _zipped({name: _text(rows, separator=",").encode("utf-8", "surrogatepass") for name, rows in parts.items()})


def _zipped(parts: dict[str, bytes]) -> bytes:
    """Put parts into a zip, not deflated, so that a changed byte is a changed cell."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as archive:
        for name, part in parts.items():
            archive.writestr(zipfile.ZipInfo(name), part)
    return content.getvalue()


@cache
def _workbook_parts() -> dict[str, bytes]:
    content, book = io.BytesIO(), openpyxl.Workbook()
    book.active.title = "Interviews"  # type: ignore[union-attr]
    book.create_sheet("people")
    book.save(content)
    with zipfile.ZipFile(content) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def _xlsx(tables: Tables) -> bytes:
    sheets = {"xl/worksheets/sheet1.xml": tables.interviews, "xl/worksheets/sheet2.xml": tables.people}
    return _zipped(_workbook_parts() | {name: _sheet(rows) for name, rows in sheets.items()})


def _sheet(rows: Cells) -> bytes:
    cells = ("".join(map(_inline, row)) for row in rows)
    written = "".join(f"<row>{row}</row>" for row in cells)
    head = (
        '<?xml version="1.0"?><worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"><sheetData>'
    )
    return f"{head}{written}</sheetData></worksheet>".encode("utf-8", "surrogatepass")


def _inline(text: str) -> str:
    if text.isascii() and text.isdigit() and len(text) < 12:
        return f"<c><v>{text}</v></c>"
    return f'<c t="inlineStr"><is><t xml:space="preserve">{escape(text)}</t></is></c>' if text else "<c/>"


_ODS = (
    '<?xml version="1.0"?><office:document-content xmlns:office="urn:oasis:names:tc:opendocument:xmlns:office:1.0"'
    ' xmlns:table="urn:oasis:names:tc:opendocument:xmlns:table:1.0"'
    ' xmlns:text="urn:oasis:names:tc:opendocument:xmlns:text:1.0"><office:body><office:spreadsheet>'
)
_ODS_TYPE = b"application/vnd.oasis.opendocument.spreadsheet"


def _ods(tables: Tables) -> bytes:
    sheets = "".join(
        f'<table:table table:name="{name}">{"".join(map(_ods_row, rows))}</table:table>'
        for name, rows in (("Interviews", tables.interviews), ("people", tables.people))
    )
    content = f"{_ODS}{sheets}</office:spreadsheet></office:body></office:document-content>"
    manifest = b'<manifest:manifest xmlns:manifest="urn:oasis:names:tc:opendocument:xmlns:manifest:1.0"/>'
    parts = {"mimetype": _ODS_TYPE, "META-INF/manifest.xml": manifest}
    return _zipped(parts | {"content.xml": content.encode("utf-8", "surrogatepass")})


def _ods_row(row: list[str]) -> str:
    cells = (
        f'<table:table-cell office:value-type="string"><text:p>{escape(cell)}</text:p></table:table-cell>'
        for cell in row
    )
    return f"<table:table-row>{''.join(cells)}</table:table-row>"


def _frame(tables: Tables) -> pd.DataFrame:
    """Return the interviews as a statistics program holds them: columns of one length, with names that it allows."""
    header, *rows = tables.interviews
    columns = [list(column) for column in zip_longest(*rows, fillvalue="")] or [[] for _ in header]
    names = [f"{name.replace('/', '_').strip('_')}" or f"v{at}" for at, name in enumerate(header)]
    frame = pd.DataFrame(dict(zip(names, columns, strict=False)), dtype=object)
    return frame.assign(q0=pd.to_numeric(frame["q0"], errors="coerce")) if "q0" in frame else frame


def _statistics(tables: Tables, suffix: str) -> bytes:
    with tempfile.NamedTemporaryFile(suffix=suffix) as file:
        writer = pyreadstat.write_sav if suffix == ".sav" else pyreadstat.write_dta
        writer(_frame(tables), file.name)
        return Path(file.name).read_bytes()


FORMATS: dict[str, Format] = {
    "kobo csv": Format("csv", lambda: without_repeats({}), _kobo_csv, often=20),
    "legacy csv": Format("csv", lambda: without_repeats(LEGACY), _legacy_csv, often=12),
    "french excel": Format("csv", lambda: without_repeats({}), _french_excel, often=12),
    "unicode text": Format("txt", lambda: without_repeats(CENTRAL), _unicode_text, often=8),
    "zip of csv": Format("zip", central, _zip_of_csv, often=14, zipped=True),
    "xlsx": Format("xlsx", kobo, _xlsx, often=12, zipped=True),
    "ods": Format("ods", kobo, _ods, often=8, zipped=True),
    "sav": Format("sav", lambda: without_repeats({}), lambda tables: _statistics(tables, ".sav"), often=7),
    "dta": Format("dta", lambda: without_repeats({}), lambda tables: _statistics(tables, ".dta"), often=7),
}


@cache
def valid(name: str) -> bytes:
    """Return a small valid file of a kind."""
    return FORMATS[name].write(FORMATS[name].tables())
