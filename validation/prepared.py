"""A world made ready: solved for the contrasts that it shall have, and its truth counted."""

import sys
from dataclasses import dataclass
from pathlib import Path

from analysis.claims.claim import Plan
from analysis.claims.plan import plan_of
from survey.simulate.world import World
from survey.study import read
from validation.solving import solved
from validation.truth import ClaimTruth, counted
from validation.worlds import described

CENSUSES = range(701, 704)  # seeds, apart from those of the studies


@dataclass(frozen=True, slots=True, kw_only=True)
class Prepared:
    """A world with the plan that is decided in it and what is true of each claim."""

    name: str
    plan: Plan
    world: World
    truth: dict[str, ClaimTruth]


def prepared(name: str, folder: Path) -> Prepared:
    """Return a world by its name, for the study in a folder."""
    study = read(folder)
    plan = plan_of(study)
    if plan is None:
        sys.exit("the shipped study names no plan")
    world, goals = described(name)
    world = solved(world, goals, plan=plan, study=study)
    return Prepared(name=name, plan=plan, world=world, truth=counted(plan, study=study, world=world, seeds=CENSUSES))
