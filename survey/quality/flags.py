"""What is suspicious in the data: a record for each, never a verdict on a person."""

from collections import Counter
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

import pandas as pd

from instruments.errors import Severity
from instruments.language import Language
from instruments.words import say


@dataclass(frozen=True, slots=True, kw_only=True)
class Flag:
    """One thing to look at in one interview, or in the work of one interviewer.

    Attributes
    ----------
    check : str
        Which check found it: ``duplicates``, ``ranges``, ``skips``, ``missing``, ``duration``, ``straightlining``,
        ``interviewers``.
    code : str
        ``survey.quality.name``; the words are in the messages.
    severity : Severity
        An error is wrong for certain; a warning is likely to be; a note deserves a look.
    submission_id, interviewer, item : str or None
        Whom and what it is about.
    value : str or None
        What was found there.
    values : mapping
        What the words name besides.
    """

    check: str
    code: str
    severity: Severity
    submission_id: str | None = None
    interviewer: str | None = None
    item: str | None = None
    value: str | None = None
    values: Mapping[str, object] = field(default_factory=dict)

    def text(self, language: Language | None = None) -> str:
        """Return what was found and what to do, in words."""
        found = {"item": self.item, "value": self.value, "interviewer": self.interviewer}
        return say(self.code, language, **found, **self.values)


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Flags:
    """All that the checks found.

    Attributes
    ----------
    records : tuple of Flag
        In the order of the checks, then of the interviews.
    """

    records: tuple[Flag, ...]

    @classmethod
    def of(cls, records: Iterable[Flag]) -> "Flags":
        """Return the flags of some records."""
        return cls(records=tuple(records))

    def __len__(self) -> int:
        return len(self.records)

    def __repr__(self) -> str:
        found = ", ".join(f"{check} {n}" for check, n in self.counts().items())
        return f"<Flags: {len(self)},\n {found or 'nothing found'}>"

    def counts(self) -> dict[str, int]:
        """Return how many flags each check raised."""
        return dict(Counter(flag.check for flag in self.records))

    def to_frame(self, language: Language | None = None) -> pd.DataFrame:
        """Return a row a flag: check, severity, submission_id, interviewer, item, value, text."""
        names = ("check", "severity", "submission_id", "interviewer", "item", "value")
        rows = [[*(getattr(flag, name) for name in names), flag.text(language)] for flag in self.records]
        return pd.DataFrame(rows, columns=[*names, "text"], dtype="str")
