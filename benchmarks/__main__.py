"""Run the races of this project against its peers and write their pages. R takes part where Rscript is.

``--svy PYTHON --samplics PYTHON --balance PYTHON`` name the interpreters in which the peers are installed, if it is not
this one; that of svy has the other rakers as well.
"""

import argparse
import subprocess
import sys

from benchmarks.race import ROOT


def main() -> None:
    """Run estimation, then weighting."""
    parser = argparse.ArgumentParser()
    for peer in ("svy", "samplics", "balance"):
        parser.add_argument(f"--{peer}")
    given = vars(parser.parse_args())
    estimation = [*_told(given, {"svy": "svy", "samplics": "samplics"}), "-o", "docs/benchmarks.md"]
    weighting = [*_told(given, {"svy": "peers", "balance": "balance"}), "-o", "docs/benchmarks-weights.md"]
    for race, settings in (("estimation", estimation), ("weighting", weighting)):
        subprocess.run([sys.executable, "-m", f"benchmarks.{race}", *settings], cwd=ROOT, check=True)


def _told(given: dict[str, str | None], options: dict[str, str]) -> list[str]:
    """Return the options of a race for those interpreters that were named."""
    return [part for peer, option in options.items() if (python := given[peer]) for part in (f"--{option}", python)]


if __name__ == "__main__":
    main()
