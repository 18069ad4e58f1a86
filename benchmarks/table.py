"""The records of a race as tables of a page, and on what they were measured."""

import os
import platform
from collections.abc import Mapping, Sequence
from importlib.metadata import PackageNotFoundError, version

from benchmarks.race import OURS, Record

HOW = [
    "Measured by `make bench`: every contestant in a process of its own, in turns of a twentieth of a second or one",
    "piece of work, the fastest of all its turns. What else the machine does falls on all alike, but not on all turns:",
    "ratios vary from run to run.",
    "",
]
NAMED = {OURS: "**this project**"}


def tables(records: Sequence[Record], what: Mapping[str, str], *, used: Mapping[str, int]) -> str:
    """Return a table a task, under what it is in words; ``used`` is how many columns of numbers a task reads."""
    lines: list[str] = []
    for task in dict.fromkeys(record.task for record in records):
        rows = [record for record in records if record.task == task]
        lines += ["", f"## {what[task]}", "", *_rows(rows, used.get(task))]
    return "\n".join(lines) + "\n"


def machine(packages: Sequence[str]) -> str:
    """Return the machine and the versions of packages, in a line."""
    versions = [f"{name} {found}" for name in packages if (found := _version(name))]
    return (
        f"{os.cpu_count()} processors, {platform.machine()}, {platform.system()}, Python {platform.python_version()}, "
        + ", ".join(versions)
    )


def _rows(records: Sequence[Record], used: int | None) -> list[str]:
    lines = [
        "| respondents | contestant | milliseconds | times ours | largest difference | memory |",
        "|--:|---|--:|--:|--:|--:|",
    ]
    for record in records:
        ours = next(one for one in records if one.size == record.size and one.name == OURS)
        if record.seconds is None or ours.seconds is None:
            continue
        apart = "" if record.apart is None else f"{record.apart:.0e}"
        memory = "" if record.memory is None or not used else f"{record.memory / (8 * record.size * used):.1f}"
        lines.append(
            f"| {record.size:,} | {NAMED.get(record.name, record.name)} | {record.seconds * 1000:.2f} "
            f"| {record.seconds / ours.seconds:.1f} | {apart} | {memory} |"
        )
    return lines


def _version(name: str) -> str | None:
    try:
        return version(name)
    except PackageNotFoundError:
        return None
