"""What was decided on whole interviews: approved, rejected, on hold. Apart from the answers, which stay."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from survey.responses import Exclusion, Responses, keep
from survey.store import Entry, Interview, aliases
from survey.store.audit import standing

NOT_ANALYSED = ("rejected", "on_hold")


def statuses_of(trail: Sequence[Entry], interviews: Iterable[Interview]) -> Mapping[str, str]:
    """Return the status of each interview on which something was decided: the last decision that counts."""
    decided = [entry for entry in standing(trail) if entry.action in {"status", "review"}]
    if not decided:
        return {}
    names = aliases(interviews)
    return {names.get(entry.submission_id, entry.submission_id): entry.new for entry in decided}


def set_aside(responses: Responses, *, statuses: Mapping[str, str]) -> Responses:
    """Return the responses without the interviews that are rejected or on hold; they are counted, with the reason."""
    found = responses.submissions["submission_id"].map(statuses)
    aside = [(reason, (found == reason).to_numpy()) for reason in NOT_ANALYSED]
    excluded = tuple(
        Exclusion(reason=reason, submission_ids=tuple(responses.submissions["submission_id"][rows]))
        for reason, rows in aside
        if rows.any()
    )
    if not excluded:
        return responses
    kept = keep(responses, ~found.isin(NOT_ANALYSED).to_numpy())
    return replace(kept, excluded=responses.excluded + excluded)
