"""What is wrong, where, and what to do: the records and the one exception of the toolkit."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from instruments.language import Language
from instruments.words import say


class Severity(StrEnum):
    """How much a problem matters: an error stops the work, a warning goes into the report, a note informs."""

    ERROR = "error"
    WARNING = "warning"
    NOTE = "note"


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """Where a problem is: as much of it as is known. Rows count from 1, as a spreadsheet shows them."""

    file: str | None = None
    sheet: str | None = None
    row: int | None = None
    column: str | None = None
    key: str | None = None
    item: str | None = None

    def text(self, language: Language | None = None) -> str:
        """Return the place in words, or an empty text where nothing is known of it."""
        parts = [
            say(f"instruments.places.{name}", language, value=value)
            for name in ("file", "sheet", "row", "column", "key", "item")
            if (value := getattr(self, name)) is not None
        ]
        return ", ".join(parts)


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """One thing that is wrong with a form, a study or the data.

    Attributes
    ----------
    code : str
        Stable: ``package.room.name``. The words are in that package's messages, and end with a remedy.
    place : Place
        Where.
    values : mapping
        What was got and what was expected, as the words name them.
    severity : Severity
        Default: error.
    """

    code: str
    place: Place = field(default_factory=Place)
    values: Mapping[str, object] = field(default_factory=dict)
    severity: Severity = Severity.ERROR

    def text(self, language: Language | None = None) -> str:
        """Return where it is, what is wrong and what to do, in one line."""
        where = self.place.text(language)
        what = say(self.code, language, **self.values)
        return f"{where}: {what}" if where else what

    def __str__(self) -> str:
        return self.text()


class SurveyError(ValueError):
    """The work cannot go on: one or more problems, all found at once.

    Parameters
    ----------
    problems : Problem or iterable of Problem
    """

    def __init__(self, problems: Problem | Iterable[Problem]) -> None:
        self.problems = (problems,) if isinstance(problems, Problem) else tuple(problems)
        super().__init__(self.problems)

    def text(self, language: Language | None = None) -> str:
        """Return every problem on a line of its own."""
        return "\n".join(problem.text(language) for problem in self.problems)

    def __str__(self) -> str:
        return self.text()


def refuse(code: str, /, place: Place | None = None, **values: object) -> SurveyError:
    """Return the exception for one problem, to be raised: ``raise refuse("survey.rake.empty", margin="region")``."""
    return SurveyError(Problem(code=code, place=place or Place(), values=values))
