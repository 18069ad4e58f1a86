"""The method: what an honest report of a survey discloses, item by item."""

from collections.abc import Iterator

from analysis.claims.figures import written_level
from reports.dates import period
from reports.edition import Edition
from reports.sheet import Line, Sheet
from reports.table import Column, Table, Words

KEY = "method"

_WIDTHS = {"item": 32, "statement": 112}
_USUAL_LEVEL = 0.95

_STATED = ("sponsor", "conducted_by", "population", "frame", "sample", "recruitment", "mode", "languages", "incentives")
_STATED_LAST = ("quality", "ethics", "limitations")


def method(edition: Edition) -> Sheet:
    """Return the sheet of the method; what the study does not state is shown as not stated."""
    columns = tuple(Column(edition.say(f"reports.method.column_{name}"), w) for name, w in _WIDTHS.items())
    return Sheet(
        key=KEY,
        name=edition.say("reports.method.name"),
        title=edition.say("reports.method.title"),
        about=edition.about("reports.method.about"),
        lines=(Line(edition.say("reports.method.source"), role="note"),),
        table=Table(
            name="method",
            columns=columns,
            rows=tuple(
                (Words(edition.say(f"reports.method.{name}")), Words(statement))
                for name, statement in _statements(edition)
            ),
        ),
    )


def _statements(edition: Edition) -> Iterator[tuple[str, str]]:
    fieldwork = edition.results.study.fieldwork
    for name in _STATED:
        yield name, edition.stated(getattr(fieldwork, name))
    yield "dates", period(fieldwork.start, fieldwork.end, edition.language) or edition.say("reports.sheets.not_stated")
    yield "instrument", edition.say("reports.method.instrument_is", **_instrument(edition))
    yield "size", edition.say("reports.method.size_is", **_sizes(edition))
    yield "weighting", _weighting(edition)
    yield "precision", edition.say("reports.method.linearised", level=_level(edition))
    yield "claims", _claims(edition)
    for name in _STATED_LAST:
        yield name, edition.stated(getattr(fieldwork, name))


def _instrument(edition: Edition) -> dict[str, str]:
    instrument = edition.results.study.instrument
    title = edition.wording(instrument.title) or instrument.name
    return {"title": title, "version": instrument.version, "languages": ", ".join(instrument.languages)}


def _sizes(edition: Edition) -> dict[str, str]:
    results = edition.results
    spread = results.weights.spread
    return {
        "interviews": edition.spelled(len(results.responses), "count"),
        "effective": edition.spelled(spread.n_effective, "count"),
        "deff": edition.spelled(spread.deff, "decimal"),
    }


def _weighting(edition: Edition) -> str:
    weights = edition.results.weights
    steps = [step.text(edition.language) for step in weights.steps]
    spread = weights.spread
    ends = {name: edition.spelled(getattr(spread, name), "decimal") for name in ("minimum", "maximum")}
    return ". ".join([*steps, edition.say("reports.method.weights_range", **ends)])


def _level(edition: Edition) -> str:
    plan = edition.results.plan
    return written_level(plan.level if plan else _USUAL_LEVEL, language=edition.language)


def _claims(edition: Edition) -> str:
    plan = edition.results.plan
    if plan is None:
        return edition.say("reports.method.no_plan")
    values = {"title": edition.wording(plan.title), "count": len(plan.claim), "level": _level(edition)}
    return edition.say("reports.method.plan_is", **values)
