"""Places in tables: a study that names no primary sampling units has none to count."""

from dataclasses import replace

from reports.edition import Edition
from reports.table import Table


def places_named(edition: Edition) -> bool:
    """Return whether the study names the places that were drawn."""
    return bool(edition.results.study.design.psu)


def without_places(edition: Edition, table: Table, *, header: str) -> Table:
    """Return a table without its column of places where the study names none: each interview would be one."""
    if places_named(edition):
        return table
    at = table.column(header)
    rows = tuple((*row[:at], *row[at + 1 :]) for row in table.rows)
    return replace(table, columns=(*table.columns[:at], *table.columns[at + 1 :]), rows=rows)
