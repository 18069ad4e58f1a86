"""A book as data: sheets in their order, in one language."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from instruments.errors import refuse
from instruments.language import Language
from reports.profile import Profile
from reports.sheet import Sheet


@dataclass(frozen=True, slots=True, kw_only=True)
class Book:
    """A whole report in one language.

    Attributes
    ----------
    title, author : str
        For the properties of the file.
    made : datetime
        Stamped on the file, so that the same input gives the same bytes.
    footer : str
        On each printed page: first, when the answers are synthetic, that they are.
    mark : str
        Beside each figure of the page, so that a picture of a part of it passes for nothing else: that it is synthetic.
    stamp : str
        Beside each page number: the plan by its hash, so that no page can be passed off as one of another plan.
    sheets : tuple of Sheet
        No two with the same key or table name; each link leads to a sheet that is there.
    profile : {"funder", "analyst"}
        Whom it is for: analysts get filters, frozen headers and more digits.
    """

    language: Language
    title: str
    author: str
    made: datetime
    footer: str
    sheets: tuple[Sheet, ...]
    profile: Profile = "funder"
    mark: str = ""
    stamp: str = ""

    def __post_init__(self) -> None:
        keys = [sheet.key for sheet in self.sheets]
        tables = [sheet.table.name.casefold() for sheet in self.sheets if sheet.table]
        if twice := [name for names in (keys, tables) for name, times in Counter(names).items() if times > 1]:
            raise refuse("reports.table.twice", names=", ".join(twice))
        if lost := {link for sheet in self.sheets for link in _links(sheet)} - set(keys):
            raise refuse("reports.table.lost_links", names=", ".join(sorted(lost)))

    def text(self) -> str:
        """Return the whole book as plain text."""
        return "\n\n".join(sheet.text(self.language) for sheet in self.sheets) + "\n"


def _links(sheet: Sheet) -> Iterator[str]:
    yield from (line.link for line in (*sheet.lines, *sheet.after) if line.link)
    if sheet.table:
        for row in sheet.table.rows:
            yield from (link for cell in row if (link := getattr(cell, "link", None)))
