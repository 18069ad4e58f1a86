"""The claims that could not be tested or may not be asked: a line each, under the reason that they share."""

from html import escape

from instruments.language import Language
from reports.page.markup import badge, element, many, marked
from reports.table import Cell, Mark

_CLAIM, _STATEMENT, _VERDICT, _ESTIMATE = 0, 1, 2, 5

Row = tuple[Cell, ...]


def untested(rows: list[Row], *, mark: str, language: Language) -> str:
    """Return the claims by verdict and reason, in their order; a reason that several share is said once."""
    together: dict[tuple[str, str], list[Row]] = {}
    for row in rows:
        estimate = row[_ESTIMATE]
        why = estimate.reason if isinstance(estimate, Mark) else ""
        together.setdefault((row[_VERDICT].text(language), why), []).append(row)
    parts = (_group(alike, why, language) for (_, why), alike in together.items())
    return element("div", many(*parts, marked(mark)), kind="untested")


def _group(rows: list[Row], why: str, language: Language) -> str:
    verdict, reason = badge(rows[0][_VERDICT]), escape(why)
    if len(rows) == 1:
        return element("ul", _line(rows[0], language, before=f"{verdict} ", after=f"<br/>{reason}"))
    return many(element("p", f"{verdict} {reason}"), element("ul", many(*(_line(row, language) for row in rows))))


def _line(row: Row, language: Language, *, before: str = "", after: str = "") -> str:
    claim, statement = (row[place].text(language) for place in (_CLAIM, _STATEMENT))
    words = f"{before}<strong>{escape(claim)}</strong> {escape(statement)}{after}"
    return element("li", words, key=f"claim.{claim}")
