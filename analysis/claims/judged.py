"""A claim as a whole: what its contrasts show together, and which of them decides."""

from collections.abc import Callable
from dataclasses import dataclass

from analysis.claims.claim import Relation
from analysis.claims.layout import Branch, Node
from analysis.claims.reason import Reason
from analysis.claims.rules import NEVER, Decision, Evidence, combine, decide
from analysis.claims.tested import Tested, tested
from analysis.sample import Sample


@dataclass(frozen=True, slots=True, kw_only=True)
class Together:
    """Several tested contrasts, all of which must hold, or one."""

    relation: Relation
    members: tuple["Together | Tested", ...]


Outcome = Together | Tested


def test_all(node: Node, *, sample: Sample, minimum_base: int) -> Outcome:
    """Test every contrast of a tree."""
    if not isinstance(node, Branch):
        return tested(node, sample=sample, minimum_base=minimum_base)
    members = tuple(test_all(member, sample=sample, minimum_base=minimum_base) for member in node.members)
    return Together(relation=node.relation, members=members)


def contrasts(outcome: Outcome) -> tuple[Tested, ...]:
    """Return every contrast of a tree, in the order of the plan."""
    if isinstance(outcome, Tested):
        return (outcome,)
    return tuple(contrast for member in outcome.members for contrast in contrasts(member))


def evidence_of(outcome: Outcome) -> Evidence | None:
    """Return what a tree shows; None where nothing in it could be tested.

    Where all must hold and one could not be tested, the rest can still contradict, but never support.
    """
    if isinstance(outcome, Tested):
        return outcome.evidence
    each = [evidence_of(member) for member in outcome.members]
    found = [evidence for evidence in each if evidence is not None]
    if not found:
        return None
    together = combine(found, relation=outcome.relation)
    if outcome.relation == "any" or len(found) == len(each):
        return together
    return Evidence(supported=NEVER, small=NEVER, contradicted=together.contradicted, same=together.same)


def lacking(outcome: Outcome) -> Reason | None:
    """Return why a tree cannot support its claim, or None where it could."""
    if isinstance(outcome, Tested):
        return outcome.reason
    reasons = [lacking(member) for member in outcome.members]
    missing = [reason for reason in reasons if reason is not None]
    enough = not missing if outcome.relation == "all" else len(missing) < len(reasons)
    return None if enough else missing[0]


def decision_of(outcome: Outcome, *, alpha: float) -> Decision:
    """Return the verdict on a tree at an error level."""
    evidence = evidence_of(outcome)
    if evidence is None:
        return "not_testable"
    decision = decide(evidence, alpha=alpha)
    return "not_testable" if decision == "inconclusive" and lacking(outcome) else decision


def deciding(outcome: Outcome, *, decision: Decision) -> Tested:
    """Return the contrast that decides: the weakest where all must hold, the strongest where one must.

    A tree of parts that must all hold is contradicted by the one that speaks against it most. Where nothing can be
    tested, it is the first contrast that says why.
    """
    if isinstance(outcome, Tested):
        return outcome
    if decision == "not_testable":
        why = lacking(outcome)
        return next(contrast for contrast in contrasts(outcome) if contrast.reason is why)
    level = _LEVELS.get(decision, _ahead)
    against = decision in ("contradicted", "no_difference_that_matters")
    weakest = (outcome.relation == "all") != against
    testable = [(evidence, member) for member in outcome.members if (evidence := evidence_of(member)) is not None]
    choose = max if weakest else min
    return deciding(choose(testable, key=lambda pair: level(pair[0]))[1], decision=decision)


def _ahead(evidence: Evidence) -> float:
    return min(evidence.supported, evidence.small)


_LEVELS: dict[Decision, Callable[[Evidence], float]] = {
    "supported": lambda evidence: evidence.supported,
    "contradicted": lambda evidence: evidence.contradicted,
    "no_difference_that_matters": lambda evidence: min(evidence.same, evidence.contradicted),
}
