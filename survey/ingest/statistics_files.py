"""Read the files of statistics programs: the codes as they are, with no trust in declared missing values."""

import warnings
from collections.abc import Callable, Iterator, Mapping, Sequence
from pathlib import Path
from typing import Any, Literal

import pandas as pd
import pyreadstat

from instruments.errors import Place, refuse
from instruments.workbook.process import as_text
from survey.ingest.export import Export, Row, Table

Program = Literal["spss", "stata"]

MOST_CELLS = 40_000_000
_READERS: Mapping[Program, Callable[..., tuple[pd.DataFrame, Any]]] = {
    "spss": pyreadstat.read_sav,
    "stata": pyreadstat.read_dta,
}
_DAMAGED = (  # what pyreadstat raises: a TypeError where a name cannot be read
    pyreadstat.ReadstatError,
    pyreadstat.PyreadstatError,
    ValueError,
    TypeError,
    OSError,
    OverflowError,
    MemoryError,
)
_EXTENDED = frozenset("abcdefghijklmnopqrstuvwxyz")


def read_statistics(path: Path, *, program: Program) -> Export:
    """Return a file of SPSS (.sav, .zsav) or Stata (.dta) as one table of codes, with the labels that it keeps.

    What the file declares missing comes as the code that it is: what is no answer is said by the questionnaire, since
    the files of the large barometers declare nothing. An extended missing value of Stata comes as ``.a`` to ``.z``.

    Raises
    ------
    SurveyError
        If the file cannot be read, is larger than interviews need, or holds nothing.
    """
    _, about = _read(path, program, metadataonly=True)
    if (about.number_rows or 0) * (about.number_columns or 0) > MOST_CELLS:
        raise refuse("instruments.workbook.sheet_too_large", Place(file=path.name))
    frame, about = _read(path, program, user_missing=True)
    if frame.shape[1] == 0:
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    names = tuple(map(str, frame))
    extended = [program == "stata" and name in about.missing_user_values for name in names]
    table = Table(
        name="",
        header=names,
        rows=_records(frame, extended),
        titles=tuple(about.column_names_to_labels.get(name) or "" for name in names),
        labels={name: _labels(found, program) for name, found in about.variable_value_labels.items()},
    )
    return Export(kind=program, tables=(table,))


def _read(path: Path, program: Program, **settings: bool) -> tuple[pd.DataFrame, Any]:
    try:
        with warnings.catch_warnings(action="ignore"):
            return _READERS[program](str(path), **settings)
    except _DAMAGED as error:
        raise refuse(f"survey.ingest.unreadable_{program}", Place(file=path.name), reason=error) from error


def _labels(found: Mapping[Any, str], program: Program) -> dict[str, str]:
    return {_dotted(as_text(code), extended=program == "stata"): label for code, label in found.items()}


def _dotted(text: str, *, extended: bool) -> str:
    return f".{text}" if extended and text in _EXTENDED else text


def _records(frame: pd.DataFrame, extended: Sequence[bool]) -> Iterator[tuple[int, Row]]:
    columns = [_texts(frame.iloc[:, at], extended=letters) for at, letters in enumerate(extended)]
    yield from enumerate(map(list, zip(*columns, strict=True)), start=2)


def _texts(column: pd.Series, *, extended: bool) -> list[str]:
    cells = zip(column, column.isna(), strict=True)
    return ["" if missing else _dotted(as_text(cell), extended=extended) for cell, missing in cells]
