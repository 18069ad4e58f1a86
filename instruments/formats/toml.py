"""Read a questionnaire from TOML, the format in which people write it."""

from collections.abc import Iterator
from pathlib import Path
from typing import Literal

from pydantic import Field

from instruments.construct import Construct
from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.expression import Expression, parse
from instruments.formats.references import wrong_references
from instruments.instrument import Instrument
from instruments.item import Arm, Item, Kind, Role, Sensitivity
from instruments.scale import Choice, NonAnswer, Scale
from instruments.text import Text
from instruments.written import Name, Section, Words, parsed, validated


class ArmSection(Section):
    """One arm of a randomised item."""

    code: Name
    label: Words
    statements: tuple[Words, ...] = ()


class ItemSection(Section):
    """One row of the questionnaire."""

    name: Name
    kind: Kind
    label: Words = Text()
    hint: Words = Text()
    scale: Name | None = None
    relevant: Name | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    unit: Words = Text()
    sensitivity: Sensitivity = "none"
    measures: Name | None = Field(default=None, alias="construct")
    battery: Name | None = None
    role: Role | None = None
    assigned_by: Name | None = None
    arms: tuple[ArmSection, ...] = Field(default=(), alias="arm")


NonAnswerKind = Literal["dont_know", "refused", "not_applicable", "missing"]


class NonAnswerSection(Section):
    """An answer that is no answer, worded once for every scale that admits it."""

    kind: NonAnswerKind
    code: Name
    label: Words


class ChoiceSection(Section):
    """One answer that is offered."""

    code: Name
    label: Words
    value: float | None = None
    non_answer: NonAnswerKind | None = None
    exclusive: bool = False


class ScaleSection(Section):
    """The answers to one or more questions."""

    name: Name
    ordered: bool = False
    label: Words = Text()
    choices: tuple[ChoiceSection, ...] = Field(default=(), alias="choice")
    non_answers: tuple[NonAnswerKind, ...] = ()


class ConstructSection(Section):
    """What one or more questions measure."""

    name: Name
    label: Words
    attitude: bool = False


class InstrumentSection(Section):
    """A questionnaire as it is written."""

    name: Name
    version: Name
    title: Words
    languages: tuple[Name, ...] = Field(min_length=1)
    non_answers: tuple[NonAnswerSection, ...] = Field(default=(), alias="non_answer")
    scales: tuple[ScaleSection, ...] = Field(default=(), alias="scale")
    constructs: tuple[ConstructSection, ...] = Field(default=(), alias="construct")
    items: tuple[ItemSection, ...] = Field(alias="item", min_length=1)


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
    return read_bytes(file.read_bytes(), file=file.name)


def read_bytes(content: bytes, *, file: str) -> Instrument:
    """Return the questionnaire of the content of a TOML file, whose name is told for messages."""
    written = validated(InstrumentSection, parsed(content, file=file), file=file)
    conditions = dict(_conditions(written, file))
    problems = [fault for found in conditions.values() if isinstance(found, SurveyError) for fault in found.problems]
    read_conditions = {name: found for name, found in conditions.items() if not isinstance(found, SurveyError)}
    instrument = _instrument(written, read_conditions)
    problems += [*_unworded(written, file), *wrong_references(instrument, file=file)]
    if problems:
        raise SurveyError(problems)
    return instrument


def _conditions(written: InstrumentSection, file: str) -> Iterator[tuple[str, Expression | SurveyError]]:
    for item in written.items:
        if item.relevant is not None:
            try:
                yield item.name, parse(item.relevant, place=Place(file=file, item=item.name))
            except SurveyError as error:
                yield item.name, error


def _unworded(written: InstrumentSection, file: str) -> Iterator[Problem]:
    """Yield a problem for each kind of non-answer that a scale admits and nothing words."""
    worded = {non_answer.kind for non_answer in written.non_answers}
    for scale in written.scales:
        for kind in scale.non_answers:
            if kind not in worded:
                place = Place(file=file, key=f"scale {scale.name}")
                yield Problem(code="instruments.toml.unworded", place=place, values={"got": kind})


def _instrument(written: InstrumentSection, conditions: dict[str, Expression]) -> Instrument:
    return Instrument(
        name=written.name,
        version=written.version,
        title=written.title,
        languages=written.languages,
        scales=tuple(_scale(scale, written.non_answers) for scale in written.scales),
        constructs=tuple(Construct(**dict(construct)) for construct in written.constructs),
        items=tuple(_item(item, conditions.get(item.name)) for item in written.items),
    )


def _scale(written: ScaleSection, non_answers: tuple[NonAnswerSection, ...]) -> Scale:
    admitted = [_non_answer(kept) for kind in written.non_answers for kept in non_answers if kept.kind == kind]
    return Scale(
        name=written.name,
        label=written.label,
        ordered=written.ordered,
        choices=(*map(_choice, written.choices), *admitted),
    )


def _non_answer(written: NonAnswerSection) -> Choice:
    return Choice(code=written.code, label=written.label, non_answer=NonAnswer(written.kind))


def _choice(written: ChoiceSection) -> Choice:
    kind = NonAnswer(written.non_answer) if written.non_answer else None
    return Choice(**dict(written) | {"non_answer": kind})


def _item(written: ItemSection, relevant: Expression | None) -> Item:
    fields = dict(written)
    arms = tuple(Arm(**dict(arm)) for arm in fields.pop("arms"))
    return Item(**fields | {"construct": fields.pop("measures"), "relevant": relevant, "arms": arms})
