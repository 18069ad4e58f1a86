"""What people answer, item by item, through the questionnaire's own scales, arms and routing."""

import zlib
from dataclasses import dataclass

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import NonAnswer, Scale
from survey.simulate.latent import Levels, Reals, draw_attitude, draw_levels
from survey.simulate.population import pick
from survey.simulate.routing import leave_out_unasked
from survey.simulate.world import OTHERS, ItemCount, Multiple, Nominal, Ordered, Silence, World

Codes = NDArray[np.object_]


@dataclass(frozen=True, slots=True, kw_only=True)
class Asking:
    """Who is asked, by whom, and what has been drawn so far."""

    world: World
    people: pd.DataFrame
    levels: dict[str, Levels]
    attitudes: dict[str, Reals]
    answers: dict[str, Codes]
    seed: int

    def stream(self, name: str) -> np.random.Generator:
        """Return random numbers that belong to a name, so that another item more or less changes no answer to it."""
        return np.random.default_rng([self.seed, zlib.crc32(name.encode())])


def draw_answers(
    world: World,
    instrument: Instrument,
    people: pd.DataFrame,
    *,
    interviewers: NDArray[np.integer] | None,
    rng: np.random.Generator,
) -> pd.DataFrame:
    """Return the codes that people answer, a column an item, empty where they are not asked.

    Parameters
    ----------
    people : DataFrame
        From `survey.simulate.population.adults`; a column that is called as an item is its answer.
    interviewers : array of int, optional
        Who asks each of them. None: everybody answers everything, and nobody asks: the truth.
    """
    levels = draw_levels(world, people, interviewers=interviewers, rng=rng)
    seed = int(rng.integers(2**63))
    asking = Asking(world=world, people=people, levels=levels, attitudes={}, answers={}, seed=seed)
    for item in _in_order_of_need(instrument):
        drawn = _answer(item, asking, instrument)
        if drawn is not None:
            asking.answers[item.name] = drawn
    if interviewers is not None:
        _fall_silent(asking, instrument)
    return leave_out_unasked(pd.DataFrame(asking.answers), instrument)


def _in_order_of_need(instrument: Instrument) -> list[Item]:
    """Return arms first and list experiments, which need the attitude behind their sensitive statement, last."""
    return sorted(instrument.items, key=lambda item: (item.role != "arm") + (item.kind == "list_experiment"))


def _answer(item: Item, asking: Asking, instrument: Instrument) -> Codes | None:
    """Return the codes of everybody; None for what nobody answers, such as notes."""
    if item.name in asking.people:
        return asking.people[item.name].astype(str).to_numpy(dtype=object)
    if item.role == "arm":
        codes = np.array([arm.code for arm in item.arms], dtype=object)
        return asking.stream(item.name).choice(codes, len(asking.people))
    return _described_answer(item, asking, instrument.scale_of(item))


def _described_answer(item: Item, asking: Asking, scale: Scale | None) -> Codes | None:
    match asking.world.items.get(item.name):
        case Ordered() as described if scale is not None:
            return _ordered(item, described, scale, asking)
        case Nominal() as described:
            return _nominal(item, described, asking)
        case Multiple() as described:
            return _multiple(item, described, asking)
        case ItemCount() as described:
            return _count(item, described, asking)
        case _:
            return None


def _ordered(item: Item, described: Ordered, scale: Scale, asking: Asking) -> Codes:
    attitude = draw_attitude(described, asking.world, asking.people, levels=asking.levels, rng=asking.stream(item.name))
    if item.assigned_by is not None:
        attitude += pd.Series(asking.answers[item.assigned_by]).map(described.arms).fillna(0.0).to_numpy()
    asking.attitudes[item.name] = attitude
    return ranked(scale)[np.searchsorted(described.cuts, attitude)]


def ranked(scale: Scale) -> Codes:
    """Return the substantive codes of a scale from the lowest value to the highest."""
    return np.array(sorted(scale.codes, key=lambda code: scale.value_of(code) or 0.0), dtype=object)


def _nominal(item: Item, described: Nominal, asking: Asking) -> Codes:
    codes, table, rows = _table(described, asking)
    return codes[pick(table, rows=rows, rng=asking.stream(item.name))]


def _multiple(item: Item, described: Multiple, asking: Asking) -> Codes:
    codes, table, rows = _table(described, asking)
    rng = asking.stream(item.name)
    named = rng.random((len(rows), len(codes))) < table[rows]
    nothing = np.flatnonzero(~named.any(axis=1))
    named[nothing, pick(table, rows=rows[nothing], rng=rng)] = True
    return np.array([" ".join(codes[row]) for row in named], dtype=object)


def _table(described: Nominal | Multiple, asking: Asking) -> tuple[Codes, NDArray[np.float64], NDArray[np.integer]]:
    """Return the codes, their shares for each value of what they depend on, and which value each person has."""
    codes = list(dict.fromkeys(code for shares in described.shares.values() for code in shares))
    rows, values = pd.factorize(asking.people[described.by])
    stated = [described.shares.get(str(value), described.shares.get(OTHERS, {})) for value in values]
    table = np.array([[shares.get(code, 0.0) for code in codes] for shares in stated])
    return np.array(codes, dtype=object), table, rows


def _count(item: Item, described: ItemCount, asking: Asking) -> Codes:
    """Count the harmless statements that hold, and the sensitive one where the list that was drawn has it."""
    drawn = asking.stream(item.name).random((len(asking.people), len(described.harmless)))
    harmless = (drawn < np.array(described.harmless)).sum(axis=1)
    long_lists = [arm.code for arm in item.arms if len(arm.statements) > len(described.harmless)]
    treated = np.isin(asking.answers[str(item.assigned_by)], long_lists)
    holds = asking.attitudes[described.sensitive] > 0
    return np.asarray((harmless + (treated & holds)).astype(str), dtype=object)


def _fall_silent(asking: Asking, instrument: Instrument) -> None:
    """Let people refuse, or not know, the more so the more they fear and the more sensitive the item is."""
    silence = asking.world.silence
    cuts = asking.world.ordered[silence.fear].cuts
    fear = np.searchsorted(cuts, asking.attitudes[silence.fear])
    for item in instrument.items:
        scale = instrument.scale_of(item)
        if item.name in asking.answers and item.role is None and scale is not None:
            _silence(asking.answers[item.name], item, scale, fear, silence, asking.stream(f"silence on {item.name}"))


def _silence(
    answers: Codes, item: Item, scale: Scale, fear: NDArray[np.integer], silence: Silence, rng: np.random.Generator
) -> None:
    below, draw = np.zeros(len(answers)), rng.random(len(answers))
    for reason, shares in ((NonAnswer.DONT_KNOW, silence.dont_know), (NonAnswer.REFUSED, silence.refused)):
        code = next((code for code, why in scale.non_answers.items() if why is reason), None)
        chance = _raised(shares.get(item.sensitivity, 0.0), silence.fear_odds**fear)
        if code is not None:
            answers[(draw >= below) & (draw < below + chance)] = code
        below = below + chance


def _raised(share: float, odds: NDArray[np.floating]) -> Reals:
    """Return a probability whose odds are multiplied."""
    raised = share / (1 - share) * odds
    return np.asarray(raised / (1 + raised))
