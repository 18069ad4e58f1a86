"""What a form says, as the tables of a questionnaire; and everything that it says and a questionnaire cannot."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from instruments.errors import Place, Problem
from instruments.formats.document import Document
from instruments.formats.xlsform.form import Form
from instruments.formats.xlsform.reading.blocks import blocks_of
from instruments.formats.xlsform.reading.conditions import Conditions, scales_of
from instruments.formats.xlsform.reading.drawn import drawn_in
from instruments.formats.xlsform.reading.faults import say_faults
from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.items import item_table, mark_alone
from instruments.formats.xlsform.reading.lists import lists_of, with_other
from instruments.formats.xlsform.reading.narrowing import narrow
from instruments.formats.xlsform.reading.own_words import in_languages
from instruments.formats.xlsform.reading.proposals import propose
from instruments.formats.xlsform.reading.questions import Known, questions_of
from instruments.formats.xlsform.reading.structure import placed
from instruments.formats.xlsform.reading.tables import Row, languages_of, rows_of, say_columns

_FIRST_VERSION = "1"


@dataclass(frozen=True, slots=True, kw_only=True)
class Understood:
    """What was understood of a form.

    Attributes
    ----------
    document : dict
        The tables of the questionnaire, as TOML has them.
    rows : mapping of item to row
    problems : tuple of Problem
    """

    document: Document
    rows: Mapping[str, int]
    problems: tuple[Problem, ...]


def understood(form: Form) -> Understood:
    """Return what a form says, all of its faults at once."""
    findings = Findings(form.file)
    languages = languages_of(form)
    settings = next(iter(rows_of(form, "settings")), None)
    survey = _survey(form, findings)
    rows = placed(survey, findings)
    lists = lists_of(rows_of(form, "choices"), findings, repeats_choices=_repeats(settings))
    lists = with_other(lists, rows, in_languages("other", languages))
    blocks = blocks_of(rows, findings, languages=languages)
    calculations = {one.name: one.row.get("calculation") for one in rows if one.type.kind == "calculate"}
    drawn = drawn_in(calculations, languages=languages)
    known = Known(lists=lists, blocks=blocks, drawn=drawn, languages=languages, findings=findings)
    questions = questions_of(rows, known)
    named = {row.get("name") or row.get("$autoname") for row in survey}
    names = frozenset(named - {""} | {question.name for question in questions})
    say_faults(survey, names=names, findings=findings)
    used = narrow(questions, lists, findings)
    say_columns(form, "survey", findings)
    say_columns(form, "choices", findings, used=used)
    say_columns(form, "settings", findings)
    mark_alone(questions, lists, findings)
    by_name = {question.name: question for question in questions}
    conditions = Conditions(questions=by_name, scales=scales_of(questions, lists), names=names, findings=findings)
    items = [item_table(question, conditions, called=drawn.called, findings=findings) for question in questions]
    propose(lists.values(), findings)
    document = _head(form, settings, languages, findings) | {
        "scale": [answers.table(languages) for answers in lists.values() if answers.answers],
        "battery": list(blocks.batteries.values()),
        "repeat": list(blocks.repeats.values()),
        "item": items,
    }
    return Understood(
        document={key: value for key, value in document.items() if value},
        rows={question.name: question.row.number for question in questions},
        problems=tuple(findings.problems),
    )


def _survey(form: Form, findings: Findings) -> tuple[Row, ...]:
    rows = rows_of(form, "survey")
    if form.sheet("survey") is None:
        findings.error("no_survey", Place(), sheets=", ".join(sheet.name for sheet in form.sheets) or "-")
    elif not any(row.get("type") for row in rows):
        findings.error("empty_survey", Place(sheet="survey"))
    return rows


def _repeats(settings: Row | None) -> bool:
    return settings is not None and settings.get("allow_choice_duplicates").lower() in ("yes", "true", "true()", "1")


def _head(form: Form, settings: Row | None, languages: tuple[str, ...], findings: Findings) -> dict[str, Any]:
    """Return what is said of the questionnaire as a whole."""
    name = settings.get("form_id") if settings else ""
    version = settings.get("version") if settings else ""
    if not version:
        findings.note("no_version", Place(sheet="settings"), version=_FIRST_VERSION)
    name = name or re.sub(r"\W+", "_", Path(form.file).stem).strip("_").lower() or "form"
    title = (settings.get("form_title") if settings else "") or name
    return {
        "name": name,
        "version": version or _FIRST_VERSION,
        "title": {languages[0]: title},
        "languages": list(languages),
    }
