"""The page on how fast estimates are."""

from collections.abc import Sequence

from benchmarks.race import Record
from benchmarks.table import machine, tables

WHAT = {
    "region": "mean, error, interval, deff of one item in 20 regions",
    "banner": "the same of 20 items by 3 groupings (760 estimates)",
    "rao_scott": "Rao-Scott test of a 5 x 2 table",
    "logistic": "logistic regression on 4 factors (26 coefficients)",
    "bootstrap": "500 bootstrap replicates, and the mean of one item in 20 regions",
}
USED = {"region": 5, "banner": 26, "rao_scott": 5, "logistic": 8, "bootstrap": 5}  # columns that a task reads


def report(records: Sequence[Record]) -> str:
    """Return a table a task."""
    return tables(records, WHAT, used=USED)


def page(records: Sequence[Record]) -> str:
    """Return the whole page."""
    return "\n".join([*_heading(), report(records)]).rstrip("\n") + "\n"


def _heading() -> list[str]:
    return [
        "# How fast estimates are",
        "",
        "Measured by `make bench`: every contestant in a process of its own, in turns, the best of its rounds. Reading",
        "the file and stating the design are outside the clock. The answers are held against ours in the same run:",
        "means, errors and tests to 1e-8, logistic regression to 1e-6 (R stops earlier), bootstrap errors as far as",
        "random numbers allow; samplics leaves out PSUs in which nobody answers an item, so that some errors differ.",
        "The floor is no product: plain numpy that reads the columns once and sums them by cell, with all codes ready.",
        "Memory is the most that we held beyond the columns used, as a multiple of these. What else the machine does",
        "falls on all contestants alike, but not on all rounds: ratios vary from run to run.",
        "",
        machine(["numpy", "scipy", "pandas", "svy"]) + "; R survey as installed.",
    ]
