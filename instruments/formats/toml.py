"""Read a questionnaire from TOML, the format in which people write it, and write it."""

from collections.abc import Iterable, Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.expression import Expression, parse
from instruments.formats.building import built
from instruments.formats.choices import read_choices
from instruments.formats.document import document_of
from instruments.formats.references import wrong_references
from instruments.formats.sections import InstrumentSection
from instruments.formats.shared import with_shared
from instruments.formats.techniques import KIND_OF
from instruments.formats.toml_text import Comments, as_toml
from instruments.instrument import Instrument
from instruments.scale import Choice
from instruments.written import parsed, validated


def read(path: str | Path) -> Instrument:
    """Return the questionnaire of a TOML file.

    Raises
    ------
    SurveyError
        With every fault: the file, the key or the item, what was got and what was expected.
    """
    file = Path(path)
    if not file.is_file():
        raise refuse("instruments.toml.no_file", Place(file=str(file)))
    return read_bytes(file.read_bytes(), file=file.name, folder=file.parent)


def read_bytes(content: bytes, *, file: str, folder: Traversable | None = None) -> Instrument:
    """Return the questionnaire of the content of a TOML file.

    Parameters
    ----------
    content : bytes
    file : str
        What it is called in messages.
    folder : path, optional
        Where the lists that it names stand.
    """
    return read_document(with_shared(parsed(content, file=file), file=file), file=file, folder=folder)


def read_document(document: Mapping[str, Any], *, file: str, folder: Traversable | None = None) -> Instrument:
    """Return the questionnaire of tables, with what it shares already in them.

    Parameters
    ----------
    document : mapping
    file : str
        What it is called in messages.
    folder : path, optional
        Where the lists that it names stand.
    """
    written = validated(InstrumentSection, document, file=file)
    conditions, lists = dict(_conditions(written, file)), dict(_lists(written, folder, file))
    instrument = built(
        written,
        conditions={key: found for key, found in conditions.items() if not isinstance(found, SurveyError)},
        listed_apart={name: found for name, found in lists.items() if not isinstance(found, SurveyError)},
    )
    problems = [
        *_faults(conditions.values()),
        *_faults(lists.values()),
        *_unworded(written, file),
        *_other_kinds(written, file),
    ]
    problems += wrong_references(instrument, file=file)
    if problems:
        raise SurveyError(problems)
    return instrument


def text(instrument: Instrument, *, comments: Comments | None = None) -> str:
    """Return a questionnaire as TOML, whole: what it shares and what it lists apart stand in it.

    Parameters
    ----------
    instrument : Instrument
    comments : mapping of (kind, name) to lines, optional
        What is said above a table.
    """
    return as_toml(document_of(instrument), comments=comments)


def _faults(found: Iterable[object]) -> list[Problem]:
    return [problem for one in found if isinstance(one, SurveyError) for problem in one.problems]


def _conditions(written: InstrumentSection, file: str) -> Iterator[tuple[tuple[str, str], Expression | SurveyError]]:
    for item in written.items:
        understood = item.technique.understood if item.technique else None
        for key, text in (("relevant", item.relevant), ("understood", understood)):
            if text is not None:
                try:
                    yield (item.name, key), parse(text, place=Place(file=file, item=item.name))
                except SurveyError as error:
                    yield (item.name, key), error


def _lists(
    written: InstrumentSection, folder: Traversable | None, file: str
) -> Iterator[tuple[str, tuple[Choice, ...] | SurveyError]]:
    for scale in written.scales:
        if scale.file is not None:
            try:
                yield scale.name, read_choices(scale.file, folder=folder, languages=written.languages, file=file)
            except SurveyError as error:
                yield scale.name, error


def _unworded(written: InstrumentSection, file: str) -> Iterator[Problem]:
    """Yield a problem for each kind of non-answer that a scale admits and nothing words."""
    worded = {non_answer.kind for non_answer in written.non_answers}
    for scale in written.scales:
        for kind in scale.non_answers:
            if kind not in worded:
                place = Place(file=file, key=f"scale {scale.name}")
                yield Problem(code="instruments.toml.unworded", place=place, values={"got": kind})


def _other_kinds(written: InstrumentSection, file: str) -> Iterator[Problem]:
    """Yield a problem for each item whose technique does not go with its kind."""
    for item in written.items:
        kind = KIND_OF.get(type(item.technique), item.kind)
        if kind != item.kind or (item.kind == "conjoint" and item.conjoint is None):
            place = Place(file=file, item=item.name)
            yield Problem(code="instruments.toml.other_kind", place=place, values={"got": item.kind, "expected": kind})
