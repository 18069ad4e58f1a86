"""The ledger of the sample: what became of the places drawn and of the homes visited, read and summed."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from instruments.errors import Place, Problem, SurveyError
from instruments.words import listed
from survey.study import Study
from survey.study.lookup import Row, read_table

REACHED, REPLACED, LOST = STATUSES = ("reached", "replaced", "lost")
VISITS = ("visited", "absent", "refused", "interviewed")
NUMBERS = (*VISITS, "households", "psu_probability")


@dataclass(frozen=True, slots=True, kw_only=True)
class Ledger:
    """What became of the sample in one stratum; a count is None where the ledger does not hold it.

    Attributes
    ----------
    stratum : str
        The code of the region, or empty for the whole sample.
    drawn, reached, replaced, lost : int
        Places (PSUs).
    visited, absent, refused, interviewed : int or None
        Homes visited, without anybody at home, refusing, and interviewed.
    """

    stratum: str
    drawn: int
    reached: int
    replaced: int
    lost: int
    visited: int | None
    absent: int | None
    refused: int | None
    interviewed: int | None

    @property
    def contact_rate(self) -> float | None:
        """Homes where somebody was met, of those visited."""
        return _rate(self.visited, self.absent)

    @property
    def response_rate(self) -> float | None:
        """Interviews, of homes visited (AAPOR's response rate 1 where every home visited is eligible)."""
        return None if not self.visited or self.interviewed is None else self.interviewed / self.visited

    @property
    def cooperation_rate(self) -> float | None:
        """Interviews, of interviews and refusals (AAPOR's cooperation rate 3)."""
        if self.interviewed is None or self.refused is None or not self.interviewed + self.refused:
            return None
        return self.interviewed / (self.interviewed + self.refused)


def ledger_rows(study: Study) -> list[Row] | None:
    """Return the ledger, a row a place; None where the sample file of a study does not say what became of each.

    Raises
    ------
    SurveyError
        With every place of which a status or a number cannot be read.
    """
    if study.files.sample is None:
        return None
    header, rows = read_table(study.path(study.files.sample))
    if "status" not in header:
        return None
    problems = list(_wrong(rows, file=study.files.sample))
    if problems:
        raise SurveyError(problems)
    return rows


def _wrong(rows: list[Row], *, file: str) -> Iterator[Problem]:
    for number, row in enumerate(rows, start=2):  # as a spreadsheet counts
        if row["status"] not in STATUSES:
            values = {"got": row["status"], "known": listed(STATUSES)}
            place = Place(file=file, row=number, column="status")
            yield Problem(code="survey.study.ledger_status", place=place, values=values)
        for name in (name for name in NUMBERS if row.get(name) and not _is_count(row[name])):
            place = Place(file=file, row=number, column=name)
            yield Problem(code="survey.study.ledger_number", place=place, values={"got": row[name]})


def _is_count(cell: str) -> bool:
    try:
        return 0 <= float(cell) < float("inf")
    except ValueError:
        return False


def ledger_of(study: Study) -> tuple[Ledger, ...]:
    """Return the ledger of a study: the whole sample, then a row a region; empty where the study has none.

    Places that replaced others count among those reached.
    """
    rows = ledger_rows(study)
    if not rows:
        return ()
    region = study.instrument.with_role("region")
    codes = list(dict.fromkeys(row[region.name] for row in rows)) if region and region.name in rows[0] else []
    return (
        _summed("", rows),
        *(_summed(code, [row for row in rows if row[region.name] == code]) for code in codes if region),
    )


def _summed(stratum: str, rows: list[Row]) -> Ledger:
    status = Counter(row["status"] for row in rows)
    visits = {name: _sum(rows, name) for name in VISITS}
    return Ledger(
        stratum=stratum,
        drawn=len(rows),
        reached=status[REACHED],
        replaced=status[REPLACED],
        lost=status[LOST],
        visited=visits["visited"],
        absent=visits["absent"],
        refused=visits["refused"],
        interviewed=visits["interviewed"],
    )


def _sum(rows: list[Row], name: str) -> int | None:
    held = [row.get(name, "") for row in rows]
    return sum(int(float(cell)) for cell in held if cell) if any(held) else None


def _rate(visited: int | None, absent: int | None) -> float | None:
    return None if not visited or absent is None else (visited - absent) / visited
