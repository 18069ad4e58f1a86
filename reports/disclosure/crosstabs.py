"""Which groups of a crosstab are hidden: each banner is a breakdown of the same people."""

from itertools import groupby

from analysis.crosstab import Crosstab
from reports.disclosure.linked import suppress_linked
from reports.disclosure.suppression import Suppression, suppress
from survey.study.settings import Disclosure


def hidden_groups(crosstab: Crosstab, *, limits: Disclosure) -> Suppression:
    """Return which columns of a crosstab are hidden, over all banners at once.

    Hidden first: groups with too few people, and small groups of one mind, in which everybody or nobody gives some
    answer; then what would give them back, within a banner and across banners.
    """
    breakdowns: list[list[int]] = []
    primary: list[bool] = []
    complementary: list[bool] = []
    for variable, members in groupby(range(len(crosstab.columns)), key=lambda place: crosstab.columns[place].variable):
        places = list(members)
        bases = [crosstab.n[place] for place in places]
        alike = [of_one_mind(crosstab, place, below=limits.homogeneity_base) for place in places]
        block = suppress(bases, minimum=limits.minimum_base, alike=alike)
        primary += block.primary
        complementary += block.complementary if variable else [False] * len(places)
        breakdowns += [places] if variable else []
    hidden = Suppression(tuple(primary), tuple(complementary))
    return suppress_linked(
        crosstab.memberships, hidden, bases=crosstab.n, minimum=limits.minimum_base, breakdowns=breakdowns
    )


def of_one_mind(crosstab: Crosstab, place: int, *, below: int) -> bool:
    """Return whether a small group gives some answer always or never."""
    return crosstab.n[place] < below and any(shares[place] in (0.0, 1.0) for shares in crosstab.shares)
