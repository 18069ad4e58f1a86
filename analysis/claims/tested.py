"""One contrast of a claim, estimated and held against its rule; or the reason why that cannot be done."""

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

import numpy as np
from numpy.typing import NDArray

from analysis.claims.adjusted import adjusted_contrast, of_complete
from analysis.claims.layout import Leaf
from analysis.claims.measure import columns, domain
from analysis.claims.reason import Reason, untestable
from analysis.claims.rules import Evidence, weigh_evidence
from analysis.claims.stands_on import footing_of
from analysis.claims.terms import Mean
from analysis.claims.waves import in_every_wave, with_composition
from analysis.contrasts import Contrast, contrast_of_shares, linear_contrast, share_of
from analysis.estimators.between import between_contrast
from analysis.estimators.joint import JointMeans, df_of, joint_means
from analysis.footing import Footing
from analysis.sample import Sample
from instruments.numeral import numeral
from instruments.text import Text
from survey.design import Design

Floats = NDArray[np.float64]
FEWEST_PSUS = 2


@dataclass(frozen=True, slots=True, kw_only=True)
class Tested:
    """A contrast with what it shows; ``contrast`` and ``evidence`` are None where there is a reason.

    ``footing`` is empty there too, and where a regression speaks: its number cannot be taken apart.
    """

    leaf: Leaf
    joint: JointMeans
    contrast: Contrast | None
    evidence: Evidence | None
    n: int
    n_psu: int
    deff: float | None
    reason: Reason | None
    footing: Footing = field(default_factory=Footing, repr=False)


def tested(leaf: Leaf, *, sample: Sample, minimum_base: int) -> Tested:
    """Estimate one contrast and hold it against its rule."""
    leaf = with_composition(leaf, sample=sample)
    blocks = [column_of(mean, sample=sample) for mean in leaf.means]
    if leaf.part.adjust:
        blocks = of_complete(blocks, adjust=leaf.part.adjust, sample=sample)
    joint = joint_means(sample.design, np.hstack(blocks))
    n, n_psu = base_of(np.hstack(blocks), sample.design)
    lacking = (
        _lacking(_named(mean, leaf), block, sample, minimum_base)
        for mean, block in zip(leaf.means, blocks, strict=True)
    )
    reason = next(filter(None, lacking), None)
    contrast = None if reason else _estimated(leaf, blocks, joint, sample)
    if isinstance(contrast, Reason):
        contrast, reason = None, contrast
    if contrast is not None:
        reason = _no_error(contrast, n_psu)
    if contrast is None or reason is not None:
        return Tested(leaf=leaf, joint=joint, contrast=None, evidence=None, n=n, n_psu=n_psu, deff=None, reason=reason)
    evidence = _evidence(leaf, contrast)
    deff = _deff(leaf, joint, contrast)
    footing = Footing() if leaf.part.adjust else footing_of(leaf.means, blocks=blocks, sample=sample)
    return Tested(
        leaf=leaf,
        joint=joint,
        contrast=contrast,
        evidence=evidence,
        n=n,
        n_psu=n_psu,
        deff=deff,
        reason=None,
        footing=footing,
    )


def _estimated(leaf: Leaf, blocks: Sequence[Floats], joint: JointMeans, sample: Sample) -> Contrast | Reason:
    if leaf.part.adjust:
        return adjusted_contrast(leaf, blocks=blocks, sample=sample)
    return contrast_of(leaf.means, blocks=blocks, joint=joint, design=sample.design)


def column_of(mean: Mean, *, sample: Sample) -> Floats:
    """Return the columns of one domain mean: one, or one a category for what is a property of a group."""
    within = domain(mean.where, responses=sample.responses) & in_every_wave(mean.waves, frame=sample.frame)
    return columns(mean.measure, within=within, responses=sample.responses, frame=sample.frame)


def base_of(block: Floats, design: Design) -> tuple[int, int]:
    """Return how many interviews, and how many of their PSUs, stand in any of the columns."""
    rows = ~np.isnan(block).all(axis=1)
    return int(rows.sum()), int(np.unique(design.index.psu[rows]).size)


def _named(mean: Mean, leaf: Leaf) -> Mean:
    """Return a mean without the name of the rival answer, which says nothing of whom it is about."""
    return replace(mean, label=Text()) if leaf.part.rule == "plurality" else mean


def _lacking(mean: Mean, block: Floats, sample: Sample, minimum_base: int) -> Reason | None:
    """Return why one domain of a contrast cannot carry it."""
    n, n_psu = base_of(block, sample.design)
    who = {"domain": mean.label or mean.where}
    if n == 0:
        reached = domain(mean.where, responses=sample.responses).any()
        return untestable("nobody_answered" if reached else "not_in_sample", **who)
    if n_psu < FEWEST_PSUS:
        return untestable("too_few_psus", n_psu=n_psu, **who)
    if n < minimum_base:
        return untestable("too_few_answers", n=n, minimum=minimum_base, **who)
    return None


def _no_error(contrast: Contrast, n_psu: int) -> Reason | None:
    if not contrast.varies:
        return untestable("all_alike", estimate=numeral(contrast.estimate, ".3g"))
    return untestable("no_df", n_psu=n_psu) if contrast.df < 1 else None


def contrast_of(means: Sequence[Mean], *, blocks: Sequence[Floats], joint: JointMeans, design: Design) -> Contrast:
    """Return the contrast of domain means, each with its columns."""
    weights, kind = [mean.weight for mean in means], means[0].measure.kind
    if kind == "between":
        found = between_contrast(design, np.hstack(blocks), coefficients=weights)
        return Contrast(estimate=found.estimate, se=found.se, df=df_of(joint, range(len(means))))
    if means[0].measure.is_of_group:
        ends = np.cumsum([block.shape[1] for block in blocks])
        groups = [range(end - block.shape[1], end) for end, block in zip(ends, blocks, strict=True)]
        return contrast_of_shares(joint, measure=kind, groups=groups, coefficients=weights)
    if len(means) == 1 and kind in ("share", "no_answer") and means[0].measure.minus is None:
        return share_of(joint, index=0)
    return linear_contrast(joint, coefficients=weights)


def _evidence(leaf: Leaf, contrast: Contrast) -> Evidence:
    part = leaf.part
    return weigh_evidence(contrast, rule=part.rule, value=part.value, margin=leaf.margin, direction=part.direction)


def _deff(leaf: Leaf, joint: JointMeans, contrast: Contrast) -> float | None:
    """Return the design effect: the variance over that of simple random samples of the same domains."""
    if leaf.means[0].measure.is_of_group or leaf.part.adjust:
        return None
    weights = np.asarray([mean.weight for mean in leaf.means])
    simple = weights**2 * np.diag(joint.covariance) / joint.deff
    varying = np.diag(joint.covariance) > 0
    return float(contrast.se**2 / simple[varying].sum())
