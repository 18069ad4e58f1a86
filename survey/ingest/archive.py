"""A workbook is a zip: look into it before it is unpacked."""

import zipfile
from pathlib import Path

from instruments.errors import Place, refuse

LARGEST_UNPACKED = 1 << 30
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 50 << 20
MOST_ENTRIES = 10_000
_WORKBOOKS = ("xl/workbook.xml", "xl/workbook.bin", "content.xml")


def guard(path: Path) -> None:
    """Refuse a zip that is cut short, that is no workbook, or that would unpack into far more than it seems.

    Raises
    ------
    SurveyError
    """
    try:
        with zipfile.ZipFile(path) as archive:
            entries = archive.infolist()
    except (zipfile.BadZipFile, EOFError, ValueError, OSError, NotImplementedError) as error:
        raise refuse("survey.ingest.truncated", Place(file=path.name)) from error
    _refuse_bomb(path, entries)
    if not {entry.filename for entry in entries} & set(_WORKBOOKS):
        raise refuse("survey.ingest.not_a_workbook", Place(file=path.name))


def _refuse_bomb(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(path.stat().st_size, 1)
    dense = unpacked > RATIO_MATTERS_FROM and ratio > HIGHEST_RATIO
    if dense or unpacked > LARGEST_UNPACKED or len(entries) > MOST_ENTRIES:
        raise refuse("survey.ingest.zip_bomb", Place(file=path.name), megabytes=unpacked >> 20)
