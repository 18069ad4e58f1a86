"""What the cell ``constraint`` bounds: numbers, dates, answers that stand alone; the mirror of ``constraints``."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from instruments.formats.xlsform.constraints import CODE, GUARDED
from instruments.formats.xlsform.spelling import plain

_NUMBER = re.compile(r"\.\s*(?P<sign>>=|<=|>|<)\s*(?P<value>-?\d+(?:\.\d+)?)")
_DATE = re.compile(r"\.\s*(?P<sign>>=|<=)\s*date\(\s*['\"](?P<value>\d{4}-\d{2}-\d{2})['\"]\s*\)")
_ALONE = (
    re.compile(r"\(?\s*not\(selected\(\.,\s*'(?P<code>[^']+)'\)\) or count-selected\(\.\)\s*=\s*1\s*\)?"),
    re.compile(r"not\(\s*selected\(\.,\s*'(?P<code>[^']+)'\)\s*and\s*count-selected\(\.\)\s*(?:>\s*1|>=\s*2)\s*\)"),
    re.compile(
        r"if\(selected\(\.,\s*'(?P<code>[^']+)'\),\s*count-selected\(\.\)\s*=\s*1,\s*(?:true\(\)|count-selected\(\.\)\s*>=?\s*\d)\)"
    ),
)
_AND = re.compile(r"\s+and\s+(?=\.\s*[<>=])")


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What may be entered.

    Attributes
    ----------
    minimum, maximum : float, optional
    earliest, latest : date, optional
    alone : tuple of str
        The codes that stand alone where several may be chosen.
    """

    minimum: float | None = None
    maximum: float | None = None
    earliest: date | None = None
    latest: date | None = None
    alone: tuple[str, ...] = ()


def limits_of(constraint: str, *, kind: str) -> Limits | None:
    """Return the limits that a constraint sets; None where it says something else.

    Examples
    --------
    >>> limits_of(". >= 18 and .<120", kind="integer")
    Limits(minimum=18.0, maximum=119.0, earliest=None, latest=None, alone=())
    >>> limits_of("not(selected(., 'none') and count-selected(.) > 1)", kind="select_multiple").alone
    ('none',)
    >>> limits_of(". < ${other}", kind="integer") is None
    True
    """
    written = plain(constraint)
    match kind:
        case "integer" | "decimal":
            return _numbers(written, whole=kind == "integer")
        case "date":
            return _dates(written)
        case "select_multiple":
            return _alone(written)
        case "text":
            return Limits() if written in (GUARDED, CODE) else None
        case _:
            return None


def _parts(written: str) -> list[str]:
    while written.startswith("(") and written.endswith(")") and written.count("(") == 1:
        written = written[1:-1].strip()
    return [part.strip() for part in _AND.split(written)]


def _numbers(written: str, *, whole: bool) -> Limits | None:
    low: float | None = None
    high: float | None = None
    for part in _parts(written):
        found = _NUMBER.fullmatch(part)
        strict = found is not None and found["sign"] in "<>"
        if found is None or (strict and not (whole and float(found["value"]).is_integer())):
            return None
        value = float(found["value"])
        if found["sign"].startswith(">"):
            if low is not None:
                return None
            low = value + strict
        else:
            if high is not None:
                return None
            high = value - strict
    return Limits(minimum=low, maximum=high)


def _dates(written: str) -> Limits | None:
    ends: dict[str, date] = {}
    for part in _parts(written):
        found = _DATE.fullmatch(part)
        if found is None or found["sign"] in ends:
            return None
        try:
            ends[found["sign"]] = date.fromisoformat(found["value"])
        except ValueError:
            return None
    return Limits(earliest=ends.get(">="), latest=ends.get("<="))


def _alone(written: str) -> Limits | None:
    codes = tuple(_codes(written))
    return Limits(alone=codes) if codes else None


def _codes(written: str) -> Iterator[str]:
    """Yield the codes that stand alone, if the constraint says nothing else."""
    found, at = [], 0
    while at < len(written):
        match = next((match for pattern in _ALONE if (match := pattern.match(written, at))), None)
        if match is None:
            return
        found.append(match["code"])
        at = match.end()
        if (join := re.compile(r"\s+and\s+").match(written, at)) is not None:
            at = join.end()
    yield from found
