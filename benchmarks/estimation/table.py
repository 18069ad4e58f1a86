"""The records of a race as a page."""

import os
import platform
from collections.abc import Sequence
from importlib.metadata import PackageNotFoundError, version

from benchmarks.estimation.race import FLOOR, OURS, Record

WHAT = {
    "region": "mean, error, interval, deff of one item in 20 regions",
    "banner": "the same of 20 items by 3 groupings (760 estimates)",
    "rao_scott": "Rao-Scott test of a 5 x 2 table",
    "logistic": "logistic regression on 4 factors (26 coefficients)",
    "bootstrap": "500 bootstrap replicates, and the mean of one item in 20 regions",
}


def report(records: Sequence[Record], *, whole: bool = False) -> str:
    """Return a table; the whole page has a heading, and says on what it was measured."""
    lines = _heading() if whole else []
    for task in dict.fromkeys(record.task for record in records):
        rows = [record for record in records if record.task == task]
        lines += ["", f"## {WHAT[task]}" if whole else WHAT[task], "", *_rows(rows)]
    return "\n".join(lines) + "\n"


def _heading() -> list[str]:
    versions = [f"{name} {found}" for name in ("numpy", "scipy", "pandas", "svy") if (found := _version(name))]
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
        f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
        + ", ".join(versions)
        + "; R survey as installed.",
    ]


def _rows(records: Sequence[Record]) -> list[str]:
    lines = [
        "| respondents | contestant | milliseconds | times ours | largest difference | memory |",
        "|--:|---|--:|--:|--:|--:|",
    ]
    for record in records:
        ours = next(one for one in records if one.size == record.size and one.name == OURS)
        if record.seconds is None or ours.seconds is None:
            continue
        apart = "" if record.apart is None else f"{record.apart:.0e}"
        memory = "" if record.memory is None else f"{record.memory:.1f}"
        lines.append(
            f"| {record.size:,} | {_named(record.name)} | {record.seconds * 1000:.2f} "
            f"| {record.seconds / ours.seconds:.1f} | {apart} | {memory} |"
        )
    return lines


def _named(name: str) -> str:
    return {OURS: "**this project**", FLOOR: "floor"}.get(name, name)


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
