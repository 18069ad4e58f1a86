"""The commands that write about a questionnaire for people."""

from pathlib import Path

import click

from instruments import console
from instruments.words import say

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False)


@console.command("instruments.documents.diff")
@console.argument("old", type=_PATH)
@console.argument("new", type=_PATH)
@console.language_option
def diff(old: Path, new: Path) -> int:
    """Say what changed between two versions, and what it does to comparisons."""
    from instruments.source import instrument_of
    from instruments.versions import Comparability, difference

    changes = difference(instrument_of(old), new=instrument_of(new))
    for change in changes:
        console.out(change.text())
    counts = {one.value: sum(change.comparability is one for change in changes) for one in Comparability}
    console.out(say("instruments.documents.diff_done", changes=len(changes), **counts))
    return console.DONE


@console.command("instruments.documents.codebook")
@console.argument("study", type=_PATH)
@console.option("-o", "--output", code="instruments.documents.codebook_output", type=_FILE)
@console.option("--ddi", code="instruments.documents.codebook_ddi", type=_FILE)
@console.language_option
def codebook(study: Path, output: Path | None, ddi: Path | None) -> int:
    """Write the codebook of a questionnaire."""
    from instruments.codebook import ddi as xml
    from instruments.codebook import workbook
    from instruments.source import instrument_of

    instrument = instrument_of(study)
    written = [xml.write(instrument, ddi)] if ddi else []
    if output or not ddi:
        written.append(workbook.write(instrument, output or Path(f"{instrument.name}-codebook.xlsx")))
    for path in written:
        console.out(say("instruments.documents.codebook_written", path=path, items=len(instrument.items)))
    return console.DONE


@console.command("instruments.documents.paper")
@console.argument("study", type=_PATH)
@console.option("-o", "--output", code="instruments.documents.paper_output", type=_FILE)
@console.language_option
def paper(study: Path, output: Path | None) -> int:
    """Write the paper form of a questionnaire, and its cards."""
    from instruments.paper import write
    from instruments.source import instrument_of

    instrument = instrument_of(study)
    path = write(instrument, output or Path(f"{instrument.name}-paper.html"))
    console.out(say("instruments.documents.paper_written", path=path, items=len(instrument.asked)))
    return console.DONE


COMMANDS = (diff, codebook, paper)
