"""Reopen a workbook and look for what must not be in it: what hides, what computes, what cannot be read aloud."""

from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element
from zipfile import BadZipFile, ZipFile

from defusedxml.ElementTree import fromstring

from instruments.errors import Place, Problem

_MAIN = "{http://schemas.openxmlformats.org/spreadsheetml/2006/main}"
_DRAWING = "{http://schemas.openxmlformats.org/drawingml/2006/spreadsheetDrawing}"
_DUBLIN_CORE = "{http://purl.org/dc/elements/1.1/}"
_OUTSIDE = ("xl/externalLinks/", "xl/vbaProject", "xl/pivotCache/", "xl/connections", "xl/queryTables/")


def audit(path: Path) -> tuple[Problem, ...]:
    """Return everything that is wrong with a workbook, each kind once; empty where nothing is.

    It holds no formulas, no hidden sheets, rows or columns, no merged cells, no macros and nothing from outside; each
    sheet has its title in A1, each drawing is described, the headers of a table are all different, and the file
    says its title and its language.
    """
    try:
        with ZipFile(path) as archive:
            parts = {name: archive.read(name) for name in archive.namelist()}
    except BadZipFile:
        return (Problem(code="reports.audit.not_a_workbook", place=Place(file=path.name)),)
    return tuple(_folded(_found(parts, file=path.name)))


def _folded(problems: Iterable[Problem]) -> Iterator[Problem]:
    """Yield each kind of problem once: of many parts with one fault the first, the last, and how many there are."""
    for _, alike in groupby(sorted(problems, key=lambda problem: problem.code), key=lambda problem: problem.code):
        first, *others = alike
        if others:
            part = f"{first.values['part']} … {others[-1].values['part']} ({1 + len(others)})"
            first = replace(first, values={**first.values, "part": part})
        yield first


def _found(parts: dict[str, bytes], *, file: str) -> Iterator[Problem]:
    for name in parts:
        if name.startswith(_OUTSIDE):
            yield _problem("outside", file, part=name)
    yield from _in_workbook(fromstring(parts["xl/workbook.xml"]), file)
    yield from _in_properties(fromstring(parts["docProps/core.xml"]), file)
    rooms = {"xl/worksheets/sheet": _in_sheet, "xl/tables/table": _in_table, "xl/drawings/drawing": _in_drawing}
    for name, content in parts.items():
        for start, look in rooms.items():
            if name.startswith(start):
                yield from look(fromstring(content), file, name)


def _in_workbook(workbook: Element, file: str) -> Iterator[Problem]:
    for sheet in workbook.iter(f"{_MAIN}sheet"):
        if sheet.get("state", "visible") != "visible":
            yield _problem("hidden_sheet", file, part=sheet.get("name"))


def _in_properties(properties: Element, file: str) -> Iterator[Problem]:
    for name in ("title", "language"):
        if not properties.findtext(f"{_DUBLIN_CORE}{name}"):
            yield _problem(f"no_{name}", file)


def _in_sheet(sheet: Element, file: str, name: str) -> Iterator[Problem]:
    if next(sheet.iter(f"{_MAIN}f"), None) is not None:
        yield _problem("formula", file, part=name)
    if next(sheet.iter(f"{_MAIN}mergeCell"), None) is not None:
        yield _problem("merged", file, part=name)
    for tag in ("row", "col"):
        if any(line.get("hidden") in ("1", "true") for line in sheet.iter(_MAIN + tag)):
            yield _problem("hidden_lines", file, part=name)
    first = next((cell for cell in sheet.iter(f"{_MAIN}c") if cell.get("r") == "A1"), None)
    if first is None or not "".join(first.itertext()).strip():
        yield _problem("no_heading", file, part=name)


def _in_table(table: Element, file: str, name: str) -> Iterator[Problem]:
    headers = [str(column.get("name")).casefold() for column in table.iter(f"{_MAIN}tableColumn")]
    if len(set(headers)) < len(headers):
        yield _problem("same_headers", file, part=name)


def _in_drawing(drawing: Element, file: str, name: str) -> Iterator[Problem]:
    if any(not shape.get("descr") for shape in drawing.iter(f"{_DRAWING}cNvPr")):
        yield _problem("no_alt_text", file, part=name)


def _problem(name: str, file: str, **values: object) -> Problem:
    return Problem(code=f"reports.audit.{name}", place=Place(file=file), values=values)
