"""Rows that sum up those above them, as people put under a table: totals and means, which are nobody's answers."""

from survey.ingest.columns import Columns
from survey.ingest.export import Row, Rows
from survey.ingest.plain import plain
from survey.ingest.plausible import not_an_interview
from survey.ingest.tally import Tally

_WRITTEN = """
total totals totaux subtotal sub-total sous-total mean average avg moyenne moyennes moy sum somme sommes
median médiane mediane count effectif effectifs
"""
_WORDS = frozenset(_WRITTEN.split())
_BESIDE = frozenset({"grand", "général", "general"})  # “Grand total”, “Total général”
_LONGEST = 24  # shorter than the identities of servers


def without_totals(rows: Rows, *, columns: Columns, tally: Tally, file: str) -> Rows:
    """Yield the rows but those that call themselves a total or a mean and that no server names; these are refused."""
    for number, row in rows:
        if _sums_up(row, columns):
            tally.refused.append(not_an_interview(number, row, file=file, code="summary_row"))
        else:
            yield number, row


def is_summary(text: str) -> bool:
    """Return whether a text is what people write before a total or a mean.

    Examples
    --------
    >>> is_summary("TOTAL"), is_summary("Total général :"), is_summary("Moyenne")
    (True, True, True)
    >>> is_summary("Totalement"), is_summary("Total Kayes"), is_summary("")
    (False, False, False)
    """
    if len(text) > _LONGEST or not (words := plain(text).strip(" :=.").split()):
        return False
    return not _WORDS.isdisjoint(words) and _WORDS.union(_BESIDE).issuperset(words)


def _sums_up(row: Row, columns: Columns) -> bool:
    """Whether a row begins as a total does, or has one for its identity, and no server names it."""
    names = [row[at] for at in (columns.identity, columns.instance) if at is not None and row[at].strip()]
    first = row[0] if row and row[0].strip() else next((cell for cell in row if cell.strip()), "")
    return all(map(is_summary, names or [first]))
