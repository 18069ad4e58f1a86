"""What a claim had to pass: the line that its interval is held against, or the two between which it had to stay."""

from analysis.claims.figures import written, written_range
from analysis.claims.verdict import Held, Verdict
from reports.edition import Edition

_SIDE_OF_THE_MARGIN = {"minimum_effect": 1.0, "non_inferiority": -1.0}


def line_of(held: Held) -> float:
    """Return the line of a claim, in the unit of its estimate: the reference, moved by the margin if the rule says so.

    A claim that two values are equal has two lines, one to each side.
    """
    side = _SIDE_OF_THE_MARGIN.get(str(held.rule), 0.0)
    return held.reference + (side if held.direction == "above" else -side) * (held.margin or 0.0)


def to_pass(edition: Edition, held: Verdict) -> tuple[str, str] | None:
    """Return what a claim had to pass, as a name and the words for it; None where it has no rule."""
    if held.rule is None:
        return None
    if held.rule == "equivalence":
        margin = held.margin or 0.0
        ends = held.reference - margin, held.reference + margin
        within = written_range(*ends, unit=held.unit, language=edition.language)
        return edition.say("reports.page.to_stay"), edition.say("reports.page.within", range=within)
    line = line_of(held)
    told = written(line, unit=held.unit, language=edition.language) if line else edition.say("analysis.claims.zero")
    way = "upwards" if held.direction == "above" else "downwards"
    words = edition.say(f"reports.page.{way}", line=told)
    if held.verdict == "supported_but_small" and held.rule == "superiority" and held.margin:
        ends = held.reference - held.margin, held.reference + held.margin
        small = written_range(*ends, unit=held.unit, language=edition.language)
        words = edition.say("reports.page.and_not_small", line=words, range=small)
    return edition.say("reports.page.to_pass"), words
