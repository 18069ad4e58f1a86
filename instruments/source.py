"""Find the questionnaire that somebody means: of a study, of a file, or of the library."""

from pathlib import Path
from typing import Any

from instruments import console, library
from instruments.errors import Place, Severity, SurveyError, refuse
from instruments.formats import toml, xlsform
from instruments.instrument import Instrument
from instruments.translations.kept import with_kept
from instruments.words import listed
from instruments.written import parsed

FORMS = frozenset({".xlsx", ".xls", ".xlsm", ".ods"})


def instrument_of(where: Path) -> Instrument:
    """Return the questionnaire of a study folder, of a TOML file, of a form or of the library, with its translations.

    Raises
    ------
    SurveyError
        If there is none: with what can be given.
    """
    written, folder = written_at(where)
    return with_kept(written, folder) if folder else written


def written_at(where: Path) -> tuple[Instrument, Path | None]:
    """Return a questionnaire as it is written, and the folder that keeps its translations, if one does.

    Raises
    ------
    SurveyError
        If there is none: with what can be given.
    """
    if is_form(where):
        return _of_form(where), None
    study = where / "study.toml" if where.is_dir() else where
    if study.is_file():
        named = parsed(study.read_bytes(), file=study.name).get("instrument")
        return (_named(named, study) if isinstance(named, dict) else toml.read(study)), study.parent
    if where.suffix or where.is_dir() or where.parent != Path():
        raise refuse("instruments.cli.no_questionnaire", Place(file=str(where)), names=listed(library.names()))
    return library.load(str(where)), None


def is_form(where: Path) -> bool:
    """Return whether a path is that of a workbook, and so of a form."""
    return where.suffix.lower() in FORMS


def _of_form(path: Path) -> Instrument:
    """Return the questionnaire of a form; say what stays in the form only, and refuse a form with faults."""
    read = xlsform.read(path)
    faults = [problem for problem in read.problems if problem.severity is Severity.ERROR]
    if read.instrument is None or faults:
        raise SurveyError(faults)
    for problem in read.problems:
        if problem.severity is Severity.WARNING:
            console.warn(problem.text())
    return read.instrument


def _named(source: dict[str, Any], study: Path) -> Instrument:
    match source:
        case {"file": str(file)}:
            return toml.read(study.parent / file)
        case {"library": str(name)}:
            return library.load(name)
        case _:
            place = Place(file=study.name, key="instrument")
            raise refuse("instruments.cli.no_questionnaire", place, names=listed(library.names()))
