"""A written map: which column of a file holds which question, for files that no form server wrote."""

from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.instrument import Instrument
from instruments.written import Name, Section, parsed, validated
from instruments.written.faults import unknown_name
from survey.offered import offered
from survey.study import Study

# What can be mapped besides questions -> the name by which it is then found.
SERVER_NAMES: Mapping[str, str] = {"identity": "_uuid", "version": "__version__", "submitted": "_submission_time"}
_ASIDE = "{name} (2)"


class MapFile(Section):
    """The file: a question, a choice (``"why/looting"``), ``identity``, ``version`` or ``submitted`` = its header."""

    columns: dict[Name, Name]


@dataclass(frozen=True, slots=True)
class ColumnMap:
    """Which column of a file holds what.

    Attributes
    ----------
    columns : mapping
        What it holds -> the header of the column.
    required : bool
        Whether every file must have these columns; the map of a study is for those of its files that have one of them.
    """

    columns: Mapping[str, str]
    required: bool


def read_map(study: Study, path: str | Path | None) -> ColumnMap | None:
    """Return the map of a file, else the one that the study names, else none.

    Raises
    ------
    SurveyError
        If there is no such file, or it names what the questionnaire does not have.
    """
    if path is None and study.files.columns is None:
        return None
    file = Path(path) if path is not None else study.path(str(study.files.columns))
    if not file.is_file():
        raise refuse("survey.ingest.no_file", Place(file=str(file)))
    found = validated(MapFile, parsed(file.read_bytes(), file=file.name), file=file.name)
    written = ColumnMap(found.columns, required=path is not None)
    if problems := [*_unknown(written, study.instrument, file), *_twice(written, file)]:
        raise SurveyError(problems)
    return written


def _unknown(written: ColumnMap, instrument: Instrument, file: Path) -> Iterator[Problem]:
    known = [*SERVER_NAMES, *_names(instrument)]
    for name in written.columns:
        if name not in known:
            yield unknown_name("survey.ingest.map_unknown", name, known, Place(file=file.name, key=f"columns.{name}"))


def _names(instrument: Instrument) -> Iterator[str]:
    for item in instrument.items:
        if item.holds_answer:
            yield item.name
        scale = offered(item, instrument=instrument)
        if item.kind == "select_multiple" and scale is not None:
            yield from (f"{item.name}/{choice.code}" for choice in scale.choices)


def _twice(written: ColumnMap, file: Path) -> Iterator[Problem]:
    for header, count in Counter(written.columns.values()).items():
        if count > 1:
            names = ", ".join(name for name, column in written.columns.items() if column == header)
            place = Place(file=file.name, column=header)
            yield Problem(code="survey.ingest.map_twice", place=place, values={"names": names})


def unapplied(written: ColumnMap, *, already: Collection[tuple[str, str]], unmatched: Collection[str]) -> list[str]:
    """Return the columns that a map gives to something, and that a file was loaded without giving to it.

    Parameters
    ----------
    written : ColumnMap
    already : collection of (str, str)
        What a map renamed when the file was loaded.
    unmatched : collection of str
        The columns of the file that are nothing; a map of the study may be meant for other files.
    """
    wanted = {(column, SERVER_NAMES.get(name, name)) for name, column in written.columns.items()}
    lacking = [column for column, name in sorted(wanted - set(already)) if column != name]
    return lacking if written.required else [column for column in lacking if column in unmatched]


def mapped(header: Sequence[str], *, written: ColumnMap, file: str) -> tuple[str, ...]:
    """Return a header in which the mapped columns have the names of what they hold.

    A column that had such a name before and is not mapped is set aside under another one: what is written wins.

    Raises
    ------
    SurveyError
        If a column of the map is not in the file, or is there more than once.
    """
    found = Counter(header)
    problems = [
        unknown_name(
            "survey.ingest.map_no_column", column, list(dict.fromkeys(header)), Place(file=file, column=column)
        )
        for column in written.columns.values()
        if found[column] != 1
    ]
    if problems:
        raise SurveyError(problems)
    names = {column: SERVER_NAMES.get(name, name) for name, column in written.columns.items()}
    taken = set(names.values())
    return tuple(names.get(name, _ASIDE.format(name=name) if name in taken else name) for name in header)
