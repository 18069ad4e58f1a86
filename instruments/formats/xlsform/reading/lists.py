"""The lists of the sheet ``choices``: each answer with its code, its words, and what stands beside it."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.structure import Placed
from instruments.formats.xlsform.reading.tables import Row

TURN, OTHER = "turn", "other"


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer of a list.

    Attributes
    ----------
    code : str
    row : Row
        Where it stands, or where the question stands that adds it.
    label : mapping of language to words
    """

    code: str
    row: Row
    label: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class AnswerList:
    """A list of answers as a form has it; what questions do to it is noted beside it.

    Attributes
    ----------
    name : str
    answers : tuple of Answer
    marks : dict
        What of the scale follows from the questions that use the list.
    of_answers : dict of code to dict
        What of a choice follows from them.
    """

    name: str
    answers: tuple[Answer, ...]
    marks: dict[str, Any] = field(default_factory=dict)
    of_answers: dict[str, dict[str, Any]] = field(default_factory=dict)

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in order."""
        return tuple(answer.code for answer in self.answers)

    def mark(self, code: str, **values: Any) -> None:
        """Note something of an answer."""
        self.of_answers.setdefault(code, {}).update(values)

    def table(self, languages: tuple[str, ...]) -> dict[str, Any]:
        """Return the scale as TOML has it."""
        choices = [
            {"code": answer.code, "label": dict(answer.label) or {languages[0]: answer.code}}
            | self.of_answers.get(answer.code, {})
            for answer in self.answers
        ]
        return {"name": self.name} | self.marks | {"choice": choices}


def lists_of(rows: tuple[Row, ...], findings: Findings, *, repeats_choices: bool) -> dict[str, AnswerList]:
    """Return the lists by their names.

    Parameters
    ----------
    rows : tuple of Row
        Of the sheet ``choices``.
    findings : Findings
    repeats_choices : bool
        Whether the settings allow that a code stands in a list more than once.
    """
    found: dict[str, list[Row]] = {}
    for row in rows:
        name = row.get("list_name")
        if name.startswith("#"):
            findings.note("row_of_tags", row.place("list_name"), got=name)
        elif name:
            found.setdefault(name, []).append(row)
        else:
            findings.not_understood("choice_without_list", row.place("list_name"), got=row.get("name"))
    return {name: _list(name, some, findings, repeats_choices=repeats_choices) for name, some in found.items()}


def turned(rows: list[Row]) -> bool:
    """Whether a list stands there once for each starting point, as this toolkit writes a list that is shuffled."""
    return any(row.others.get(TURN) for row in rows)


def with_other(
    lists: Mapping[str, AnswerList], rows: Iterable[Placed], words: Mapping[str, str]
) -> dict[str, AnswerList]:
    """Return the lists with the answer that servers add to those of questions with ``or_other``."""
    found = dict(lists)
    for one in rows:
        answers = found.get(one.type.list_name) if one.type.other else None
        if answers is not None and OTHER not in answers.codes:
            added = Answer(OTHER, one.row, words)
            found[answers.name] = replace(answers, answers=(*answers.answers, added))
            found[answers.name].mark(OTHER, last=True)
    return found


def _list(name: str, rows: list[Row], findings: Findings, *, repeats_choices: bool) -> AnswerList:
    answers: dict[str, Answer] = {}
    for answer in _answers(rows, findings):
        if answer.code not in answers:
            answers[answer.code] = answer
        elif not turned(rows):
            place, values = answer.row.place("name"), {"code": answer.code, "list": name}
            if repeats_choices:
                findings.not_understood("code_again", place, **values)
            else:
                findings.error("code_twice", place, row=answers[answer.code].row.number, **values)
    return AnswerList(name, tuple(answers.values()))


def _answers(rows: list[Row], findings: Findings) -> Iterator[Answer]:
    for row in rows:
        code = row.get("name") or row.get("$autovalue")
        if not code:
            findings.error("choice_without_code", row.place("name"), list=row.get("list_name"))
            continue
        if not row.words("label") and not any(column in ("image", "audio", "video") for column, _ in row.cells):
            findings.error("choice_without_label", row.place("label"), code=code)
        yield Answer(code, row, row.words("label"))


def others_of(answer: Answer) -> Mapping[str, str]:
    """Return what stands beside an answer in columns of the form's own, by their headers."""
    return {header.strip(): text.strip() for header, text in answer.row.others.items()}
