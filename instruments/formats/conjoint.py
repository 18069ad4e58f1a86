"""The rows behind a conjoint: what draws each attribute of each profile, and the choices between two profiles."""

from collections.abc import Iterator
from dataclasses import dataclass

from instruments.expression import Expression
from instruments.formats.techniques import AttributeSection, ConjointSection
from instruments.item import Arm, Item
from instruments.techniques import Attribute, Conjoint
from instruments.text import Text

PROFILES = ("a", "b")
_BEFORE_COLON = {"fr": "\u00a0"}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Task:
    """One choice of the respondent: the question before its profiles are put in."""

    asked: Item
    number: int
    written: ConjointSection
    understood: Expression | None

    def drawn(self, attribute: AttributeSection, profile: str) -> str:
        return f"{self.asked.name}_{self.number}{profile}_{attribute.name}"


def conjoint_items(asked: Item, *, written: ConjointSection, understood: Expression | None) -> Iterator[Item]:
    """Yield the items of each task: two draws an attribute, then the choice.

    Parameters
    ----------
    asked : Item
        The choice as it is written.
    written : ConjointSection
    understood : Expression, optional
        Holds for those who showed beforehand that they had understood.
    """
    for number in range(1, written.tasks + 1):
        task = _Task(asked=asked, number=number, written=written, understood=understood)
        yield from _draws(task)
        yield _choice(task)


def _draws(task: _Task) -> Iterator[Item]:
    for profile in PROFILES:
        for attribute in task.written.attributes:
            yield Item(
                name=task.drawn(attribute, profile),
                kind="calculate",
                label=attribute.label,
                role="arm",
                relevant=task.asked.relevant,
                arms=tuple(Arm(code=level.code, label=level.label) for level in attribute.levels),
            )


def _choice(task: _Task) -> Item:
    asked, attributes = task.asked, task.written.attributes
    drawn = tuple(
        Attribute(name=one.name, label=one.label, drawn=(task.drawn(one, "a"), task.drawn(one, "b")))
        for one in attributes
    )
    return Item(
        name=f"{asked.name}_{task.number}",
        kind="select_one",
        label=Text.of({language: _words(task, language) for language in asked.label}),
        hint=asked.hint,
        scale=asked.scale,
        relevant=asked.relevant,
        required=asked.required,
        sensitivity=asked.sensitivity,
        construct=asked.construct,
        technique=Conjoint(task=task.number, attributes=drawn, understood=task.understood),
        claims=asked.claims,
    )


def _words(task: _Task, language: str) -> str:
    colon = f"{_BEFORE_COLON.get(language, '')}: "
    lines = [
        f"{profile.upper()}{colon}" + ", ".join(f"${{{task.drawn(one, profile)}}}" for one in task.written.attributes)
        for profile in PROFILES
    ]
    return "\n".join([task.asked.label[language], *lines])
