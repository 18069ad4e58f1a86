"""What the correction workbook lists: the answers that were flagged, and the words that wait to be recoded."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.language import Language
from instruments.words import say
from survey.corrections.holding import Holding
from survey.corrections.specified import specified
from survey.ingest.corrected import corrections
from survey.ingest.within import item_of
from survey.offered import offered
from survey.quality import Flag, Flags
from survey.responses import Responses
from survey.store import Entry
from survey.store.audit import standing

_HIGHEST_FIRST = ("error", "warning", "note")


@dataclass(frozen=True, slots=True, kw_only=True)
class Listed:
    """One row, as far as it is filled in for people.

    Attributes
    ----------
    submission_id, item : str
        The item is empty where a whole interview is meant.
    said : str
        What the checks found, or what the respondent said in the person's own words.
    old : str
        What the store holds, as the form stores it.
    """

    submission_id: str
    item: str
    said: str
    old: str


def flagged(flags: Flags, holding: Holding, language: Language) -> tuple[Listed, ...]:
    """Return a row for each answer or interview that was flagged; what is certain to be wrong comes first.

    Who made an interview, and on which device, is nobody's business here.
    """
    grouped: defaultdict[tuple[str, str], list[Flag]] = defaultdict(list)
    for flag in flags.records:
        if flag.submission_id in holding.raw and not _identifies(flag.item, holding.instrument):
            item = flag.item if _known(flag.item, holding.instrument) else None
            grouped[str(flag.submission_id), item or ""].append(flag)
    ranked = sorted(grouped.items(), key=lambda pair: min(_rank(flag) for flag in pair[1]))
    return tuple(_listed(place, found, holding, language) for place, found in ranked)


def stale(trail: Sequence[Entry], holding: Holding, language: Language) -> tuple[Listed, ...]:
    """Return a row for each correction that no longer counts, as the server has edited that very answer since."""
    return tuple(
        Listed(
            submission_id=entry.submission_id,
            item=entry.item,
            said=say("survey.corrections.stale", language, old=entry.old, new=entry.new, by=entry.made_by),
            old=holding.says(entry.submission_id, entry.item),
        )
        for entry in corrections(trail)
        if holding.has(entry.submission_id, entry.item) and not holding.is_current(entry)
    )


def unconfirmed(rows: Iterable[Listed], trail: Sequence[Entry]) -> tuple[Listed, ...]:
    """Return the rows without those that somebody found right, as long as the answer is still the same."""
    confirmed = {(entry.submission_id, entry.item, entry.old) for entry in standing(trail) if entry.action == "confirm"}
    return tuple(row for row in rows if (row.submission_id, row.item, row.old) not in confirmed)


def to_recode(responses: Responses, holding: Holding) -> tuple[Listed, ...]:
    """Return a row for each answer in the respondent's own words that explains an "other"."""
    return tuple(_words_given(responses, holding))


def in_words(value: str, item: Item, *, instrument: Instrument, language: Language) -> str:
    """Return a stored value as people read it: labels for codes."""
    scale = offered(item, instrument=instrument)
    labels = {choice.code: choice.label.wording(language) for choice in scale.choices} if scale else {}
    codes = value.split() if item.kind == "select_multiple" else [value]
    return ", ".join(labels.get(code, code) for code in codes)


def _listed(place: tuple[str, str], flags: Sequence[Flag], holding: Holding, language: Language) -> Listed:
    submission_id, item = place
    said = " / ".join(dict.fromkeys(flag.text(language) for flag in flags))
    return Listed(
        submission_id=submission_id, item=item, said=said, old=holding.says(submission_id, item) if item else ""
    )


def _words_given(responses: Responses, holding: Holding) -> Iterator[Listed]:
    for found in specified(holding.instrument):
        if found.text.name not in responses.values:
            continue
        for name in _answering(responses, found.text.name):
            said = holding.says(name, found.text.name)
            yield Listed(
                submission_id=name, item=found.parent.name, said=said, old=holding.says(name, found.parent.name)
            )


def _answering(responses: Responses, item: str) -> Iterable[str]:
    return [str(name) for name in responses.submissions["submission_id"][responses.answered(item)]]


def wanted(flags: Flags, responses: Responses, *, trail: Sequence[Entry], instrument: Instrument) -> frozenset[str]:
    """Return the interviews that may have a row in the workbook."""
    named = {flag.submission_id for flag in flags.records if flag.submission_id}
    named |= {entry.submission_id for entry in corrections(trail)}
    texts = [found.text.name for found in specified(instrument) if found.text.name in responses.values]
    return frozenset(named.union(*(_answering(responses, text) for text in texts)))


def _known(name: str | None, instrument: Instrument) -> Item | None:
    """Return the item that a flag is about, in a repeat too."""
    return None if name is None else item_of(name, instrument=instrument)


def _identifies(name: str | None, instrument: Instrument) -> bool:
    item = _known(name, instrument)
    return item is not None and (item.role == "interviewer" or item.kind == "deviceid")


def _rank(flag: Flag) -> int:
    return _HIGHEST_FIRST.index(flag.severity)


def codes(instrument: Instrument) -> Mapping[str, tuple[tuple[str, Mapping[str, str]], ...]]:
    """Return for each item with a list of answers its codes and their labels."""
    scales = {item.name: offered(item, instrument=instrument) for item in instrument.items if item.holds_answer}
    return {
        name: tuple((choice.code, choice.label) for choice in scale.choices) for name, scale in scales.items() if scale
    }
