"""What a questionnaire names that is not there, or names twice."""

from collections import Counter
from collections.abc import Iterable, Iterator

from instruments.errors import Place, Problem
from instruments.expression import check
from instruments.instrument import Instrument
from instruments.item import CHOSEN, DRAWN, Item
from instruments.override import Override
from instruments.scale import Scale
from instruments.techniques.fit import arms_of, wrong_technique
from instruments.words import listed


def wrong_references(instrument: Instrument, *, file: str) -> list[Problem]:
    """Return a problem for each name that is taken twice and each reference that leads nowhere."""
    return [
        *_taken_twice("item", (item.name for item in instrument.items), file),
        *_taken_twice("scale", (scale.name for scale in instrument.scales), file),
        *[problem for scale in instrument.scales for problem in _wrong_scale(scale, file)],
        *[problem for scale in instrument.scales for problem in _wrong_filter(scale, instrument, file)],
        *[problem for override in instrument.overrides for problem in _wrong_override(override, instrument, file)],
        *[problem for item in instrument.items for problem in _wrong_item(item, instrument, file)],
    ]


def _taken_twice(key: str, names: Iterable[str], file: str) -> Iterator[Problem]:
    for name, times in Counter(names).items():
        if times > 1:
            yield Problem(code="instruments.toml.taken_twice", place=Place(file=file, key=key), values={"got": name})


def _wrong_scale(scale: Scale, file: str) -> Iterator[Problem]:
    yield from _taken_twice(f"scale {scale.name}", (choice.code for choice in scale.choices), file)
    if not scale.choices:
        yield Problem(code="instruments.toml.no_choices", place=Place(file=file, key=f"scale {scale.name}"))
    for choice in scale.choices:
        if scale.ordered and choice.non_answer is None and choice.value is None:
            place = Place(file=file, key=f"scale {scale.name}")
            yield Problem(code="instruments.toml.no_value", place=place, values={"got": choice.code})


def _wrong_filter(scale: Scale, instrument: Instrument, file: str) -> Iterator[Problem]:
    """Yield what is wrong with places within places: each must lie in one that can be chosen before."""
    place = Place(file=file, key=f"scale {scale.name}")
    name = scale.filtered_by
    if name is None:
        return
    wider = next(
        (one for one in instrument.scales if name in instrument and one.name == instrument.item(name).scale), None
    )
    if wider is None:
        yield Problem(code="instruments.toml.unknown_filter", place=place, values={"got": name})
        return
    narrowed = any(choice.within for choice in scale.choices)
    for choice in scale.choices:
        if choice.within not in (*wider.codes, None) or not narrowed:
            values = {"code": choice.code, "got": choice.within or "", "filter": name}
            yield Problem(code="instruments.toml.not_within", place=place, values=values)


def _wrong_override(override: Override, instrument: Instrument, file: str) -> Iterator[Problem]:
    if override.item not in instrument:
        place = Place(file=file, key=f"override {override.rule}")
        yield Problem(code="instruments.toml.unknown_override", place=place, values={"got": override.item})


def _wrong_item(item: Item, instrument: Instrument, file: str) -> Iterator[Problem]:
    place = Place(file=file, item=item.name)
    scales = {scale.name for scale in instrument.scales}
    if item.kind in CHOSEN and item.scale is None:
        yield Problem(code="instruments.toml.no_scale", place=place)
    if item.scale is not None and item.scale not in scales:
        yield Problem(code="instruments.toml.unknown_scale", place=place, values={"got": item.scale})
        return
    yield from _unknown_names(item, instrument, place)
    yield from _wrong_draw(item, instrument, place)
    yield from wrong_technique(item, instrument, file=file)
    understood = item.technique.understood if item.technique else None
    for condition in (item.relevant, understood):
        if condition is not None:
            yield from check(condition, _scope(instrument, scales), place=place)


def _unknown_names(item: Item, instrument: Instrument, place: Place) -> Iterator[Problem]:
    if item.construct is not None and item.construct not in {construct.name for construct in instrument.constructs}:
        yield Problem(code="instruments.toml.unknown_construct", place=place, values={"got": item.construct})
    if item.assigned_by is not None and item.assigned_by not in instrument:
        yield Problem(code="instruments.toml.unknown_arm", place=place, values={"got": item.assigned_by})
    if item.repeat is not None and item.repeat not in {repeat.name for repeat in instrument.repeats}:
        yield Problem(code="instruments.toml.unknown_repeat", place=place, values={"got": item.repeat})


def _wrong_draw(item: Item, instrument: Instrument, place: Place) -> Iterator[Problem]:
    if item.kind in DRAWN and not item.arms:
        yield Problem(code="instruments.toml.no_arms", place=place, values={"got": item.kind})
    if item.kind != "list_experiment":
        return
    if item.assigned_by is None:
        yield Problem(code="instruments.toml.not_assigned", place=place)
    elif {arm.code for arm in item.arms} != set(arms_of(item, instrument)) and item.assigned_by in instrument:
        values = {"got": listed([arm.code for arm in item.arms]), "expected": listed(arms_of(item, instrument))}
        yield Problem(code="instruments.toml.other_arms", place=place, values=values)


def _scope(instrument: Instrument, scales: set[str]) -> dict[str, Scale | None]:
    known = (item for item in instrument.items if item.scale is None or item.scale in scales)
    return {item.name: instrument.scale_of(item) for item in known}
