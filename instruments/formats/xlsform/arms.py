"""What is drawn at random in the form itself, stored with the interview, and never drawn twice."""

import re
from collections.abc import Iterator

from instruments.formats.xlsform.columns import said, spoken
from instruments.item import Item
from instruments.text import Text

Row = dict[str, str]

_PLACEHOLDER = re.compile(r"\$\{(\w+)\}")


def draw_rows(item: Item, languages: tuple[str, ...]) -> Iterator[Row]:
    """Yield the rows that draw an arm: the number, the arm that it stands for, and the arm's name in each language."""
    relevant = {"relevant": item.relevant.to_xpath()} if item.relevant else {}
    draw = f"{item.name}_draw"
    yield {"type": "calculate", "name": draw, "calculation": "once(random())", **relevant}
    codes = [f"'{arm.code}'" for arm in item.arms]
    yield {"type": "calculate", "name": item.name, "calculation": _by_draw(draw, codes), **relevant}
    for language in languages:
        names = [(arm.code, arm.label.wording(language)) for arm in item.arms]
        calculation = _by_arm(item.name, names)
        yield {"type": "calculate", "name": f"{item.name}_{language}", "calculation": calculation, **relevant}


def list_rows(item: Item, languages: tuple[str, ...]) -> Iterator[Row]:
    """Yield the lists of a list experiment, each shown in its own arm only."""
    for arm in item.arms:
        condition = f"${{{item.assigned_by}}} = '{arm.code}'"
        relevant = f"({item.relevant.to_xpath()}) and {condition}" if item.relevant else condition
        statements = {
            language: "\n".join(f"• {statement.wording(language)}" for statement in arm.statements)
            for language in languages
        }
        yield {"type": "note", "name": f"{item.name}_{arm.code}", "relevant": relevant} | said("label", statements)


def most_statements(item: Item) -> str:
    """Return, as the form writes it, how many statements the respondent's own list has."""
    lengths = [(arm.code, len(arm.statements)) for arm in item.arms]
    *first, (_, last) = lengths
    written = str(last)
    for code, length in reversed(first):
        written = f"if(${{{item.assigned_by}}} = '{code}', {length}, {written})"
    return written


def with_arms(column: str, text: Text, languages: tuple[str, ...], arms: frozenset[str]) -> Row:
    """Return the cells of a text in which ``${arm}`` stands for the arm's name in each language."""

    def named(language: str) -> str:
        return _PLACEHOLDER.sub(
            lambda found: f"${{{found[1]}_{language}}}" if found[1] in arms else found[0], text.wording(language)
        )

    if not any(f"${{{arm}}}" in words for arm in arms for words in text.values()):
        return spoken(column, text, languages)
    return said(column, {language: named(language) for language in languages})


def _by_draw(draw: str, values: list[str]) -> str:
    """Return nested conditions that give each value the same chance."""
    written = values[-1]
    for place in range(len(values) - 1, 0, -1):
        written = f"if(${{{draw}}} < {place / len(values):.6g}, {values[place - 1]}, {written})"
    return written


def _by_arm(name: str, words: list[tuple[str, str]]) -> str:
    *first, (_, last) = words
    written = _quoted(last)
    for code, wording in reversed(first):
        written = f"if(${{{name}}} = '{code}', {_quoted(wording)}, {written})"
    return written


def _quoted(words: str) -> str:
    return f'"{words}"' if "'" in words else f"'{words}'"
