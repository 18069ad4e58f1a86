"""The codebook as DDI-Codebook 2.5, the XML that catalogues of data read.

Elements stand in the order of the standard (DDI Alliance, DDI-Codebook 2.5, varType): labl, qstn, valrng, universe,
catgry, concept, varFormat, notes. What may be chosen several times is a variable an answer: a ``multipleResp`` group.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from xml.etree.ElementTree import Element, ElementTree, SubElement, indent

from instruments.bilingual import said
from instruments.cell_text import clean
from instruments.instrument import Instrument
from instruments.item import NUMBERS, Item
from instruments.scale import Choice
from instruments.techniques import Crosswise
from instruments.text import Text
from instruments.universe import universe

NAMESPACE = "ddi:codebook:2_5"
_LANGUAGE = "{http://www.w3.org/XML/1998/namespace}lang"
_SCHEMA = "{http://www.w3.org/2001/XMLSchema-instance}schemaLocation"
_XSD = "https://ddialliance.org/Specification/DDI-Codebook/2.5/XMLSchema/codebook.xsd"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Variable:
    """A column of the data: an item, or one answer of an item that takes several."""

    name: str
    item: Item
    label: Text
    categories: tuple[Choice, ...]


def write(instrument: Instrument, path: str | Path) -> Path:
    """Write the DDI file; what is there is replaced."""
    tree = ElementTree(document(instrument))
    indent(tree)
    tree.write(path, encoding="utf-8", xml_declaration=True)
    return Path(path)


def document(instrument: Instrument) -> Element:
    """Return the root element ``codeBook``."""
    root = Element("codeBook", {"xmlns": NAMESPACE, "version": "2.5", _SCHEMA: f"{NAMESPACE} {_XSD}"})
    root.set(_LANGUAGE, instrument.languages[0])
    _study(root, instrument)
    described = SubElement(root, "dataDscr")
    variables = tuple(_variables(instrument))
    for item in instrument.items:
        if item.kind == "select_multiple":
            _group(described, item, [one.name for one in variables if one.item is item])
    for variable in variables:
        _describe(described, variable, instrument)
    return root


def _study(root: Element, instrument: Instrument) -> None:
    citation = SubElement(SubElement(root, "stdyDscr"), "citation")
    title = SubElement(citation, "titlStmt")
    source, *others = instrument.languages
    _words(title, "titl", instrument.title, source)
    for language in others:
        _words(title, "parTitl", instrument.title, language)
    _plain(title, "IDNo", instrument.name)
    _plain(SubElement(citation, "verStmt"), "version", instrument.version)


def _variables(instrument: Instrument) -> Iterator[_Variable]:
    for item in instrument.items:
        scale = instrument.scale_of(item)
        choices = scale.choices if scale else tuple(Choice(code=arm.code, label=arm.label) for arm in item.arms)
        if item.kind == "select_multiple":
            for choice in choices:
                label = Text.of({code: f"{item.label.wording(code)} - {words}" for code, words in choice.label.items()})
                yield _Variable(name=f"{item.name}/{choice.code}", item=item, label=label, categories=_taken())
        elif item.holds_answer:
            lists = item.kind == "list_experiment" and scale is None
            label = item.label or said(f"instruments.kinds.{item.kind}")
            yield _Variable(name=item.name, item=item, label=label, categories=() if lists else choices)


def _taken() -> tuple[Choice, ...]:
    return (
        Choice(code="0", label=said("instruments.codebook.not_chosen")),
        Choice(code="1", label=said("instruments.codebook.chosen")),
    )


def _group(parent: Element, item: Item, names: list[str]) -> None:
    members = " ".join(map(_identifier, names))
    group = SubElement(parent, "varGrp", {"ID": f"G_{item.name}", "type": "multipleResp", "var": members})
    _in_each(group, "labl", item.label)


def _describe(parent: Element, variable: _Variable, instrument: Instrument) -> None:
    item = variable.item
    number = item.kind in NUMBERS | {"select_multiple"}  # an answer of several is 0 or 1
    settings = {"ID": _identifier(variable.name), "name": variable.name}
    if number or variable.categories:
        settings["intrvl"] = "contin" if item.kind == "decimal" else "discrete"
    described = SubElement(parent, "var", settings)
    _in_each(described, "labl", variable.label)
    _question(described, item, instrument)
    _bounds(described, item)
    _in_each(described, "universe", universe(item, instrument))
    for choice in variable.categories:
        _category(described, choice)
    for construct in instrument.constructs:
        if construct.name == item.construct:
            _in_each(described, "concept", construct.label)
    SubElement(described, "varFormat", {"type": "numeric" if number else "character"})
    _notes(described, item)


def _question(parent: Element, item: Item, instrument: Instrument) -> None:
    """Add what is read out before the question, the question, and what the interviewer is told."""
    if not item.label:
        return
    question = SubElement(parent, "qstn")
    for battery in instrument.batteries:
        if battery.name == item.battery:
            _in_each(question, "preQTxt", battery.label)
    _in_each(question, "qstnLit", item.label)
    for statement in item.technique.statements if isinstance(item.technique, Crosswise) else ():
        _in_each(question, "postQTxt", statement)
    for arm in item.arms:
        for statement in arm.statements:
            _in_each(question, "postQTxt", Text.of({code: f"{arm.code}: {words}" for code, words in statement.items()}))
    _in_each(question, "ivuInstr", item.hint)


def _bounds(parent: Element, item: Item) -> None:
    ends = {"min": item.minimum, "max": item.maximum}
    given = {name: f"{end:g}" for name, end in ends.items() if end is not None}
    if given:
        units = {"UNITS": "REAL"} if item.kind == "decimal" else {}
        SubElement(SubElement(parent, "valrng"), "range", units | given)


def _category(parent: Element, choice: Choice) -> None:
    silent = {"missing": "Y", "missType": choice.non_answer.value} if choice.non_answer else {}
    category = SubElement(parent, "catgry", silent)
    _plain(category, "catValu", choice.code)
    _in_each(category, "labl", choice.label)


def _notes(parent: Element, item: Item) -> None:
    notes = {"sensitivity": item.sensitivity, "claims": " ".join(item.claims), "drawn": item.assigned_by or ""}
    for subject, words in notes.items():
        if words:
            _plain(parent, "notes", words).set("subject", subject)


def _in_each(parent: Element, tag: str, text: Text) -> None:
    for language in text:
        _words(parent, tag, text, language)


def _words(parent: Element, tag: str, text: Text, language: str) -> None:
    _plain(parent, tag, text.wording(language)).set(_LANGUAGE, language)


def _plain(parent: Element, tag: str, words: str) -> Element:
    element = SubElement(parent, tag)
    element.text = clean(words)  # what XML 1.0 cannot hold is not in it
    return element


def _identifier(name: str) -> str:
    return "V_" + name.replace("/", ".")
