"""Run the races of this project against its peers: estimation, then weighting. Options go to the first.

Peers are looked for in this interpreter; ``--svy PYTHON`` names another. R takes part where Rscript is.
"""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).parents[1]

subprocess.run(
    [sys.executable, "-m", "benchmarks.estimation", "-o", "docs/benchmarks.md", *sys.argv[1:]], cwd=ROOT, check=True
)
subprocess.run([sys.executable, "-m", "benchmarks.weighting"], cwd=ROOT, check=True)
