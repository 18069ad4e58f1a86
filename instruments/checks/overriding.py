"""Rules that the authors set aside: only with a written reason, and never those that keep people alive."""

from collections.abc import Iterator, Sequence

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.override import Override

FEWEST_LETTERS = 20  # less says nothing
_NEVER = "never_"


def rule_of(problem: Problem) -> str:
    """Return the name of the rule behind a problem."""
    return problem.code.rsplit(".", 1)[-1]


def set_aside(problem: Problem, overrides: Sequence[Override]) -> bool:
    """Whether the authors set this problem aside; what is never asked cannot be."""
    rule = rule_of(problem)
    named = (rule, problem.place.item) in {(override.rule, override.item) for override in overrides}
    return named and not rule.startswith(_NEVER)


def wrong_overrides(instrument: Instrument, found: Sequence[Problem]) -> Iterator[Problem]:
    """Yield overrides without a reason, of what cannot be set aside, and of what nothing speaks against."""
    spoken = {(rule_of(problem), problem.place.item) for problem in found}
    for override in instrument.overrides:
        place = Place(key=f"override {override.rule}", item=override.item)
        values = {"got": override.rule}
        if override.rule.startswith(_NEVER):
            yield Problem(code="instruments.checks.override_refused", place=place, values=values)
        elif min((len(words.strip()) for words in override.reason.values()), default=0) < FEWEST_LETTERS:
            yield Problem(code="instruments.checks.override_unreasoned", place=place, values=values)
        elif (override.rule, override.item) not in spoken:
            code = "instruments.checks.override_idle"
            yield Problem(code=code, place=place, values=values, severity=Severity.WARNING)
