"""Which groups of a crosstab are hidden for themselves: those with few people, and small ones of one mind."""

from analysis.crosstab import Crosstab
from survey.study.settings import Disclosure


def small_groups(crosstab: Crosstab, *, limits: Disclosure) -> tuple[bool, ...]:
    """Return which columns of a crosstab are hidden whatever else is shown."""
    return tuple(
        n < limits.minimum_base or of_one_mind(crosstab, place, below=limits.homogeneity_base)
        for place, n in enumerate(crosstab.n)
    )


def of_one_mind(crosstab: Crosstab, place: int, *, below: int) -> bool:
    """Return whether a small group gives some answer always or never."""
    return crosstab.n[place] < below and any(shares[place] in (0.0, 1.0) for shares in crosstab.shares)
