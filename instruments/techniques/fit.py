"""Whether a technique and its item fit: arms, codes and chances without which the answers would show nothing."""

from collections.abc import Iterator
from fractions import Fraction

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.techniques import Crosswise, Endorsement, ForcedResponse, ListExperiment
from instruments.words import listed

_HALF = Fraction(1, 2)


def wrong_technique(item: Item, instrument: Instrument, *, file: str) -> Iterator[Problem]:
    """Yield a problem for each part of an item's technique that cannot work."""
    match item.technique:
        case ListExperiment() as technique:
            faults = _wrong_list(item, technique, instrument)
        case Endorsement() as technique:
            faults = _wrong_endorsement(item, technique, instrument)
        case ForcedResponse() as technique:
            faults = _wrong_forced_response(item, technique, instrument)
        case Crosswise() as technique:
            faults = _wrong_crosswise(item, technique, instrument)
        case _:
            return
    place = Place(file=file, item=item.name)
    for name, values in faults:
        yield Problem(code=f"instruments.techniques.{name}", place=place, values=values)


Faults = Iterator[tuple[str, dict[str, object]]]


def arms_of(item: Item, instrument: Instrument) -> tuple[str, ...]:
    """Return the codes of the arms that are drawn for an item."""
    drawn_by = item.assigned_by if item.assigned_by is not None and item.assigned_by in instrument else None
    return tuple(arm.code for arm in instrument.item(drawn_by).arms) if drawn_by else ()


def _wrong_list(item: Item, technique: ListExperiment, instrument: Instrument) -> Faults:
    harmless = min((len(arm.statements) for arm in item.arms), default=0)
    if technique.expected and len(technique.expected) != harmless:
        yield "expected_shares", {"got": len(technique.expected), "expected": harmless}
    elif technique.opposed and not _two_of(technique.opposed, len(technique.expected)):
        yield "opposed_statements", {"got": listed(technique.opposed), "expected": len(technique.expected)}
    elif sum(technique.expected[place - 1] for place in technique.opposed) > 1:
        yield "opposed_shares", {"got": listed([technique.expected[place - 1] for place in technique.opposed])}
    if technique.twin is not None and not _opposite(item, technique.twin, instrument):
        yield "twin_lists", {"got": technique.twin}


def _two_of(places: tuple[int, ...], statements: int) -> bool:
    return len(set(places)) == len(places) == 2 and set(places) <= set(range(1, statements + 1))


def _opposite(item: Item, twin: str, instrument: Instrument) -> bool:
    """Whether another list is long in just the arms in which this one is short."""
    if twin not in instrument or instrument.item(twin).assigned_by != item.assigned_by:
        return False
    here, there = _long_arms(item), _long_arms(instrument.item(twin))
    return not here & there and here | there == {arm.code for arm in item.arms}


def _long_arms(item: Item) -> frozenset[str]:
    longest = max((len(arm.statements) for arm in item.arms), default=0)
    return frozenset(arm.code for arm in item.arms if len(arm.statements) == longest)


def _wrong_endorsement(item: Item, technique: Endorsement, instrument: Instrument) -> Faults:
    arms = arms_of(item, instrument)
    if technique.control not in arms:
        yield "no_control", {"got": technique.control, "expected": listed(arms)}
    elif any(f"${{{item.assigned_by}}}" not in words for words in item.label.values()):
        yield "endorser_not_named", {"expected": f"${{{item.assigned_by}}}"}


def _wrong_forced_response(item: Item, technique: ForcedResponse, instrument: Instrument) -> Faults:
    yield from _wrong_codes(item, technique.yes, instrument)
    if technique.truth <= 0:
        got = f"{technique.say_yes} + {technique.say_no}"
        yield "never_the_truth", {"got": got, "outcomes": technique.device.outcomes}


def _wrong_crosswise(item: Item, technique: Crosswise, instrument: Instrument) -> Faults:
    yield from _wrong_codes(item, technique.same, instrument)
    if technique.chance in (0, _HALF) or technique.chance >= 1:
        yield "even_chance", {"got": technique.holds, "outcomes": technique.device.outcomes}
    anchor = technique.anchor
    if anchor is not None and not (anchor in instrument and isinstance(instrument.item(anchor).technique, Crosswise)):
        yield "no_anchor", {"got": anchor}


def _wrong_codes(item: Item, code: str, instrument: Instrument) -> Faults:
    scale = instrument.scale_of(item)
    codes = scale.codes if scale else ()
    if len(codes) != 2 or code not in codes:
        yield "two_answers", {"got": listed(codes), "expected": code}
