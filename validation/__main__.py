"""Simulate studies of worlds whose truth is known, and write docs/validation.md: ``make validate``."""

import argparse
import sys
import time
from pathlib import Path
from tempfile import TemporaryDirectory

import numpy as np

from analysis.claims.plan import plan_of
from survey.simulate.demo import demo
from survey.study import read
from validation.coverage import coverage
from validation.page import Measured, page
from validation.proof import Proof, proof
from validation.solving import solved
from validation.studies import Task, verdicts_of
from validation.truth import counted
from validation.worlds import NAMES, described

PAGE = Path("docs/validation.md")
CENSUSES = range(701, 704)  # seeds, apart from those of the studies
INTERVIEWS = 2000
TASKS = 10  # a process


def main() -> None:
    """Run everything and write the page."""
    settings = _settings()
    began = time.monotonic()
    with TemporaryDirectory() as folder:
        study = Path(folder) / "study"
        demo(study)
        proofs = [_prove(name, study, settings) for name in NAMES]
        plan = plan_of(read(study))
    covered = coverage(samples=settings.samples, processes=settings.processes)
    if plan is None:
        sys.exit("the shipped study names no plan")
    measured = Measured(
        plan=plan,
        proofs=proofs,
        covered=covered,
        seed=settings.seed,
        interviews=INTERVIEWS,
        minutes=(time.monotonic() - began) / 60,
        processes=settings.processes,
    )
    settings.page.write_text(page(measured), encoding="utf-8")


def _settings() -> argparse.Namespace:
    parser = argparse.ArgumentParser(prog="python -m validation", description=__doc__)
    parser.add_argument("--studies", type=int, default=500)
    parser.add_argument("--samples", type=int, default=1000)
    parser.add_argument("--seed", type=int, default=2026)
    parser.add_argument("--processes", type=int, default=2)
    parser.add_argument("--page", type=Path, default=PAGE)
    return parser.parse_args()


def _prove(name: str, folder: Path, settings: argparse.Namespace) -> Proof:
    study = read(folder)
    plan = plan_of(study)
    if plan is None:
        sys.exit("the shipped study names no plan")
    world, goals = described(name)
    world = solved(world, goals, plan=plan, study=study)
    truth = counted(plan, study=study, world=world, seeds=CENSUSES)
    seeds = np.arange(settings.studies) + 1000 * settings.seed
    tasks = [
        Task(folder=folder, plan=plan, world=world, seeds=tuple(part.tolist()))
        for part in np.array_split(seeds, min(settings.studies, TASKS * settings.processes))
    ]
    found = proof(name, plan=plan, truth=truth, studies=verdicts_of(tasks, processes=settings.processes))
    sys.stderr.write(f"{name}: {found.false_finding.count} of {settings.studies} studies with a false finding\n")
    return found


if __name__ == "__main__":
    main()
