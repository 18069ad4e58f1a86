"""Wording: every text in every language, and the same places held in each."""

from collections.abc import Iterator

from instruments.checks.texts import every_text, placeholders
from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.item import METADATA
from instruments.text import Text


def no_wording(instrument: Instrument) -> Iterator[Problem]:
    """Yield items that would come up with nothing to read out."""
    for item in instrument.items:
        if item.kind not in METADATA and not item.label:
            yield Problem(code="instruments.checks.no_wording", place=Place(item=item.name))


def untranslated(instrument: Instrument) -> Iterator[Problem]:
    """Yield texts that lack one of the languages in which the questionnaire is written."""
    for place, text in every_text(instrument):
        for language in _written(instrument):
            if not text.get(language, "").strip():
                values = {"language": language, "words": text.wording(language)}
                yield Problem(code="instruments.checks.untranslated", place=place, values=values)


def placeholder_lost(instrument: Instrument) -> Iterator[Problem]:
    """Yield texts in which one language holds a place that another does not."""
    for place, text in every_text(instrument):
        held = placeholders(text)
        for language, words in text.items():
            for name in sorted(held - placeholders(Text.of({language: words}))):
                values = {"language": language, "name": f"${{{name}}}"}
                yield Problem(code="instruments.checks.placeholder_lost", place=place, values=values)


def _written(instrument: Instrument) -> tuple[str, ...]:
    return tuple(language for language in instrument.languages if language not in instrument.translated)


def same_wording(instrument: Instrument) -> Iterator[Problem]:
    """Yield items that are worded as one before them, which a file with labels for headers could not tell apart."""
    first: dict[str, str] = {}
    for item in instrument.asked:
        words = item.label.wording(instrument.languages[0])
        if first.setdefault(words, item.name) != item.name and words:
            values = {"other": first[words]}
            place = Place(item=item.name)
            code = "instruments.checks.same_wording"
            yield Problem(code=code, place=place, values=values, severity=Severity.WARNING)


RULES = (no_wording, untranslated, placeholder_lost, same_wording)
