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
        parser.add_argument(f"--{peer}", default=sys.executable)
    options = parser.parse_args()
    estimation = ["--svy", options.svy, "--samplics", options.samplics, "-o", "docs/benchmarks.md"]
    weighting = ["--peers", options.svy, "--balance", options.balance, "-o", "docs/benchmarks-weights.md"]
    for race, settings in (("estimation", estimation), ("weighting", weighting)):
        subprocess.run([sys.executable, "-m", f"benchmarks.{race}", *settings], cwd=ROOT, check=True)


if __name__ == "__main__":
    main()
