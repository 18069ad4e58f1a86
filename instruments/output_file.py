"""Files that commands write: never over what people have filled in, and for the owner alone where they hold answers."""

import os
from pathlib import Path
from typing import Literal

from instruments.errors import Place, refuse

Existing = Literal["refuse", "replace"]

_OWNER_ONLY = 0o600


def refuse_existing(path: str | Path, *, existing: Existing) -> None:
    """Refuse to write over a file, unless that was asked for.

    Raises
    ------
    SurveyError
        If the file exists and is not to be replaced.
    """
    if existing == "refuse" and Path(path).is_file():  # which the output of a terminal is not
        raise refuse("instruments.console.file_exists", Place(file=str(path)))


def refuse_other_ending(path: str | Path, *, ending: str) -> None:
    """Refuse the name of a file that promises something else than what is written into it.

    Raises
    ------
    SurveyError
        If the name ends otherwise, or not at all; a device, such as the output of a terminal, has no ending.
    """
    other = Path(path).suffix.lower() != ending
    if other and (Path(path).is_file() or not Path(path).exists()):
        expected = Path(path).with_suffix(ending)
        raise refuse("instruments.console.other_ending", Place(file=str(path)), ending=ending, expected=expected.name)


def private(path: str | Path) -> Path:
    """Return the path of a file that only its owner can read; it is made where it is not there yet.

    A device, such as the output of a terminal, is left as it is: it belongs to everybody.
    """
    os.close(os.open(path, os.O_CREAT | os.O_WRONLY, _OWNER_ONLY))
    if Path(path).is_file():
        Path(path).chmod(_OWNER_ONLY)
    return Path(path)
