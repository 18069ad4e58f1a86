"""Which groups are hidden where a matter is asked both directly and by a list: each arm has to hold enough people."""

from analysis.two_ways import BothWays
from survey.study.settings import Disclosure


def has_few(each: BothWays, *, limits: Disclosure) -> bool:
    """Return whether a group is hidden for itself: few people in one of its arms, or a small group of one mind."""
    return each.fewest < limits.minimum_base or all_alike(each, limits=limits)


def all_alike(each: BothWays, *, limits: Disclosure) -> bool:
    """Return whether everybody or nobody in a small group says so openly."""
    return each.n < limits.homogeneity_base and each.direct.estimate in (0.0, 1.0)
