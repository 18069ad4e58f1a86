"""What no server would compute: names that are nowhere in the form, and quotes that are no quotes to it."""

from collections.abc import Iterable
from difflib import get_close_matches

from instruments.errors import Place, Problem
from instruments.formats.xlsform.reading.findings import Findings
from instruments.formats.xlsform.reading.tables import Row
from instruments.formats.xlsform.reading.xpath import curly_quote, references
from instruments.words import listed

COMPUTED = frozenset(
    {"relevant", "constraint", "calculation", "choice_filter", "repeat_count", "required", "default", "trigger"}
)
WORDED = frozenset({"label", "hint", "guidance_hint", "constraint_message", "required_message"})


def say_faults(rows: Iterable[Row], *, names: frozenset[str], findings: Findings) -> None:
    """Note each cell that names what is not there, or holds a curly quote where a straight one is meant."""
    for row in rows:
        for column, text in row.cells.items():
            place = Place(sheet=row.sheet, row=row.number, column=row.letters[column])
            if column[0] in COMPUTED and (curly := curly_quote(text)):
                problem = Problem(code="instruments.expression.curly_quote", values={"got": curly, "text": text})
                findings.add(problem, place)
            if column[0] in COMPUTED | WORDED:
                for name in dict.fromkeys(references(text)):
                    if name not in names:
                        near = listed(get_close_matches(name, sorted(names), n=3) or sorted(names)[:5])
                        findings.error("undefined_reference", place, got=name, near=near or "-")
