"""What can be wrong with a weighting recipe, beyond what its keys show."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from types import MappingProxyType

from instruments.errors import Place, Problem
from instruments.words import listed
from instruments.written.faults import key_path, unknown_name
from survey.study.weighting import Action, Weighting, WeightingStep

STATUS = "status"  # the column of the ledger that says which places were reached

_KEYS: Mapping[Action, tuple[str, ...]] = MappingProxyType(
    {
        "nonresponse": ("classes", "predictors", "drawn", "responded"),
        "poststratify": ("margins",),
        "rake": ("margins", "bounds", "tolerance"),
        "calibrate": ("margins", "totals", "means", "method", "bounds", "tolerance"),
        "trim": ("lowest", "highest"),
    }
)
_NEEDS: Mapping[Action, tuple[str, ...]] = MappingProxyType(
    {
        "nonresponse": ("classes", "predictors"),
        "poststratify": ("margins",),
        "rake": ("margins",),
        "calibrate": ("margins", "totals", "means"),
        "trim": ("lowest", "highest"),
    }
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Nameable:
    """What a recipe may name: questions and derived variables, and the columns of the ledger of the sample."""

    file: Path
    answers: tuple[str, ...]
    ledger: tuple[str, ...]


def wrong_weighting(written: Weighting, known: Nameable) -> Iterator[Problem]:
    """Yield every fault of a recipe."""
    place = Place(file=known.file.name, key="weighting")
    if bool(written.margins) == bool(written.step) or (written.step and written.bounds):
        yield _problem("one_weighting", place)
    yield from _wrong_margins(written, known, "weighting")
    for number, step in enumerate(written.step):
        key = key_path(("weighting", "step", number))
        yield from _wrong_keys(step, Place(file=known.file.name, key=key))
        yield from _wrong_margins(step, known, key)
        yield from _wrong_columns(step, known, Place(file=known.file.name, key=key))


def _wrong_margins(told: Weighting | WeightingStep, known: Nameable, key: str) -> Iterator[Problem]:
    if told.bounds and not 0 < told.bounds[0] < 1 < told.bounds[1]:
        place = Place(file=known.file.name, key=f"{key}.bounds")
        yield _problem("bounds", place, low=told.bounds[0], high=told.bounds[1])
    for name in told.margins:
        if name.endswith(".csv") and not (known.file.parent / name).is_file():
            yield _problem("no_file", Place(file=known.file.name, key=f"{key}.margins"), got=name)


def _wrong_keys(step: WeightingStep, place: Place) -> Iterator[Problem]:
    given = step.model_fields_set - {"action"}
    for name in sorted(given - set(_KEYS[step.action])):
        yield unknown_name("survey.study.step_key", name, _KEYS[step.action], place)
    needed = _NEEDS[step.action]
    if not any(getattr(step, name) for name in needed):
        yield _problem("step_needs", place, action=step.action, expected=listed(needed))
    if step.classes and step.predictors:
        yield _problem("step_one_way", place)
    if step.action == "poststratify" and len(step.margins) > 1:
        yield _problem("step_one_margin", place, got=", ".join(step.margins))
    if step.method == "logit" and step.bounds is None:
        yield _problem("step_logit", place)


def _wrong_columns(step: WeightingStep, known: Nameable, place: Place) -> Iterator[Problem]:
    for name in (*step.totals, *step.means):
        if name not in known.answers:
            yield unknown_name("survey.study.unknown_item", name, known.answers, place)
    if step.action != "nonresponse":
        return
    counts = [name for name in (step.drawn, step.responded or STATUS) if name]
    for name in (*step.classes, *step.predictors, *counts):
        if name not in known.ledger:
            yield unknown_name("survey.study.step_ledger", name, known.ledger, place)


def _problem(name: str, place: Place, **values: object) -> Problem:
    return Problem(code=f"survey.study.{name}", place=place, values=values)
