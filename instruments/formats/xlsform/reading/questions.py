"""The rows that become questions, one way for each kind of row; what becomes none is said, and stays in the form."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from difflib import get_close_matches
from typing import cast

from instruments.errors import Place
from instruments.formats.xlsform.reading.blocks import Blocks
from instruments.formats.xlsform.reading.drawn import Drawn
from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.lists import OTHER, AnswerList
from instruments.formats.xlsform.reading.own_words import in_languages
from instruments.formats.xlsform.reading.question import Question
from instruments.formats.xlsform.reading.structure import Block, Placed
from instruments.formats.xlsform.reading.types import METADATA, QUESTIONS
from instruments.item import CHOSEN, Kind
from instruments.text import Text

_OF_SERVER = ("__version__", "_version_")
_LISTED_BY = {"score": "kobo--score-choices", "rank": "kobo--rank-items", "kobomatrix": "kobo--matrix_list"}
_TYPES = (*CHOSEN, "integer", "decimal", "text", "date", "time", "note", "calculate", "begin_group", "begin_repeat")


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What must be known of a form to read one of its rows."""

    lists: Mapping[str, AnswerList]
    blocks: Blocks
    drawn: Drawn
    languages: tuple[str, ...]
    findings: Findings


def questions_of(rows: tuple[Placed, ...], known: Known) -> tuple[Question, ...]:
    """Return the rows that become questions, in order; of two with one name, the first."""
    first: dict[str, Question] = {}
    for one in rows:
        for question in _questions(one, known):
            before = first.setdefault(question.name, question)
            if before is not question:
                values = {"name": question.name, "row": before.row.number}
                known.findings.error("name_twice", question.row.place("name"), **values)
    return tuple(first.values())


def _questions(one: Placed, known: Known) -> Iterator[Question]:
    if one.row.number in known.blocks.frames or one.name in known.drawn.helpers:
        return
    if one.type.role in ("question", "row_of_block") and not one.name:
        known.findings.error("no_name", one.row.place("name"), got=one.row.get("type"))
        return
    match one.type.role:
        case "question" if one.inside("kobomatrix"):
            yield from _matrix(one, cast("Block", one.inside("kobomatrix")), known)
        case "question":
            yield from _question(one, known)
        case "row_of_block":
            yield from _row_of_block(one, known)
        case _:
            _say_why_not(one, known.findings)


def _question(one: Placed, known: Known) -> Iterator[Question]:
    kind = cast("Kind", one.type.kind)
    if kind == "calculate":
        yield from _arm(one, known)
    elif kind not in CHOSEN:
        yield _plain(one, kind, known)
    elif _has_list(one, _list_name(one), known):
        yield _plain(one, kind, known, list_name=_list_name(one))
        if one.type.other:
            yield _which_other(one, known)


def _plain(one: Placed, kind: Kind, known: Known, *, list_name: str = "") -> Question:
    return Question(
        name=one.name,
        kind=kind,
        row=one.row,
        blocks=one.blocks,
        list_name=list_name,
        battery=known.blocks.battery_of(one),
        repeat=known.blocks.repeat_of(one),
    )


def _list_name(one: Placed) -> str:
    return one.type.list_name or one.row.get("select_from_list_name")


def _has_list(one: Placed, name: str, known: Known) -> bool:
    """Whether the list of a question is there; say which is meant where it is not."""
    if not name:
        known.findings.error("no_list", one.row.place("type"), name=one.name)
    elif name not in known.lists:
        near = get_close_matches(name, list(known.lists), n=1)
        values = {"got": name, "name": one.name, "near": near[0] if near else ", ".join(list(known.lists)[:5]) or "-"}
        known.findings.error("missing_list", one.row.place("type"), **values)
    return name in known.lists


def _arm(one: Placed, known: Known) -> Iterator[Question]:
    arms = known.drawn.arms.get(one.name)
    if arms:
        yield Question(name=one.name, kind="calculate", row=one.row, blocks=one.blocks, arms=arms)
    elif one.name.startswith(_OF_SERVER):
        known.findings.note("version_kept", one.row.place("name"), name=one.name)
    else:
        values = {"name": one.name, "got": one.row.get("calculation")}
        known.findings.not_understood("calculation_kept", one.row.place("calculation"), **values)


def _which_other(one: Placed, known: Known) -> Question:
    """Return the text that servers ask with ``or_other``."""
    known.findings.note("other_added", one.row.place("type"), name=one.name)
    return Question(
        name=f"{one.name}_{OTHER}",
        kind="text",
        row=one.row,
        blocks=one.blocks,
        repeat=known.blocks.repeat_of(one),
        label=Text.of(in_languages("which_other", known.languages)),
        condition=f"selected(${{{one.name}}}, '{OTHER}')",
    )


def _row_of_block(one: Placed, known: Known) -> Iterator[Question]:
    """Yield a row of Kobo's tables: each offers the list that the table names."""
    block = one.inside(one.type.kind)
    if block is None:
        known.findings.error("row_outside_block", one.row.place("type"), name=one.name, kind=one.type.kind)
        return
    name = block.row.get(_LISTED_BY[block.kind])
    if _has_list(one, name, known):
        yield _plain(one, "select_one", known, list_name=name)
    if block.kind == "rank" and one.blocks[-1] is block:
        known.findings.not_understood("rank_kept", one.row.place("type"), name=one.name, block=block.name)


def _matrix(one: Placed, block: Block, known: Known) -> Iterator[Question]:
    """Yield a column of Kobo's matrix once for each of its rows, under the names that Kobo gives them."""
    rows = block.row.get(_LISTED_BY["kobomatrix"])
    if not _has_list(one, rows, known):
        return
    if one.type.list_name and not _has_list(one, one.type.list_name, known):
        return
    for answer in known.lists[rows].answers:
        asked = one.row.words("label")
        words = {language: f"{answer.label.get(language, answer.code)} - {words}" for language, words in asked.items()}
        yield Question(
            name=f"{block.name}_{answer.code}_{one.name}",
            kind=cast("Kind", one.type.kind),
            row=one.row,
            blocks=one.blocks,
            list_name=one.type.list_name,
            repeat=known.blocks.repeat_of(one),
            label=Text.of(words),
        )


def _say_why_not(one: Placed, findings: Findings) -> None:
    place: Place = one.row.place("type")
    match one.type.role:
        case "metadata" | "kept" if one.type.identifies:
            findings.not_understood("identifies", place, got=one.row.get("type"), name=one.name)
        case "metadata":
            findings.note("metadata_kept", place, got=one.row.get("type"))
        case "kept":
            findings.not_understood("type_kept", place, got=one.row.get("type"), name=one.name)
        case _:
            near = get_close_matches(one.row.get("type").lower(), [*_TYPES, *QUESTIONS, *METADATA], n=1, cutoff=0.5)
            values = {"got": one.row.get("type"), "name": one.name, "near": near[0] if near else ", ".join(_TYPES)}
            findings.error("unknown_type", place, **values)
