"""Many studies of one world: drawn, weighted and decided, over the processors that there are."""

from collections.abc import Iterable, Mapping
from concurrent.futures import Executor
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory

from analysis.claims.claim import Plan
from analysis.claims.judge import judge
from analysis.claims.rules import Decision
from analysis.rehearsal import rehearse
from survey.simulate.world import World
from survey.study import read

Verdicts = Mapping[str, Decision]


@dataclass(frozen=True, slots=True, kw_only=True)
class Task:
    """Some studies for one process."""

    folder: Path
    plan: Plan
    world: World
    seeds: tuple[int, ...]
    interviews: int


def verdicts_of(tasks: Iterable[Task], *, pool: Executor) -> list[Verdicts]:
    """Return the verdict on each claim in each study, in the order of the seeds."""
    return [verdicts for done in pool.map(decided, tasks) for verdicts in done]


def decided(task: Task) -> list[Verdicts]:
    """Return the verdict on each claim in each study of a task, by the code that decides real studies."""
    study = read(task.folder)
    with TemporaryDirectory() as folder:
        samples = (
            rehearse(study, world=task.world, seed=seed, folder=Path(folder), adults=task.interviews)
            for seed in task.seeds
        )
        return [
            {each.claim.id: each.standing.decision for each in judge(task.plan, sample=sample)} for sample in samples
        ]
