"""What a question does to its list: narrows it to a wider place, or shuffles it; the mirror of ``lists`` in writing."""

import re
from collections.abc import Iterable
from dataclasses import dataclass

from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.lists import TURN, AnswerList, others_of
from instruments.formats.xlsform.reading.question import Question

_ALWAYS = "always"
_FILTERS = (
    re.compile(r"(?P<column>\w+)\s*=\s*\$\{(?P<item>\w+)\}(?: or (?P=column) = '(?P<always>always)')?"),
    re.compile(r"\$\{(?P<item>\w+)\}\s*=\s*(?P<column>\w+)(?P<always>)"),
)
_SHUFFLED = re.compile(r"randomized\(\s*0\s*,\s*(?P<last>\d+)\s*\)|randomi[sz]ed(?P<all>)")
_RANDOMIZE = re.compile(r"randomize\s*=\s*true", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Narrowing:
    """What is done to a list.

    Attributes
    ----------
    column, item : str
        The column that is compared, and the question whose answer it is compared with; empty where nothing is.
    always : bool
        Whether some answers are always offered.
    shuffled : bool
    last : int
        How many stay at the end of a shuffled list.
    """

    column: str = ""
    item: str = ""
    always: bool = False
    shuffled: bool = False
    last: int = 0


def narrow(questions: Iterable[Question], lists: dict[str, AnswerList], findings: Findings) -> frozenset[str]:
    """Mark the lists with what all their questions do to them alike; say what only some do.

    Returns
    -------
    frozenset of str
        The columns of the sheet ``choices`` that were looked at for it.
    """
    used = set()
    users: dict[str, list[Question]] = {}
    for question in questions:
        if question.list_name in lists:
            users.setdefault(question.list_name, []).append(question)
    wider = {question.name: question for some in users.values() for question in some}
    for name, some in users.items():
        meant = {_narrowing(question) for question in some}
        only = meant.pop() if len(meant) == 1 else None
        if only is None or not _marked(lists[name], only, wider, lists):
            _say(some, findings)
        elif only.column:
            used.add(only.column)
    return frozenset(used)


def _narrowing(question: Question) -> Narrowing | None:
    """Return what a question does to its list; None where it does something else."""
    written = question.row.get("choice_filter")
    found = next((match for pattern in _FILTERS if (match := pattern.fullmatch(written))), None)
    if written and found is None:
        return None
    if found and found["column"] == TURN:
        return Narrowing(shuffled=True, column=TURN, always=True)
    shuffled = _SHUFFLED.search(question.row.get("appearance"))
    last = int(shuffled["last"] or 0) if shuffled else 0
    return Narrowing(
        column=found["column"] if found else "",
        item=found["item"] if found else "",
        always=bool(found and found["always"]),
        shuffled=bool(shuffled or _RANDOMIZE.search(question.row.get("parameters"))),
        last=last,
    )


def _marked(answers: AnswerList, meant: Narrowing, wider: dict[str, Question], lists: dict[str, AnswerList]) -> bool:
    """Mark a list, and return whether it could be marked."""
    if meant.item:
        within = {answer.code: others_of(answer).get(meant.column, "") for answer in answers.answers}
        above = wider.get(meant.item)
        codes = lists[above.list_name].codes if above else ()
        if not all(code in codes or (meant.always and code == _ALWAYS) for code in within.values()):
            return False
        answers.marks["filtered_by"] = meant.item
        for code, place in within.items():
            if place != _ALWAYS or _ALWAYS in codes:
                answers.mark(code, within=place)
    if meant.shuffled:
        answers.marks["shuffled"] = True
        last = [a.code for a in answers.answers if others_of(a).get(TURN) == _ALWAYS] if meant.column == TURN else []
        for code in last or answers.codes[len(answers.codes) - meant.last :]:
            answers.mark(code, last=True)
    return True


def _say(questions: list[Question], findings: Findings) -> None:
    for question in questions:
        if column := _said_in(question):
            got = question.row.get(column)
            findings.not_understood("filter_kept", question.row.place(column), got=got, name=question.name)


def _said_in(question: Question) -> str | None:
    """Return the column in which a question does something to its list."""
    if question.row.get("choice_filter"):
        return "choice_filter"
    if _SHUFFLED.search(question.row.get("appearance")):
        return "appearance"
    return "parameters" if _RANDOMIZE.search(question.row.get("parameters")) else None
