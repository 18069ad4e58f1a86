"""Which characters a text file is made of: a byte order mark, else UTF-8, else the French of Excel, Windows or Mac."""

import codecs

from instruments.errors import Place, refuse
from survey.ingest.source import Source

_MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
_BLOCK = 1 << 20


def encoding_of(source: Source) -> str:
    """Return the encoding of a text, by its first bytes and by whether it can be read as UTF-8 to its end.

    Raises
    ------
    SurveyError
        If it is no text, or not the text that its first bytes announce.
    """
    with source.open() as file:
        start = file.read(4)
    for mark, encoding in _MARKS:
        if start.startswith(mark):
            return _marked(source, encoding)
    return "utf-8" if _decodes(source, "utf-8") else _single_byte(source)


def _marked(source: Source, encoding: str) -> str:
    if not _decodes(source, encoding):
        name = encoding.removesuffix("-sig").upper()
        raise refuse("survey.ingest.broken_text", Place(file=source.name), encoding=name)
    return encoding


def _single_byte(source: Source) -> str:
    """Return what Excel writes that is not UTF-8: its "CSV (Macintosh)" alone ends lines with a bare return."""
    with source.open() as file:
        start = file.read(_BLOCK)
    if b"\r" in start and b"\n" not in start and _decodes(source, "mac_roman"):
        return "mac_roman"
    if not _decodes(source, "cp1252"):
        raise refuse("survey.ingest.not_text", Place(file=source.name))
    return "cp1252"


def _decodes(source: Source, encoding: str) -> bool:
    decoder = codecs.getincrementaldecoder(encoding)()
    with source.open() as file:
        try:
            while block := file.read(_BLOCK):
                if "\0" in decoder.decode(block):
                    return False
            decoder.decode(b"", final=True)
        except UnicodeDecodeError:
            return False
    return True
