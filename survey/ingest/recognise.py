"""What kind of file this is, by what it begins with, whatever its name says."""

from pathlib import Path
from typing import Literal

from instruments.errors import Place, refuse
from instruments.workbook.archive import guard, refuse_encrypted
from survey.ingest.csv_zip import csv_parts, read_csv_zip
from survey.ingest.delimited import read_csv
from survey.ingest.excel import read_excel
from survey.ingest.export import Export
from survey.ingest.sheet_cells import counts_from_1904, notes_on_cells, old_counts_from_1904
from survey.ingest.source import source_of

Shape = Literal["zip", "old_office", "spss", "stata", "web_page", "pdf", "text"]

_HEAD = 4096
_SIGNS: tuple[tuple[bytes, Shape], ...] = (
    (b"PK\x03\x04", "zip"),
    (b"PK\x05\x06", "zip"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "old_office"),
    (b"$FL2", "spss"),
    (b"$FL3", "spss"),
    (b"<stata_dta>", "stata"),
    (b"%PDF", "pdf"),
)
_OLD_STATA = (b"\x01\x01\x00", b"\x02\x01\x00")  # releases 8 to 12, behind a first byte that counts them
_WEB = (b"<!doctype html", b"<html", b"<?xml", b"<table", b"<head", b"<meta", b"<div")
_WORKBOOKS = frozenset({"xl/workbook.xml", "content.xml"})


def shape_of(path: Path) -> Shape:
    """Return what a file is by its first bytes.

    Raises
    ------
    SurveyError
        If there is no such file, it is a folder, or it is empty.
    """
    if path.is_dir():
        raise refuse("instruments.console.is_folder", Place(file=str(path)))
    if not path.is_file():
        raise refuse("survey.ingest.no_file", Place(file=str(path)))
    with path.open("rb") as file:
        head = file.read(_HEAD)
    if not head.strip():
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    for sign, shape in _SIGNS:
        if head.startswith(sign):
            return shape
    if head[1:4] in _OLD_STATA:
        return "stata"
    return "web_page" if head.removeprefix(b"\xef\xbb\xbf").lstrip().lower().startswith(_WEB) else "text"


def read_export(path: Path) -> Export:
    """Return a file of answers, read by the reader for what it is.

    Raises
    ------
    SurveyError
        If it is nothing that can be read, with what it is instead.
    """
    match shape_of(path):
        case "zip":
            return _read_zip(path)
        case "old_office":
            refuse_encrypted(path)
            return read_excel(path, from_1904=old_counts_from_1904(path))
        case "spss" | "stata" as program:
            from survey.ingest.statistics_files import read_statistics  # noqa: PLC0415 - a C library few files need

            return read_statistics(path, program=program)
        case "text":
            return read_csv(source_of(path))
        case other:
            raise refuse(f"survey.ingest.is_{other}", Place(file=path.name))


def _read_zip(path: Path) -> Export:
    names = guard(path)
    if names & _WORKBOOKS:
        return read_excel(path, notes=notes_on_cells(path), from_1904=counts_from_1904(path))
    if parts := csv_parts(names):
        return read_csv_zip(path, parts=parts)
    raise refuse("survey.ingest.not_a_workbook", Place(file=path.name))
