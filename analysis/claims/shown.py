"""The numbers of a verdict: of the contrast that decides, of each part, of each group beside."""

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import numpy as np

from analysis.claims.claim import Claim, Part, Plan, Unit
from analysis.claims.layout import domains_of
from analysis.claims.measure import anybody_asked
from analysis.claims.naming import told_apart
from analysis.claims.reason import Reason, untestable
from analysis.claims.references import ROUNDING
from analysis.claims.rules import decide, p_of
from analysis.claims.stands_on import footing_of
from analysis.claims.terms import Mean
from analysis.claims.tested import FEWEST_PSUS, Tested, base_of, column_of, contrast_of
from analysis.claims.verdict import DomainEstimate, PartVerdict
from analysis.contrasts import Contrast, interval
from analysis.estimators.joint import joint_means
from analysis.footing import Footing
from analysis.sample import Sample
from instruments.numeral import numeral
from instruments.text import Text


def held(
    part: Part | None, chosen: Tested | None, *, plan: Plan, p: float | None, reason: Reason | None
) -> dict[str, Any]:
    """Return the fields that a claim shares with the contrast that decides it; a claim that is never asked has none."""
    return {
        "estimand": part.estimand if part else Text(),
        "label": chosen.leaf.label if chosen else Text(),
        "answer": chosen.leaf.answer if chosen else Text(),
        "unit": part.unit if part else "percent",
        "kind": part.measure.kind if part else "share",
        "compares": chosen is not None and _compares(chosen),
        **_estimated(chosen.contrast if chosen else None, level=plan.level),
        "level": plan.level,
        "p": p,
        "rule": part.rule if part else None,
        "direction": part.direction if part else "above",
        "reference": part.value if part else 0.0,
        "margin": chosen.leaf.margin if chosen else None,
        "n": chosen.n if chosen else 0,
        "n_psu": chosen.n_psu if chosen else 0,
        "deff": chosen.deff if chosen else None,
        "reason": reason,
        "footing": chosen.footing if chosen else Footing(),
    }


def _compares(chosen: Tested) -> bool:
    return abs(sum(mean.weight for mean in chosen.leaf.means)) < ROUNDING


def _estimated(contrast: Contrast | None, *, level: float) -> dict[str, float | None]:
    if contrast is None:
        return dict.fromkeys(("estimate", "se", "ci_low", "ci_high", "df"))
    low, high = interval(contrast, level=level)
    return {"estimate": contrast.estimate, "se": contrast.se, "ci_low": low, "ci_high": high, "df": contrast.df}


def part_verdict(contrast: Tested, *, plan: Plan) -> PartVerdict:
    """Return one contrast and what it shows by itself, at the level of the plan."""
    evidence, part = contrast.evidence, contrast.leaf.part
    decision = "not_testable" if evidence is None else decide(evidence, alpha=plan.alpha)
    p = None if evidence is None else p_of(evidence, decision=decision)
    fields = held(part, contrast, plan=plan, p=p, reason=contrast.reason)
    return PartVerdict(**fields, name=part.name, verdict=decision, decides=part.decides)


def domain_estimates(claim: Claim, *, decides: str, plan: Plan, sample: Sample) -> tuple[DomainEstimate, ...]:
    """Return the estimate of each group beside a claim, once, by a name of its own, measured as the part that decides.

    Terms of one name and sign are one group, such as a kind of patrol that was described on either side of a choice.
    """
    part = next(part for part in claim.part if part.name == decides)
    means = {(mean.measure, mean.where): mean for mean in domains_of(claim, part, plan=plan, study=sample.study)}
    groups: dict[object, list[Mean]] = {}
    for place, mean in enumerate(means.values()):
        groups.setdefault((mean.label, mean.weight > 0) if mean.label else place, []).append(mean)
    names = told_apart([group[0] for group in groups.values()], study=sample.study)
    return tuple(
        _domain(group, name=name, plan=plan, sample=sample) for group, name in zip(groups.values(), names, strict=True)
    )


def _domain(means: Sequence[Mean], *, name: Text, plan: Plan, sample: Sample) -> DomainEstimate:
    blocks = [column_of(mean, sample=sample) for mean in means]
    whole = sum(mean.weight for mean in means)
    parts = [replace(mean, weight=mean.weight / whole if whole else 1.0) for mean in means]
    block = np.hstack(blocks)
    joint = joint_means(sample.design, block)
    n, n_psu = base_of(block, sample.design)
    reason = _without_estimate(means, n=n, n_psu=n_psu, sample=sample)
    contrast = None if reason else contrast_of(parts, blocks=blocks, joint=joint, design=sample.design)
    varies = contrast is not None and contrast.varies
    shown = _estimated(contrast if varies else None, level=plan.level)
    shown["estimate"] = contrast.estimate if contrast else None
    if contrast is not None and not varies:
        reason = untestable("all_alike", estimate=numeral(contrast.estimate, ".3g"))
    shown.pop("df")
    weights = float(sample.design.index.weights[~np.isnan(block).all(axis=1)].sum())
    return DomainEstimate(
        label=name,
        unit=_unit(means[0]),
        **shown,
        n=n,
        n_psu=n_psu,
        sum_weights=weights,
        reason=reason,
        footing=footing_of(parts, blocks=blocks, sample=sample) if contrast else Footing(),
    )


def _without_estimate(means: Sequence[Mean], *, n: int, n_psu: int, sample: Sample) -> Reason | None:
    if n == 0:
        asked = any(anybody_asked(mean.measure, where=mean.where, responses=sample.responses) for mean in means)
        return untestable("nobody_here" if asked else "nobody_asked")
    return untestable("too_few_psus_here", n_psu=n_psu) if n_psu < FEWEST_PSUS else None


def _unit(mean: Mean) -> Unit:
    measure = mean.measure
    if measure.is_of_group:
        return "index"
    if measure.kind == "score":
        return "score"
    return "points" if measure.kind in ("ahead", "nearer") or measure.minus else "percent"
