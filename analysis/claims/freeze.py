"""Which claims are no longer what they were when the first answers came in."""

from analysis.claims.claim import Plan
from analysis.claims.plan import claim_fingerprints, plan_as_written
from instruments.errors import SurveyError
from survey.store import Store


def changed_since_first_load(plan: Plan, *, store: Store) -> frozenset[str]:
    """Return the claims that were changed or added after the first answers came in.

    The store keeps the plan as it stood at each load. Where there was none yet at the first, or none that can be
    read, no claim was fixed beforehand.
    """
    files = store.files()
    if not files:
        return frozenset()
    earlier = _fingerprints_of(files[0].plan)
    return frozenset(name for name, mark in claim_fingerprints(plan).items() if earlier.get(name) != mark)


def _fingerprints_of(source: str) -> dict[str, str]:
    try:
        return claim_fingerprints(plan_as_written(source)) if source else {}
    except SurveyError:
        return {}
