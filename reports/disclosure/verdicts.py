"""What of a verdict is shown: nothing that rests on too few people, nor what the whole of a small group thinks."""

from analysis.claims.verdict import DomainEstimate, Held
from survey.study.settings import Disclosure


def is_small(domain: DomainEstimate, *, limits: Disclosure) -> bool:
    """Return whether a group beside a claim is hidden whatever else is shown: few people, or a few of one mind.

    Where nobody was asked there is nobody to protect.
    """
    few = domain.n < limits.minimum_base and not nobody_was_asked(domain)
    return few or _of_one_mind(domain, limits)


def nobody_was_asked(domain: DomainEstimate) -> bool:
    """Return whether a group has no estimate because none of it was asked; not answering is another thing."""
    return domain.reason is not None and domain.reason.code.endswith(".nobody_asked")


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
