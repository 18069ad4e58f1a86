"""From a questionnaire as it is written to the nouns of the toolkit."""

from collections.abc import Iterator, Mapping

from instruments.block import Battery, Repeat
from instruments.construct import Construct
from instruments.expression import Expression
from instruments.formats.conjoint import conjoint_items
from instruments.formats.sections import (
    ChoiceSection,
    InstrumentSection,
    ItemSection,
    NonAnswerSection,
    ScaleSection,
)
from instruments.formats.techniques import technique_of
from instruments.instrument import Instrument
from instruments.item import Arm, Item
from instruments.override import Override
from instruments.scale import Choice, NonAnswer, Scale

Conditions = Mapping[tuple[str, str], Expression]
"""The conditions that could be read: by the name of the item and what they are for."""

_TECHNIQUES = ("list_experiment", "endorsement", "forced_response", "crosswise", "conjoint")


def built(
    written: InstrumentSection, *, conditions: Conditions, listed_apart: Mapping[str, tuple[Choice, ...]]
) -> Instrument:
    """Return the instrument of a written questionnaire.

    Parameters
    ----------
    written : InstrumentSection
    conditions : mapping
    listed_apart : mapping of scale to choices
        The lists that stand in files of their own.
    """
    return Instrument(
        name=written.name,
        version=written.version,
        title=written.title,
        languages=written.languages,
        translated=written.translated,
        scales=tuple(_scale(scale, written.non_answers, listed_apart) for scale in written.scales),
        constructs=tuple(Construct(**dict(construct)) for construct in written.constructs),
        batteries=tuple(Battery(**dict(battery)) for battery in written.batteries),
        repeats=tuple(Repeat(**dict(repeat)) for repeat in written.repeats),
        items=tuple(item for section in written.items for item in _items(section, conditions)),
        overrides=tuple(Override(**dict(override)) for override in written.overrides),
    )


def _scale(
    written: ScaleSection,
    non_answers: tuple[NonAnswerSection, ...],
    listed_apart: Mapping[str, tuple[Choice, ...]],
) -> Scale:
    admitted = [_non_answer(kept) for kind in written.non_answers for kept in non_answers if kept.kind == kind]
    return Scale(
        name=written.name,
        label=written.label,
        ordered=written.ordered,
        shuffled=written.shuffled,
        filtered_by=written.filtered_by,
        choices=(*listed_apart.get(written.name, ()), *map(_choice, written.choices), *admitted),
    )


def _non_answer(written: NonAnswerSection) -> Choice:
    return Choice(code=written.code, label=written.label, non_answer=NonAnswer(written.kind))


def _choice(written: ChoiceSection) -> Choice:
    kind = NonAnswer(written.non_answer) if written.non_answer else None
    return Choice(**dict(written) | {"non_answer": kind})


def _items(written: ItemSection, conditions: Conditions) -> Iterator[Item]:
    understood = conditions.get((written.name, "understood"))
    if written.kind != "conjoint":
        yield _item(written, conditions, understood)
    elif written.conjoint is not None:
        asked = _item(written.model_copy(update={"kind": "select_one"}), conditions, understood)
        yield from conjoint_items(asked, written=written.conjoint, understood=understood)


def _item(written: ItemSection, conditions: Conditions, understood: Expression | None) -> Item:
    fields = {name: value for name, value in written if name not in _TECHNIQUES}
    return Item(
        **fields
        | {
            "construct": fields.pop("measures"),
            "relevant": conditions.get((written.name, "relevant")),
            "arms": tuple(Arm(**dict(arm)) for arm in written.arms),
            "technique": technique_of(written.technique, understood=understood),
        }
    )
