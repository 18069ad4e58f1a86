"""What changed in the answers that a question offers."""

from collections.abc import Iterator

from instruments.bilingual import said
from instruments.scale import Choice, NonAnswer, Scale
from instruments.text import Text
from instruments.versions.change import Change, Comparability, change
from instruments.versions.wordings import changed_words


def changed_answers(old: Scale | None, new: Scale | None) -> Iterator[Change]:
    """Yield what is not offered as it was."""
    before = {choice.code: choice for choice in old.choices} if old else {}
    after = {choice.code: choice for choice in new.choices} if new else {}
    for code, choice in after.items():
        if code not in before:
            yield change("choice_added", Comparability.DOUBTFUL, code=code, label=choice.label)
    for code, choice in before.items():
        if code not in after:
            yield change("choice_removed", Comparability.DOUBTFUL, code=code, label=choice.label)
        else:
            yield from _changed_choice(choice, after[code])
    if [code for code in before if code in after] != [code for code in after if code in before]:
        yield change("choices_moved", Comparability.DOUBTFUL)
    if old and new and old.shuffled != new.shuffled:
        yield change("shuffled" if new.shuffled else "not_shuffled", Comparability.DOUBTFUL)


def _changed_choice(old: Choice, new: Choice) -> Iterator[Change]:
    code = old.code
    for was, now, language in changed_words(old.label, new.label):
        yield change("choice_worded", Comparability.DOUBTFUL, code=code, language=language, old=was, new=now)
    if old.value != new.value:
        yield change("choice_value", Comparability.LOST, code=code, old=_place(old), new=_place(new))
    if old.non_answer != new.non_answer:
        yield change("choice_kind", Comparability.LOST, code=code, old=_kind(old.non_answer), new=_kind(new.non_answer))
    if old.exclusive != new.exclusive:
        yield change("choice_exclusive", Comparability.DOUBTFUL, code=code, label=new.label)


def _place(choice: Choice) -> str:
    return "-" if choice.value is None else f"{choice.value:g}"


def _kind(kind: NonAnswer | None) -> Text:
    """Return what a code stands for: a kind of non-answer, or an answer."""
    return said(f"instruments.kinds.{kind or 'answer'}")
