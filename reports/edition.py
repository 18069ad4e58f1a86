"""What is reported, in one language: what every sheet is made from."""

from dataclasses import dataclass

from analysis.results import Results
from instruments.language import Language
from instruments.text import Text
from instruments.words import say
from reports.numerals import Format, spelled


@dataclass(frozen=True, slots=True, kw_only=True)
class Edition:
    """The results of a study, to be told in one language."""

    results: Results
    language: Language

    @property
    def minimum_base(self) -> int:
        """The fewest interviews that a number may rest on."""
        return self.results.study.disclosure.minimum_base

    def say(self, code: str, /, **values: object) -> str:
        """Return the words of a message."""
        return say(code, self.language, **values)

    def wording(self, text: Text) -> str:
        """Return a text in the language of the edition."""
        return text.wording(self.language).strip()

    def stated(self, text: Text) -> str:
        """Return a text, or that nothing is stated."""
        return self.wording(text) or self.say("reports.sheets.not_stated")

    def spelled(self, value: float, form: Format) -> str:
        """Return a number as a sentence has it."""
        return spelled(value, form, self.language)

    def about(self, code: str, /, **values: object) -> str:
        """Return what a sheet holds; where the answers are synthetic it says so."""
        words = self.say(code, **values)
        return f"{words} {self.say('reports.sheets.synthetic')}" if self.results.study.synthetic else words
