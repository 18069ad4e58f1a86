"""Why a claim, or a part of it, cannot be tested with this sample."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from analysis.claims.figures import Figure
from instruments.language import Language, spoken_language
from instruments.text import Text
from instruments.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """Why there is no number: a message with its values; values that are words are said in the reader's language."""

    code: str
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language | None = None) -> str:
        """Return the reason in words."""
        spoken = {name: _spoken(value, language) for name, value in self.values.items()}
        return say(self.code, language, **spoken)


def _spoken(value: object, language: Language | None) -> object:
    if isinstance(value, Figure):
        return value.text(language or spoken_language())
    return value.wording(language or spoken_language()) if isinstance(value, Text) else value


def untestable(name: str, **values: object) -> Reason:
    """Return the reason of that name, with what it says."""
    return Reason(code=f"analysis.claims.{name}", values=values)
