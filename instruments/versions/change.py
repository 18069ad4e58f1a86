"""One change between two versions, and what it does to comparisons."""

from dataclasses import dataclass
from enum import StrEnum

from instruments.language import Language, spoken_language
from instruments.text import Text
from instruments.words import say


class Comparability(StrEnum):
    """Whether answers to two versions can be set side by side."""

    KEPT = "kept"
    DOUBTFUL = "doubtful"
    LOST = "lost"


@dataclass(frozen=True, slots=True, kw_only=True)
class Change:
    """One thing that is not as it was.

    Attributes
    ----------
    code : str
        Which message of ``versions`` says it.
    comparability : Comparability
    values : tuple of (name, words)
        What the message names.
    items : tuple of str
        The questions that it touches; empty where it touches the whole.
    """

    code: str
    comparability: Comparability
    values: tuple[tuple[str, Text | str], ...] = ()
    items: tuple[str, ...] = ()

    def text(self, language: Language | None = None) -> str:
        """Return what changed and what follows, in one line."""
        spoken = language or spoken_language()
        values = {name: words.wording(spoken) if isinstance(words, Text) else words for name, words in self.values}
        mark = say(f"instruments.versions.{self.comparability}", spoken)
        return f"{mark} {say(f'instruments.versions.{self.code}', spoken, items=', '.join(self.items), **values)}"


def change(code: str, comparability: Comparability, /, **values: Text | str) -> Change:
    """Return a change whose message names some values; which questions it touches is said later."""
    return Change(code=code, comparability=comparability, values=tuple(values.items()))
