"""What the form tells the interviewer beside a question: its own hint, and which answers are never read out."""

from collections.abc import Iterator

from instruments.formats.xlsform.columns import Row, in_each
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item
from instruments.language import own
from instruments.scale import Choice, Scale
from instruments.techniques import Crosswise, ForcedResponse
from instruments.words import say


def hint(item: Item, instrument: Instrument) -> Row:
    """Return the cells of the hint in each language; none where there is nothing to tell."""
    scale = instrument.scale_of(item)
    if not _words(item, scale, instrument.languages[0]):
        return {}
    return in_each("hint", instrument.languages, lambda language: _words(item, scale, language))


def _words(item: Item, scale: Scale | None, language: str) -> str:
    parts = (item.hint.wording(language), *_added(item, language), _unread(item, scale, language))
    return " ".join(part for part in parts if part)


def _added(item: Item, language: str) -> Iterator[str]:
    """Yield what the kind of item makes one say: the unit, no names in a text, eyes away from a draw."""
    if item.unit:
        yield say("instruments.xlsform.unit", own(language), unit=item.unit.wording(language))
    if item.kind == "text" and item.role is None:
        yield say("instruments.xlsform.guarded", own(language))
    if isinstance(item.technique, ForcedResponse | Crosswise):
        yield say("instruments.techniques.keep_turned", own(language))


def _unread(item: Item, scale: Scale | None, language: str) -> str:
    if scale is None or not _silent(scale):
        return ""
    if item.kind not in CHOSEN:
        codes = ", ".join(f"{choice.code} ({choice.label.wording(language)})" for choice in _silent(scale))
        return say("instruments.xlsform.typed", own(language), codes=codes)
    message = "instruments.xlsform.read_out" if scale.ordered else "instruments.xlsform.unread"
    return say(message, own(language), answers=", ".join(choice.label.wording(language) for choice in _silent(scale)))


def _silent(scale: Scale | None) -> tuple[Choice, ...]:
    return tuple(choice for choice in scale.choices if choice.non_answer) if scale else ()
