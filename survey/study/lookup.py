"""Small tables that belong to a study, as CSV: places, the ledger of the sample."""

import csv
from pathlib import Path

Row = dict[str, str]


def read_table(path: Path) -> tuple[list[str], list[Row]]:
    """Return the header and the rows of a CSV file of the study (UTF-8, any of comma, semicolon, tab)."""
    text = path.read_text(encoding="utf-8-sig")
    first = text.partition("\n")[0]
    reader = csv.DictReader(text.splitlines(), delimiter=max(",;\t", key=first.count), restval="")
    return list(reader.fieldnames or ()), [{name: str(cell).strip() for name, cell in row.items()} for row in reader]
