"""The page on how fast estimates are."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from benchmarks.race import OURS, Record
from benchmarks.table import HOW, machine, tables

WHAT = {
    "region": "mean, error, interval, deff of one item in 20 regions",
    "banner": "the same of 20 items by 3 groupings (760 estimates)",
    "rao_scott": "Rao-Scott test of a 5 x 2 table",
    "logistic": "logistic regression on 4 factors (26 coefficients)",
    "bootstrap": "500 bootstrap replicates, and the mean of one item in 20 regions",
}
USED = {"region": 5, "banner": 26, "rao_scott": 5, "logistic": 8, "bootstrap": 5}  # columns that a task reads


FLOOR = "floor"
FASTER = {"banner": (10, 20, 50), "bootstrap": (5, 20, 100), "logistic": (2, 5, 10), "rao_scott": (3, 10, 20)}
SIZES = (2_000, 100_000, 1_000_000)
MOST = 3.0  # times the floor, and times the columns used


@dataclass(frozen=True, slots=True, kw_only=True)
class Absent:
    """Who did not run, and how many seconds a round was expected to take."""

    task: str
    size: int
    name: str
    expected: float


def report(records: Sequence[Record]) -> str:
    """Return a table a task."""
    return tables(records, WHAT, used=USED)


def page(records: Sequence[Record], *, absent: Sequence[Absent], peers: Mapping[str, str], steps: Sequence[str]) -> str:
    """Return the whole page."""
    lines = [*_heading(peers), *_not_run(absent), *_promises(records), report(records), *_where(), *steps]
    return "\n".join(lines).rstrip("\n") + "\n"


def _not_run(absent: Sequence[Absent]) -> list[str]:
    if not absent:
        return []
    told = [f"{one.name} in the {one.task} (about {one.expected:.0f} s a round)" for one in absent]
    size = max(one.size for one in absent)
    return ["", f"Not run at {size:,}, by their times at a tenth of it: " + "; ".join(told) + "."]


def _promises(records: Sequence[Record]) -> list[str]:
    """Return a table of what was to be reached, and whether it was."""
    lines = [
        "",
        "## What was to be reached",
        "",
        "| task | respondents | fastest peer | times faster | to reach | | floor | up to 3 | memory | up to 3 |",
        "|---|--:|---|--:|--:|---|--:|---|--:|---|",
    ]
    for task in WHAT:
        for size in SIZES:
            by_name = {one.name: one for one in records if (one.task, one.size) == (task, size)}
            if OURS in by_name:
                lines.append(_promise(task, size, by_name))
    return lines


def _promise(task: str, size: int, by_name: Mapping[str, Record]) -> str:
    seconds = {name: one.seconds for name, one in by_name.items() if one.seconds}
    ours = seconds[OURS]
    peers = {name: time / ours for name, time in seconds.items() if name not in (OURS, FLOOR)}
    best = min(peers, key=lambda name: peers[name], default="")
    faster = f"{peers[best]:.1f}" if best else ""
    wanted = FASTER[task][SIZES.index(size)] if task in FASTER else None
    reached = "" if wanted is None or not best else _said(peers[best] / wanted)
    floor, memory = ours / seconds[FLOOR], (by_name[OURS].memory or 0) / (8 * size * USED[task])
    return (
        f"| {task} | {size:,} | {best} | {faster} | {wanted or ''} | {reached} "
        f"| {floor:.1f} | {_said(MOST / floor)} | {memory:.1f} | {_said(MOST / memory)} |"
    )


def _said(part: float) -> str:
    """Return whether all of what was promised is there."""
    return "reached" if part >= 1 else "**not reached**"


def _where() -> list[str]:
    return [
        "## What holds us where the floor is nearer than a third",
        "",
        "At 2,000 the floor is a handful of calls of a few microseconds each. We also check the input, code",
        "categories, and return errors, intervals, degrees of freedom and design effects: hundreds of calls, most of",
        "them on arrays so small that the call itself is what takes time. The counts of 400 units in 500 replicates,",
        "a byte each, are 2.5 times the columns that the bootstrap reads there; the banner works on ten items at",
        "a time, for fewer would take less room and more time. At 100,000 what remains are passes",
        "that the floor does not make: codes of categories; squares of weights and of answers, for effective sizes and",
        "design effects; the scores of every unit. `python -m benchmarks.estimation.steps` prints, anew, the share of",
        "time by step and how many functions are called in one run:",
    ]


def _heading(peers: Mapping[str, str]) -> list[str]:
    return [
        "# How fast estimates are",
        "",
        *HOW,
        "Reading the file and stating the design are outside the clock. The answers are held against ours in the",
        "same run: means, errors and tests to 1e-8, logistic regression to 1e-6 (R stops earlier), bootstrap errors as",
        "far as random numbers allow; samplics leaves out PSUs in which nobody answers an item, so some errors differ.",
        "The floor is no product: plain numpy that reads the columns once and sums them by cell, with all codes ready.",
        "Memory is the most that we held beyond the columns used, as a multiple of these.",
        "",
        machine(["numpy", "scipy", "pandas"]) + ".",
        "Peers: " + ", ".join(f"{name} {version}" for name, version in peers.items()) + ".",
    ]
