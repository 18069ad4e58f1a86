"""The paper form as one page of HTML that prints on A4: no script, no picture, nothing from elsewhere."""

from collections.abc import Iterator
from importlib.resources import files
from itertools import groupby
from pathlib import Path
from xml.etree.ElementTree import Element, tostring

from instruments.block import Battery, Repeat
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import spoken_language
from instruments.paper.lists import lists
from instruments.paper.markup import tag
from instruments.paper.questions import battery, question, repeat
from instruments.paper.sheet import Sheet
from instruments.paper.showcards import showcards
from instruments.universe import in_words


def write(instrument: Instrument, path: str | Path, *, language: str | None = None) -> Path:
    """Write the paper form and its showcards; what is there is replaced.

    Parameters
    ----------
    instrument : Instrument
    path : str or Path
    language : str, optional
        One of the questionnaire. Default: the language in force.
    """
    file = Path(path)
    file.write_text(page(instrument, language=language or spoken_language()), encoding="utf-8")
    return file


def page(instrument: Instrument, *, language: str) -> str:
    """Return the page as text."""
    sheet = Sheet(instrument=instrument, language=language)
    title = instrument.title.wording(language)
    style = files("instruments").joinpath("paper").joinpath("paper.css").read_text(encoding="utf-8")
    head = tag("head", _encoding(), tag("title", title), tag("style", style))
    body = tag("body", _heading(title, sheet), *_sections(sheet), *lists(sheet), *showcards(sheet))
    document = tag("html", head, body)
    document.set("lang", language)
    return "<!doctype html>\n" + tostring(document, encoding="unicode", method="html") + "\n"


def _encoding() -> Element:
    meta = tag("meta")
    meta.set("charset", "utf-8")
    return meta


def _heading(title: str, sheet: Sheet) -> Element:
    version = sheet.say("version", name=sheet.instrument.name, version=sheet.instrument.version)
    number = tag("p", sheet.say("number"), tag("span", kind="line"), kind="time")
    return tag("header", tag("h1", title), tag("p", version), number, tag("p", sheet.say("how"), kind="how"))


def _sections(sheet: Sheet) -> Iterator[Element]:
    """Yield the questions that are asked of the same people together, under the condition in words."""
    printed = (item for item in sheet.instrument.items if item.kind != "deviceid")
    for condition, items in groupby(printed, key=lambda item: item.relevant):
        parts = list(_blocks(tuple(items), sheet))
        if condition is not None:
            words = in_words(condition, sheet.instrument, language=sheet.spoken, named=sheet.called)
            parts.insert(0, tag("p", sheet.say("only_if", condition=words), kind="condition"))
        yield tag("section", *parts)


def _blocks(items: tuple[Item, ...], sheet: Sheet) -> Iterator[Element]:
    known: tuple[Battery | Repeat, ...] = (*sheet.instrument.batteries, *sheet.instrument.repeats)
    shared = {block.name: block for block in known}
    for name, inside in groupby(items, key=lambda item: item.repeat or item.battery):
        together = tuple(inside)
        match shared.get(name or ""):
            case Battery() as block:
                yield battery(block, together, sheet)
            case Repeat() as block:
                yield repeat(block, together, sheet)
            case _:
                yield from (question(item, sheet) for item in together)
