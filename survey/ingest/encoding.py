"""Which characters a text file is made of: a byte order mark, else UTF-8, else the French Windows of Excel."""

import codecs
from pathlib import Path

from instruments.errors import Place, refuse

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK = 1 << 20


def encoding_of(path: Path) -> str:
    """Return the encoding of a text file, by its first bytes and by whether it can be read as UTF-8 to its end.

    Raises
    ------
    SurveyError
        If the file is not text, or is not the text that its first bytes announce.
    """
    with path.open("rb") as file:
        start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return _marked(path, encoding)
    return "utf-8" if _decodes(path, "utf-8") else _single_byte(path)


def _marked(path: Path, encoding: str) -> str:
    if not _decodes(path, encoding):
        raise refuse("survey.ingest.broken_text", Place(file=path.name), encoding=encoding.removesuffix("-sig").upper())
    return encoding


def _single_byte(path: Path) -> str:
    if not _decodes(path, "cp1252"):
        raise refuse("survey.ingest.not_text", Place(file=path.name))
    return "cp1252"


def _decodes(path: Path, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with path.open("rb") as file:
        try:
            while block := file.read(_BLOCK):
                if "\0" in decoder.decode(block):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
