"""Every wording of a questionnaire, each under a key of its own: ``item/age/label``, ``scale/sex/male``."""

from collections.abc import Callable
from dataclasses import replace

from instruments.block import Battery, Repeat
from instruments.instrument import Instrument
from instruments.item import Arm, Item
from instruments.scale import Scale
from instruments.techniques import Crosswise
from instruments.text import Text

Reword = Callable[[str, Text], Text]


def reworded(instrument: Instrument, reword: Reword) -> Instrument:
    """Return the questionnaire with each wording as a function of its key and its text makes it.

    This is the one place that knows where wordings stand: to go out to translators and to come back, both pass here.
    """
    return replace(
        instrument,
        title=reword("title", instrument.title),
        batteries=tuple(_battery(battery, reword) for battery in instrument.batteries),
        repeats=tuple(_repeat(repeat, reword) for repeat in instrument.repeats),
        items=tuple(_item(item, reword) for item in instrument.items),
        scales=tuple(_scale(scale, reword) for scale in instrument.scales),
    )


def together(key: str) -> str:
    """Return what a wording must be translated with, or not at all: its scale, the lists of its experiment, itself.

    Examples
    --------
    >>> together("scale/sex/male"), together("item/list_count/arm/control/2"), together("item/age/label")
    ('scale/sex', 'item/list_count/lists', 'item/age/label')
    """
    match key.split("/"):
        case ["scale", name, _]:
            return f"scale/{name}"
        case ["item", name, "arm", _, _] | ["item", name, "crosswise", _]:
            return f"item/{name}/lists"
        case _:
            return key


def _battery(battery: Battery, reword: Reword) -> Battery:
    return replace(battery, label=reword(f"battery/{battery.name}", battery.label))


def _repeat(repeat: Repeat, reword: Reword) -> Repeat:
    return replace(
        repeat,
        label=reword(f"repeat/{repeat.name}/label", repeat.label),
        how_many=reword(f"repeat/{repeat.name}/how_many", repeat.how_many),
    )


def _scale(scale: Scale, reword: Reword) -> Scale:
    choices = (
        replace(choice, label=reword(f"scale/{scale.name}/{choice.code}", choice.label)) for choice in scale.choices
    )
    return replace(scale, choices=tuple(choices))


def _item(item: Item, reword: Reword) -> Item:
    key = f"item/{item.name}"
    return replace(
        item,
        label=reword(f"{key}/label", item.label),
        hint=reword(f"{key}/hint", item.hint),
        unit=reword(f"{key}/unit", item.unit),
        arms=tuple(_arm(arm, key, reword) for arm in item.arms),
        technique=_crosswise(item.technique, key, reword) if isinstance(item.technique, Crosswise) else item.technique,
    )


def _arm(arm: Arm, key: str, reword: Reword) -> Arm:
    return replace(
        arm,
        label=reword(f"{key}/arm/{arm.code}", arm.label),
        statements=_each(arm.statements, f"{key}/arm/{arm.code}", reword),
    )


def _crosswise(technique: Crosswise, key: str, reword: Reword) -> Crosswise:
    harmless, sensitive = _each(technique.statements, f"{key}/crosswise", reword)
    return replace(technique, statements=(harmless, sensitive))


def _each(statements: tuple[Text, ...], key: str, reword: Reword) -> tuple[Text, ...]:
    return tuple(reword(f"{key}/{place}", statement) for place, statement in enumerate(statements, start=1))
