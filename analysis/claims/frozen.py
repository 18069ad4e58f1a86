"""A plan as it was frozen: its words, its hash and the time, in a file beside the study."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

from analysis.claims.claim import Plan
from analysis.claims.plan import fingerprint, fingerprint_of, written_claims
from instruments.errors import Place, refuse

FILE_NAME = "plan.frozen.json"

Claims = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Frozen:
    """A frozen plan.

    Attributes
    ----------
    plan : str
        Its name.
    hash : str
        SHA-256 of what it says.
    frozen_at : datetime
        In UTC.
    claims : mapping
        Id -> the claim as written, with what the plan sets for all.
    """

    plan: str
    hash: str
    frozen_at: datetime
    claims: Claims

    @property
    def seal(self) -> str:
        """The SHA-256 of plan, hash and time together, so that the time cannot be moved unseen either."""
        return fingerprint_of({"plan": self.plan, "hash": self.hash, "frozen_at": self.frozen_at.isoformat()})


def freeze(plan: Plan, *, folder: Path, answered: bool) -> Frozen:
    """Write down a plan beside the study, with its hash and the time.

    Parameters
    ----------
    plan : Plan
    folder : Path
        Of the study.
    answered : bool
        Whether answers have come in.

    Raises
    ------
    SurveyError
        If answers have come in: what is fixed then was not fixed beforehand.
    """
    place = Place(file=FILE_NAME)
    kept = frozen_plan(folder)
    if kept is not None and kept.hash == fingerprint(plan):
        return kept
    if answered:
        raise refuse("analysis.plan.answers_are_in", place)
    now = datetime.now(UTC).replace(microsecond=0)
    frozen = Frozen(plan=plan.name, hash=fingerprint(plan), frozen_at=now, claims=written_claims(plan))
    content = {
        "plan": frozen.plan,
        "hash": frozen.hash,
        "frozen_at": now.isoformat(),
        "seal": frozen.seal,
        "claims": dict(frozen.claims),
    }
    (folder / FILE_NAME).write_text(json.dumps(content, ensure_ascii=False, indent=1) + "\n", encoding="utf-8")
    return frozen


def frozen_plan(folder: Path) -> Frozen | None:
    """Return the plan that was frozen for a study, or None where none was.

    Raises
    ------
    SurveyError
        If the file was altered: its words no longer have its hash, or its time not its seal.
    """
    file = folder / FILE_NAME
    if not file.is_file():
        return None
    try:
        content = json.loads(file.read_text(encoding="utf-8"))
        frozen = Frozen(
            plan=content["plan"],
            hash=content["hash"],
            frozen_at=datetime.fromisoformat(content["frozen_at"]),
            claims=content["claims"],
        )
    except (ValueError, KeyError, TypeError, UnicodeDecodeError) as error:
        raise refuse("analysis.plan.frozen_altered", Place(file=FILE_NAME)) from error
    if fingerprint_of(frozen.claims) != frozen.hash or frozen.seal != content.get("seal"):
        raise refuse("analysis.plan.frozen_altered", Place(file=FILE_NAME))
    return frozen
