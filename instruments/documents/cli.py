"""The commands that write about a questionnaire for people."""

from pathlib import Path
from typing import TYPE_CHECKING

import click

from instruments import console
from instruments.errors import Problem, Severity, refuse
from instruments.output_file import Existing, refuse_existing
from instruments.words import listed, say

if TYPE_CHECKING:
    from instruments.instrument import Instrument

_PATH = click.Path(path_type=Path)
_FILE = click.Path(path_type=Path, dir_okay=False)
_EXISTING = console.ExistingFile()


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
@console.force_option
@console.language_option
def codebook(study: Path, output: Path | None, ddi: Path | None, existing: Existing) -> int:
    """Write the codebook of a questionnaire."""
    from instruments.codebook import ddi as xml
    from instruments.codebook import workbook
    from instruments.source import instrument_of

    instrument = instrument_of(study)
    if output is None and ddi is None:
        output = Path(f"{instrument.name}-codebook.xlsx")
    writing = [(path, write) for path, write in ((ddi, xml.write), (output, workbook.write)) if path is not None]
    for path, _ in writing:
        refuse_existing(path, existing=existing)
    for path, write in writing:
        write(instrument, path)
        console.out(say("instruments.documents.codebook_written", path=path, items=len(instrument.items)))
    return console.DONE


@console.command("instruments.documents.paper")
@console.argument("study", type=_PATH)
@console.option("-o", "--output", code="instruments.documents.paper_output", type=_FILE)
@console.option("--to", code="instruments.documents.paper_to")
@console.force_option
@console.language_option
def paper(study: Path, output: Path | None, to: str | None, existing: Existing) -> int:
    """Write the paper form of a questionnaire, and its cards."""
    from instruments.paper import write
    from instruments.source import instrument_of

    instrument = instrument_of(study)
    if to is not None and to not in instrument.languages:
        raise refuse("instruments.translations.not_kept", got=to, expected=listed(instrument.languages))
    path = output or Path(f"{instrument.name}-paper.html")
    refuse_existing(path, existing=existing)
    write(instrument, path, language=to)
    console.out(say("instruments.documents.paper_written", path=path, items=len(instrument.asked)))
    return console.DONE


@console.command("instruments.documents.translations")
@console.argument("study", type=_PATH)
@console.option("--to", code="instruments.documents.translations_to", required=True)
@console.option("-o", "--output", code="instruments.documents.translations_output", type=_FILE)
@console.option("--check", "back", code="instruments.documents.translations_check", type=_EXISTING)
@console.option("--take", "taken", code="instruments.documents.translations_take", type=_EXISTING)
@console.force_option
@console.language_option
def translations(
    study: Path, to: str, output: Path | None, back: Path | None, taken: Path | None, existing: Existing
) -> int:
    """Write the workbook that translators fill in, check one that came back, or keep it with the study."""
    from instruments.source import written_at
    from instruments.translations import kept, sources, workbook
    from instruments.translations.languages import languages

    instrument, folder = written_at(study)
    language = kept.further(instrument, to)
    if back and taken:
        raise refuse("instruments.translations.one_at_a_time")
    if back:
        return _say_what_is_wrong(back, kept.problems(instrument, workbook=back, to=language))
    if taken:
        return _keep(instrument, taken, language, folder)
    path = output or Path(f"{instrument.name}-{language}.xlsx")
    refuse_existing(path, existing=existing)
    workbook.write(instrument, path, to=language, kept=kept.kept_rows(folder, language) if folder else ())
    values = {"path": path, "count": len(sources(instrument)), "language": languages()[language]}
    console.out(say("instruments.documents.translations_written", **values))
    return console.DONE


def _say_what_is_wrong(back: Path, problems: tuple[Problem, ...]) -> int:
    for problem in problems:
        console.out(problem.text())
    errors = sum(problem.severity is Severity.ERROR for problem in problems)
    warnings = len(problems) - errors
    console.out(say("instruments.documents.translations_checked", path=back, errors=errors, warnings=warnings))
    return console.PROBLEMS if errors else console.DONE


def _keep(instrument: "Instrument", taken: Path, language: str, folder: Path | None) -> int:
    from instruments.translations import kept

    if folder is None:
        raise refuse("instruments.translations.no_folder")
    warnings = kept.take(instrument, workbook=taken, to=language, folder=folder)
    covered = next(one for one in kept.coverages(instrument, folder) if one.language == language)
    values = {"agreed": covered.agreed, "all": covered.wordings, "warnings": len(warnings)}
    console.out(say("instruments.documents.translations_taken", path=kept.workbook_of(folder, language), **values))
    return console.DONE


COMMANDS = (diff, codebook, paper, translations)
