"""The commands about the questionnaire."""

from pathlib import Path

import click

from instruments import console


@console.command("instruments.cli.form")
@console.argument("study", type=click.Path(path_type=Path))
@console.option("-o", "--output", code="instruments.cli.form_output", type=click.Path(path_type=Path, dir_okay=False))
def form(study: Path, output: Path | None) -> None:
    """Write the form of a study's questionnaire."""
    from instruments.formats import xlsform
    from instruments.source import instrument_of
    from instruments.words import say

    instrument = instrument_of(study)
    path = xlsform.write(instrument, output or Path(f"{instrument.name}.xlsx"))
    console.out(say("instruments.cli.form_written", path=path, items=len(instrument.asked), version=instrument.version))


COMMANDS = (form,)
