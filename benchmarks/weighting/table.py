"""The page on how fast weighting is."""

from collections.abc import Mapping, Sequence

from benchmarks.race import Record
from benchmarks.table import HOW, machine, tables

WHAT = {
    "raking": "raking to region 20, sex × age 10, urban 2, to 1e-10, with base weights",
    "raking_texts": "the same, where categories come as texts",
    "replicates": "500 bootstrap replicates raked to the same margins, written out",
    "calibration": "calibration to 30 totals, linear",
    "calibration_raking": "calibration to 30 totals, raking distance",
}
USED = {"raking": 4, "raking_texts": 4, "replicates": 504, "calibration": 31, "calibration_raking": 31}


def report(records: Sequence[Record]) -> str:
    """Return a table a task."""
    return tables(records, WHAT, used=USED)


def page(records: Sequence[Record], peers: Mapping[str, str]) -> str:
    """Return the whole page."""
    return "\n".join([*_heading(peers), report(records)]).rstrip("\n") + "\n"


def _heading(peers: Mapping[str, str]) -> list[str]:
    return [
        "# How fast weighting is",
        "",
        *HOW,
        "Reading the file is outside the clock, our checks of the input are inside. Weights are held against ours in",
        "the same run, to 1e-6 of the mean weight; not those of balance, which rounds shares to a ten-thousandth, nor",
        "those of rimpy and weightipy, which take no base weights, so that their work is less. Each gets the input",
        "that suits it best: categories here, texts or columns of polars elsewhere. svy rakes replicates on all",
        "processors, we on one. Memory is the most that we held beyond the columns used, as a multiple of these.",
        "",
        machine(["numpy", "scipy", "pandas"]) + ".",
        "Peers: " + ", ".join(f"{name} {version}" for name, version in peers.items()) + ".",
    ]
