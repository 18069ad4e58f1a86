"""The rows of an XLSForm: the questions, and the lists of answers."""

from collections.abc import Iterator

from instruments.formats.xlsform.arms import Row, draw_rows, list_rows, most_statements, with_arms
from instruments.formats.xlsform.columns import said, spoken
from instruments.instrument import Instrument
from instruments.item import CHOSEN, NUMBERS, Item
from instruments.language import Language
from instruments.scale import Scale
from instruments.words import say

_TYPES = {"list_experiment": "integer"}


def survey_rows(instrument: Instrument) -> Iterator[Row]:
    """Yield the rows of the sheet ``survey``."""
    for item in instrument.items:
        yield from _item_rows(item, instrument)


def choice_rows(instrument: Instrument) -> Iterator[Row]:
    """Yield the rows of the sheet ``choices``: every list that a question uses."""
    used = {item.scale for item in instrument.items if item.kind in CHOSEN}
    for scale in instrument.scales:
        if scale.name in used:
            for choice in scale.choices:
                label = spoken("label", choice.label, instrument.languages)
                yield {"list_name": scale.name, "name": choice.code} | label


def _item_rows(item: Item, instrument: Instrument) -> Iterator[Row]:
    if item.kind == "calculate":
        yield from draw_rows(item, instrument.languages)
        return
    if item.kind == "list_experiment":
        yield from list_rows(item, instrument.languages)
    yield _question(item, instrument)


def _question(item: Item, instrument: Instrument) -> Row:
    languages = instrument.languages
    arms = frozenset(other.name for other in instrument.items if other.arms)
    kind = _TYPES.get(item.kind, item.kind)
    row = {"type": f"{kind} {item.scale}" if item.kind in CHOSEN else kind, "name": item.name}
    row |= with_arms("label", item.label, languages, arms) | spoken("hint", item.hint, languages)
    if item.required:
        row["required"] = "yes"
    if item.relevant:
        row["relevant"] = item.relevant.to_xpath()
    return row | _constraint(item, instrument)


def _constraint(item: Item, instrument: Instrument) -> Row:
    scale = instrument.scale_of(item)
    if item.kind == "select_multiple" and scale:
        return _alone(scale, instrument.languages)
    if item.kind in NUMBERS and (item.minimum is not None or item.maximum is not None):
        return _bounds(item, scale, instrument.languages)
    return {}


def _bounds(item: Item, scale: Scale | None, languages: tuple[str, ...]) -> Row:
    high = most_statements(item) if item.kind == "list_experiment" else _number(item.maximum)
    bounds = [f". >= {item.minimum:g}"] if item.minimum is not None else []
    bounds += [f". <= {high}"] if high else []
    others = [f" or . = {code}" for code in scale.non_answers] if scale else []
    message = {
        language: say(
            "instruments.xlsform.bounds",
            _own(language),
            low=_number(item.minimum) or "…",
            high=_number(item.maximum) or "…",
        )
        for language in languages
    }
    return {"constraint": " and ".join(bounds) + "".join(others)} | said("constraint_message", message)


def _alone(scale: Scale, languages: tuple[str, ...]) -> Row:
    """Return the constraint that an answer which excludes the others, or is none, stands alone."""
    single = [choice for choice in scale.choices if choice.exclusive or choice.non_answer]
    if not single:
        return {}
    conditions = [f"(not(selected(., '{choice.code}')) or count-selected(.) = 1)" for choice in single]
    message = {
        language: say(
            "instruments.xlsform.alone",
            _own(language),
            answers=", ".join(choice.label.wording(language) for choice in single),
        )
        for language in languages
    }
    return {"constraint": " and ".join(conditions)} | said("constraint_message", message)


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"


def _own(language: str) -> Language:
    """Return the language of the toolkit's own words: French where a form is in neither of its languages."""
    return "en" if language == "en" else "fr"
