"""The file itself: packed with fixed stamps, and a description on each drawing for those who do not see it."""

from collections.abc import Sequence
from datetime import UTC, datetime
from io import BytesIO
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from openpyxl import Workbook
from openpyxl.writer.excel import ExcelWriter
from openpyxl.xml.constants import SHEET_DRAWING_NS, SHEET_MAIN_NS
from openpyxl.xml.functions import fromstring, tostring

_EARLIEST = datetime(1980, 1, 1, tzinfo=UTC)  # a zip archive knows no earlier day
_DRAWINGS, _STYLES = "xl/drawings/drawing", "xl/styles.xml"
_FONT = "b i strike condense extend outline shadow u vertAlign sz color name family charset scheme"
_UNIX, _READABLE = 3, 0o644 << 16


def sealed(workbook: Workbook, *, made: datetime, alt_texts: Sequence[tuple[str, str]]) -> bytes:
    """Return the workbook as the bytes of its file, the same for the same workbook and time.

    Parameters
    ----------
    workbook : openpyxl.Workbook
    made : datetime
        Becomes the time of making and of the last change.
    alt_texts : sequence of (name, description)
        One a drawing, in the order of the sheets.
    """
    stamp = max(made.astimezone(UTC), _EARLIEST)
    workbook.properties.created = workbook.properties.modified = stamp.replace(tzinfo=None, microsecond=0)
    loose = BytesIO()
    with ZipFile(loose, "w") as archive:
        ExcelWriter(workbook, archive).write_data()
    packed = BytesIO()
    with ZipFile(loose) as source, ZipFile(packed, "w", ZIP_DEFLATED) as archive:
        for name in source.namelist():
            archive.writestr(_entry(name, stamp), _mended(name, source.read(name), alt_texts))
    return packed.getvalue()


def _entry(name: str, stamp: datetime) -> ZipInfo:
    entry = ZipInfo(name, date_time=stamp.timetuple()[:6])
    entry.compress_type = ZIP_DEFLATED
    entry.create_system, entry.external_attr = _UNIX, _READABLE  # the same on every machine
    return entry


def _mended(name: str, content: bytes, alt_texts: Sequence[tuple[str, str]]) -> bytes:
    """Return a part of the file with what openpyxl leaves out or puts elsewhere than the schema wants it."""
    if name == _STYLES:
        return _in_order(content)
    return _described(name, content, alt_texts) if name.startswith(_DRAWINGS) else content


def _in_order(styles: bytes) -> bytes:
    """Return the styles with what a font is in the order of CT_Font (ECMA-376, 18.8.22)."""
    sheet, places = fromstring(styles), {name: place for place, name in enumerate(_FONT.split())}
    for font in sheet.iter(f"{{{SHEET_MAIN_NS}}}font"):
        font[:] = sorted(font, key=lambda part: places[part.tag.rpartition("}")[2]])
    return bytes(tostring(sheet))  # type: ignore[arg-type]  # the stubs take the bytes for text


def _described(name: str, content: bytes, alt_texts: Sequence[tuple[str, str]]) -> bytes:
    number = int(name.removeprefix(_DRAWINGS).removesuffix(".xml"))
    drawing = fromstring(content)
    shape = next(drawing.iter(f"{{{SHEET_DRAWING_NS}}}cNvPr"))
    title, description = alt_texts[number - 1]
    shape.set("name", f"{number}. {title}")
    shape.set("descr", description)
    return bytes(tostring(drawing))  # type: ignore[arg-type]  # the stubs take the bytes for text
