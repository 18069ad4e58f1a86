"""What is agreed of a translation, put into the questionnaire; all else is read in the source language."""

from collections.abc import Iterable, Iterator
from dataclasses import replace

from instruments.errors import Place
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.text import Text
from instruments.translations.check import faults
from instruments.translations.source import sources
from instruments.translations.wordings import reworded, together
from instruments.translations.workbook import AGREED, Translation


def with_translation(instrument: Instrument, *, translations: Iterable[Translation], to: str) -> Instrument:
    """Return the questionnaire with a further language.

    A wording is taken where it is agreed, without a fault, and made from the source as it stands now. The answers of a
    scale, and the lists of an experiment, are taken all or none: nobody is read half a scale in another language.
    """
    found = tuple(translations)
    words = dict(agreed(instrument, found))

    def worded(key: str, text: Text) -> Text:
        return Text((*text.wordings, (to, words[key]))) if key in words else text

    merged = reworded(instrument, worded)
    audio = {one.key: one.audio for one in found if one.audio and one.key in words}
    return replace(
        merged,
        items=tuple(_heard(item, audio, to) for item in merged.items),
        languages=(*instrument.languages, to),
        translated=(*instrument.translated, to),
    )


def agreed(instrument: Instrument, translations: Iterable[Translation]) -> Iterator[tuple[str, str]]:
    """Yield the key and the words of each translation that a respondent may hear."""
    wanted = {source.key: source for source in sources(instrument)}
    sound = {
        one.key: one.translation
        for one in translations
        if one.key in wanted
        and one.translation
        and one.status == AGREED
        and not any(faults(one, wanted[one.key], Place()))
    }
    in_part = {together(key) for key in wanted if key not in sound}
    return ((key, words) for key, words in sound.items() if together(key) not in in_part)


def _heard(item: Item, audio: dict[str, str], to: str) -> Item:
    file = audio.get(f"item/{item.name}/label")
    return replace(item, audio=Text((*item.audio.wordings, (to, file)))) if file else item
