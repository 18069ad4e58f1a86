"""What a result rests on, so that it can be made again: files, study, plan, questionnaire, versions, time."""

import platform
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from importlib.metadata import version

from analysis.claims.claim import Plan
from analysis.claims.freeze import Deviation, changed_claims
from analysis.claims.frozen import frozen_plan
from analysis.claims.plan import fingerprint
from survey.ingest import Reconciliation
from survey.study import Study

_PACKAGES = ("perception-survey", "numpy", "pandas", "scipy")


@dataclass(frozen=True, slots=True, kw_only=True)
class Provenance:
    """What a result was made from.

    Attributes
    ----------
    files : mapping
        Name of each file of answers -> its SHA-256.
    study, instrument : str
        SHA-256 of the study file, and of the questionnaire.
    plan : str or None
        SHA-256 of what the plan of claims says; None without a plan.
    frozen_at : datetime or None
        When the plan was frozen; None where it was not.
    loaded_at : datetime or None
        When the first answers were loaded: where nothing was frozen, the plan as it stood then is what was fixed.
    changed : frozenset of str
        Claims that were changed or added since they were frozen, or since the first answers came in.
    deviations : tuple of Deviation
        What was changed, added or left out since then.
    versions : mapping
        Of the toolkit and of what computes in it.
    generated_at : datetime
        In UTC.
    """

    files: Mapping[str, str]
    study: str
    instrument: str
    plan: str | None
    frozen_at: datetime | None
    loaded_at: datetime | None
    changed: frozenset[str]
    deviations: tuple[Deviation, ...]
    versions: Mapping[str, str]
    generated_at: datetime


def provenance(
    study: Study, *, plan: Plan | None, deviations: tuple[Deviation, ...], reconciliations: Sequence[Reconciliation]
) -> Provenance:
    """Return what the results of a study rest on, as of now."""
    kept = None if plan is None else frozen_plan(study.folder)
    return Provenance(
        files={reconciliation.file: reconciliation.hash for reconciliation in reconciliations},
        study=study.hash,
        instrument=study.instrument.hash,
        plan=None if plan is None else fingerprint(plan),
        frozen_at=None if kept is None else kept.frozen_at,
        loaded_at=min((reconciliation.loaded_at for reconciliation in reconciliations), default=None),
        changed=changed_claims(deviations),
        deviations=deviations,
        versions={"python": platform.python_version(), **{name: version(name) for name in _PACKAGES}},
        generated_at=datetime.now(UTC),
    )
