"""Read answers that are chosen from a list: by code or by label, in any language of the form."""

from collections.abc import Mapping
from functools import cache

from instruments.scale import Choice, Scale
from survey.ingest.cell import MISSING, Cell, invalid, is_blank
from survey.ingest.joined import LONGEST, taken_apart
from survey.ingest.plain import plain

_YES = frozenset({"1", "true", "1.0", "yes", "oui", "vrai"})
_NO = frozenset({"0", "false", "0.0", "no", "non", "faux"})


def read_choice(text: str, scale: Scale) -> Cell:
    """Return the code that a cell stands for, or why it stands for none.

    A code wins over a label that is written like it; a label of two codes is not guessed.
    """
    codes = codes_of(text, scale)
    if len(codes) == 1:
        return _chosen(scale.choice(codes[0]))
    if codes:
        return invalid("ambiguous_label")
    return MISSING if is_blank(text) else invalid("unknown_code")


def codes_of(text: str, scale: Scale) -> tuple[str, ...]:
    """Return the codes that a text may stand for: none, one, or those that share the label."""
    if len(text) > LONGEST:
        return ()
    code = _code_of(text, scale)
    return _by_label(scale).get(plain(text), ()) if code is None else (code,)


def _code_of(text: str, scale: Scale) -> str | None:
    by_code = _by_code(scale)
    return next((by_code[form] for form in (text.strip(), plain(text), _whole(text)) if form in by_code), None)


def read_multiple(text: str, scale: Scale) -> Cell:
    """Return the codes that a joined cell stands for: ``violence looting``, or labels of several words in a row.

    What can be taken apart in two ways is not guessed.
    """
    if is_blank(text) and not codes_of(text, scale):
        return MISSING
    found = _joined(text, scale) if len(text) <= LONGEST else set()
    if not found:
        return invalid("unknown_code")
    return together(next(iter(found)), scale) if len(found) == 1 else invalid("ambiguous_label")


def _joined(text: str, scale: Scale) -> set[frozenset[str]]:
    """Return the sets of codes that a joined cell may stand for; codes win over labels that are written like them."""
    parts = [_code_of(part, scale) for part in text.split()]
    codes = frozenset(code for code in parts if code is not None)
    return taken_apart(plain(text), forms=_forms(scale)) if None in parts else {codes}


@cache
def _forms(scale: Scale) -> Mapping[str, tuple[str, ...]]:
    return _by_label(scale) | {form: (code,) for form, code in _by_code(scale).items()}


def together(codes: frozenset[str], scale: Scale, *, unoffered: frozenset[str] = frozenset()) -> Cell:
    """Return choices that were taken together; one that excludes others, or is no answer, must stand alone."""
    choices = [scale.choice(code) for code in codes]
    if len(choices) == 1 and choices[0].non_answer is not None:
        return Cell(reason=choices[0].non_answer)
    if len(choices) > 1 and any(choice.exclusive or choice.non_answer is not None for choice in choices):
        return invalid("not_alone")
    return Cell(value=codes, unoffered=unoffered)


def read_tick(text: str) -> bool | None:
    """Return whether a 0/1 cell is ticked; None where it is blank or anything else."""
    form = plain(text) if len(text) <= LONGEST else text
    return True if form in _YES else False if form in _NO else None


def _chosen(choice: Choice) -> Cell:
    return Cell(value=choice.code) if choice.non_answer is None else Cell(reason=choice.non_answer)


def _whole(text: str) -> str:
    """Return the code that a statistics program stored as a number: ``1.0`` and ``01`` are ``1``."""
    try:
        number = float(text.replace(",", "."))
    except ValueError:
        return text
    return str(int(number)) if number.is_integer() else text


@cache
def _by_code(scale: Scale) -> Mapping[str, str]:
    folded = {plain(choice.code): choice.code for choice in reversed(scale.choices)}
    return folded | {choice.code: choice.code for choice in scale.choices}


@cache
def _by_label(scale: Scale) -> dict[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for choice in scale.choices:
        for label in {plain(words) for words in choice.label.values() if words.strip()}:
            found[label] = (*found.get(label, ()), choice.code)
    return found
