"""Recordings of questions in a language, for respondents who do not read: named in the workbook, kept beside it."""

import re
from collections.abc import Iterable, Iterator
from pathlib import Path

from instruments.errors import Place, Problem
from instruments.translations.workbook import Translation

FOLDER = "audio"
_FORMATS = ("mp3", "m4a", "wav", "ogg", "amr", "3gp")
_QUESTION = re.compile(r"item/\w+/label")


def recordings_beside(workbook: Path) -> Path:
    """Return the folder in which the recordings of a workbook are."""
    return workbook.parent / FOLDER


def wrong_recordings(translations: Iterable[Translation], *, workbook: Path, to: str) -> Iterator[Problem]:
    """Yield recordings that are named and are not there, that no form could hold, or that go with no question."""
    named = re.compile(rf"[A-Za-z0-9_]+_{to}\.({'|'.join(_FORMATS)})")
    for one in translations:
        place = Place(file=workbook.name, row=one.row, key=one.key, column="audio")
        values = {"got": one.audio, "folder": FOLDER, "language": to}
        if one.audio and not _QUESTION.fullmatch(one.key):
            yield Problem(code="instruments.translations.audio_elsewhere", place=place)
        elif one.audio and not named.fullmatch(one.audio):
            yield Problem(code="instruments.translations.audio_name", place=place, values=values)
        elif one.audio and not (recordings_beside(workbook) / one.audio).is_file():
            yield Problem(code="instruments.translations.audio_absent", place=place, values=values)
