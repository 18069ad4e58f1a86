"""The root of the command line, and its commands that write reports: report, run, demo."""

import os
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

import analysis.cli
import instruments.cli
import survey.cli
from instruments.console import (
    DONE,
    PROBLEMS,
    ExistingFile,
    Group,
    argument,
    command,
    language_option,
    option,
    out,
    progress,
)
from instruments.console import run as run_group
from instruments.language import LANGUAGES, Language
from instruments.typed import typed
from instruments.words import say
from reports.profile import PROFILES, Profile

if TYPE_CHECKING:
    from analysis.results import Results
    from reports.against import Held

BOTH = "both"

language_of_report = option(
    "--lang", "lang", code="reports.cli.lang", type=click.Choice([*LANGUAGES, BOTH]), default=BOTH, show_default=True
)
folder_of_report = option("-o", "--output", code="reports.cli.output", type=click.Path(file_okay=False, path_type=Path))


@command("reports.cli.report")
@argument("study")
@language_of_report
@folder_of_report
@option(
    "--profile",
    "profile",
    code="reports.cli.profile",
    type=click.Choice(PROFILES),
    default="funder",
    show_default=True,
)
@option("--release", "release", code="reports.cli.release", is_flag=True)
@language_option
def report(study: str, lang: str, output: Path | None, profile: Profile, release: bool) -> int:
    """Write the workbooks and pages of a study."""
    from reports.release import refuse_what_is_not_stated
    from survey.study import read

    if release:
        refuse_what_is_not_stated(read(study))
    _say_written(_write(_analysed(study), lang=lang, folder=output, profile=profile))
    return DONE


@command("reports.cli.audit")
@argument("file", type=ExistingFile())
@option("--against", "study", code="reports.cli.audit_against", metavar="STUDY")
@language_option
def audit(file: Path, study: str | None) -> int:
    """Look through a finished workbook."""
    from instruments.errors import SurveyError
    from reports.excel.audit import audit as look_through

    problems = look_through(file)
    held = None if study is None else _held_against(file, study)
    if held:
        found = "same" if held.same_bytes else "differ" if held.differing else "cells"
        out(say(f"reports.cli.audited_{found}", file=file, n=held.differing))
    if problems or (held and held.problems):
        raise SurveyError((*(held.problems if held else ()), *problems))
    out(say("reports.cli.audited", file=file))
    return DONE


def _held_against(file: Path, study: str) -> "Held":
    from reports.against import held_against

    return held_against(file, results=_analysed(study))


@command("reports.cli.run")
@argument("study")
@argument("file", nargs=-1)
@language_of_report
@folder_of_report
@language_option
def run(study: str, file: Sequence[str], lang: str, output: Path | None) -> int:
    """Do everything from files of answers to workbooks."""
    problems = _everything(study, file, lang=lang, folder=output)
    if problems:
        out(say("reports.cli.run_problems", count=problems))
    return PROBLEMS if problems else DONE


@command("reports.cli.demo")
@argument("folder", default="demo")
@option(
    "--lang", "lang", code="reports.cli.lang", type=click.Choice([*LANGUAGES, BOTH]), default=BOTH, show_default=True
)
@language_option
def demo(folder: str, lang: str) -> int:
    """Make the synthetic study in a folder and run it."""
    from survey.simulate.demo import demo as make

    export = make(folder)
    out(say("reports.cli.demo_made", folder=folder))
    _everything(folder, [str(export)], lang=lang, folder=None)  # some of its answers are wrong on purpose
    return DONE


def _everything(study: str, files: Sequence[str], *, lang: str, folder: Path | None) -> int:
    """Do all of it, and return how much there was to look at when the files were loaded."""
    from analysis.cli import verdict_table
    from survey.ingest import load
    from survey.study import read

    loaded = load(read(study), files) if files else ()
    for reconciliation in loaded:
        out(reconciliation.text())
    results = _analysed(study)
    out()
    out(verdict_table(results) if results.plan else say("analysis.plan.no_plan"))
    out()
    _say_written(_write(results, lang=lang, folder=folder))
    out(say("reports.cli.next", study=typed(study)))
    return sum(len(reconciliation.problems) for reconciliation in loaded)


def _analysed(study: str) -> "Results":
    from analysis.results import analyse
    from survey.study import read

    return analyse(read(study))


def _write(results: "Results", *, lang: str, folder: Path | None, profile: Profile = "funder") -> tuple[Path, ...]:
    from reports.report import book, write_page, write_workbook

    folder = folder or results.study.folder / "report"
    folder.mkdir(parents=True, exist_ok=True)
    languages: tuple[Language, ...] = LANGUAGES if lang == BOTH else (_language(lang),)
    paths = []
    with progress(say("reports.cli.writing"), len(languages)) as advance:
        for language in languages:
            name = f"report-{language}" if profile == "funder" else f"report-{profile}-{language}"
            paths.append(folder / f"{name}.xlsx")
            made = book(results, language=language, profile=profile)
            write_workbook(made, paths[-1])
            if profile == "funder":
                paths.append(folder / f"{name}.html")
                write_page(made, paths[-1])
            advance(1)
    return tuple(paths)


def _language(name: str) -> Language:
    return next(language for language in LANGUAGES if language == name)


def _say_written(paths: Sequence[Path]) -> None:
    for path in paths:
        out(say("reports.cli.written", path=path))


def _print_version(ctx: click.Context, param: click.Parameter, value: bool) -> None:  # noqa: ARG001 - click's shape
    if value:
        from importlib.metadata import version

        out(f"survey {version('perception-survey')}")
        ctx.exit()


COMMANDS = (
    *instruments.cli.COMMANDS,
    *survey.cli.COMMANDS,
    *analysis.cli.COMMANDS,
    report,
    audit,
    run,
    demo,
)


@click.group(cls=Group, help="reports.cli.survey")
@option(
    "--version", code="reports.cli.version", is_flag=True, is_eager=True, expose_value=False, callback=_print_version
)
@language_option
def survey_command() -> None:
    """Hold all commands together."""


for each in COMMANDS:
    survey_command.add_command(each)


def main() -> int:
    """Run the command line and return its exit code."""
    os.environ.setdefault(
        "OPENBLAS_NUM_THREADS", "1"
    )  # matrices are small here: threads would only wait for each other
    return run_group(survey_command)
