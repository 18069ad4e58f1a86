"""Rules that a questionnaire must keep before it goes to the field: one family a file, one function a rule."""

from instruments.checks import harm, measurement, structure, wording
from instruments.errors import Problem
from instruments.instrument import Instrument

RULES = (*structure.RULES, *wording.RULES, *measurement.RULES, *harm.RULES)


def check(instrument: Instrument) -> tuple[Problem, ...]:
    """Return everything that is wrong with a questionnaire, or could be better.

    Errors would break the form or could harm somebody; warnings would weaken what the answers can show.
    """
    return tuple(problem for rule in RULES for problem in rule(instrument))


__all__ = ["RULES", "check"]
