"""A question of a form as the table of an item, with its words, its bounds and of whom it is asked."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from instruments.formats.xlsform.reading.conditions import Conditions
from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.limits import Limits, limits_of
from instruments.formats.xlsform.reading.lists import AnswerList
from instruments.formats.xlsform.reading.own_words import without_ours
from instruments.formats.xlsform.reading.question import Question
from instruments.formats.xlsform.reading.xpath import curly_quote
from instruments.item import METADATA

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")
_YES = frozenset({"yes", "true", "true()", "1", "oui"})
_NO = frozenset({"", "no", "false", "false()", "0", "non"})
_SILENT = METADATA | {"calculate"}


def item_table(
    question: Question, conditions: Conditions, *, called: Mapping[str, str], findings: Findings
) -> dict[str, Any]:
    """Return an item as TOML has it.

    Parameters
    ----------
    question : Question
    conditions : Conditions
    called : mapping of str to str
        By the name that a wording holds, the arm that it means.
    findings : Findings
    """
    row, asked_of = question.row, conditions.of(question)
    label = dict(question.label) or row.words("label")
    hint = {language: words for language, text in row.words("hint").items() if (words := without_ours(text))}
    if not label and not row.words("hint") and question.kind not in _SILENT and not _shows(question):
        findings.error("no_label", row.place("label"), name=question.name)
    table = {
        "name": question.name,
        "kind": question.kind,
        "role": "arm" if question.arms else None,
        "scale": question.list_name,
        "label": {} if question.kind in METADATA else _with_arms(label, called),
        "hint": {} if question.condition else _with_arms(hint, called),
        "audio": {} if question.condition else row.words("audio"),
        "relevant": str(asked_of) if asked_of else None,
        "required": _required(question, findings),
        "battery": question.battery,
        "repeat": question.repeat,
        "arm": [{"code": code, "label": dict(words)} for code, words in question.arms],
    }
    return {key: value for key, value in table.items() if value} | _bounds(question, findings)


def mark_alone(questions: Iterable[Question], lists: Mapping[str, AnswerList], findings: Findings) -> None:
    """Mark the answers that stand alone in their lists; say it where only some questions on a list want it so."""
    users: dict[str, list[Question]] = {}
    for question in questions:
        if question.kind == "select_multiple":
            users.setdefault(question.list_name, []).append(question)
    for name, some in users.items():
        meant = {_limits(question) for question in some}
        only = meant.pop() if len(meant) == 1 else None
        if only is None or not set(only.alone) <= set(lists[name].codes):
            for question in some:
                _keep(question, findings)
        else:
            for code in only.alone:
                lists[name].mark(code, exclusive=True)


def _bounds(question: Question, findings: Findings) -> dict[str, Any]:
    if question.kind == "select_multiple" or question.condition:
        return {}
    limits = _limits(question)
    if limits is None:
        _keep(question, findings)
        return {}
    ends = ("minimum", "maximum", "earliest", "latest")
    return {end: value for end in ends if (value := getattr(limits, end)) is not None}


def _limits(question: Question) -> Limits | None:
    written = question.row.get("constraint")
    return limits_of(written, kind=question.kind) if written else Limits()


def _keep(question: Question, findings: Findings) -> None:
    written = question.row.get("constraint")
    if written and not curly_quote(written):
        findings.not_understood("constraint_kept", question.row.place("constraint"), got=written, name=question.name)


def _required(question: Question, findings: Findings) -> bool:
    written = question.row.get("required").lower()
    if written not in _YES | _NO:
        values = {"got": question.row.get("required"), "name": question.name}
        findings.not_understood("required_kept", question.row.place("required"), **values)
    return written in _YES and not question.condition


def _with_arms(words: Mapping[str, str], called: Mapping[str, str]) -> dict[str, str]:
    """Return words in which an arm stands under its own name, not under that of its words in one language."""
    return {
        language: _PLACEHOLDER.sub(lambda found: f"${{{called.get(found[1], found[1])}}}", text)
        for language, text in words.items()
    }


def _shows(question: Question) -> bool:
    """Whether something else than words is shown or played."""
    return any(column in ("image", "audio", "video", "big-image") for column, _ in question.row.cells)
