"""The words of a questionnaire: all of them, those that a respondent is asked, and the places held in them."""

import re
from collections.abc import Iterator

from instruments.errors import Place
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.techniques import Crosswise
from instruments.text import Text

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def placeholders(text: Text) -> frozenset[str]:
    """Return the items whose answer stands in a text, in any language."""
    return frozenset(name for words in text.values() for name in _PLACEHOLDER.findall(words))


def every_text(instrument: Instrument) -> Iterator[tuple[Place, Text]]:
    """Yield each text that people read, with its place; texts with no words in any language are left out."""
    yield Place(key="title"), instrument.title
    for scale in instrument.scales:
        for choice in scale.choices:
            yield Place(key=f"scale {scale.name}, {choice.code}"), choice.label
    for item in instrument.items:
        crosswise = item.technique.statements if isinstance(item.technique, Crosswise) else ()
        for text in (item.label, item.hint, item.unit, *_arm_texts(item), *crosswise):
            if text:
                yield Place(item=item.name), text
    for battery in instrument.batteries:
        yield Place(key=f"battery {battery.name}"), battery.label
    for repeat in instrument.repeats:
        yield Place(key=f"repeat {repeat.name}"), repeat.label
        yield Place(key=f"repeat {repeat.name}"), repeat.how_many
    for override in instrument.overrides:
        yield Place(key=f"override {override.rule}", item=override.item), override.reason


def asked_texts(item: Item, instrument: Instrument) -> Iterator[Text]:
    """Yield what is put to a respondent: the question, its statements and the answers that are offered."""
    scale = instrument.scale_of(item)
    yield item.label
    yield from _arm_texts(item)
    yield from item.technique.statements if isinstance(item.technique, Crosswise) else ()
    yield from (choice.label for choice in scale.choices if choice.non_answer is None) if scale else ()


def _arm_texts(item: Item) -> Iterator[Text]:
    for arm in item.arms:
        yield arm.label
        yield from arm.statements
