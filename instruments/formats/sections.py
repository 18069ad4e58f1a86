"""The sections of a questionnaire as it is written in TOML."""

from datetime import date
from typing import Literal

from pydantic import Field

from instruments.formats.techniques import (
    ConjointSection,
    CrosswiseSection,
    EndorsementSection,
    ForcedResponseSection,
    ListSection,
    TechniqueSection,
)
from instruments.item import Kind, Role, Sensitivity
from instruments.text import Text
from instruments.written import Name, Section, Words

NonAnswerKind = Literal["dont_know", "refused", "not_applicable", "missing"]


class ArmSection(Section):
    """One arm of a randomised item."""

    code: Name
    label: Words
    statements: tuple[Words, ...] = ()


class ItemSection(Section):
    """One row of the questionnaire, or, for a conjoint, the rows that draw its profiles and ask for choices."""

    name: Name
    kind: Kind | Literal["conjoint"]
    label: Words = Text()
    hint: Words = Text()
    scale: Name | None = None
    relevant: Name | None = None
    required: bool = False
    minimum: float | None = None
    maximum: float | None = None
    earliest: date | None = None
    latest: date | None = None
    unit: Words = Text()
    audio: Words = Text()
    sensitivity: Sensitivity = "none"
    measures: Name | None = Field(default=None, alias="construct")
    battery: Name | None = None
    repeat: Name | None = None
    role: Role | None = None
    assigned_by: Name | None = None
    claims: tuple[Name, ...] = ()
    arms: tuple[ArmSection, ...] = Field(default=(), alias="arm")
    list_experiment: ListSection | None = None
    endorsement: EndorsementSection | None = None
    forced_response: ForcedResponseSection | None = None
    crosswise: CrosswiseSection | None = None
    conjoint: ConjointSection | None = None

    @property
    def technique(self) -> TechniqueSection | None:
        """What hides a single answer, if anything does."""
        ways = (self.list_experiment, self.endorsement, self.forced_response, self.crosswise, self.conjoint)
        return next((way for way in ways if way is not None), None)


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
    last: bool = False
    within: Name | None = None


class ScaleSection(Section):
    """The answers to one or more questions, written here or in a file of places."""

    name: Name
    ordered: bool = False
    shuffled: bool = False
    label: Words = Text()
    choices: tuple[ChoiceSection, ...] = Field(default=(), alias="choice")
    file: Name | None = None
    filtered_by: Name | None = None
    non_answers: tuple[NonAnswerKind, ...] = ()


class ConstructSection(Section):
    """What one or more questions measure."""

    name: Name
    label: Words
    attitude: bool = False


class BatterySection(Section):
    """Questions that share one scale."""

    name: Name
    label: Words


class RepeatSection(Section):
    """Questions that are filled in again and again."""

    name: Name
    label: Words
    how_many: Words
    most: int = Field(ge=1)


class OverrideSection(Section):
    """A rule that is set aside for one item."""

    rule: Name
    item: Name
    reason: Words


class InstrumentSection(Section):
    """A questionnaire as it is written."""

    name: Name
    version: Name
    title: Words
    languages: tuple[Name, ...] = Field(min_length=1)
    translated: tuple[Name, ...] = ()
    shares: tuple[Name, ...] = ()  # taken out when what is shared has been put in; what is left of it is wrong
    non_answers: tuple[NonAnswerSection, ...] = Field(default=(), alias="non_answer")
    scales: tuple[ScaleSection, ...] = Field(default=(), alias="scale")
    constructs: tuple[ConstructSection, ...] = Field(default=(), alias="construct")
    batteries: tuple[BatterySection, ...] = Field(default=(), alias="battery")
    repeats: tuple[RepeatSection, ...] = Field(default=(), alias="repeat")
    items: tuple[ItemSection, ...] = Field(alias="item", min_length=1)
    overrides: tuple[OverrideSection, ...] = Field(default=(), alias="override")
