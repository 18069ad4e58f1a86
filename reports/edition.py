"""What is reported, in one language: what every sheet is made from."""

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from analysis.claims.rules import OPEN
from analysis.claims.sentence import decision_in_words
from analysis.claims.verdict import Verdict
from analysis.results import Results
from instruments.item import Item
from instruments.language import Language
from instruments.text import Text
from instruments.words import say
from reports.disclosure.published import Protection, protection
from reports.disclosure.suppression import Suppression
from reports.numerals import Format, spelled
from reports.profile import Profile
from survey.study.settings import Disclosure

_PUT_IN = re.compile(r"\$\{\w+\}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The results of a study, to be told in one language to one kind of reader.

    Attributes
    ----------
    results : Results
    language : {"en", "fr"}
    profile : {"funder", "analyst"}
    protection : Protection
        What is hidden, wherever it is shown.
    """

    results: Results
    language: Language
    profile: Profile
    protection: Protection

    @property
    def hidden(self) -> Mapping[str, Suppression]:
        """Item of a crosstab -> which of its groups are hidden, wherever they are shown."""
        return self.protection.tables

    @property
    def limits(self) -> Disclosure:
        """What protects respondents."""
        return self.results.study.disclosure

    @property
    def minimum_base(self) -> int:
        """The fewest interviews that a number may rest on."""
        return self.limits.minimum_base

    def say(self, code: str, /, **values: object) -> str:
        """Return the words of a message."""
        return say(code, self.language, **values)

    def wording(self, text: Text) -> str:
        """Return a text in the language of the edition."""
        return text.wording(self.language).strip()

    def question(self, item: Item) -> str:
        """Return the wording of an item, with a gap where the form puts in another answer; else its name."""
        return with_gaps(self.wording(item.label)) or item.name

    def stated(self, text: Text) -> str:
        """Return a text, or that nothing is stated."""
        return self.wording(text) or self.say("reports.sheets.not_stated")

    def spelled(self, value: float, form: Format) -> str:
        """Return a number as a sentence has it."""
        return spelled(value, form, self.language)

    def joined(self, parts: Iterable[str]) -> str:
        """Return parts of a sentence, one after the other."""
        return self.say("reports.sheets.then").join(parts)

    def decided(self, verdict: Verdict) -> str:
        """Return a verdict in words, as a cell begins with it; one that only suggests says so."""
        words = decision_in_words(verdict.verdict, self.language)
        if verdict.family == "exploratory" and verdict.verdict not in OPEN:
            words = self.say("reports.sheets.exploratory", verdict=words)
        return words[:1].upper() + words[1:]

    def about(self, code: str, /, **values: object) -> str:
        """Return what a sheet holds; where the answers are synthetic it says so."""
        words = self.say(code, **values)
        return f"{words} {self.say('reports.sheets.synthetic')}" if self.results.study.synthetic else words


def with_gaps(wording: str) -> str:
    """Return a wording with a gap where the form puts in another answer."""
    return _PUT_IN.sub("[…]", wording)


def edition_of(results: Results, *, language: Language, profile: Profile = "funder") -> Edition:
    """Return an edition of the results, with what it hides worked out."""
    return Edition(results=results, language=language, profile=profile, protection=protection(results))
