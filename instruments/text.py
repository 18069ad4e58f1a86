"""Words that people read, in every language that a questionnaire has."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

UNSPOKEN = "und"  # BCP 47: the language is not determined


@dataclass(frozen=True, slots=True)
class Text(Mapping[str, str]):
    """One wording in several languages; the first language is the source of the others.

    Parameters
    ----------
    wordings : tuple of (language, wording)
        Languages by their code (``fr``, ``en``, ``bm`` ...).

    Examples
    --------
    >>> label = Text.of({"fr": "Oui", "en": "Yes"})
    >>> label.wording("en"), label.wording("bm")
    ('Yes', 'Oui')
    """

    wordings: tuple[tuple[str, str], ...] = ()

    @classmethod
    def of(cls, wordings: Mapping[str, str]) -> "Text":
        """Return the wording from a mapping of language to words."""
        return cls(tuple(wordings.items()))

    def __getitem__(self, language: str) -> str:
        for code, words in self.wordings:
            if code == language:
                return words
        raise KeyError(language)

    def __iter__(self) -> Iterator[str]:
        return (code for code, _ in self.wordings)

    def __len__(self) -> int:
        return len(self.wordings)

    def wording(self, language: str) -> str:
        """Return the words in a language, or in the source language where it has none; empty where there are none."""
        return self.get(language) or (self.wordings[0][1] if self.wordings else "")
