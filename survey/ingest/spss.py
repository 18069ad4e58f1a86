"""Read SPSS files: the codes as they are, with no trust in declared missing values."""

import warnings
from collections.abc import Iterator
from pathlib import Path

import pandas as pd
import pyreadstat

from instruments.errors import Place, refuse
from survey.ingest.excel import as_text
from survey.ingest.export import Export, Row, Table


def read_spss(path: Path) -> Export:
    """Return an SPSS file (.sav, .zsav) as one table of codes.

    User-missing values come as the codes that they are: what is no answer is said by the questionnaire, since the
    files of the large barometers declare nothing.

    Raises
    ------
    SurveyError
        If the file cannot be read, or holds no interview.
    """
    try:
        with warnings.catch_warnings(action="ignore"):
            frame, _ = pyreadstat.read_sav(str(path), user_missing=True)
    except (pyreadstat.ReadstatError, ValueError, OSError) as error:
        raise refuse("survey.ingest.unreadable_spss", Place(file=path.name), reason=error) from error
    if frame.shape[1] == 0:
        raise refuse("survey.ingest.empty_file", Place(file=path.name))
    return Export(kind="spss", tables=(Table(name="", header=tuple(frame.columns), rows=_records(frame)),))


def _records(frame: pd.DataFrame) -> Iterator[tuple[int, Row]]:
    columns = [_texts(frame.iloc[:, position]) for position in range(frame.shape[1])]
    yield from enumerate(map(list, zip(*columns, strict=True)), start=2)


def _texts(column: pd.Series) -> list[str]:
    return ["" if missing else as_text(cell) for cell, missing in zip(column, column.isna(), strict=True)]
