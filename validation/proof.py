"""What many studies of one world show: how often each verdict came, and how often one was false."""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from scipy.special import betaincinv

from analysis.claims.claim import Plan
from analysis.claims.rules import Decision
from validation.studies import Verdicts
from validation.truth import ClaimTruth

UNTESTED: tuple[Decision, ...] = ("not_testable", "never_asked")
FINDINGS = ("supported", "supported_but_small", "contradicted")


@dataclass(frozen=True, slots=True, kw_only=True)
class Rate:
    """How often something came in so many studies, with the exact 95 % interval (Clopper and Pearson 1934)."""

    count: int
    studies: int

    @property
    def share(self) -> float:
        """The share of studies."""
        return self.count / self.studies

    @property
    def bounds(self) -> tuple[float, float]:
        """Return the interval of the probability behind the share."""
        hits, misses = self.count, self.studies - self.count
        low = float(betaincinv(hits, misses + 1, 0.025)) if hits else 0.0
        return low, float(betaincinv(hits + 1, misses, 0.975)) if misses else 1.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Proof:
    """One world and its studies.

    Attributes
    ----------
    world : str
    truth : dict
        Of each claim, counted by census.
    verdicts : dict
        How often each verdict came on each claim.
    false_finding : Rate
        Studies with a supported or a contradicted anywhere in the primary family that is not so.
    against : Rate
        Studies with any verdict of the primary family that is not so; "no difference that matters" counts too.
    against_each : dict
        How often the verdict on each claim was not so.
    """

    world: str
    truth: Mapping[str, ClaimTruth]
    verdicts: Mapping[str, Counter[Decision]]
    false_finding: Rate
    against: Rate
    against_each: Mapping[str, int]

    @property
    def asked(self) -> frozenset[str]:
        """The claims that could be tested in some study."""
        return frozenset(name for name, counts in self.verdicts.items() if set(counts) - set(UNTESTED))


def proof(world: str, *, plan: Plan, truth: Mapping[str, ClaimTruth], studies: Sequence[Verdicts]) -> Proof:
    """Return what the studies of a world show."""
    primary = [claim.id for claim in plan.claim if claim.family == "primary" and claim.id in truth]
    wrong = [{name for name in truth if truth[name].is_false(study[name])} for study in studies]
    found = [
        any(name in false and study[name] in FINDINGS for name in primary)
        for study, false in zip(studies, wrong, strict=True)
    ]
    return Proof(
        world=world,
        truth=truth,
        verdicts={claim.id: Counter(study[claim.id] for study in studies) for claim in plan.claim},
        false_finding=Rate(count=sum(found), studies=len(studies)),
        against=Rate(count=sum(not false.isdisjoint(primary) for false in wrong), studies=len(studies)),
        against_each={name: sum(name in false for false in wrong) for name in truth},
    )
