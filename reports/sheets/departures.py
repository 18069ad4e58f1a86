"""How the plan was fixed, and what departs from it: the same words wherever the verdicts are told."""

from reports.dates import day
from reports.edition import Edition


def how_fixed(edition: Edition) -> str:
    """Return when the plan was fixed: by freezing it, else as it stood when the first answers were loaded."""
    made = edition.results.provenance
    if made.frozen_at is not None:
        return edition.say("reports.departures.frozen", day=day(made.frozen_at, edition.language))
    if made.loaded_at is not None:
        return edition.say("reports.departures.loaded", day=day(made.loaded_at, edition.language))
    return edition.say("reports.departures.not_fixed")


def departures(edition: Edition) -> tuple[str, ...]:
    """Return what departs from the plan as it was fixed, a sentence each; claims taken away among them."""
    return tuple(deviation.text(edition.language) for deviation in edition.results.provenance.deviations)
