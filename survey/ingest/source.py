"""Bytes with a name: a file, or a part of a zip, that can be opened again and again."""

import zipfile
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO


@dataclass(frozen=True, slots=True)
class Source:
    """Something to read.

    Attributes
    ----------
    name : str
        As people know it.
    open : callable
        Opens it from its first byte.
    """

    name: str
    open: Callable[[], IO[bytes]]


def source_of(path: Path) -> Source:
    """Return a file as something to read."""
    return Source(path.name, lambda: path.open("rb"))


def part_of(path: Path, part: str) -> Source:
    """Return a part of a zip as something to read."""
    return Source(f"{path.name}/{part}", lambda: _open_part(path, part))


def _open_part(path: Path, part: str) -> IO[bytes]:
    with zipfile.ZipFile(path) as archive:  # the part that is open keeps the file open
        return archive.open(part)
