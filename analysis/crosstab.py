"""One item by every group that the report shows: shares, means, bases, and who gave no answer and why."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np
from numpy.typing import NDArray

from analysis.answers import values_of
from analysis.estimators.grouped import groups_within, means_of
from analysis.estimators.joint import JointMeans, df_of_each
from analysis.footing import Footing, Sum
from analysis.groups import Group, banners_of, blocks_of, groups_of
from analysis.inference.interval import logit_interval
from analysis.inference.letters import Higher, higher_than
from analysis.nets import End, Net, ends_of
from analysis.sample import Sample
from analysis.variance.linearization import sums_by
from instruments.item import CHOSEN, Item, Kind
from instruments.scale import NonAnswer
from instruments.text import Text
from survey.design import Design
from survey.offered import offered
from survey.responses import Responses
from survey.study import Study

Floats = NDArray[np.float64]
Mask = NDArray[np.bool_]
Figures = tuple[float | None, ...]
Counts = tuple[int, ...]

_LEVEL = 0.95
_COUNTED: frozenset[Kind] = CHOSEN | {"integer", "decimal"}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """A row: one answer that the item offers."""

    code: str
    label: Text


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Crosstab:
    """One item by every group, r answers and c groups. A figure is None where its group has no answer or no error.

    Attributes
    ----------
    item : str
    label : Text
    rows : tuple of Answer, length r
        Empty for a number.
    columns : tuple of Group, length c
    shares, share_se : tuple of r tuples of c
        Weighted, of those who answered; with several answers allowed they do not sum to one.
    mean, mean_se : tuple of c, or None
        Of the score, where the answers have an order or are numbers.
    n, n_psu : tuple of c
        Interviews with an answer, and their PSUs (unweighted).
    sum_weights, n_eff : tuple of c
        Their weights, and the size of a simple random sample with the same precision of weighting.
    non_answers : mapping
        Kind -> tuple of c: interviews without an answer (unweighted).
    share_above : tuple of r tuples of c
        Places of the groups of the same banner that a group is higher than; None where it is not compared.
    mean_above : tuple of c, or None
    nets : tuple of Net
        The answers at either end of an ordered scale together.
    footings : tuple of c
        What each group's figures stand on: what protects respondents is worked out from it.
    """

    item: str
    label: Text
    rows: tuple[Answer, ...]
    columns: tuple[Group, ...]
    shares: tuple[Figures, ...]
    share_se: tuple[Figures, ...]
    mean: Figures | None
    mean_se: Figures | None
    n: Counts
    n_psu: Counts
    sum_weights: tuple[float, ...]
    n_eff: tuple[float, ...]
    non_answers: Mapping[NonAnswer, Counts]
    share_above: tuple[Higher, ...] = ()
    mean_above: Higher | None = None
    nets: tuple[Net, ...] = ()
    footings: tuple[Footing, ...] = field(default=(), compare=False)

    def __repr__(self) -> str:
        return f"<Crosstab: {self.item}, {len(self.rows)} answers\n by {len(self.columns)} groups>"


def crosstab(item: str, *, banners: Sequence[str], sample: Sample) -> Crosstab:
    """Return an item by everybody and by each value of the banner variables.

    Parameters
    ----------
    item : str
    banners : sequence of str
        Items or derived variables with a list of values.
    sample : Sample
    """
    study, responses, design = sample.study, sample.responses, sample.design
    asked = study.instrument.item(item)
    groups = groups_of(banners, sample=sample)
    answered = responses.answered(item)
    rows = _answers(asked, study)
    chosen = {row.code: _indicator(asked, row.code, responses) for row in rows}
    scores = _scores(asked, sample)
    within = [answered & members for members in groups.values()]
    together = groups_within(design, np.column_stack(within))
    blocks = blocks_of(tuple(groups))
    shares = [means_of(measure, together) for measure in chosen.values()]
    mean = None if scores is None else means_of(scores, together)
    nets = {end: (codes, _together(chosen, codes)) for end, codes in ends_of(item, study=study).items()}
    return Crosstab(
        item=item,
        label=asked.label,
        rows=rows,
        columns=tuple(groups),
        shares=tuple(_figures(joint.estimate) for joint in shares),
        share_se=tuple(_errors(joint) for joint in shares),
        mean=None if mean is None else _figures(mean.estimate),
        mean_se=None if mean is None else _errors(mean),
        n=tuple(int(members.sum()) for members in within),
        n_psu=_places(within, design),
        sum_weights=tuple(float(design.index.weights[members].sum()) for members in within),
        n_eff=tuple(_effective(design.index.weights[members]) for members in within),
        non_answers=_non_answers(item, groups.values(), responses),
        share_above=tuple(higher_than(joint, blocks=blocks) for joint in shares),
        mean_above=None if mean is None else higher_than(mean, blocks=blocks),
        nets=tuple(_net(end, codes, means_of(measure, together), blocks) for end, (codes, measure) in nets.items()),
        footings=tuple(Footing((Sum(of=item, among=members),)) for members in within),
    )


def crosstabs(sample: Sample) -> tuple[Crosstab, ...]:
    """Return a crosstab for each item that the report of a study shows: those it names, else every closed question."""
    study = sample.study
    named = study.report.items or closed_questions(study)
    return tuple(crosstab(name, banners=banners_of(study), sample=sample) for name in named)


def closed_questions(study: Study) -> tuple[str, ...]:
    """Return the questions that can be counted, opinions first: with answers to choose from, and numbers.

    Never texts, dates or what the design uses; nor questions that hide a single answer, nor those asked of each person
    of a household, nor the breakdowns themselves.
    """
    breakdowns = banners_of(study)
    asked = (*study.instrument.attitudes, *study.instrument.items)
    countable = [item.name for item in asked if item.name not in breakdowns and _can_be_counted(item)]
    return tuple(dict.fromkeys(countable))


def _can_be_counted(item: Item) -> bool:
    hides = item.technique is not None or bool(item.arms) or item.assigned_by is not None
    of_people = item.role in (None, "age") and item.repeat is None
    return item.kind in _COUNTED and of_people and not hides


def _answers(item: Item, study: Study) -> tuple[Answer, ...]:
    return tuple(Answer(code=code, label=label) for code, label in values_of(item.name, study=study))


def _indicator(item: Item, code: str, responses: Responses) -> Floats:
    if item.kind == "select_multiple":
        return responses.values[f"{item.name}/{code}"].to_numpy(dtype=float)
    given = responses.values[item.name].astype(object).to_numpy()
    return np.where(given == code, 1.0, 0.0)


def _scores(item: Item, sample: Sample) -> Floats | None:
    scale = offered(item, instrument=sample.study.instrument)
    if item.kind == "select_multiple" or (scale is not None and not scale.ordered):
        return None
    return sample.frame[item.name].to_numpy(dtype=float)


def _together(chosen: Mapping[str, Floats], codes: Sequence[str]) -> Floats:
    together: Floats = np.sum([chosen[code] for code in codes], axis=0)
    return together


def _net(end: End, codes: tuple[str, ...], joint: JointMeans, blocks: Sequence[Sequence[int]]) -> Net:
    error = np.array([np.nan if se is None else se for se in _errors(joint)])
    low, high = logit_interval(joint.estimate, error, df_of_each(joint), level=_LEVEL)
    return Net(
        end=end,
        codes=codes,
        share=_figures(joint.estimate),
        se=_errors(joint),
        low=_figures(np.where(error > 0, low, np.nan)),
        high=_figures(np.where(error > 0, high, np.nan)),
        above=higher_than(joint, blocks=blocks),
    )


def _places(within: Sequence[Mask], design: Design) -> Counts:
    held = sums_by(design.index.psu, np.column_stack(within), len(design.index.stratum)) > 0
    return tuple(int(count) for count in held.sum(axis=0))


def _errors(joint: JointMeans) -> Figures:
    return _figures(np.sqrt(np.where(joint.n_psu >= 2, np.diag(joint.covariance), np.nan)))


def _figures(values: Floats) -> Figures:
    return tuple(float(value) if np.isfinite(value) else None for value in values)


def _effective(weights: Floats) -> float:
    """Return Kish's effective sample size."""
    return float(weights.sum() ** 2 / (weights**2).sum()) if weights.size else 0.0


def _non_answers(item: str, groups: Iterable[Mask], responses: Responses) -> dict[NonAnswer, Counts]:
    lacking = {reason: responses.lacks(item, reason) for reason in NonAnswer}
    held = list(groups)
    return {reason: tuple(int((rows & members).sum()) for members in held) for reason, rows in lacking.items()}
