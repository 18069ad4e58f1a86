"""What of a verdict is shown: nothing that rests on too few people, nor what the whole of a small group thinks."""

from analysis.claims.verdict import DomainEstimate, Held, Verdict
from reports.disclosure.suppression import Suppression, suppress
from survey.study.settings import Disclosure


def domains_of(verdict: Verdict, *, limits: Disclosure) -> Suppression:
    """Return which groups beside a claim are hidden; the base of the claim stands for their total."""
    alike = [_of_one_mind(domain, limits) for domain in verdict.domains]
    return suppress([domain.n for domain in verdict.domains], minimum=limits.minimum_base, alike=alike)


def rests_on_few(held: Held, *, limits: Disclosure) -> bool:
    """Return whether a claim, or a contrast of it, rests on too few people for any number to be shown.

    Where nobody answered there is nobody to protect, and the reason is told.
    """
    return 0 < held.n < limits.minimum_base or _of_one_mind(held, limits)


def tells_of_few(held: Held, *, limits: Disclosure) -> bool:
    """Return whether the reason why there is no number would itself say how few answered, or how all of them did."""
    if held.reason is None:
        return False
    n = held.reason.values.get("n", held.n)
    few = isinstance(n, int) and 0 < n < limits.minimum_base
    return few or (held.reason.code.endswith(".all_alike") and held.n < limits.homogeneity_base)


def _of_one_mind(held: Held | DomainEstimate, limits: Disclosure) -> bool:
    small = held.n < limits.homogeneity_base
    return small and held.unit == "percent" and held.estimate in (0.0, 1.0)
