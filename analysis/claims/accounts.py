"""What people told who were sought out, not drawn: counts, ranges, agreement of sources; never an interval.

Soldiers, officials and informants stand for nobody but themselves. Their accounts can be consistent with a claim, or
not; what a population thinks does not follow from them.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import NDArray

from analysis.answers import values_of
from analysis.claims.agreeing import ALIKE, CELLS, one_a_place
from analysis.claims.claim import Claim, Plan
from analysis.claims.layout import Branch, Leaf, Node, lay_out, leaves
from analysis.claims.measure import domain
from analysis.claims.reason import Reason, untestable
from analysis.claims.rules import Decision
from analysis.claims.terms import Mean
from analysis.claims.tested import column_of
from analysis.estimators.kappa import kappa
from analysis.sample import Sample
from instruments.text import Text
from survey.study import Study

Floats = NDArray[np.float64]
FEWEST_ACCOUNTS = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What one group told.

    Attributes
    ----------
    part : str
    estimand, label : Text
        What was counted; in which group, empty for all.
    kind : {"share", "ahead", "range", "alike"}
        Who says so and who does not; who rates the one above, below or like the other; from which answer to which;
        what two ratings say alike and what not.
    n : int
        Interviews with an answer; of two kinds of source, places that both rated.
    above, below, alike : int or None
        Who says so, or rates it above, or alike; who does not, or rates it below; who rates both alike.
    lowest, middle, highest : float or None
        Of the answers, where they are scores.
    """

    part: str
    estimand: Text
    label: Text
    kind: str
    n: int
    above: int | None = None
    below: int | None = None
    alike: int | None = None
    lowest: float | None = None
    middle: float | None = None
    highest: float | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """What the accounts show of a claim.

    Attributes
    ----------
    decision : str
    n : int
        Interviews that any part rests on.
    accounts : tuple of Account
    sources, agreeing : int or None
        Kinds of source with enough accounts, and how many of them bear the claim out; None where sources have no kinds.
    reason : Reason or None
    """

    decision: Decision
    n: int
    accounts: tuple[Account, ...]
    sources: int | None
    agreeing: int | None
    reason: Reason | None


def only_accounts(claim: Claim, *, study: Study) -> bool:
    """Return whether a claim can rest on accounts only: by what it is about, or by how the respondents were found."""
    return claim.accounts or study.design.sample == "purposive"


def told(claim: Claim, *, plan: Plan, sample: Sample) -> Told:
    """Return what the accounts collected show of a claim."""
    node, everybody = lay_out(claim, plan=plan, study=sample.study), np.ones(len(sample.responses), dtype=bool)
    columns = {leaf: _columns(leaf, sample) for leaf in leaves(node)}
    n = int(np.logical_or.reduce([~np.isnan(c) for each in columns.values() for c in each]).sum())
    if any((~np.isnan(column)).sum() < FEWEST_ACCOUNTS for each in columns.values() for column in each):
        reason = untestable("too_few_accounts", minimum=FEWEST_ACCOUNTS)
        return Told(decision="not_testable", n=n, accounts=(), sources=None, agreeing=None, reason=reason)
    agreeing = [_bears_out(node, columns, rows) for rows in _sources(plan, sample)]
    heard = [each for each in agreeing if each is not None]
    borne_out = _bears_out(node, columns, everybody)
    return Told(
        decision="consistent_with_accounts" if borne_out else "not_consistent_with_accounts",
        n=n,
        accounts=tuple(account for leaf, each in columns.items() for account in _accounts(leaf, each)),
        sources=len(heard) if heard else None,
        agreeing=sum(heard) if heard else None,
        reason=None,
    )


def _columns(leaf: Leaf, sample: Sample) -> tuple[Floats, ...]:
    return tuple(_column(mean, sample) for mean in leaf.means)


def _column(mean: Mean, sample: Sample) -> Floats:
    """Return what each account counts as: a number, or the cell of a table of two ratings."""
    block = column_of(mean, sample=sample)
    if mean.measure.kind != "kappa":
        return block[:, 0]
    cells = np.where(np.isnan(block[:, 0]), np.nan, np.argmax(block == 1, axis=1))
    return one_a_place(cells, frame=sample.frame) if mean.measure.raters else cells


def _sources(plan: Plan, sample: Sample) -> list[NDArray[np.bool_]]:
    if not plan.sources or not sample.study.knows(f"answered({plan.sources})"):
        return []
    codes = [code for code, _ in values_of(plan.sources, study=sample.study)]
    return [domain(f"{plan.sources} = '{code}'", responses=sample.responses) for code in codes]


def _bears_out(node: Node, columns: dict[Leaf, tuple[Floats, ...]], rows: NDArray[np.bool_]) -> bool | None:
    """Return whether counts lie as the claim says; None where too few of these people spoke to it."""
    if isinstance(node, Branch):
        each = [_bears_out(member, columns, rows) for member in node.members]
        known = [one for one in each if one is not None]
        whole = len(known) == len(each) if node.relation == "all" else bool(known)
        return (all if node.relation == "all" else any)(known) if whole else None
    held = [column[rows & ~np.isnan(column)] for column in columns[node]]
    if any(values.size < FEWEST_ACCOUNTS for values in held):
        return None
    return _lies_as_claimed(node, [_value(mean, values) for mean, values in zip(node.means, held, strict=True)])


def _value(mean: Mean, values: Floats) -> float:
    if mean.measure.kind != "kappa":
        return float(values.mean())
    return kappa(np.bincount(values.astype(np.int64), minlength=CELLS)).value


def _lies_as_claimed(leaf: Leaf, means: Sequence[float]) -> bool:
    part, margin = leaf.part, leaf.margin or 0.0
    distance = sum(mean.weight * value for mean, value in zip(leaf.means, means, strict=True)) - part.value
    if part.rule == "equivalence":
        return abs(distance) < margin
    ahead = distance if part.direction == "above" else -distance
    needed = {"minimum_effect": margin, "non_inferiority": -margin}.get(part.rule, 0.0)
    return ahead > needed


def _accounts(leaf: Leaf, columns: Sequence[Floats]) -> tuple[Account, ...]:
    return tuple(_account(leaf, number, column[~np.isnan(column)]) for number, column in enumerate(columns))


def _account(leaf: Leaf, number: int, values: Floats) -> Account:
    mean = leaf.means[number]
    known: dict[str, Any] = {"part": leaf.part.name, "estimand": leaf.part.estimand, "n": int(values.size)}
    known["label"] = mean.label or leaf.label
    if mean.measure.kind == "score":
        low, middle, high = (float(q) for q in np.quantile(values, [0, 0.5, 1]))
        return Account(**known, kind="range", lowest=low, middle=middle, highest=high)
    if mean.measure.kind == "kappa":
        alike = int(np.isin(values, ALIKE).sum())
        return Account(**known, kind="alike", above=alike, below=int(values.size) - alike)
    claimed = values if leaf.part.direction == "above" else -values
    above, below = int((claimed > 0).sum()), int((claimed < 0).sum())
    if mean.measure.kind in ("ahead", "nearer") or mean.measure.minus is not None:
        return Account(**known, kind="ahead", above=above, below=below, alike=int(values.size) - above - below)
    says_so = int((values > 0).sum())
    return Account(**known, kind="share", above=says_so, below=int(values.size) - says_so)
