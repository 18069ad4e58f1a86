"""The method: the eleven items of AAPOR's transparency initiative, then how the numbers were made."""

from collections.abc import Iterator

from analysis.assumption import assumption
from analysis.claims.figures import written_level
from instruments.language import LANGUAGES
from reports.dates import period
from reports.edition import Edition
from reports.release import AAPOR
from reports.sheet import Line, Sheet
from reports.sheets.names import METHOD
from reports.sheets.recipe import done
from reports.table import Column, Table, Words

_WIDTHS = {"item": 40, "part": 34, "statement": 100}
_USUAL_LEVEL = 0.95
_ALSO = ("precision", "comparisons", "claims", "disclosure", "ethics")

Statement = tuple[str, str, str]


def method(edition: Edition) -> Sheet:
    """Return the sheet of the method; what the study does not state is shown as not stated."""
    columns = tuple(Column(edition.say(f"reports.method.column_{name}"), w) for name, w in _WIDTHS.items())
    return Sheet(
        key=METHOD,
        name=edition.say("reports.method.name"),
        title=edition.say("reports.method.title"),
        about=edition.about("reports.method.about"),
        lines=(Line(edition.say("reports.method.source"), role="note"),),
        table=Table(
            name="method",
            columns=columns,
            rows=tuple(tuple(Words(words) for words in statement) for statement in statements(edition)),
        ),
    )


def statements(edition: Edition) -> Iterator[Statement]:
    """Yield the item, the part of it and what is stated, in the order of the initiative."""
    for place, (item, parts) in enumerate(AAPOR.items(), start=1):
        name = f"{place}. {edition.say(f'reports.method.item_{item}')}"
        for part in parts:
            yield name, edition.say(f"reports.method.{part}"), _statement(edition, part)
    for part in _ALSO:
        yield edition.say("reports.method.beyond"), edition.say(f"reports.method.{part}"), _statement(edition, part)


def _statement(edition: Edition, part: str) -> str:
    made = {
        "dates": _dates,
        "instrument": _instrument,
        "size": _size,
        "weighting": _weighting,
        "precision": _precision,
        "comparisons": _comparisons,
        "claims": _claims,
        "disclosure": _disclosure,
    }
    if part in made:
        return made[part](edition)
    return edition.stated(getattr(edition.results.study.fieldwork, part))


def _dates(edition: Edition) -> str:
    fieldwork = edition.results.study.fieldwork
    dates = period(fieldwork.start, fieldwork.end, edition.language) or edition.say("reports.sheets.not_stated")
    return dates[:1].upper() + dates[1:]


def _instrument(edition: Edition) -> str:
    instrument = edition.results.study.instrument
    title = edition.wording(instrument.title) or instrument.name
    values = {
        "title": title,
        "version": instrument.version,
        "languages": ", ".join(_language(edition, code) for code in instrument.languages),
    }
    return " ".join([edition.say("reports.method.instrument_is", **values), *_set_aside(edition)])


def _language(edition: Edition, code: str) -> str:
    return edition.say(f"reports.method.language_{code}") if code in LANGUAGES else code


def _set_aside(edition: Edition) -> Iterator[str]:
    """Yield each rule for questionnaires that the authors set aside, for which question and why."""
    for override in edition.results.study.instrument.overrides:
        values = {"rule": override.rule, "item": override.item, "reason": edition.wording(override.reason)}
        yield _ended(edition.say("reports.method.set_aside", **values))


def _size(edition: Edition) -> str:
    spread = edition.results.weights.spread
    interviews = edition.spelled(len(edition.results.responses), "count")
    if spread.is_even:
        return edition.say("reports.method.size_even", interviews=interviews)
    return edition.say(
        "reports.method.size_is",
        interviews=interviews,
        effective=edition.spelled(spread.n_effective, "count"),
        deff=edition.spelled(spread.deff, "decimal"),
    )


def _weighting(edition: Edition) -> str:
    weights = edition.results.weights
    steps = [done(edition, step) for step in weights.steps]
    ends = {name: edition.spelled(getattr(weights.spread, name), "decimal") for name in ("minimum", "maximum")}
    return " ".join(_ended(step) for step in [*steps, edition.say("reports.method.weights_range", **ends)])


def _ended(sentence: str) -> str:
    return sentence if sentence.endswith(".") else f"{sentence}."


def _precision(edition: Edition) -> str:
    study = edition.results.study
    if study.design.psu:
        return edition.say("reports.method.linearised", level=_level(edition))
    alone = edition.say("reports.method.linearised_alone", level=_level(edition))
    return " ".join(filter(None, [alone, assumption(study, edition.language)]))


def _comparisons(edition: Edition) -> str:
    return edition.say("reports.method.comparisons_are")


def _disclosure(edition: Edition) -> str:
    limits = edition.limits
    values = {"minimum": limits.minimum_base, "alike": limits.homogeneity_base}
    return edition.say("reports.method.disclosure_is", **values)


def _claims(edition: Edition) -> str:
    plan = edition.results.plan
    if plan is None:
        return edition.say("reports.method.no_plan")
    values = {"title": edition.wording(plan.title), "count": len(plan.claim), "level": _level(edition)}
    return edition.say("reports.method.plan_is", **values)


def _level(edition: Edition) -> str:
    plan = edition.results.plan
    return written_level(plan.level if plan else _USUAL_LEVEL, language=edition.language)
