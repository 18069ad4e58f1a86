"""Of whom a question is asked: its own condition, and those of the blocks it stands in."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from instruments.errors import Place
from instruments.expression import Expression, check
from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.lists import AnswerList
from instruments.formats.xlsform.reading.question import Question
from instruments.formats.xlsform.reading.tables import Row
from instruments.formats.xlsform.reading.xpath import (
    Asked,
    InexpressibleError,
    curly_quote,
    expression_of,
    joined,
    references,
)
from instruments.scale import Choice, Scale
from instruments.text import Text

_ALWAYS = frozenset({"", "true()", "yes", "true"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Conditions:
    """The conditions of a form, each of them read once.

    Attributes
    ----------
    questions : mapping of name to Question
    scales : mapping of name to Scale or None
        What each question offers.
    names : frozenset of str
        Everything in the form that has a name, questions or not.
    findings : Findings
    read : dict
        By row and words, the condition that was read; None where it could not be.
    """

    questions: Mapping[str, Question]
    scales: Mapping[str, Scale | None]
    names: frozenset[str]
    findings: Findings
    read: dict[tuple[int, str], Expression | None] = field(default_factory=dict)

    def of(self, question: Question) -> Expression | None:
        """Return of whom a question is asked, as far as our grammar can say it."""
        rows = [*(block.row for block in question.blocks), question.row]
        parts = [self._once(row, row.get("relevant")) for row in rows]
        added = self._once(question.row, question.condition)
        return joined([part for part in (*parts, added) if part is not None])

    def _once(self, row: Row, written: str) -> Expression | None:
        key = (row.number, written)
        if key not in self.read:
            self.read[key] = self._condition(row, written) if written not in _ALWAYS else None
        return self.read[key]

    def _condition(self, row: Row, written: str) -> Expression | None:
        if curly_quote(written) or not self.names.issuperset(references(written)):
            return None  # said for all cells alike, in ``faults``
        asked = {name: Asked(one.kind, _codes(self.scales[name])) for name, one in self.questions.items()}
        try:
            read = expression_of(written, asked)
        except InexpressibleError:
            place = row.place("relevant")
            self.findings.not_understood("condition_kept", place, got=written, name=row.get("name"))
            return None
        problems = check(read, self.scales, place=Place())
        for problem in problems:
            self.findings.add(problem, row.place("relevant"))
        return None if problems else read


def scales_of(questions: Iterable[Question], lists: Mapping[str, AnswerList]) -> dict[str, Scale | None]:
    """Return what each question offers, as a condition sees it."""
    scales = {
        name: Scale(name=name, choices=tuple(Choice(code=code, label=Text()) for code in answers.codes))
        for name, answers in lists.items()
    }
    return {one.name: scales.get(one.list_name) for one in questions}


def _codes(scale: Scale | None) -> tuple[str, ...]:
    return scale.codes if scale else ()
