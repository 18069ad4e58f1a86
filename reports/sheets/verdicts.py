"""The verdicts: a row a claim, in one view."""

from collections.abc import Iterator
from dataclasses import replace

from analysis.claims.claim import Unit
from analysis.claims.figures import written_level
from analysis.claims.verdict import Verdict
from reports.edition import Edition
from reports.numerals import Format
from reports.sheet import Line, Sheet
from reports.sheets.departures import departures, how_fixed
from reports.sheets.passed import to_pass
from reports.sheets.places import without_places
from reports.sheets.told import estimated, is_hidden, is_of_few, is_withheld, reason, told
from reports.sheets.tones import TONES
from reports.sheets.trust import GRADES, mark_of
from reports.table import Cell, Column, Mark, Number, Sign, Table, Words, number

KEY = "verdicts"

UNIT_FORMATS: dict[Unit, Format] = {"percent": "share", "points": "points", "score": "score", "index": "score"}


def verdicts(edition: Edition) -> Sheet:
    """Return the sheet of verdicts; each leads to the sheet of its claim."""
    results = edition.results
    level = written_level(results.verdicts[0].level, language=edition.language)
    return Sheet(
        key=KEY,
        name=edition.say("reports.verdicts.name"),
        title=edition.say("reports.verdicts.title"),
        about=edition.about("reports.verdicts.about"),
        lines=(
            *(Line(departure, role="warning") for departure in departures(edition)),
            *_legend(edition, level),
            Line(how_fixed(edition), role="note"),
        ),
        table=without_places(edition, _table(edition, level), header=edition.say("reports.verdicts.column_n_psu")),
    )


def _legend(edition: Edition, level: str) -> Iterator[Line]:
    """Yield how to read the table; the page, which has no columns, explains grades and marks in its own way."""
    on_page = {name: edition.say(f"reports.page.{name}", level=level) for name in ("how_to_read", "units")}
    on_page |= {"graded": "", "marks": ""}
    for name in ("how_to_read", "units", "adjusted", "graded", "marks"):
        words = edition.say(f"reports.verdicts.{name}", level=level)
        yield Line(words, role="note", on_page=on_page.get(name))


def _table(edition: Edition, level: str) -> Table:
    verdicts = edition.results.verdicts
    return Table(
        name="verdicts",
        columns=_columns(edition, level),
        rows=tuple(_row(edition, verdict) for verdict in verdicts),
        hidden=sum(is_of_few(edition, verdict) for verdict in verdicts),
        hidden_too=sum(is_withheld(edition, verdict) for verdict in verdicts),
    )


def claim_key(verdict: Verdict) -> str:
    """Return the key of the sheet of a claim."""
    return f"claim.{verdict.claim}"


def _columns(edition: Edition, level: str) -> tuple[Column, ...]:
    widths = {
        "claim": 8,
        "statement": 42,
        "verdict": 20,
        "estimand": 42,
        "unit": 10,
        "estimate": 13,
        "low": 13,
        "high": 13,
    }
    widths |= {"p": 11, "n": 12, "n_psu": 8, "precision": 11, "coverage": 12, "candour": 12, "comparability": 15}
    widths |= {"multiplicity": 13}
    return tuple(
        Column(edition.say(f"reports.verdicts.column_{name}", level=level), width) for name, width in widths.items()
    )


def _row(edition: Edition, verdict: Verdict) -> tuple[Cell, ...]:
    few, words = is_hidden(edition, verdict), estimated(edition, verdict)
    form = UNIT_FORMATS[verdict.unit]
    otherwise: Sign = "c" if few else "x"
    shown = (None,) * 6 if few else _numbers(verdict)
    forms: tuple[Format, ...] = (form, form, form, "probability", "count", "count")
    numbers = [number(value, kind, otherwise=otherwise) for value, kind in zip(shown, forms, strict=True)]
    if verdict.estimate is None or few:
        numbers[0] = Mark(otherwise, reason(edition, verdict) if verdict.told is None else told(edition, verdict))
    if isinstance(estimate := numbers[0], Number):
        numbers[0] = replace(estimate, beside=to_pass(edition, verdict))
    return (
        Words(verdict.claim, link=claim_key(verdict)),
        Words(edition.wording(verdict.statement)),
        Words(edition.decided(verdict), tone=TONES[verdict.verdict]),
        Words(words) if words else Mark("z"),
        Words(edition.say(f"reports.verdicts.unit_{verdict.unit}")) if words else Mark("z"),
        *numbers,
        *[mark_of(edition, verdict, name) for name in GRADES],
    )


def _numbers(verdict: Verdict) -> tuple[float | None, ...]:
    bases = (verdict.n or None, verdict.n_psu or None)  # nobody is no base
    return verdict.estimate, verdict.ci_low, verdict.ci_high, verdict.p_adjusted, *bases
