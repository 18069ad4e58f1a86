"""Which groups of a crosstab are hidden: each banner is a breakdown of the same total."""

from itertools import groupby

from analysis.crosstab import Crosstab
from reports.disclosure.suppression import Suppression, suppress


def groups_of(crosstab: Crosstab, *, minimum: int) -> Suppression:
    """Return which columns of a crosstab are hidden, banner by banner; everybody stands alone."""
    everybody = crosstab.n[0] < minimum
    primary: list[bool] = []
    complementary: list[bool] = []
    columns = zip(crosstab.columns, crosstab.n, strict=True)
    for variable, members in groupby(columns, key=lambda column: column[0].variable):
        bases = [base for _, base in members]
        block = suppress(bases, minimum=minimum) if variable else Suppression((everybody,), (False,))
        primary += block.primary
        complementary += block.complementary
    return Suppression(tuple(primary), tuple(complementary))
