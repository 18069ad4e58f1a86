"""Cells of a workbook that look blank and are not: formulas without a result, and errors of Excel."""

import re
import zipfile
from collections.abc import Iterator
from pathlib import Path

from instruments.errors import Place, Problem, Severity, refuse

_BLOCK = 1 << 20
_SHEET = re.compile(r"xl/.*sheet[^/]*[.]xml")
_WORKBOOK = "xl/workbook.xml"
_FROM_1904 = re.compile(rb"<(?:\w+:)?workbookPr\b[^>]*\sdate1904\s*=\s*[\"'](?:1|true|on)[\"']")
# DATEMODE of the old format: the number of the record, that it has two bytes, and that days are counted from 1904.
_OLD_FROM_1904 = b"\x22\x00\x02\x00\x01\x00"
_ERROR = re.compile(rb'<c\b[^>]*\st="e"')
# A text that a formula computed may be empty; anything else has a value once a spreadsheet has computed it.
_UNCOMPUTED = re.compile(
    rb'<c\b(?![^>]*\st="str")[^>]*>\s*<f\b(?:[^>]*/>|[^>]*>[^<]*</f>)\s*(?:<v\s*/>|<v>\s*</v>)?\s*</c>'
)


def notes_on_cells(path: Path) -> tuple[Problem, ...]:
    """Return a warning where cells hold errors of Excel, which are read as blanks.

    Raises
    ------
    SurveyError
        If cells hold formulas whose results were never saved: their answers are not in the file.
    """
    uncomputed = errors = 0
    for block in _blocks(path):
        uncomputed += len(_UNCOMPUTED.findall(block)) if b"<f" in block else 0
        errors += len(_ERROR.findall(block))
    place = Place(file=path.name)
    if uncomputed:
        raise refuse("survey.ingest.uncomputed_formulas", place, count=uncomputed)
    if errors:
        values = {"count": errors}
        return (Problem(code="survey.ingest.error_cells", place=place, values=values, severity=Severity.WARNING),)
    return ()


def counts_from_1904(path: Path) -> bool:
    """Return whether a workbook of Excel counts days from 1904; what is formatted as a date is right all the same."""
    with zipfile.ZipFile(path) as archive:
        return _WORKBOOK in archive.namelist() and _FROM_1904.search(archive.read(_WORKBOOK)) is not None


def old_counts_from_1904(path: Path) -> bool:
    """Return whether an ``.xls`` counts days from 1904, by the one record that says so."""
    return _OLD_FROM_1904 in path.read_bytes()


def _blocks(path: Path) -> Iterator[bytes]:
    """Yield the sheets in blocks that end with a whole cell."""
    with zipfile.ZipFile(path) as archive:
        for name in filter(_SHEET.fullmatch, archive.namelist()):
            with archive.open(name) as sheet:
                rest = b""
                while block := sheet.read(_BLOCK):
                    whole, cut, rest = (rest + block).rpartition(b"</c>")
                    yield whole + cut
                yield rest
