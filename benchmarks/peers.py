"""Which peers are installed, and in what version."""

import json
import subprocess
from collections.abc import Sequence
from shutil import which

LOOK = """
import json, sys
from importlib.metadata import distributions
print(json.dumps({one.name: one.version for one in distributions() if one.name in sys.argv[1:]}))
"""


def versions(python: str, packages: Sequence[str]) -> dict[str, str]:
    """Return the versions of those packages that an interpreter has."""
    done = subprocess.run([python, "-c", LOOK, *packages], capture_output=True, check=True, text=True)
    found: dict[str, str] = json.loads(done.stdout)
    return found


def version_in_r(package: str) -> dict[str, str]:
    """Return the version of an R package, if R has it."""
    if not which("Rscript"):
        return {}
    look = f"cat(as.character(packageVersion('{package}')))"
    done = subprocess.run(["Rscript", "-e", look], capture_output=True, check=False, text=True)
    return {f"R {package}": done.stdout} if done.returncode == 0 else {}
