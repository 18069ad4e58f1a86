"""The contents: every sheet by its name, with a link."""

from collections.abc import Sequence

from reports.edition import Edition
from reports.sheet import Sheet
from reports.sheets.names import CONTENTS
from reports.table import Column, Table, Words


def contents(edition: Edition, sheets: Sequence[Sheet]) -> Sheet:
    """Return the contents of a book that holds these sheets."""
    headers = {"sheet": 34, "title": 110}
    return Sheet(
        key=CONTENTS,
        name=edition.say("reports.contents.name"),
        title=edition.say("reports.contents.title"),
        about=edition.about("reports.contents.about"),
        table=Table(
            name="contents",
            columns=tuple(Column(edition.say(f"reports.contents.column_{name}"), w) for name, w in headers.items()),
            rows=tuple((Words(sheet.name, link=sheet.key), Words(sheet.title)) for sheet in sheets),
        ),
    )
