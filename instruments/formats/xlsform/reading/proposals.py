"""What a list looks like, and no form can say: answers that are no answer, and an order; proposed, never assumed."""

import itertools
import re
import unicodedata
from collections.abc import Iterable

from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.lists import Answer, AnswerList
from instruments.scale import NonAnswer

_LEAST_STEPS = 3
_WORDS: dict[NonAnswer, re.Pattern[str]] = {
    NonAnswer.DONT_KNOW: re.compile(
        r"\b(don'?t know|do not know|dnk|dont know|ne sai[ts] pas|nsp|sans opinion|no opinion)\b"
    ),
    NonAnswer.REFUSED: re.compile(
        r"\b(refus\w*|prefer not|pnta|npr|no answer|ne souhaite pas repondre|pas de reponse|prefere ne pas)\b"
    ),
    NonAnswer.NOT_APPLICABLE: re.compile(r"\b(not applicable|sans objet|non applicable)\b"),
}


def propose(lists: Iterable[AnswerList], findings: Findings) -> None:
    """Note what lists look like; nothing is taken over."""
    for answers in lists:
        silent = {answer.code: kind for answer in answers.answers if (kind := _kind(answer))}
        first = next((answer for answer in answers.answers if answer.code in silent), None)
        if first is not None:
            said = ", ".join(f"{code} = {kind.value}" for code, kind in silent.items())
            findings.note("non_answers_proposed", first.row.place("name"), list=answers.name, answers=said)
        steps = [code for code in answers.codes if code not in silent]
        if len(steps) >= _LEAST_STEPS and _counted(steps):
            findings.note("order_proposed", answers.answers[0].row.place("name"), list=answers.name, steps=len(steps))


def _kind(answer: Answer) -> NonAnswer | None:
    """Return the kind of non-answer that an answer looks like by its words, or by a code that is a word."""
    texts = [answer.code.replace("_", " "), *answer.label.values()]
    plain = [_letters(text) for text in texts]
    return next((kind for kind, pattern in _WORDS.items() if any(map(pattern.search, plain))), None)


def _counted(codes: list[str]) -> bool:
    """Whether the codes count up or down by one."""
    if not all(re.fullmatch(r"-?\d{1,3}", code) for code in codes):
        return False
    numbers = [int(code) for code in codes]
    steps = {after - before for before, after in itertools.pairwise(numbers)}
    return steps in ({1}, {-1})


def _letters(text: str) -> str:
    whole = unicodedata.normalize("NFKD", text.lower().replace("’", "'"))
    return "".join(letter for letter in whole if not unicodedata.combining(letter))
