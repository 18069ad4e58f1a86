"""What is drawn at random in the form itself, stored with the interview, and never drawn twice."""

import re
from collections.abc import Iterator, Sequence

from instruments.formats.xlsform.columns import Row, in_each
from instruments.instrument import Instrument
from instruments.item import Arm, Item
from instruments.text import Text

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def draw_rows(item: Item, relevant: Row, instrument: Instrument) -> Iterator[Row]:
    """Yield the rows that draw an arm: the number, its arm and, where a wording holds it, its name in each language.

    The number has no condition: if the answer before it is corrected and put back, the same arm comes again.
    """
    yield {"type": "calculate", "name": f"{item.name}_draw", "calculation": "once(random())"}
    yield {"type": "calculate", "name": item.name, "calculation": _by_draw(item)} | relevant
    if item.name in named_in_wordings(instrument):
        for language in instrument.languages:
            calculation = _by_arm(item.name, [(arm, _quoted(arm.label.wording(language))) for arm in item.arms])
            yield {"type": "calculate", "name": f"{item.name}_{language}", "calculation": calculation} | relevant


def list_rows(item: Item, condition: str, languages: tuple[str, ...]) -> Iterator[Row]:
    """Yield the lists of a list experiment, each shown in its own arm only."""
    for arm in item.arms:
        drawn = f"${{{item.assigned_by}}} = '{arm.code}'"
        relevant = f"({condition}) and {drawn}" if condition else drawn
        yield {"type": "note", "name": f"{item.name}_{arm.code}", "relevant": relevant} | _list(arm, languages)


def most_statements(item: Item) -> str:
    """Return, as the form writes it, how many statements the respondent's own list has."""
    return _by_arm(str(item.assigned_by), [(arm, str(len(arm.statements))) for arm in item.arms])


def named_in_wordings(instrument: Instrument) -> frozenset[str]:
    """Return the drawn arms whose name stands in a wording, as ``${arm}``."""
    arms = {item.name for item in instrument.items if item.role == "arm"}
    texts = [words for item in instrument.items for text in (item.label, item.hint) for words in text.values()]
    return frozenset(arms & {name for words in texts for name in _PLACEHOLDER.findall(words)})


def with_names(text: Text, language: str, arms: frozenset[str]) -> str:
    """Return the words of a text, in which ``${arm}`` stands for the arm's name in that language."""
    return _PLACEHOLDER.sub(
        lambda found: f"${{{found[1]}_{language}}}" if found[1] in arms else found[0], text.wording(language)
    )


def _list(arm: Arm, languages: tuple[str, ...]) -> Row:
    return in_each(
        "label",
        languages,
        lambda language: "\n".join(f"• {statement.wording(language)}" for statement in arm.statements),
    )


def _by_draw(item: Item) -> str:
    """Return nested conditions that give each arm the same chance."""
    *first, last = item.arms
    written = f"'{last.code}'"
    for place in range(len(first), 0, -1):
        written = f"if(${{{item.name}_draw}} * {len(item.arms)} < {place}, '{first[place - 1].code}', {written})"
    return written


def _by_arm(name: str, values: Sequence[tuple[Arm, str]]) -> str:
    *first, (_, written) = values
    for arm, value in reversed(first):
        written = f"if(${{{name}}} = '{arm.code}', {value}, {written})"
    return written


def _quoted(words: str) -> str:
    """Return words as a text of XPath 1.0, which can hold an apostrophe or a straight quote but not both."""
    return '"' + words.replace('"', "”") + '"'
