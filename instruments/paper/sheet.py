"""What a paper form needs to know of a whole questionnaire: the numbers of its questions, the letters of its cards."""

import re
from dataclasses import dataclass
from functools import cached_property
from string import ascii_uppercase

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import Language, own
from instruments.scale import Scale
from instruments.text import Text
from instruments.words import say

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


@dataclass(frozen=True, kw_only=True)
class Sheet:
    """A questionnaire in one language, as it goes to print.

    Attributes
    ----------
    instrument : Instrument
    language : str
        One of the questionnaire; what it has no words for is in its first.
    """

    instrument: Instrument
    language: str

    @property
    def spoken(self) -> Language:
        """The language of the toolkit's own words on the sheet."""
        return own(self.language)

    @cached_property
    def numbers(self) -> dict[str, str]:
        """The number of each question: Q1, Q2 ..."""
        return {item.name: f"Q{number}" for number, item in enumerate(self.instrument.asked, start=1)}

    @cached_property
    def cards(self) -> dict[str, str]:
        """The letter of the card of each ordered scale: A, B ... Z, AA."""
        scales = dict.fromkeys(scale.name for item in self.instrument.asked if (scale := self._on_card(item)))
        return {name: _letters(place) for place, name in enumerate(scales)}

    def words(self, text: Text) -> str:
        """Return the words of a text, with a gap where the form would put what was drawn."""
        return _PLACEHOLDER.sub(lambda found: f"[{self._drawn(found[1])}]", text.wording(self.language))

    def say(self, name: str, /, **values: object) -> str:
        """Return a message of the paper form."""
        return say(f"instruments.paper.{name}", self.spoken, **values)

    def called(self, name: str) -> str:
        """Return what a condition calls an item: its number, or its words where it has none."""
        return self.numbers.get(name) or self._drawn(name)

    def _drawn(self, name: str) -> str:
        label = self.instrument.item(name).label.wording(self.language) if name in self.instrument else ""
        return f"{label} ({name})" if label else name

    def _on_card(self, item: Item) -> Scale | None:
        """Return the scale that a respondent sees on a card; what measures nothing is for the interviewer alone."""
        scale = self.instrument.scale_of(item) if item.construct and item.kind == "select_one" else None
        return scale if scale and scale.ordered else None


def _letters(place: int) -> str:
    more, last = divmod(place, len(ascii_uppercase))
    return (ascii_uppercase[more - 1] if more else "") + ascii_uppercase[last]
