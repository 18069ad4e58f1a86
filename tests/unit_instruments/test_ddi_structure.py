"""The DDI file keeps the structure of DDI-Codebook 2.5: its parts, their order and number, their attributes."""

import tomllib
from pathlib import Path
from xml.etree.ElementTree import SubElement

import pytest

from instruments import library
from instruments.codebook import ddi
from instruments.formats import toml

FORMS = Path(__file__).parent / "forms"
STRUCTURE = tomllib.loads((FORMS / "ddi_codebook_2_5.toml").read_text(encoding="utf-8"))
EVERYWHERE = frozenset(STRUCTURE.pop("everywhere"))
INSTRUMENTS = {name: library.load(name) for name in library.names()} | {
    "everything": toml.read(FORMS / "everything.toml")
}


def _local(name):
    return name.rpartition("}")[2]


def _faults(element):
    """Yield what the schema would refuse in an element and in all that stands in it."""
    rule, tags = STRUCTURE.get(_local(element.tag), {}), [_local(part.tag) for part in element]
    parts = rule.get("parts", [])
    if unknown := sorted(set(tags) - set(parts)):
        yield f"{_local(element.tag)} holds {unknown}"
    elif not rule.get("any_order") and tags != sorted(tags, key=parts.index):
        yield f"{_local(element.tag)} holds its parts in another order: {tags}"
    yield from (f"{_local(element.tag)} lacks {part}" for part in rule.get("needed", []) if part not in tags)
    yield from (f"{_local(element.tag)} repeats {part}" for part in rule.get("once", []) if tags.count(part) > 1)
    yield from _faults_of_attributes(element, rule)
    for part in element:
        yield from _faults(part)


def _faults_of_attributes(element, rule):
    given = {_local(name): value for name, value in element.attrib.items() if name != "xmlns"}
    allowed = rule.get("attributes", {})
    yield from (f"{_local(element.tag)} lacks @{name}" for name in rule.get("required", []) if name not in given)
    for name, value in given.items():
        if name not in allowed and name not in EVERYWHERE:
            yield f"{_local(element.tag)} has @{name}"
        elif allowed.get(name) and value not in allowed[name]:
            yield f"{_local(element.tag)} has @{name}={value}"


@pytest.mark.parametrize("name", INSTRUMENTS)
def test_a_codebook_keeps_the_structure_of_the_standard(name):
    root = ddi.document(INSTRUMENTS[name])
    assert (root.get("xmlns"), root.get("version")) == (ddi.NAMESPACE, "2.5")
    assert list(_faults(root)) == []


def _variable(root):
    return next(one for one in root.iter("var") if one.find("catgry") is not None)


def _label_last(root):
    SubElement(_variable(root), "labl").text = "too late"


def _two_formats(root):
    variable = _variable(root)
    variable.insert(list(variable).index(variable.find("varFormat")), variable.find("varFormat"))


def _no_name(root):
    del _variable(root).attrib["name"]


def _other_interval(root):
    _variable(root).set("intrvl", "ordinal")


def _no_citation(root):
    study = root.find("stdyDscr")
    study.remove(study.find("citation"))


def _part_of_another(root):
    SubElement(_variable(root), "titl")


@pytest.mark.parametrize(
    ("spoil", "fault"),
    [
        (_label_last, "another order"),
        (_two_formats, "repeats varFormat"),
        (_no_name, "lacks @name"),
        (_other_interval, "@intrvl=ordinal"),
        (_no_citation, "lacks citation"),
        (_part_of_another, "holds ['titl']"),
    ],
)
def test_what_breaks_the_structure_is_found(spoil, fault):
    root = ddi.document(INSTRUMENTS["officials"])
    spoil(root)
    (found,) = _faults(root)
    assert fault in found
