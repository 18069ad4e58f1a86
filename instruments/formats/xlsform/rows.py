"""The rows of an XLSForm: the questions, and the lists of answers."""

from collections.abc import Iterator

from instruments.formats.xlsform.arms import draw_rows, list_rows, named_in_wordings, with_names
from instruments.formats.xlsform.columns import Row, in_each, own, spoken
from instruments.formats.xlsform.conditions import for_form
from instruments.formats.xlsform.constraints import constraint
from instruments.formats.xlsform.hints import hint
from instruments.instrument import Instrument
from instruments.item import CHOSEN, Item
from instruments.words import say

_REQUIRED = "instruments.xlsform.required"


def survey_rows(instrument: Instrument) -> Iterator[Row]:
    """Yield the rows of the sheet ``survey``."""
    arms = named_in_wordings(instrument)
    for item in instrument.items:
        match item.kind:
            case "calculate":
                yield from draw_rows(item, _relevant(item, instrument), instrument)
            case "list_experiment":
                yield from _page(item, _question(item, "integer", arms, instrument), instrument)
            case kind:
                chosen = item.kind in CHOSEN
                yield _question(item, f"{kind} {item.scale}" if chosen else kind, arms, instrument)


def choice_rows(instrument: Instrument) -> Iterator[Row]:
    """Yield the rows of the sheet ``choices``: every list that a question uses."""
    used = {item.scale for item in instrument.items if item.kind in CHOSEN}
    for scale in instrument.scales:
        if scale.name in used:
            for choice in scale.choices:
                label = spoken("label", choice.label, instrument.languages)
                yield {"list_name": scale.name, "name": choice.code} | label


def _page(item: Item, question: Row, instrument: Instrument) -> Iterator[Row]:
    """Yield a list experiment on one screen: what to say and where the count goes, and below it the list of the arm."""
    page = {"type": "begin_group", "name": f"{item.name}_page", "appearance": "field-list"}
    lists = list_rows(item, _condition(item, instrument), instrument.languages)
    yield from (page, question, *lists, {"type": "end_group"})


def _question(item: Item, kind: str, arms: frozenset[str], instrument: Instrument) -> Row:
    languages = instrument.languages
    row = {"type": kind, "name": item.name}
    if item.label:
        row |= in_each("label", languages, lambda language: with_names(item.label, language, arms))
    row |= hint(item, instrument)
    if item.required:
        row["required"] = "yes"
        row |= in_each("required_message", languages, lambda language: say(_REQUIRED, own(language)))
    return row | _relevant(item, instrument) | constraint(item, instrument)


def _relevant(item: Item, instrument: Instrument) -> Row:
    condition = _condition(item, instrument)
    return {"relevant": condition} if condition else {}


def _condition(item: Item, instrument: Instrument) -> str:
    return for_form(item.relevant, instrument).to_xpath() if item.relevant else ""
