"""The commands about the questionnaire."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from instruments import console
from instruments.documents import cli as documents
from instruments.errors import Problem, Severity, SurveyError
from instruments.words import say

if TYPE_CHECKING:
    from instruments.formats.xlsform.dialect import DialectName
    from instruments.instrument import Instrument

_DIALECTS = click.Choice(["odk", "kobo", "surveycto"])


@console.command("instruments.cli.form")
@console.argument("study", type=click.Path(path_type=Path))
@console.option(
    "--for", "dialect", code="instruments.cli.form_for", type=click.Choice(["odk", "kobo", "surveycto"]), default="odk"
)
@console.option("-o", "--output", code="instruments.cli.form_output", type=click.Path(path_type=Path, dir_okay=False))
@console.option("--check", "only_check", code="instruments.cli.form_check", is_flag=True)
@console.language_option
def form(study: Path, dialect: "DialectName", output: Path | None, only_check: bool) -> int:
    """Write the form of a study's questionnaire, or only say what is wrong with it."""
    from instruments.formats import xlsform
    from instruments.source import instrument_of

    instrument = instrument_of(study)
    if only_check:
        return _say_what_is_wrong(instrument, dialect, _short_of_words(study))
    _refuse_what_is_not_fit(instrument)
    for problem in _short_of_words(study):
        console.warn(problem.text())
    path = xlsform.write(instrument, output or Path(f"{instrument.name}.xlsx"), dialect=dialect)
    recordings = sum(len(item.audio) for item in instrument.items)
    if recordings:
        console.out(say("instruments.cli.form_recordings", count=recordings))
    console.out(say("instruments.cli.form_written", path=path, items=len(instrument.asked), version=instrument.version))
    return console.DONE


@console.command("instruments.cli.claims")
@console.argument("study", nargs=-1, type=click.Path(path_type=Path))
@console.option("--json", "path", code="instruments.cli.claims_json")
@console.language_option
def claims(study: tuple[Path, ...], path: str | None) -> int:
    """Show which question bears on which claim, in which questionnaire."""
    from instruments import library
    from instruments.coverage import coverage, gaps
    from instruments.formats.matrix import as_json, as_text
    from instruments.source import instrument_of

    instruments = [instrument_of(one) for one in study] or [library.load(name) for name in library.names()]
    matrix = coverage(instruments)
    found = list(gaps(matrix, instruments=instruments))
    if path == "-":
        console.out(as_json(matrix))
        return console.PROBLEMS if found else console.DONE
    if path is not None:
        Path(path).write_text(as_json(matrix), encoding="utf-8")
    console.out(as_text(matrix))
    for problem in found:
        console.warn(problem.text())
    asked, never = sum(1 for row in matrix if row.items), sum(1 for row in matrix if row.never)
    console.out(say("instruments.cli.claims_done", asked=asked, never=never, gaps=len(found)))
    return console.PROBLEMS if found else console.DONE


def _short_of_words(study: Path) -> tuple[Problem, ...]:
    """Return a warning for each language in which some wordings are not agreed, or are older than their source."""
    from instruments.source import written_at
    from instruments.translations import short_of_words

    instrument, folder = written_at(study)
    return tuple(short_of_words(instrument, folder)) if folder else ()


def _say_what_is_wrong(instrument: "Instrument", dialect: "DialectName", also: tuple[Problem, ...]) -> int:
    from instruments.checks import RULES, check, minutes
    from instruments.formats.xlsform.compiling import compiled

    judged = compiled(instrument, dialect=dialect)
    problems = (*check(instrument), *also, *judged.problems)
    for problem in problems:
        console.out(problem.text())
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    console.out(
        say(
            "instruments.cli.form_checked",
            name=instrument.name,
            errors=errors,
            warnings=len(problems) - errors,
            rules=len(RULES),
            judges=", ".join(judged.judges) or say("instruments.cli.form_no_judges"),
            minutes=minutes(instrument),
            overrides=len(instrument.overrides),
        )
    )
    return console.PROBLEMS if errors else console.DONE


def _refuse_what_is_not_fit(instrument: "Instrument") -> None:
    """Refuse a questionnaire that breaks a rule; say what could be better in one that does not."""
    from instruments.checks import check

    problems = check(instrument)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SurveyError(problems)
    for problem in problems:
        console.warn(problem.text())


COMMANDS = (form, claims, *documents.COMMANDS)
