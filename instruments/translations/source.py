"""What there is to translate: every wording of a questionnaire, each under a key of its own."""

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.text import Text


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One wording in the source language.

    Attributes
    ----------
    key : str
        Where it stands: ``item/age/label``, ``scale/sex/male``.
    words : str
    """

    key: str
    words: str

    @property
    def mark(self) -> str:
        """The first twelve digits of the SHA-256 of the words; other words, another mark."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:12]


def sources(instrument: Instrument) -> tuple[Source, ...]:
    """Return every wording that is not empty, in the order of the questionnaire; a scale once."""
    language = instrument.languages[0]
    return tuple(Source(key=key, words=words) for key, text in _texts(instrument) if (words := text.wording(language)))


def _texts(instrument: Instrument) -> Iterator[tuple[str, Text]]:
    yield "title", instrument.title
    for battery in instrument.batteries:
        yield f"battery/{battery.name}", battery.label
    for repeat in instrument.repeats:
        yield f"repeat/{repeat.name}/label", repeat.label
        yield f"repeat/{repeat.name}/how_many", repeat.how_many
    for item in instrument.items:
        yield from _of_item(item)
    for scale in instrument.scales:
        for choice in scale.choices:
            yield f"scale/{scale.name}/{choice.code}", choice.label


def _of_item(item: Item) -> Iterator[tuple[str, Text]]:
    yield f"item/{item.name}/label", item.label
    yield f"item/{item.name}/hint", item.hint
    yield f"item/{item.name}/unit", item.unit
    for arm in item.arms:
        yield f"item/{item.name}/{arm.code}", arm.label
        for place, statement in enumerate(arm.statements, start=1):
            yield f"item/{item.name}/{arm.code}/{place}", statement
