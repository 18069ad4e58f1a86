"""The interviews of a small export as plain tables, under the names that each server gives its own columns."""

import random
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace

from benchmarks.exports import header_of, row_of

Cells = list[list[str]]

ITEMS = 7
ROWS = 4
PEOPLE = 5
CENTRAL = {"_submission_time": "SubmissionDate", "_uuid": "KEY", "__version__": "FormVersion"}
LEGACY = {"__version__": "_version", "_validation_status": "_status", "_index": "_xform_id"}


@dataclass(frozen=True, slots=True)
class Tables:
    """The interviews with their header, and the rows of a repeat with theirs; no repeat where the file has none."""

    interviews: Cells
    people: Cells

    def rows(self, *, blank: bool) -> int:
        """Return how many interviews there are below the header: all rows, or those in which anything is written.

        Then the header is the first of these.
        """
        rows = [row for row in self.interviews if blank or any(map(str.strip, row))]
        return max(len(rows) - 1, 0)


def kobo() -> Tables:
    """Return the tables of a workbook of KoboToolbox."""
    rng = random.Random(1)  # noqa: S311 - to be the same for the same seed
    interviews = [header_of(ITEMS), *(row_of(number, items=ITEMS, rng=rng) for number in range(ROWS))]
    people = [["name", "age", "_index", "_parent_table_name", "_parent_index"]]
    people += [[f"person {at}", str(20 + at), str(at + 1), "Interviews", str(at % ROWS + 1)] for at in range(PEOPLE)]
    return Tables(interviews, people)


def without_repeats(names: Mapping[str, str]) -> Tables:
    """Return the tables of an export as CSV, with the names of another server."""
    return replace(_renamed(kobo(), names), people=[])


def central() -> Tables:
    """Return the tables of a zip of ODK Central."""
    found = _renamed(kobo(), CENTRAL)
    keys = [row[found.interviews[0].index("KEY")] for row in found.interviews[1:]]
    rows = [[row[0], row[1], keys[int(row[4]) - 1], f"{keys[int(row[4]) - 1]}/p[{row[2]}]"] for row in found.people[1:]]
    return Tables(found.interviews, [["name", "age", "PARENT_KEY", "KEY"], *rows])


def _renamed(tables: Tables, names: Mapping[str, str]) -> Tables:
    header, *rows = tables.interviews
    return replace(tables, interviews=[[names.get(name, name) for name in header], *rows])


NASTY: Sequence[str] = (
    "",
    " ",
    "n/a",
    "NULL",
    "0",
    "-1",
    "98",
    "1e309",
    "-0",
    "3,5",
    "1 000",
    "٣",
    "NaN",
    "inf",
    "2026-13-45",
    "05/02/2026",
    "31/12/0000",
    "99999999999999999999",
    "9" * 400,
    '"',
    "'",
    ";",
    ",",
    "a\nb",
    "a\r\nb",
    "\t",
    "\x00",
    "\x07",
    "\x1f",
    "\ud800",
    "\ufeff",
    "\u202eevil",
    "é",
    "QuÃ©",
    "\U0001f600",
    "=1+1",
    "#N/A",
    "#tag",
    "[{",
    '[{"a": 1}]',
    "uuid:",
    "agree disagree",
    "Strongly agree Strongly disagree",
    "none radio",
    "true",
    "x" * 40_000,
)
HEADERS: Sequence[str] = (
    *NASTY,
    "q1",
    "q1/radio",
    "group/q3",
    "Question q4?",
    "_uuid",
    "KEY",
    "PARENT_KEY",
    "people[]",
)
Change = Callable[[Cells, random.Random], None]


def _cell(rows: Cells, rng: random.Random) -> None:
    row = rng.choice(rows[1:] or rows)
    if row:
        row[rng.randrange(len(row))] = rng.choice(NASTY)


def _column(rows: Cells, rng: random.Random) -> None:
    at, value = rng.randrange(len(rows[0]) + 1), rng.choice(NASTY)
    for row in rows[1:]:
        row[at : at + 1] = [value]


def _header(rows: Cells, rng: random.Random) -> None:
    if rows[0]:
        rows[0][rng.randrange(len(rows[0]))] = rng.choice(HEADERS)


def _swapped(rows: Cells, rng: random.Random) -> None:
    if not rows[0]:
        return
    one, other = rng.randrange(len(rows[0])), rng.randrange(len(rows[0]))
    rows[0][one], rows[0][other] = rows[0][other], rows[0][one]


def _doubled(rows: Cells, rng: random.Random) -> None:
    rows.insert(rng.randrange(1, len(rows) + 1), list(rng.choice(rows)))


def _lost(rows: Cells, rng: random.Random) -> None:
    del rows[rng.randrange(len(rows) // 2, len(rows)) :]
    if not rows:
        rows.append([""])


def _ragged(rows: Cells, rng: random.Random) -> None:
    row = rng.choice(rows)
    if row and rng.random() < 0.5:
        del row[rng.randrange(len(row)) :]
    else:
        row += [rng.choice(NASTY)] * rng.randrange(1, 4)


CHANGES: Sequence[Change] = (_cell, _cell, _cell, _cell, _column, _header, _swapped, _doubled, _lost, _ragged)


def changed(tables: Tables, rng: random.Random) -> Tables:
    """Return the tables with one or a few changes of what is written in them."""
    interviews, people = ([list(row) for row in rows] for rows in (tables.interviews, tables.people))
    for _ in range(rng.choice((1, 1, 2, 5))):
        of_people = bool(people) and rng.random() < 0.3
        rng.choice(CHANGES)(people if of_people else interviews, rng)
    return Tables(interviews, people)
