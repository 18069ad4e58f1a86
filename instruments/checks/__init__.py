"""Rules that a questionnaire must keep before it goes to the field: one family a file, one function a rule."""

from instruments.checks import duration, harm, hidden, measurement, structure, wording
from instruments.checks.duration import minutes
from instruments.checks.overriding import set_aside, wrong_overrides
from instruments.errors import Problem
from instruments.instrument import Instrument

RULES = (*structure.RULES, *wording.RULES, *measurement.RULES, *hidden.RULES, *duration.RULES, *harm.RULES)


def check(instrument: Instrument) -> tuple[Problem, ...]:
    """Return everything that is wrong with a questionnaire, or could be better.

    Errors would break the form or could harm somebody; warnings would weaken what the answers can show. What the
    authors set aside with a reason is left out.
    """
    found = [problem for rule in RULES for problem in rule(instrument)]
    kept = [problem for problem in found if not set_aside(problem, instrument.overrides)]
    return (*kept, *wrong_overrides(instrument, found))


__all__ = ["RULES", "check", "minutes"]
