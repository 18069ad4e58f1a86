"""Measurement: opinions that may be withheld, batteries of one kind, lists that differ by one statement.

These are warnings: the questionnaire of a survey that was done long ago stays as it was asked.
"""

import re
from collections.abc import Iterator
from itertools import groupby

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item
from instruments.scale import NonAnswer, Scale

_NEGATED_TWICE = {
    "fr": re.compile(r"(?:\bne\b|\bn['’])[^.?!;]*\bqu[e'’][^.?!;]*(?:\bne\b|\bn['’])", re.IGNORECASE),
    "en": re.compile(r"\b(?:not|never|no|\w+n['’]t)\b[^.?!;]*\b(?:not|never|no|\w+n['’]t)\b", re.IGNORECASE),
}
FEWEST_STATEMENTS = 3  # with two harmless statements, a count of all is too common to hide anybody


def cannot_withhold(instrument: Instrument) -> Iterator[Problem]:
    """Yield opinions for which "don't know" or "refused" cannot be entered."""
    for item in instrument.attitudes:
        if item.kind in CHOSEN | {"list_experiment"}:
            for kind in (NonAnswer.DONT_KNOW, NonAnswer.REFUSED):
                if kind not in non_answers(item, instrument):
                    yield _warning("cannot_withhold", item, kind=kind.value)


def battery_scales(instrument: Instrument) -> Iterator[Problem]:
    """Yield items whose answers are not those of the battery in which they stand."""
    for first, other in _beside_the_first(instrument):
        if first.scale != other.scale and not _opposed(first, other, instrument):
            yield _warning("battery_scales", other, got=other.scale, expected=first.scale)


def battery_directions(instrument: Instrument) -> Iterator[Problem]:
    """Yield items whose answers run the other way than those of their battery."""
    for first, other in _beside_the_first(instrument):
        if _opposed(first, other, instrument):
            yield _warning("battery_directions", other, first=first.name)


def list_apart(instrument: Instrument) -> Iterator[Problem]:
    """Yield list experiments whose lists do not differ by exactly one statement."""
    for item in instrument.items:
        if item.kind == "list_experiment":
            short, *longer = sorted((arm.statements for arm in item.arms), key=len)
            if not longer or any(set(short) - set(long) or len(long) != len(short) + 1 for long in longer):
                yield _warning("list_apart", item, lengths=", ".join(str(len(arm.statements)) for arm in item.arms))


def list_short(instrument: Instrument) -> Iterator[Problem]:
    """Yield list experiments with so few harmless statements that counting them all is common."""
    for item in instrument.items:
        if item.kind == "list_experiment":
            fewest = min(len(arm.statements) for arm in item.arms)
            if fewest < FEWEST_STATEMENTS:
                yield _warning("list_short", item, got=fewest, fewest=FEWEST_STATEMENTS)


def double_negative(instrument: Instrument) -> Iterator[Problem]:
    """Yield questions with two negations in one sentence, which people answer the wrong way round."""
    for item in instrument.asked:
        for language, words in item.label.items():
            if language in _NEGATED_TWICE and _NEGATED_TWICE[language].search(words):
                yield _warning("double_negative", item, language=language)


def non_answers(item: Item, instrument: Instrument) -> frozenset[NonAnswer]:
    """Return the kinds of non-answer that can be entered for an item."""
    scale = instrument.scale_of(item)
    return frozenset(scale.non_answers.values()) if scale else frozenset()


def _beside_the_first(instrument: Instrument) -> Iterator[tuple[Item, Item]]:
    """Yield each further item of a battery with the first one."""
    members = sorted((item for item in instrument.items if item.battery), key=lambda item: str(item.battery))
    for _, battery in groupby(members, key=lambda item: item.battery):
        first, *others = battery
        yield from ((first, other) for other in others)


def _opposed(first: Item, other: Item, instrument: Instrument) -> bool:
    scales = (instrument.scale_of(first), instrument.scale_of(other))
    ways = {_rises(scale) for scale in scales if scale is not None and scale.ordered and scale.codes}
    return len(ways) > 1


def _rises(scale: Scale) -> bool:
    values = [scale.value_of(code) or 0.0 for code in scale.codes]
    return values[0] < values[-1]


def _warning(name: str, item: Item, **values: object) -> Problem:
    place = Place(item=item.name)
    return Problem(code=f"instruments.checks.{name}", place=place, values=values, severity=Severity.WARNING)


RULES = (cannot_withhold, battery_scales, battery_directions, list_apart, list_short, double_negative)
