"""The method on the page: each item once, its statements below; a part called like its item is not named again."""

import re
from html import escape

from instruments.language import Language
from reports.page.markup import element, many
from reports.table import Table

_NUMBERED = re.compile(r"^\d+\. ")


def method(table: Table, *, language: Language) -> str:
    """Return the statements under their items."""
    told: dict[str, list[str]] = {}
    for row in table.rows:
        item, part, statement = (cell.text(language) for cell in row)
        same = _NUMBERED.sub("", item).casefold() == part.casefold()
        words = escape(statement) if same else f"<strong>{escape(part)}.</strong> {escape(statement)}"
        told.setdefault(item, []).append(element("dd", words))
    return element("dl", many(*(element("dt", escape(item)) + many(*words) for item, words in told.items())))
