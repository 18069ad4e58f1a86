"""The commands about the questionnaire."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from instruments import console
from instruments.errors import Severity, SurveyError

if TYPE_CHECKING:
    from instruments.instrument import Instrument


@console.command("instruments.cli.form")
@console.argument("study", type=click.Path(path_type=Path))
@console.option("-o", "--output", code="instruments.cli.form_output", type=click.Path(path_type=Path, dir_okay=False))
def form(study: Path, output: Path | None) -> None:
    """Write the form of a study's questionnaire."""
    from instruments.formats import xlsform
    from instruments.source import instrument_of
    from instruments.words import say

    instrument = instrument_of(study)
    _refuse_what_is_not_fit(instrument)
    path = xlsform.write(instrument, output or Path(f"{instrument.name}.xlsx"))
    console.out(say("instruments.cli.form_written", path=path, items=len(instrument.asked), version=instrument.version))


def _refuse_what_is_not_fit(instrument: "Instrument") -> None:
    """Refuse a questionnaire that breaks a rule; say what could be better in one that does not."""
    from instruments.checks import check

    problems = check(instrument)
    if any(problem.severity is Severity.ERROR for problem in problems):
        raise SurveyError(problems)
    for problem in problems:
        console.warn(problem.text())


COMMANDS = (form,)
