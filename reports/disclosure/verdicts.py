"""What of a verdict is shown: nothing that rests on too few people."""

from analysis.claims.verdict import Verdict
from reports.disclosure.suppression import Suppression, suppress


def domains_of(verdict: Verdict, *, minimum: int) -> Suppression:
    """Return which groups beside a claim are hidden; the base of the claim stands for their total."""
    return suppress([domain.n for domain in verdict.domains], minimum=minimum)


def rests_on_few(verdict: Verdict, *, minimum: int) -> bool:
    """Return whether the claim as a whole rests on too few people for any number to be shown."""
    return verdict.n < minimum
