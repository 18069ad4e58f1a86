"""Which verdict the words of a cell say: the page explains those that it shows, and lists those without a test."""

from typing import get_args

from analysis.claims.rules import Decision
from analysis.claims.sentence import decision_in_words
from instruments.language import Language
from instruments.words import say
from reports.table import Cell

UNTESTED: frozenset[Decision] = frozenset({"not_testable", "never_asked"})


def decision_of(cell: Cell, *, language: Language) -> Decision | None:
    """Return the decision that the words of a verdict say; None for other words."""
    words = cell.text(language).casefold()
    return next((decision for decision in get_args(Decision) if words in _said(decision, language)), None)


def is_exploratory(cell: Cell, *, language: Language) -> bool:
    """Return whether the words of a verdict say that it only suggests."""
    decision = decision_of(cell, language=language)
    return decision is not None and cell.text(language).casefold() == _said(decision, language)[1]


def _said(decision: Decision, language: Language) -> tuple[str, str]:
    words = decision_in_words(decision, language)
    return words.casefold(), say("reports.sheets.exploratory", language, verdict=words).casefold()
