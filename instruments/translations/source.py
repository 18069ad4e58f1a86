"""What there is to translate: every wording of a questionnaire in its first language, and a mark of each."""

import hashlib
from dataclasses import dataclass

from instruments.instrument import Instrument
from instruments.text import Text
from instruments.translations.wordings import reworded


@dataclass(frozen=True, slots=True, kw_only=True)
class Source:
    """One wording in the source language.

    Attributes
    ----------
    key : str
        Where it stands: ``item/age/label``, ``scale/sex/male``.
    words : str
    """

    key: str
    words: str

    @property
    def mark(self) -> str:
        """The first twelve digits of the SHA-256 of the words; other words, another mark."""
        return hashlib.sha256(self.words.encode()).hexdigest()[:12]


def sources(instrument: Instrument) -> tuple[Source, ...]:
    """Return every wording that is not empty, in the order of the questionnaire; a scale once."""
    language, found = instrument.languages[0], []

    def noted(key: str, text: Text) -> Text:
        if words := text.wording(language):
            found.append(Source(key=key, words=words))
        return text

    reworded(instrument, noted)
    return tuple(found)
