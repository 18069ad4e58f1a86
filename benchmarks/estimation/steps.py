"""Where our time goes, step by step: ``python -m benchmarks.estimation.steps`` prints it as tables.

Each task is worked many times under the profiler, which makes small calls look dearer than they are: shares count, and
how many calls there are, not milliseconds.
"""

import cProfile
import pstats
import tempfile
import time
from collections.abc import Callable, Sequence
from pathlib import Path

from benchmarks.columns import write
from benchmarks.estimation.contestants import floor, ours
from benchmarks.estimation.respondents import made, read

TIMES = {2_000: 50, 100_000: 5}
MEANS = (
    ("coding categories", ("grouping.groupings_of",)),
    ("numbering cells", ("cells.cells_of",)),
    ("sums of weights", ("passes.reading_of", "-grouping.groupings_of", "-cells.cells_of")),
    ("sums of items", ("passes.summed",)),
    ("values and variances", ("finish._of_banner",)),
    ("rows and names", ("finish._assembled",)),
)
STEPS: dict[str, Sequence[tuple[str, Sequence[str]]]] = {
    "region": MEANS,
    "banner": MEANS,
    "rao_scott": (
        ("coding answers", ("passes.answers_of",)),
        ("sums by unit and cell", ("scores.shares_of_cells", "-linearization.covariance_of_units")),
        ("covariance of shares", ("linearization.covariance_of_units",)),
        ("the statistic", ("association._pearson",)),
    ),
    "logistic": (
        ("coding factors", ("terms.predictors_of",)),
        ("fitting", ("families.fit",)),
        ("covariance of coefficients", ("scores.covariance_of_products",)),
        ("matrix of predictors", ("terms.matrix",)),
    ),
    "bootstrap": (
        ("drawing replicates", ("replication.replicates_of",)),
        ("coding, numbering, sums", ("passes.reading_of", "passes.summed")),
        ("estimates of replicates", ("replication.replicated_variance",)),
    ),
}


def main() -> None:
    """Print the steps at each size."""
    print("\n".join(steps()))


def steps() -> list[str]:
    """Return the lines of the tables: share of time by step, and calls."""
    lines = []
    for size, times in TIMES.items():
        with tempfile.TemporaryDirectory() as folder:
            write(made(size), Path(folder))
            frame = read(Path(folder))
        lines += [
            "",
            f"At {size:,} respondents:",
            "",
            "| task | calls | calls of the floor | share of our time |",
            "|---|--:|--:|---|",
        ]
        for task, parts in STEPS.items():
            mine = _profiled(getattr(ours, task)(frame), times)
            theirs = _profiled(getattr(floor, task)(frame), times)
            told = ", ".join(f"{name} {_share(mine, functions):.0%}" for name, functions in parts)
            lines.append(f"| {task} | {_calls(mine, times):,} | {_calls(theirs, times):,} | {told} |")
    return lines


def _profiled(work: Callable[[], object], times: int) -> pstats.Stats:
    work()
    profile = cProfile.Profile(time.process_time)
    profile.enable()
    for _ in range(times):
        work()
    profile.disable()
    return pstats.Stats(profile)


def _calls(stats: pstats.Stats, times: int) -> int:
    return round(stats.total_calls / times)


def _share(stats: pstats.Stats, functions: Sequence[str]) -> float:
    """Return the share of time within functions, less that within those marked by a minus."""
    spent = {f"{Path(file).stem}.{name}": timing[3] for (file, _, name), timing in stats.stats.items()}
    within = sum((-1 if name[0] == "-" else 1) * spent.get(name.lstrip("-"), 0.0) for name in functions)
    return float(within / stats.total_tt)


if __name__ == "__main__":
    main()
