"""The commands that write about a questionnaire for people: what changed."""

from pathlib import Path

import click

from instruments import console
from instruments.words import say

_PATH = click.Path(path_type=Path)


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


COMMANDS = (diff,)
