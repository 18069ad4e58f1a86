"""What the form tells the interviewer beside a question: its own hint, and which answers are never read out."""

from instruments.formats.xlsform.columns import Row, in_each, own
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item
from instruments.scale import Choice, Scale
from instruments.words import say


def hint(item: Item, instrument: Instrument) -> Row:
    """Return the cells of the hint in each language; none where there is nothing to tell."""
    scale = instrument.scale_of(item)
    if not item.hint and not _silent(scale):
        return {}
    return in_each("hint", instrument.languages, lambda language: _words(item, scale, language))


def _words(item: Item, scale: Scale | None, language: str) -> str:
    return " ".join(part for part in (item.hint.wording(language), _unread(item, scale, language)) if part)


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
