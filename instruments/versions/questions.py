"""What changed in a question that both versions ask."""

from collections.abc import Iterator
from dataclasses import replace
from datetime import date

from instruments.bilingual import said
from instruments.instrument import Instrument
from instruments.item import Arm, Item
from instruments.language import LANGUAGES
from instruments.text import Text
from instruments.universe import universe
from instruments.versions.answers import changed_answers
from instruments.versions.change import Change, Comparability, change
from instruments.versions.wordings import changed_words


def changed_question(old: Item, new: Item, *, before: Instrument, after: Instrument) -> Iterator[Change]:
    """Yield what is not asked as it was: kind, words, answers, bounds, arms, and of whom."""
    found = (
        *_kind(old, new),
        *_words(old, new),
        *changed_answers(before.scale_of(old), after.scale_of(new)),
        *_bounds(old, new),
        *_arms(old, new),
        *_routing(old, new, before, after),
    )
    for one in found:
        yield replace(one, items=(new.name,))


def _kind(old: Item, new: Item) -> Iterator[Change]:
    if old.kind != new.kind:
        was, now = (said(f"instruments.kinds.{item.kind}") for item in (old, new))
        yield change("kind", Comparability.LOST, old=was, new=now)
    if old.unit != new.unit:
        yield change("unit", Comparability.LOST, old=old.unit, new=new.unit)
    if old.technique != new.technique:
        yield change("technique", Comparability.LOST)


def _words(old: Item, new: Item) -> Iterator[Change]:
    for code, was, now in (("wording", old.label, new.label), ("hint", old.hint, new.hint)):
        for before, after, language in changed_words(was, now):
            yield change(code, Comparability.DOUBTFUL, language=language, old=before, new=after)


def _bounds(old: Item, new: Item) -> Iterator[Change]:
    was, now = _limits(old), _limits(new)
    if was != now:
        yield change("bounds", Comparability.DOUBTFUL, old=was, new=now)


def _limits(item: Item) -> str:
    ends = ((item.minimum, item.maximum), (item.earliest, item.latest))
    return ", ".join(f"{_end(low)} .. {_end(high)}" for low, high in ends if (low, high) != (None, None)) or "-"


def _end(end: float | date | None) -> str:
    return "-" if end is None else str(end)


def _arms(old: Item, new: Item) -> Iterator[Change]:
    if old.arms != new.arms:
        yield change("arms", Comparability.LOST, old=_named(old.arms), new=_named(new.arms))


def _named(arms: tuple[Arm, ...]) -> Text | str:
    """Return the arms with what they say or read out, in each language."""
    if not arms:
        return "-"
    return Text.of({language: ", ".join(_arm(arm, language) for arm in arms) for language in LANGUAGES})


def _arm(arm: Arm, language: str) -> str:
    said_in_it = "; ".join(statement.wording(language) for statement in arm.statements)
    return f"{arm.label.wording(language)} [{said_in_it}]" if said_in_it else arm.label.wording(language)


def _routing(old: Item, new: Item, before: Instrument, after: Instrument) -> Iterator[Change]:
    if str(old.relevant) != str(new.relevant):
        yield change("routing", Comparability.DOUBTFUL, old=universe(old, before), new=universe(new, after))
