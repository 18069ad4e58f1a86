"""How long an interview takes, reckoned from what is read out: a guide before the pilot, which alone can tell."""

from collections.abc import Iterator

from instruments.errors import Place, Problem, Severity
from instruments.instrument import Instrument
from instruments.item import METADATA, Item

WORDS_A_MINUTE = 120  # read out slowly, in a language that is not the interviewer's own: a setting of ours
SECONDS_AN_ANSWER = 8  # to think, to answer, to tap: a setting of ours
MOST_MINUTES = 60


def minutes(instrument: Instrument) -> int:
    """Return how long an interview takes if everything is asked, in whole minutes."""
    return round(sum(_seconds(item, instrument) for item in instrument.items) / 60)


def long_interview(instrument: Instrument) -> Iterator[Problem]:
    """Yield the problem of an interview that tires people before it is over."""
    if minutes(instrument) > MOST_MINUTES:
        values = {"got": minutes(instrument), "most": MOST_MINUTES}
        yield Problem(code="instruments.checks.long_interview", place=Place(), values=values, severity=Severity.WARNING)


def _seconds(item: Item, instrument: Instrument) -> float:
    if item.kind in METADATA | {"calculate"}:
        return 0.0
    scale, language = instrument.scale_of(item), instrument.languages[0]
    offered = [choice.label for choice in scale.choices if choice.non_answer is None] if scale and scale.ordered else []
    statements = max((arm.statements for arm in item.arms), key=len, default=())
    words = sum(len(text.wording(language).split()) for text in (item.label, *offered, *statements))
    return words * 60 / WORDS_A_MINUTE + (SECONDS_AN_ANSWER if item.holds_answer else 0.0)


RULES = (long_interview,)
