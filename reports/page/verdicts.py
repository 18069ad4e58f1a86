"""Findings and verdicts on the page: a card a claim, so that they read on a phone as well as on paper."""

from collections.abc import Iterator
from html import escape

from instruments.language import Language
from instruments.words import say
from reports.page.markup import badge, element, many, marked, to
from reports.table import Cell, Mark, Number, Table, Words

_CLAIM, _STATEMENT, VERDICT, _ESTIMAND, _UNIT, _ESTIMATE, _LOW, _HIGH, _P = range(9)
_GRADES = 5  # the last columns
_POINTS = "pts"


def findings(table: Table, *, mark: str) -> str:
    """Return the key findings as a list, each with the mark of the study where it has one."""
    items = []
    for claim, verdict, finding in table.rows:
        words = f"<strong>{_linked(claim)}</strong> {badge(verdict)} {escape(_words(finding))}"
        items.append(element("li", many(words, marked(mark))))
    return element("ul", many(*items), kind="findings")


def cards(rows: list[tuple[Cell, ...]], table: Table, *, mark: str, language: Language) -> str:
    """Return a card for each claim: statement, verdict, estimate with interval and base, grades."""
    return element("div", many(*(_card(row, table, mark, language) for row in rows)), kind="cards")


def _card(row: tuple[Cell, ...], table: Table, mark: str, language: Language) -> str:
    heading = element("h3", f"{escape(_words(row[_CLAIM]))}. {escape(_words(row[_STATEMENT]))}")
    figures = element("dl", many(*_figures(row, table, language)))
    graded = () if isinstance(row[_ESTIMATE], Mark) else (element("p", _grades(row, table, language), kind="note"),)
    parts = many(heading, element("p", badge(row[VERDICT])), figures, *graded, marked(mark))
    return element("article", parts, key=f"claim.{_words(row[_CLAIM])}")


def _figures(row: tuple[Cell, ...], table: Table, language: Language) -> Iterator[str]:
    texts = [cell.text(language) for cell in row]
    said = isinstance(row[_ESTIMATE], Mark) or texts[_ESTIMATE].endswith(("%", _POINTS))  # or the unit is there
    unit = "" if said else f" ({texts[_UNIT]})"
    if isinstance(row[_ESTIMAND], Words):
        yield _pair(table.columns[_ESTIMAND].header, texts[_ESTIMAND])
    if isinstance(estimate := row[_ESTIMATE], Mark) and estimate.reason:
        yield _pair(say("reports.page.no_number", language), estimate.reason)
        return
    yield _pair(table.columns[_ESTIMATE].header, f"{texts[_ESTIMATE]}{unit}")
    if not isinstance(estimate, Number):
        return
    low = texts[_LOW].removesuffix(_POINTS).rstrip()  # points are named once
    interval = say("reports.page.interval", language, low=low, high=texts[_HIGH])
    yield _pair(say("reports.page.interval_name", language), f"{interval}{unit}")
    if estimate.beside:
        yield _pair(*estimate.beside)
    for place in range(_P, len(row) - _GRADES):  # p, interviews and, where the study names them, places
        yield _pair(table.columns[place].header, texts[place])


def _grades(row: tuple[Cell, ...], table: Table, language: Language) -> str:
    """Return the grades of a verdict in a line that breaks between them only."""
    columns = zip(table.columns[-_GRADES:], row[-_GRADES:], strict=True)
    pairs = (say("reports.page.grade", language, name=column.header, mark=_words(cell)) for column, cell in columns)
    return " · ".join(escape(pair.replace(" ", "\N{NO-BREAK SPACE}")) for pair in pairs)


def _pair(name: str, value: str) -> str:
    return f"<div>{element('dt', escape(name))}{element('dd', escape(value))}</div>"


def _linked(cell: Cell) -> str:
    link = cell.link if isinstance(cell, Words) else None
    return to(link, _words(cell)) if link else escape(_words(cell))


def _words(cell: Cell) -> str:
    return cell.words if isinstance(cell, Words) else cell.text("en")
