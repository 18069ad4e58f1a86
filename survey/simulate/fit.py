"""Whether a world and a questionnaire fit: every question has an answer, every answer is one of the question."""

from collections.abc import Iterator, Mapping, Sequence

from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.scale import Scale
from instruments.words import listed
from survey.simulate.world import World

KNOWN = frozenset({"region", "milieu", "sex", "age", "group", "psu", "interviewer", "eligible_adults", "consent"})
ASKED = frozenset({"select_one", "select_multiple", "integer", "decimal", "list_experiment"})


def check_fit(world: World, instrument: Instrument) -> None:
    """Refuse a world that does not say how the questionnaire is answered, or that says what it does not ask.

    Raises
    ------
    SurveyError
        With every item that does not fit.
    """
    problems = [*_missing(world, instrument), *_unknown(world, instrument), *_wrong_scales(world, instrument)]
    if problems:
        raise SurveyError(problems)


def _missing(world: World, instrument: Instrument) -> Iterator[Problem]:
    described = KNOWN | set(world.items)
    asked = [item.name for item in instrument.items if item.kind in ASKED and item.role != "arm"]
    yield from _named("items_missing", [name for name in asked if name not in described], instrument)


def _unknown(world: World, instrument: Instrument) -> Iterator[Problem]:
    names = {item.name for item in instrument.items}
    yield from _named("items_unknown", [name for name in world.items if name not in names], instrument)


def _named(name: str, items: Sequence[str], instrument: Instrument) -> Iterator[Problem]:
    """Yield one problem that names all items: a questionnaire of one's own may share none with a world."""
    if items:
        yield Problem(code=f"survey.simulate.{name}", values={"items": ", ".join(items), "instrument": instrument.name})


def _wrong_scales(world: World, instrument: Instrument) -> Iterator[Problem]:
    scales = {item.name: scale for item in instrument.items if (scale := instrument.scale_of(item)) is not None}
    for name, ordered in world.ordered.items():
        if name in scales and len(ordered.cuts) + 1 != len(scales[name].codes):
            yield _problem("number_of_cuts", name, got=len(ordered.cuts), expected=len(scales[name].codes))
    tables = {name: item.shares for name, item in world.nominal.items()}
    tables |= {name: item.shares for name, item in world.multiple.items()}
    for name, shares in tables.items():
        if name in scales:
            yield from _unknown_codes(name, shares, scales[name])


def _unknown_codes(name: str, shares: Mapping[str, Mapping[str, float]], scale: Scale) -> Iterator[Problem]:
    strange = {code for row in shares.values() for code in row} - set(scale.codes)
    if strange:
        yield _problem("unknown_codes", name, got=", ".join(sorted(strange)), known=listed(list(scale.codes)))


def _problem(name: str, where: str, **values: object) -> Problem:
    return Problem(code=f"survey.simulate.{name}", place=Place(item=where), values=values)
