"""The matrix of claims and questions, as text for people and as JSON for programs."""

import json
from collections.abc import Iterable

from instruments.coverage import AskedClaim
from instruments.language import Language, spoken_language
from instruments.words import say


def as_text(matrix: Iterable[AskedClaim], *, language: Language | None = None) -> str:
    """Return each claim on a line, and below it its items by questionnaire, or why nobody is asked."""
    spoken = language or spoken_language()
    return "\n".join(line for row in matrix for line in _lines(row, spoken))


def as_json(matrix: Iterable[AskedClaim]) -> str:
    """Return the matrix as a list of objects: ``claim``, ``words``, ``asked_of``, ``never`` and ``items``."""
    rows = [
        {
            "claim": row.claim,
            "words": dict(row.words),
            "asked_of": list(row.asked_of),
            "never": dict(row.never) or None,
            "items": {name: list(items) for name, items in row.items.items()},
        }
        for row in matrix
    ]
    return json.dumps(rows, ensure_ascii=False, indent=2) + "\n"


def _lines(row: AskedClaim, language: Language) -> list[str]:
    items = [
        say("instruments.coverage.asked", language, instrument=name, items=", ".join(names))
        for name, names in row.items.items()
    ]
    never = [say("instruments.coverage.never", language, reason=row.never.wording(language))] if row.never else []
    return [f"{row.claim:<5}{row.words.wording(language)}", *items, *never]
