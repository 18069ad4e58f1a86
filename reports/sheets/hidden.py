"""The log of what was hidden: counts only, so that the log gives nothing back."""

from collections.abc import Sequence

from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.table import Column, Table, Words, number

KEY = "hidden"


def hidden(edition: Edition, sheets: Sequence[Sheet]) -> Sheet:
    """Return the log of the rows that these sheets hide."""
    touched = [
        (sheet, sheet.table) for sheet in sheets if sheet.table and (sheet.table.hidden or sheet.table.hidden_too)
    ]
    headers = {"sheet": 34, "rows": 12, "hidden": 28, "hidden_too": 28}
    rows = tuple(
        (
            Words(sheet.name, link=sheet.key),
            number(len(table.rows), "count"),
            number(table.hidden, "count"),
            number(table.hidden_too, "count"),
        )
        for sheet, table in touched
    )
    columns = tuple(Column(edition.say(f"reports.hidden.column_{name}"), width) for name, width in headers.items())
    rules = [
        edition.say(f"reports.hidden.{rule}", minimum=edition.minimum_base, alike=edition.limits.homogeneity_base)
        for rule in ("rule", "rule_alike", "rule_too", "rule_verdict", "rule_letters")
    ]
    return Sheet(
        key=KEY,
        name=edition.say("reports.hidden.name"),
        title=edition.say("reports.hidden.title"),
        about=edition.about("reports.hidden.about" if rows else "reports.hidden.about_nothing"),
        lines=tuple(Line(rule, role="note") for rule in rules),
        table=Table(name="hidden_rows", columns=columns, rows=rows) if rows else None,
    )
