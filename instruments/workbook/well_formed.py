"""Whether the cells of a workbook are whole as XML: the library that reads them forgives, or searches without end."""

import re
import zipfile
from pathlib import Path
from typing import Never
from xml.parsers import expat

from instruments.errors import Place, refuse

_CELLS = re.compile(r"content[.]xml|xl/.*sheet[^/]*[.]xml|xl/sharedStrings[.]xml")


def refuse_broken(path: Path) -> None:
    """Read the tables of a workbook once as XML; a file that is no zip holds none.

    Raises
    ------
    SurveyError
        If one of them breaks off or is no XML, or defines entities: no spreadsheet writes them.
    """
    if not zipfile.is_zipfile(path):
        return
    with zipfile.ZipFile(path) as archive:
        for name in filter(_CELLS.fullmatch, archive.namelist()):
            try:
                with archive.open(name) as part:
                    _parser().ParseFile(part)
            except (expat.ExpatError, ValueError) as error:
                raise refuse("instruments.workbook.unreadable_workbook", Place(file=path.name), reason=error) from error


def _parser() -> expat.XMLParserType:
    parser = expat.ParserCreate()
    parser.StartDoctypeDeclHandler = _refuse_entities
    return parser


def _refuse_entities(*_declared: object) -> Never:
    message = "DOCTYPE"
    raise ValueError(message)
