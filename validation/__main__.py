"""Simulate studies of worlds whose truth is known, and write docs/validation.md: ``make validate``."""

import argparse
import resource
import sys
import time
from concurrent.futures import Executor, ProcessPoolExecutor
from functools import partial
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from survey.simulate.demo import demo
from validation.coverage import coverage
from validation.page import Measured, Run, page
from validation.prepared import Prepared, prepared
from validation.proof import Proof, proof
from validation.studies import Task, verdicts_of
from validation.worlds import NAMES

PAGE = Path("docs/validation.md")
INTERVIEWS = 2000
TASKS = 10  # a process and world, so that none waits long for another


def main() -> None:
    """Run everything and write the page."""
    settings = _settings()
    began = time.monotonic()
    with TemporaryDirectory() as folder, ProcessPoolExecutor(settings.processes) as pool:
        study = Path(folder) / "study"
        demo(study)
        worlds = list(pool.map(partial(prepared, folder=study), NAMES))
        _tell(began, "all worlds are solved and counted")
        proofs = []
        for world in worlds:
            proofs.append(_prove(world, study, settings, pool=pool))
            _tell(began, f"{world.name}: {proofs[-1].false_finding.count} studies with a false finding")
        covered = coverage(samples=settings.samples, processes=settings.processes, pool=pool)
    run = Run(
        studies=settings.studies,
        interviews=INTERVIEWS,
        seed=settings.seed,
        minutes=(time.monotonic() - began) / 60,
        processes=settings.processes,
        processor_seconds=_processor_seconds(),
    )
    measured = Measured(plan=worlds[0].plan, proofs=proofs, covered=covered, run=run)
    settings.page.write_text(page(measured), encoding="utf-8")


def _settings() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m validation", description=__doc__)
    parser.add_argument("--studies", type=int, default=500)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--page", type=Path, default=PAGE)
    return parser.parse_args()


def _prove(world: Prepared, folder: Path, settings: argparse.Namespace, *, pool: Executor) -> Proof:
    seeds = np.arange(settings.studies) + 1000 * settings.seed
    tasks = [
        Task(folder=folder, plan=world.plan, world=world.world, seeds=tuple(part.tolist()), interviews=INTERVIEWS)
        for part in np.array_split(seeds, min(settings.studies, TASKS * settings.processes))
    ]
    return proof(world.name, plan=world.plan, truth=world.truth, studies=verdicts_of(tasks, pool=pool))


def _processor_seconds() -> float:
    """Return what this run took of the processors: of its own process, and of those that have ended."""
    used = [resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN)]
    return sum(one.ru_utime + one.ru_stime for one in used)


def _tell(began: float, what: str) -> None:
    sys.stderr.write(f"{(time.monotonic() - began) / 60:5.1f} min  {what}\n")


if __name__ == "__main__":
    main()
