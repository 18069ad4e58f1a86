"""What the words of the cards mean, said once above them."""

from html import escape
from typing import get_args

from analysis.claims.grades import GradeName
from analysis.claims.rules import Decision
from analysis.claims.sentence import decision_in_words
from instruments.language import Language
from instruments.words import say
from reports.page.decisions import decision_of, is_exploratory
from reports.page.markup import element, many
from reports.table import Cell


def words_of_verdicts(cells: list[Cell], *, language: Language) -> str:
    """Return what each verdict that is shown says."""
    shown = {decision_of(cell, language=language) for cell in cells}
    terms = [
        _term(decision_in_words(decision, language), say(f"reports.notes.{decision}_is", language))
        for decision in get_args(Decision)
        if decision in shown
    ]
    exploratory = any(is_exploratory(cell, language=language) for cell in cells)
    also = element("p", escape(say("reports.page.word_exploratory", language)), kind="note") if exploratory else ""
    return _legend("words_of_verdicts", terms, language) + also


def words_of_grades(*, language: Language) -> str:
    """Return what each of the five grades looks at."""
    terms = [
        _term(say(f"analysis.grades.name_{name}", language), say(f"reports.page.grade_{name}", language))
        for name in get_args(GradeName)
    ]
    return _legend("grades", terms, language)


def _legend(name: str, terms: list[str], language: Language) -> str:
    heading = element("p", escape(say(f"reports.page.{name}", language)), kind="heading")
    return element("div", many(heading, element("dl", many(*terms))), kind="legend")


def _term(name: str, words: str) -> str:
    return f"<div>{element('dt', escape(name[:1].upper() + name[1:]))}{element('dd', escape(words))}</div>"
