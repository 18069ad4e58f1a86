"""The commands about the questionnaire."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from instruments import console
from instruments.documents import cli as documents
from instruments.errors import Problem, Severity, SurveyError
from instruments.output_file import Existing, refuse_existing
from instruments.typed import typed
from instruments.words import listed, say

if TYPE_CHECKING:
    from instruments.formats.xlsform.dialect import DialectName
    from instruments.instrument import Instrument

_DIALECTS = click.Choice(["odk", "kobo", "surveycto"])
_EXISTING = console.ExistingFile()
_TOML = ".toml"


@console.command("instruments.cli.form")
@console.argument("study", type=click.Path(path_type=Path))
@console.option(
    "--for", "dialect", code="instruments.cli.form_for", type=click.Choice(["odk", "kobo", "surveycto"]), default="odk"
)
@console.option("-o", "--output", code="instruments.cli.form_output", type=click.Path(path_type=Path, dir_okay=False))
@console.option("--into", code="instruments.cli.form_into", type=_EXISTING)
@console.option("--check", "only_check", code="instruments.cli.form_check", is_flag=True)
@console.force_option
@console.language_option
def form(
    study: Path, dialect: "DialectName", output: Path | None, into: Path | None, only_check: bool, existing: Existing
) -> int:
    """Write the form of a study's questionnaire, read a form into one, or only say what is wrong with it."""
    from instruments.formats import xlsform
    from instruments.source import instrument_of, is_form

    if is_form(study) and not only_check and (output is None or output.suffix == _TOML):
        return _read_form(study, output, existing=existing)
    instrument = instrument_of(study)
    if only_check:
        code = _say_what_is_wrong(instrument, dialect, _short_of_words(study))
        if study.is_dir():
            console.out(say("instruments.cli.form_of_study", study=typed(study)))
        return code
    if output is not None and output.suffix == _TOML:
        return _write_toml(instrument, output, existing=existing)
    _refuse_what_is_not_fit(instrument)
    if into is not None:
        return _bring_into(instrument, into, output, existing=existing)
    for problem in _short_of_words(study):
        console.warn(problem.text())
    path = output or Path(f"{instrument.name}.xlsx")
    refuse_existing(path, existing=existing)
    xlsform.write(instrument, path, dialect=dialect)
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
    if study and not found and not any(row.items for row in matrix):
        console.out(say("instruments.cli.claims_none", name=listed([one.name for one in instruments])))
        return console.DONE
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


def _read_form(path: Path, output: Path | None, *, existing: Existing) -> int:
    """Write the questionnaire of a form as TOML; say all that was not understood, then what else people should know."""
    from instruments.checks.harm import identifier
    from instruments.formats import toml, xlsform

    read = xlsform.read(path)
    for problem in (*read.in_order, *(identifier(read.instrument) if read.instrument else ())):
        console.out(problem.text())
    counts = {one: sum(problem.severity is one for problem in read.problems) for one in Severity}
    if read.instrument is not None:
        output = output or Path(f"{read.instrument.name}{_TOML}")
        refuse_existing(output, existing=existing)
        output.write_text(toml.text(read.instrument, comments=read.comments()), encoding="utf-8")
    said = "instruments.cli.form_read" if read.instrument else "instruments.cli.form_not_read"
    items = len(read.instrument.asked) if read.instrument else 0
    values = {"errors": counts[Severity.ERROR], "kept": counts[Severity.WARNING], "notes": counts[Severity.NOTE]}
    console.out(say(said, path=typed(output or path), items=items, **values))
    return console.DONE if read.instrument and read.is_understood else console.PROBLEMS


def _write_toml(instrument: "Instrument", output: Path, *, existing: Existing) -> int:
    from instruments.formats import toml

    refuse_existing(output, existing=existing)
    output.write_text(toml.text(instrument), encoding="utf-8")
    console.out(say("instruments.cli.form_as_toml", path=typed(output), items=len(instrument.asked)))
    return console.DONE


def _bring_into(instrument: "Instrument", into: Path, output: Path | None, *, existing: Existing) -> int:
    """Bring what changed in a questionnaire into a copy of its form, unless that records who gave which opinion."""
    from instruments.formats import xlsform

    read = xlsform.read(into)
    if read.instrument is None:
        raise SurveyError(problem for problem in read.problems if problem.severity is Severity.ERROR)
    if instrument.attitudes and read.identifying:
        raise SurveyError(read.identifying)
    for problem in read.identifying:
        console.warn(problem.text())
    result = xlsform.rewritten(read, new=instrument)
    path = output or into.with_name(f"{into.stem}-{instrument.version}.xlsx")
    refuse_existing(path, existing=existing)
    xlsform.save(result.form, path)
    for problem in result.problems:
        console.out(problem.text())
    console.out(say("instruments.cli.form_brought", path=path, into=into.name, lost=len(result.problems)))
    return console.PROBLEMS if result.problems else console.DONE


def _refuse_what_is_not_fit(instrument: "Instrument") -> None:
    """Refuse a questionnaire that breaks a rule; say what could be better in one that does not."""
    from instruments.checks import check

    problems = check(instrument)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SurveyError(problems)
    for problem in problems:
        console.warn(problem.text())


COMMANDS = (form, claims, *documents.COMMANDS)
