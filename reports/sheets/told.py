"""A finding as a sentence that says nothing of too few people."""

from analysis.claims.verdict import Held, Verdict
from reports.disclosure.verdicts import rests_on_few, tells_of_few
from reports.edition import Edition


def told(edition: Edition, verdict: Verdict) -> str:
    """Return the finding of a claim in words, or that too few people answered."""
    if is_hidden(edition, verdict):
        return edition.say("reports.claim.few", minimum=edition.minimum_base)
    return verdict.sentence(edition.language)


def reason(edition: Edition, held: Held) -> str:
    """Return why there is no number, without saying how few answered or what all of them said."""
    if is_hidden(edition, held):
        return edition.say("reports.claim.few", minimum=edition.minimum_base)
    return held.reason_text(edition.language) or edition.say("reports.sheets.not_stated")


def is_hidden(edition: Edition, held: Held) -> bool:
    """Return whether a claim, or a contrast of it, may not be told in numbers."""
    return rests_on_few(held, limits=edition.limits) or tells_of_few(held, limits=edition.limits)
