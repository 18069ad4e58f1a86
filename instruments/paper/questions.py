"""A question on paper, a battery as a table, and what the office draws before the interview."""

from collections.abc import Sequence
from xml.etree.ElementTree import Element

from instruments.block import Battery, Repeat
from instruments.item import METADATA, Item
from instruments.paper.answers import answers, is_long, spoken, unread
from instruments.paper.markup import Part, lines, tag
from instruments.paper.sheet import Sheet
from instruments.techniques import Crosswise, ForcedResponse
from instruments.text import Text
from instruments.words import say


def question(item: Item, sheet: Sheet, *, turns: int = 1) -> Element:
    """Return a question, a note, a time to write down, or an arm that was drawn.

    Parameters
    ----------
    item : Item
    sheet : Sheet
    turns : int
        How often it is asked; from two on, the codes are written into one box a turn.
    """
    match item.kind:
        case "note":
            return lines("p", sheet.words(item.label), kind="note")
        case "calculate":
            return _drawn(item, sheet)
        case kind if kind in METADATA:
            words = say(f"instruments.kinds.{kind}", sheet.spoken)
            return tag("div", tag("b", words), tag("span", kind="line"), kind="time")
        case _:
            return _question(item, sheet, turns)


def battery(block: Battery, items: Sequence[Item], sheet: Sheet) -> Element:
    """Return questions on one scale as a table, an answer a column; what is never read out stands on the right."""
    scale = sheet.instrument.scale_of(items[0])
    choices = [*spoken(scale), *unread(scale)] if scale else []
    heads = [
        tag(
            "th",
            tag("b", choice.code),
            " ",
            choice.label.wording(sheet.language),
            kind=_column(choice.code, items, sheet),
        )
        for choice in choices
    ]
    rows = [
        tag(
            "tr",
            tag("th", sheet.numbers[item.name], " ", sheet.words(item.label), *_told(item, sheet)),
            *(tag("td", tag("i"), kind=_column(choice.code, items, sheet)) for choice in choices),
        )
        for item in items
    ]
    table = tag("table", tag("thead", tag("tr", tag("th", *_card(items[0], sheet)), *heads)), tag("tbody", *rows))
    return tag("div", tag("p", block.label.wording(sheet.language), kind="wording"), table, kind="battery")


def repeat(block: Repeat, items: Sequence[Item], sheet: Sheet) -> Element:
    """Return questions that are asked turn by turn: each once, with a box for each turn."""
    head = tag("p", block.label.wording(sheet.language), kind="wording")
    how_many = tag("p", block.how_many.wording(sheet.language), " ", tag("span", tag("i"), kind="digits"))
    told = tag("p", sheet.say("turns", most=block.most), kind="hint")
    return tag("div", head, how_many, told, *(question(item, sheet, turns=block.most) for item in items), kind="repeat")


def _question(item: Item, sheet: Sheet, turns: int) -> Element:
    parts = [lines("p", sheet.words(item.label), kind="wording"), *_told(item, sheet), *_statements(item, sheet)]
    parts.append(answers(item, sheet))
    if turns > 1:
        boxes = [tag("span", tag("small", str(turn)), tag("span", kind="turn")) for turn in range(1, turns + 1)]
        scale = sheet.instrument.scale_of(item)
        parts.append(tag("div", *boxes, kind="turns wide" if scale and is_long(scale) else "turns"))
    number = tag("div", tag("b", sheet.numbers[item.name]), *_card(item, sheet), kind="number")
    return tag("div", number, tag("div", *parts), kind="question")


def _told(item: Item, sheet: Sheet) -> list[Part]:
    """Return what the interviewer is told."""
    told = [sheet.words(item.hint)] if item.hint else []
    if item.kind == "select_multiple" and not told:
        told.append(sheet.say("several"))
    if item.kind == "text" and item.role is None:
        told.append(say("instruments.xlsform.guarded", sheet.spoken))
    if isinstance(item.technique, ForcedResponse | Crosswise):
        told.append(say("instruments.techniques.keep_turned", sheet.spoken))
    return [tag("p", " ".join(told), kind="hint")] if told else []


def _statements(item: Item, sheet: Sheet) -> list[Part]:
    """Return the lists of a list experiment side by side, or the two statements of a crosswise question."""
    lists: list[Part] = [
        tag("div", tag("i"), tag("b", _called(item, arm.code, sheet)), _list(arm.statements, sheet))
        for arm in item.arms
        if arm.statements
    ]
    if isinstance(item.technique, Crosswise):
        lists.append(tag("div", _list(item.technique.statements, sheet)))
    return [tag("div", *lists, kind="lists")] if lists else []


def _list(statements: Sequence[Text], sheet: Sheet) -> Element:
    return tag("ul", *(tag("li", statement.wording(sheet.language)) for statement in statements))


def _called(item: Item, arm: str, sheet: Sheet) -> str:
    """Return what an arm is called where it is drawn."""
    drawn = sheet.instrument.item(item.assigned_by).arms if item.assigned_by else ()
    return next((one.label.wording(sheet.language) for one in drawn if one.code == arm), arm)


def _drawn(item: Item, sheet: Sheet) -> Element:
    boxes = (tag("li", tag("i"), arm.label.wording(sheet.language)) for arm in item.arms)
    return tag(
        "div", tag("p", tag("b", sheet.called(item.name)), " ", sheet.say("drawn")), tag("ul", *boxes), kind="drawn"
    )


def _card(item: Item, sheet: Sheet) -> list[Part]:
    letter = sheet.cards.get(item.scale or "") if item.kind == "select_one" else None
    return [tag("small", sheet.say("card", letter=letter))] if letter else []


def _column(code: str, items: Sequence[Item], sheet: Sheet) -> str:
    scale = sheet.instrument.scale_of(items[0])
    return "unread" if scale and code in scale.non_answers else ""
