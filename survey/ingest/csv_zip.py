"""Read a zip of CSV files, as ODK Central exports a form: one for the interviews, one for each repeat."""

from collections.abc import Collection
from pathlib import Path, PurePosixPath

from instruments.errors import SurveyError
from survey.ingest.delimited import read_csv
from survey.ingest.export import Export
from survey.ingest.source import part_of

_MEDIA = "media"
_EMPTY = "survey.ingest.empty_file"


def csv_parts(names: Collection[str]) -> list[str]:
    """Return what is a table among the parts of a zip: CSV files that are no attachment of an interview."""
    paths = sorted(map(PurePosixPath, names), key=lambda path: path.with_suffix(""))
    return [str(path) for path in paths if path.suffix.lower() == ".csv" and _MEDIA not in path.parts[:-1]]


def read_csv_zip(path: Path, *, parts: Collection[str]) -> Export:
    """Return the CSV files of a zip as tables.

    Raises
    ------
    SurveyError
        If one of them cannot be read, or all are empty.
    """
    exports, empty = [], None
    for part in parts:
        try:
            exports.append(read_csv(part_of(path, part), name=PurePosixPath(part).stem))
        except SurveyError as error:
            if [problem.code for problem in error.problems] != [_EMPTY]:
                raise
            empty = error
    if not exports and empty is not None:
        raise empty
    tables = tuple(table for export in exports for table in export.tables)
    return Export(kind="csv_zip", tables=tables, notes=tuple(note for export in exports for note in export.notes[:1]))
