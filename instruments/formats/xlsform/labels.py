"""What the interviewer reads out: the question, and the two statements of a crosswise question below it."""

from instruments.formats.xlsform.arms import with_names
from instruments.formats.xlsform.columns import Row, in_each
from instruments.item import Item
from instruments.techniques import Crosswise


def label(item: Item, *, languages: tuple[str, ...], arms: frozenset[str]) -> Row:
    """Return the cells of the wording in each language, and of its recordings; none where nothing is read out."""
    if not item.label:
        return {}
    return in_each("label", languages, lambda language: _words(item, language, arms)) | _recordings(item, languages)


def _recordings(item: Item, languages: tuple[str, ...]) -> Row:
    """Return the cells of the recordings; a language without one plays nothing, never that of another language."""
    return in_each("media::audio", languages, lambda language: item.audio.get(language, "")) if item.audio else {}


def _words(item: Item, language: str, arms: frozenset[str]) -> str:
    statements = item.technique.statements if isinstance(item.technique, Crosswise) else ()
    read_out = [f"• {statement.wording(language)}" for statement in statements]
    return "\n".join([with_names(item.label, language, arms), *read_out])
