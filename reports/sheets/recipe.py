"""The recipe of the weights in words: margins by what they are of, and columns of the data for analysts only."""

from dataclasses import replace

from instruments.errors import Problem
from reports.edition import Edition
from reports.sheets.crosstab_labels import title_of
from reports.sheets.margins import without_few
from reports.sheets.told import stated
from survey.weights import Step


def done(edition: Edition, step: Step) -> str:
    """Return what a step did."""
    settings = {name: _titled(edition, value) if name == "margins" else value for name, value in step.settings.items()}
    return replace(step, settings=settings).text(edition.language, columns=edition.profile == "analyst")


def noted(edition: Edition, note: Problem) -> str:
    """Return what a reader should know of a step."""
    values = without_few(edition, note.values)
    told = {name: _titled(edition, value) if name == "margin" else value for name, value in values.items()}
    return stated(replace(note, values=told).text(edition.language))


def _titled(edition: Edition, names: object) -> str:
    known = {margin.name: title_of(edition, margin.variables) for margin in edition.results.weights.known}
    return ", ".join(known.get(name) or name for name in str(names).split(", "))
