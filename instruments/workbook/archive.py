"""Workbooks and the exports of some servers are zips: look into them before they are unpacked."""

import zipfile
import zlib
from pathlib import Path

from instruments.errors import Place, refuse

LARGEST_UNPACKED = 1 << 29
HIGHEST_RATIO = 200
RATIO_MATTERS_FROM = 50 << 20
MOST_ENTRIES = 10_000

UNREADABLE = (zipfile.BadZipFile, zlib.error, EOFError, ValueError, OSError, NotImplementedError, RuntimeError)
_ENCRYPTED = 0x1
_PROTECTED = "EncryptedPackage".encode("utf-16-le")


def guard(path: Path) -> frozenset[str]:
    """Return the names of what is in a zip, once it is known to be whole and to hold no more than it says.

    Raises
    ------
    SurveyError
        If it is cut short or protected, or would unpack into far more than it seems.
    """
    entries = _entries(path)
    _refuse_bomb(path, entries)
    if any(entry.flag_bits & _ENCRYPTED for entry in entries):
        raise refuse("instruments.workbook.encrypted", Place(file=path.name))
    if _damaged(path):
        raise refuse("instruments.workbook.truncated", Place(file=path.name))
    return frozenset(entry.filename for entry in entries)


def _entries(path: Path) -> list[zipfile.ZipInfo]:
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.infolist()
    except UNREADABLE as error:
        raise refuse("instruments.workbook.truncated", Place(file=path.name)) from error


def _refuse_bomb(path: Path, entries: list[zipfile.ZipInfo]) -> None:
    unpacked = sum(entry.file_size for entry in entries)
    ratio = unpacked / max(path.stat().st_size, 1)
    dense = unpacked > RATIO_MATTERS_FROM and ratio > HIGHEST_RATIO
    if dense or unpacked > LARGEST_UNPACKED or len(entries) > MOST_ENTRIES:
        raise refuse("instruments.workbook.zip_bomb", Place(file=path.name), megabytes=unpacked >> 20)


def _damaged(path: Path) -> bool:
    """Whether a part is not what the zip says: other readers would unpack it to its true length, however long."""
    try:
        with zipfile.ZipFile(path) as archive:
            return archive.testzip() is not None
    except UNREADABLE:
        return True


def refuse_encrypted(path: Path) -> None:
    """Refuse a workbook of old Office that a password protects.

    Raises
    ------
    SurveyError
        If it is protected.
    """
    if _PROTECTED in path.read_bytes():
        raise refuse("instruments.workbook.encrypted", Place(file=path.name))
