"""What a form draws at random: the arms that this toolkit writes, and the starting points of lists; see ``arms``."""

import re
from collections.abc import Mapping
from dataclasses import dataclass

from instruments.text import Text

_RANDOM = re.compile(r"once\(\s*random\(\s*\)\s*\)")
_BY_DRAW = re.compile(r"if\(\$\{(?P<draw>\w+)\} \* (?P<arms>\d+) < (?P<place>\d+), '(?P<code>[^']*)', ")
_LAST_CODE = re.compile(r"'(?P<code>[^']*)'\)*")
_BY_ARM = re.compile(r"if\(\$\{(?P<arm>\w+)\} = '(?P<code>[^']*)', \"(?P<words>[^\"]*)\", ")
_LAST_WORDS = re.compile(r"\"(?P<words>[^\"]*)\"\)*")
_TURN = re.compile(r"int\(\$\{(?P<draw>\w+)\} \* \d+\)")


@dataclass(frozen=True, slots=True)
class Drawn:
    """What is drawn in a form.

    Attributes
    ----------
    arms : mapping of name to codes and their words
    helpers : frozenset of str
        The rows that only serve the draw.
    called : mapping of str to str
        By the name that a wording holds, the arm that it means: ``arm_fr`` means ``arm``.
    """

    arms: Mapping[str, tuple[tuple[str, Text], ...]]
    helpers: frozenset[str]
    called: Mapping[str, str]


def drawn_in(calculations: Mapping[str, str], *, languages: tuple[str, ...]) -> Drawn:
    """Return what the calculations of a form draw.

    Examples
    --------
    >>> found = drawn_in(
    ...     {"arm_draw": "once(random())", "arm": "if(${arm_draw} * 2 < 1, 'a', 'b')"}, languages=("fr",)
    ... )
    >>> [code for code, _ in found.arms["arm"]], found.helpers
    (['a', 'b'], frozenset({'arm_draw'}))
    """
    draws = {name for name, written in calculations.items() if _RANDOM.fullmatch(written)}
    codes = {name: found for name, written in calculations.items() if (found := _codes(written, draws))}
    worded = {
        f"{name}_{language}": (name, language, words)
        for name in codes
        for language in languages
        if (words := _words(calculations.get(f"{name}_{language}", ""), name))
    }
    arms = {
        name: tuple((code, _text(name, place, {languages[0]: code}, worded)) for place, code in enumerate(found))
        for name, found in codes.items()
    }
    turns = {
        name for name, written in calculations.items() if (turn := _TURN.fullmatch(written)) and turn["draw"] in draws
    }
    used = {f"{name}_draw" for name in codes} | {f"{name.removesuffix('_turn')}_draw" for name in turns}
    return Drawn(
        arms, frozenset((draws & used) | turns | set(worded)), {alias: name for alias, (name, *_) in worded.items()}
    )


def _codes(written: str, draws: set[str]) -> tuple[str, ...]:
    """Return the codes of arms that have the same chance, by one of the draws; none where it is something else."""
    found, at, arms = [], 0, 0
    while match := _BY_DRAW.match(written, at):
        found.append(match["code"])
        arms = int(match["arms"])
        if match["draw"] not in draws or int(match["place"]) != len(found):
            return ()
        at = match.end()
    last = _LAST_CODE.fullmatch(written, at)
    return (*found, last["code"]) if found and last and arms == len(found) + 1 else ()


def _words(written: str, arm: str) -> tuple[str, ...]:
    found, at = [], 0
    while (match := _BY_ARM.match(written, at)) and match["arm"] == arm:
        found.append(match["words"])
        at = match.end()
    last = _LAST_WORDS.fullmatch(written, at)
    return (*found, last["words"]) if found and last else ()


def _text(
    name: str, place: int, unnamed: Mapping[str, str], worded: Mapping[str, tuple[str, str, tuple[str, ...]]]
) -> Text:
    """Return the words of an arm in each language that a wording needs; its code where no wording names it."""
    found = {language: words[place] for arm, language, words in worded.values() if arm == name and place < len(words)}
    return Text.of(found or unnamed)
