"""Which entries a form takes, and what it says to the interviewer about the others."""

from instruments.formats.xlsform.arms import most_statements
from instruments.formats.xlsform.columns import Row, in_each
from instruments.instrument import Instrument
from instruments.item import NUMBERS, Item
from instruments.language import own
from instruments.scale import Scale
from instruments.words import say

GUARDED = "regex(., '^[^0-9@]{0,200}$')"
CODE = "regex(., '^[A-Za-z0-9_-]{1,24}$')"


def constraint(item: Item, instrument: Instrument) -> Row:
    """Return the cells that bound an entry, with the message in each language; none where everything may be entered."""
    scale = instrument.scale_of(item)
    if item.kind == "select_multiple" and scale:
        return _alone(scale, instrument.languages)
    if item.kind in NUMBERS and (item.minimum is not None or item.maximum is not None):
        return _bounds(item, scale, instrument.languages)
    if item.kind == "text":
        condition, message = (CODE, "coded") if item.role else (GUARDED, "no_numbers")
        return _with_message(condition, message, instrument.languages)
    if item.kind == "date" and (item.earliest or item.latest):
        return _dates(item, instrument.languages)
    return {}


def _dates(item: Item, languages: tuple[str, ...]) -> Row:
    ends = ((">=", item.earliest), ("<=", item.latest))
    condition = " and ".join(f". {sign} date('{day.isoformat()}')" for sign, day in ends if day is not None)
    first, last = (day.isoformat() if day else "…" for day in (item.earliest, item.latest))
    return _with_message(condition, "dates", languages, first=first, last=last)


def _bounds(item: Item, scale: Scale | None, languages: tuple[str, ...]) -> Row:
    high = most_statements(item) if item.kind == "list_experiment" else _number(item.maximum)
    bounds = [f". >= {_number(item.minimum)}"] if item.minimum is not None else []
    bounds += [f". <= {high}"] if high else []
    others = [f" or . = {code}" for code in scale.non_answers] if scale else []
    condition = " and ".join(bounds) + "".join(others)
    low, highest = _number(item.minimum) or "…", _number(item.maximum) or "…"
    return _with_message(condition, "bounds", languages, low=low, high=highest)


def _alone(scale: Scale, languages: tuple[str, ...]) -> Row:
    """Return the constraint that an answer which excludes the others, or is none, stands alone."""
    single = [choice for choice in scale.choices if choice.exclusive or choice.non_answer]
    if not single:
        return {}
    condition = " and ".join(f"(not(selected(., '{one.code}')) or count-selected(.) = 1)" for one in single)
    return {"constraint": condition} | in_each(
        "constraint_message",
        languages,
        lambda language: say(
            "instruments.xlsform.alone",
            own(language),
            answers=", ".join(choice.label.wording(language) for choice in single),
        ),
    )


def _with_message(condition: str, message: str, languages: tuple[str, ...], **values: object) -> Row:
    return {"constraint": condition} | in_each(
        "constraint_message",
        languages,
        lambda language: say(f"instruments.xlsform.{message}", own(language), **values),
    )


def _number(value: float | None) -> str:
    return "" if value is None else f"{value:g}"
