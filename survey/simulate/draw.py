"""Draw a whole study from a world: its ledger and its raw export, or its interviews alone; or everybody: the truth."""

from dataclasses import dataclass
from pathlib import Path

import numpy as np
import pandas as pd

from instruments.instrument import Instrument
from survey.derive import derive
from survey.ingest.in_codes import as_responses
from survey.ingest.synthetic import MARK
from survey.responses import Responses
from survey.simulate.answers import draw_answers
from survey.simulate.export import to_export, write_export
from survey.simulate.faults import add_faults
from survey.simulate.fieldwork import schedule
from survey.simulate.fit import check_fit
from survey.simulate.population import Population, draw_population
from survey.simulate.population import adults as draw_adults
from survey.simulate.sample import Sample, draw_sample
from survey.simulate.world import World
from survey.study import Study

LEDGER = "sample.csv"
EXPORT = f"export_{MARK}.csv"
LEDGER_DIGITS = 9


@dataclass(frozen=True, slots=True, kw_only=True)
class Simulated:
    """A synthetic study: the ledger of its places, and its answers as a form server exports them.

    Attributes
    ----------
    ledger : DataFrame
        A row a place, see `survey.simulate.sample.Sample`; every row says that it is synthetic.
    export : DataFrame
        A row a submission, texts only; ``_tags`` and ``_submitted_by`` of every row say that it is synthetic.
    """

    ledger: pd.DataFrame
    export: pd.DataFrame


def simulate(world: World, instrument: Instrument, *, seed: int, adults: int = 2000) -> Simulated:
    """Return a synthetic study: a population, a sample of it, its answers, and the faults of the field.

    Parameters
    ----------
    world : World
    instrument : Instrument
    seed : int
        The same seed gives the same study.
    adults : int
        How many interviews are planned; lost places leave fewer.

    Raises
    ------
    SurveyError
        If the world does not fit the questionnaire, or the sample is too small for its strata.
    """
    check_fit(world, instrument)
    rng = np.random.default_rng(seed)
    fielded = _field(draw_population(world, rng=rng), instrument, adults=adults, rng=rng)
    export = to_export(fielded.answers, instrument, visits=fielded.visits, rng=rng)
    ledger = fielded.sample.ledger.drop(columns="place").assign(synthetic="yes")
    return Simulated(ledger=ledger, export=add_faults(export, world.faults, instrument, rng=rng))


def interviews(world: World, study: Study, *, seed: int, adults: int = 2000) -> tuple[pd.DataFrame, Responses]:
    """Return the ledger and the interviews of a synthetic study as they come out of its store, less the faults.

    Parameters
    ----------
    world : World
    study : Study
        Its derived variables are made.
    seed : int
        The same seed gives the same sample and the same answers as `simulate`.
    adults : int
        How many interviews are planned; lost places leave fewer.

    Raises
    ------
    SurveyError
        If the world does not fit the questionnaire, or the sample is too small for its strata.
    """
    check_fit(world, study.instrument)
    rng = np.random.default_rng(seed)
    fielded = _field(draw_population(world, rng=rng), study.instrument, adults=adults, rng=rng)
    answered = fielded.visits["answered"].to_numpy()
    responses = as_responses(fielded.answers[answered].reset_index(drop=True), study.instrument)
    return fielded.sample.ledger.drop(columns="place"), derive(responses, study=study)


def planned_ledger(world: World, *, seed: int, adults: int = 2000) -> pd.DataFrame:
    """Return the ledger of one sample: which places, with what probability, and what becomes of them."""
    rng = np.random.default_rng(seed)
    return draw_sample(draw_population(world, rng=rng), adults=adults, rng=rng).ledger.drop(columns="place")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Fielded:
    """A sample, the visits made, and the answers of everybody who was met, a row a visit."""

    sample: Sample
    visits: pd.DataFrame
    answers: pd.DataFrame


def _field(population: Population, instrument: Instrument, *, adults: int, rng: np.random.Generator) -> _Fielded:
    sample = draw_sample(population, adults=adults, rng=rng)
    visits = schedule(sample, population.world, rng=rng)
    met = draw_adults(population, places=visits["place"].to_numpy(), rng=rng)
    consent = np.where(visits["answered"], "yes", "no")
    people = met.assign(consent=consent, **visits[["psu", "interviewer", "eligible_adults"]])
    interviewers = pd.factorize(visits["interviewer"])[0]
    answers = draw_answers(population.world, instrument, people, interviewers=interviewers, rng=rng)
    return _Fielded(sample=sample, visits=visits, answers=answers)


def census(world: World, instrument: Instrument, *, seed: int, adults: int) -> pd.DataFrame:
    """Return the answers of so many adults drawn with equal chances from the whole country: the truth of the world.

    Nobody refuses, no place is closed, no interviewer is in the way: a sample estimates this through all of them.

    Returns
    -------
    DataFrame
        Codes as texts, a column an item, empty where not asked.
    """
    check_fit(world, instrument)
    rng = np.random.default_rng(seed)
    population = draw_population(world, rng=rng)
    size = population.places["households"].to_numpy()
    people = draw_adults(population, places=rng.choice(len(size), adults, p=size / size.sum()), rng=rng)
    return draw_answers(world, instrument, people.assign(consent="yes"), interviewers=None, rng=rng)


def write(simulated: Simulated, folder: str | Path) -> tuple[Path, Path]:
    """Write the ledger and the export into a folder, and return their paths."""
    export = Path(folder) / EXPORT
    write_export(simulated.export, export)
    return write_ledger(simulated.ledger, folder), export


def write_ledger(ledger: pd.DataFrame, folder: str | Path) -> Path:
    """Write a ledger into a folder, and return its path."""
    path = Path(folder) / LEDGER
    digits = ledger.round(dict.fromkeys(("psu_probability", "household_probability"), LEDGER_DIGITS))
    digits.to_csv(path, index=False, lineterminator="\n", encoding="utf-8")
    return path
