"""Do no harm: what is never asked, what never stands beside an opinion, and answers that nobody may be made to give.

The words that give a forbidden question away are in ``never_ask.toml``; they find what was written without thinking,
not what was written to get round them.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import replace
from functools import cache
from importlib.resources import files

from instruments.checks.measurement import non_answers
from instruments.checks.texts import asked_texts
from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer

TOPICS = ("relatives", "collaborators", "witnessed", "incident", "movements", "own_support")
_IDENTIFIER = "identifier"
_PART_OF_NAME = r"(?:^|_)(?:{})(?:_|$)"
_SMALL_PLACE = re.compile(_PART_OF_NAME.format("commune|cercle|quartier|arrondissement"))
_UNIT = re.compile(_PART_OF_NAME.format("unit|unite|base|bataillon|battalion|regiment|garrison|garnison|compagnie"))
_GROUP = re.compile(_PART_OF_NAME.format("group|ethnic|ethnicity|ethnie|communaute"))
_IDENTIFYING = re.compile(
    _PART_OF_NAME.format(
        "name|nom|prenom|surname|phone|tel|telephone|gps|geopoint|latitude|longitude|photo|voice|voix|"
        "address|adresse|village|hamlet|hameau|email|courriel|nina"
    )
)


def never_asked(instrument: Instrument) -> Iterator[Problem]:
    """Yield questions that can cost somebody's life, whatever they would show."""
    for item in instrument.items:
        for topic in TOPICS:
            if _asks(item, topic, instrument):
                yield _problem(f"never_{topic}", item)


def identifier(instrument: Instrument) -> Iterator[Problem]:
    """Yield what says who or where a respondent is: an error beside opinions, a warning beside any other question."""
    if len(instrument.asked) > 1:
        grave = bool(instrument.attitudes) or _may_hold_opinions(instrument)
        for item in instrument.asked:
            if _identifies(item, instrument):
                yield _problem("identifier", item) if grave else _warning("identifier_kept", item)


def _may_hold_opinions(instrument: Instrument) -> bool:
    """Whether something is answered on an ordered scale and nobody has said what the questions measure."""
    scales = (instrument.scale_of(item) for item in instrument.asked)
    return not instrument.constructs and any(scale is not None and scale.ordered for scale in scales)


def _identifies(item: Item, instrument: Instrument) -> bool:
    if _IDENTIFYING.search(item.name) or _asks(item, _IDENTIFIER, instrument):
        return True
    typed = {"text": ("contact", "number"), "integer": ("number",), "decimal": ("number",)}.get(item.kind, ())
    every = [pattern for topic in typed for patterns in _patterns()[topic].values() for pattern in patterns]
    return item.role is None and any(pattern.search(words) for words in item.label.values() for pattern in every)


def free_text(instrument: Instrument) -> Iterator[Problem]:
    """Yield open texts beside opinions: people write into them what names somebody."""
    if instrument.attitudes:
        for item in instrument.asked:
            if item.kind == "text" and item.role is None:
                yield _problem("free_text", item)


def group_by_place(instrument: Instrument) -> Iterator[Problem]:
    """Yield places smaller than a region in a record that holds the respondent's community."""
    groups = [item.name for item in instrument.asked if _GROUP.search(item.name)]
    for item in instrument.asked:
        if groups and _SMALL_PLACE.search(item.name):
            yield _problem("group_by_place", item, group=groups[0])


def soldier_by_unit(instrument: Instrument) -> Iterator[Problem]:
    """Yield the unit or the base of a respondent in a record that holds opinions."""
    if instrument.attitudes:
        for item in instrument.asked:
            if _UNIT.search(item.name):
                yield _problem("soldier_by_unit", item)


def dated_place(instrument: Instrument) -> Iterator[Problem]:
    """Yield days and hours beside a place smaller than a region: together they are an event that somebody told."""
    places = [item for item in instrument.asked if _SMALL_PLACE.search(item.name)]
    for item in instrument.asked:
        beside = [place.name for place in places if place.repeat == item.repeat]
        if item.kind in ("date", "time") and beside:
            yield _problem("dated_place", item, place=beside[0])


def cannot_refuse(instrument: Instrument) -> Iterator[Problem]:
    """Yield highly sensitive items that must be answered and cannot be refused."""
    for item in instrument.asked:
        forced = item.required and NonAnswer.REFUSED not in non_answers(item, instrument)
        if item.sensitivity == "high" and forced:
            yield _problem("cannot_refuse", item)


def _asks(item: Item, topic: str, instrument: Instrument) -> bool:
    patterns = _patterns()[topic]
    return any(
        pattern.search(words)
        for text in asked_texts(item, instrument)
        for language, words in text.items()
        for pattern in patterns.get(language, ())
    )


@cache
def _patterns() -> Mapping[str, Mapping[str, tuple[re.Pattern[str], ...]]]:
    """Return topic -> language -> patterns, in which ``ARMED`` stands for the names of armed groups."""
    written = tomllib.loads(files(__package__).joinpath("never_ask.toml").read_text(encoding="utf-8"))
    armed = written.pop("armed")
    return {
        topic: {
            language: tuple(re.compile(word.replace("ARMED", armed[language]), re.IGNORECASE) for word in words)
            for language, words in languages.items()
        }
        for topic, languages in written.items()
    }


def _problem(name: str, item: Item, **values: object) -> Problem:
    return Problem(code=f"instruments.checks.{name}", place=Place(item=item.name), values=values)


def _warning(name: str, item: Item) -> Problem:
    return replace(_problem(name, item), severity=Severity.WARNING)


RULES = (never_asked, identifier, free_text, group_by_place, soldier_by_unit, dated_place, cannot_refuse)
