"""A finding as a sentence that says nothing of too few people."""

import re

from analysis.claims.verdict import DomainEstimate, Held, Verdict
from instruments.text import Text
from reports.disclosure.verdicts import rests_on_few, tells_of_few
from reports.edition import Edition

_REQUEST = re.compile(r"\s*\b(?:Please|Veuillez)\b.*?\.(?=\s|$)")  # how every message of the toolkit asks


def told(edition: Edition, verdict: Verdict) -> str:
    """Return the finding of a claim in words, or why it is not told."""
    return why_hidden(edition, verdict) or stated(verdict.sentence(edition.language))


def stated(text: str) -> str:
    """Return a text without what it asks people to do: a report goes to those who can do nothing of it.

    Examples
    --------
    >>> stated("Only 25 answers count, and 30 are needed. Please interview more people there. [x]")
    'Only 25 answers count, and 30 are needed. [x]'
    """
    return _REQUEST.sub("", text).strip()


def count_or_few(edition: Edition, count: int) -> str:
    """Return a number of people in words; of few people only that they are few."""
    if 0 < count < edition.minimum_base:
        return edition.say("reports.sheets.fewer", minimum=edition.minimum_base)
    return edition.spelled(count, "count")


def estimated(edition: Edition, held: Held, *, labelled: bool = True) -> str:
    """Return what a number is of, in words: what is measured, of whom, which groups are held against each other.

    Where several groups stand beside each other it is not labelled with one of them.
    """
    words, label = edition.wording(held.estimand), edition.wording(held.label) if labelled else ""
    words = words[:1].upper() + words[1:]
    if not label or not words:
        return words
    if answer := edition.wording(held.answer):
        return edition.say("reports.claim.estimated_rival", estimand=words, answer=answer, rival=label)
    return edition.say("reports.claim.estimated_for", estimand=words, label=label)


def reason(edition: Edition, held: Held) -> str:
    """Return why there is no number, without saying how few answered or what all of them said."""
    found = why_hidden(edition, held) or stated(held.reason_text(edition.language) or "")
    return found or edition.say("reports.sheets.not_stated")


def is_hidden(edition: Edition, held: Held) -> bool:
    """Return whether a claim, or a contrast of it, may not be told in numbers."""
    return is_of_few(edition, held) or is_withheld(edition, held)


def is_of_few(edition: Edition, held: Held) -> bool:
    """Return whether its numbers, or the reason why there are none, would tell of few people by themselves."""
    return rests_on_few(held, limits=edition.limits) or tells_of_few(held, limits=edition.limits)


def is_withheld(edition: Edition, held: Held | DomainEstimate) -> bool:
    """Return whether its numbers would tell of few people together with others."""
    return held.footing in edition.protection.withheld


def why_hidden(edition: Edition, held: Held) -> str:
    """Return why a claim, or a contrast of it, may not be told in numbers; empty where it may."""
    if is_of_few(edition, held):
        group = held.reason.values.get("domain") if held.reason else None
        if isinstance(group, Text):
            return edition.say("reports.claim.few_in", minimum=edition.minimum_base, group=edition.wording(group))
        return edition.say("reports.claim.few", minimum=edition.minimum_base)
    return edition.say("reports.claim.withheld", minimum=edition.minimum_base) if is_withheld(edition, held) else ""
