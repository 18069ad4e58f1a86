"""Techniques as they are written beside an item, and as the instrument holds them."""

from collections.abc import Mapping
from typing import Annotated

from pydantic import Field

from instruments.expression import Expression
from instruments.techniques import Crosswise, Device, Endorsement, ForcedResponse, ListExperiment, Technique
from instruments.written import Name, Section, Words

Share = Annotated[float, Field(ge=0, le=1)]


class ListSection(Section):
    """What is known of the statements of a list experiment."""

    expected: tuple[Share, ...] = ()
    opposed: tuple[int, ...] = Field(default=(), max_length=2)
    twin: Name | None = None
    understood: Name | None = None


class EndorsementSection(Section):
    """Which arm of an endorsement experiment names nobody."""

    control: Name
    understood: Name | None = None


class ForcedResponseSection(Section):
    """The draw of a forced response."""

    device: Name
    outcomes: int = Field(ge=2)
    say_yes: int = Field(ge=0)
    say_no: int = Field(ge=0)
    yes: Name = "yes"
    understood: Name | None = None


class CrosswiseSection(Section):
    """The draw and the two statements of a crosswise question."""

    device: Name
    outcomes: int = Field(ge=2)
    holds: int = Field(ge=1)
    statements: tuple[Words, Words]
    same: Name = "same"
    anchor: Name | None = None
    understood: Name | None = None


class LevelSection(Section):
    """One level of an attribute."""

    code: Name
    label: Words


class AttributeSection(Section):
    """One attribute of the profiles of a conjoint."""

    name: Name
    label: Words
    levels: tuple[LevelSection, ...] = Field(alias="level", min_length=2)


class ConjointSection(Section):
    """The choices of a conjoint, and what its profiles are made of."""

    tasks: int = Field(default=1, ge=1, le=9)
    attributes: tuple[AttributeSection, ...] = Field(alias="attribute", min_length=1)
    understood: Name | None = None


TechniqueSection = ListSection | EndorsementSection | ForcedResponseSection | CrosswiseSection | ConjointSection

KIND_OF: Mapping[type, str] = {
    ListSection: "list_experiment",
    EndorsementSection: "select_one",
    ForcedResponseSection: "select_one",
    CrosswiseSection: "select_one",
    ConjointSection: "conjoint",
}


def technique_of(written: TechniqueSection | None, *, understood: Expression | None) -> Technique | None:
    """Return what hides the answers to an item; the tasks of a conjoint are made with its items."""
    match written:
        case ListSection():
            return ListExperiment(
                expected=written.expected, opposed=written.opposed, twin=written.twin, understood=understood
            )
        case EndorsementSection():
            return Endorsement(control=written.control, understood=understood)
        case ForcedResponseSection():
            return ForcedResponse(
                device=Device(name=written.device, outcomes=written.outcomes),
                say_yes=written.say_yes,
                say_no=written.say_no,
                yes=written.yes,
                understood=understood,
            )
        case CrosswiseSection():
            return Crosswise(
                device=Device(name=written.device, outcomes=written.outcomes),
                holds=written.holds,
                statements=written.statements,
                same=written.same,
                anchor=written.anchor,
                understood=understood,
            )
        case _:
            return None
