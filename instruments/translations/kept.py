"""The translations of a study: a workbook a language in its folder ``translations``, recordings in ``audio`` there."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from instruments.errors import Place, Problem, Severity, SurveyError, refuse
from instruments.instrument import Instrument
from instruments.translations.check import check
from instruments.translations.languages import known, languages
from instruments.translations.merging import agreed, with_translation
from instruments.translations.recordings import recordings_beside, wrong_recordings
from instruments.translations.source import sources
from instruments.translations.workbook import Translation, read

FOLDER = "translations"


@dataclass(frozen=True, slots=True, kw_only=True)
class Coverage:
    """How much of a questionnaire respondents hear in a language.

    Attributes
    ----------
    language : str
    file : str
    agreed, wordings : int
        How many wordings are agreed and sound, and how many there are.
    """

    language: str
    file: str
    agreed: int
    wordings: int


def workbook_of(folder: Path, language: str) -> Path:
    """Return where a study keeps the workbook of a language, whether it is there or not."""
    return folder / FOLDER / f"{language}.xlsx"


def with_kept(instrument: Instrument, folder: Path) -> Instrument:
    """Return the questionnaire with every language whose workbook the study keeps.

    Raises
    ------
    SurveyError
        If a file there is no workbook of translations, or is named after no language.
    """
    for path, language in _kept(instrument, folder):
        instrument = with_translation(instrument, translations=read(path, to=language), to=language)
    return instrument


def kept_rows(folder: Path, language: str) -> tuple[Translation, ...]:
    """Return what the study keeps of a language; nothing where it keeps nothing."""
    path = workbook_of(folder, language)
    return read(path, to=language) if path.is_file() else ()


def coverages(instrument: Instrument, folder: Path) -> Iterator[Coverage]:
    """Yield how much of a questionnaire is agreed in each language that the study keeps."""
    wordings = len(sources(instrument))
    for path, language in _kept(instrument, folder):
        sound = sum(1 for _ in agreed(instrument, read(path, to=language)))
        yield Coverage(language=language, file=f"{FOLDER}/{path.name}", agreed=sound, wordings=wordings)


def short_of_words(instrument: Instrument, folder: Path) -> Iterator[Problem]:
    """Yield a warning for each language in which some wordings are read in the source."""
    for one in coverages(instrument, folder):
        if one.agreed < one.wordings:
            values = {"agreed": one.agreed, "all": one.wordings, "code": one.language}
            values |= {"language": languages()[one.language]}
            place, code = Place(file=one.file), "instruments.translations.covered"
            yield Problem(code=code, place=place, values=values, severity=Severity.WARNING)


def problems(instrument: Instrument, *, workbook: Path, to: str) -> tuple[Problem, ...]:
    """Return everything that is wrong with a workbook and its recordings."""
    found = read(workbook, to=to)
    return (
        *check(instrument, translations=found, file=workbook.name),
        *wrong_recordings(found, workbook=workbook, to=to),
    )


def take(instrument: Instrument, *, workbook: Path, to: str, folder: Path) -> tuple[Problem, ...]:
    """Keep a workbook and its recordings with the study, all of it or nothing; what was kept before is replaced.

    Returns
    -------
    tuple of Problem
        What is only warned of.

    Raises
    ------
    SurveyError
        With every error; then nothing is written.
    """
    found = problems(instrument, workbook=workbook, to=to)
    wrong = tuple(problem for problem in found if problem.severity is Severity.ERROR)
    if wrong:
        raise SurveyError(wrong)
    target = workbook_of(folder, to)
    if target.resolve() != workbook.resolve():
        recordings_beside(target).mkdir(parents=True, exist_ok=True)
        for name in (one.audio for one in read(workbook, to=to) if one.audio):
            shutil.copyfile(recordings_beside(workbook) / name, recordings_beside(target) / name)
        shutil.copyfile(workbook, target)
    return found


def further(instrument: Instrument, language: str, *, place: Place | None = None) -> str:
    """Return a language into which this questionnaire can be translated.

    Parameters
    ----------
    instrument : Instrument
    language : str
    place : Place, optional
        Where it stands, for the message if it cannot.

    Raises
    ------
    SurveyError
        If it is not in the table, or the questionnaire is written in it.
    """
    if known(language, place=place) in instrument.languages:
        raise refuse("instruments.translations.own_language", place, got=language)
    return language


def _kept(instrument: Instrument, folder: Path) -> Iterator[tuple[Path, str]]:
    for path in sorted((folder / FOLDER).glob("[!~.]*.xlsx")):
        yield path, further(instrument, path.stem, place=Place(file=f"{FOLDER}/{path.name}"))
