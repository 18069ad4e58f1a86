"""Read answers that are chosen from a list: by code or by label, in any language of the form."""

from collections.abc import Mapping
from functools import cache

from instruments.scale import Choice, Scale
from survey.ingest.cell import BLANKS, MISSING, Cell, invalid
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
    return MISSING if plain(text) in BLANKS else invalid("unknown_code")


def codes_of(text: str, scale: Scale) -> tuple[str, ...]:
    """Return the codes that a text may stand for: none, one, or those that share the label."""
    by_code, by_label = _by_code(scale), _by_label(scale)
    for form in (text.strip(), plain(text), _whole(text)):
        if form in by_code:
            return (by_code[form],)
    return by_label.get(plain(text), ())


def read_multiple(text: str, scale: Scale) -> Cell:
    """Return the codes that a joined cell stands for: ``violence looting``."""
    if plain(text) in BLANKS and not codes_of(text, scale):
        return MISSING
    parts = text.split()
    whole = codes_of(text, scale)
    found = [whole] if whole else [codes_of(part, scale) for part in parts]
    if not all(len(codes) == 1 for codes in found):
        return invalid("unknown_code")
    return together(frozenset(codes[0] for codes in found), scale)


def together(codes: frozenset[str], scale: Scale) -> Cell:
    """Return choices that were taken together; one that excludes others, or is no answer, must stand alone."""
    choices = [scale.choice(code) for code in codes]
    if len(choices) == 1 and choices[0].non_answer is not None:
        return Cell(reason=choices[0].non_answer)
    if len(choices) > 1 and any(choice.exclusive or choice.non_answer is not None for choice in choices):
        return invalid("not_alone")
    return Cell(value=codes)


def read_tick(text: str) -> bool | None:
    """Return whether a 0/1 cell is ticked; None where it is blank or anything else."""
    form = plain(text)
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
def _by_label(scale: Scale) -> Mapping[str, tuple[str, ...]]:
    found: dict[str, tuple[str, ...]] = {}
    for choice in scale.choices:
        for label in {plain(words) for words in choice.label.values() if words.strip()}:
            found[label] = (*found.get(label, ()), choice.code)
    return found
