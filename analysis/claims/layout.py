"""A claim laid out: its parts as a tree of contrasts, with each group, category and domain written out."""

from collections.abc import Iterable
from dataclasses import dataclass, replace

from analysis.answers import values_of
from analysis.claims.claim import Claim, Domain, Measure, Part, Plan, Relation, margin_of
from analysis.claims.expressions import both
from analysis.claims.terms import Mean, means_of
from instruments.text import Text
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Leaf:
    """One contrast as it will be estimated."""

    part: Part
    label: Text
    means: tuple[Mean, ...]
    margin: float | None
    answer: Text = Text()  # of a plurality: the answer that is claimed to be the most frequent


@dataclass(frozen=True, slots=True, kw_only=True)
class Branch:
    """Several contrasts, all of which must hold, or one."""

    relation: Relation
    members: tuple["Branch | Leaf", ...]


Node = Branch | Leaf


def lay_out(claim: Claim, *, plan: Plan, study: Study) -> Branch:
    """Return the tree of the parts that decide a claim."""
    deciding = (part for part in claim.part if part.decides)
    return Branch(relation=claim.relation, members=tuple(_node(part, claim, plan, study) for part in deciding))


def lay_out_beside(claim: Claim, *, plan: Plan, study: Study) -> tuple[Leaf, ...]:
    """Return the contrasts that are shown beside a claim."""
    beside = (part for part in claim.part if not part.decides)
    return tuple(leaf for part in beside for leaf in leaves(_node(part, claim, plan, study)))


def leaves(node: Node) -> tuple[Leaf, ...]:
    """Return every contrast of a tree, in the order of the plan."""
    return (node,) if isinstance(node, Leaf) else tuple(leaf for member in node.members for leaf in leaves(member))


def domains_of(claim: Claim, part: Part, *, plan: Plan, study: Study) -> tuple[Mean, ...]:
    """Return the means of a part that are shown by group: of the groups that the claim names, or of its own."""
    if claim.domain and part.measure.kind != "list":
        return tuple(mean for group in claim.domain for mean in _group(group, part, claim, study))
    return tuple(mean for leaf in leaves(_node(part, claim, plan, study)) for mean in leaf.means)


def _node(part: Part, claim: Claim, plan: Plan, study: Study) -> Node:
    margin = margin_of(part, plan=plan)
    if part.by is None:
        return _one_group(part, claim.population, Text(), margin, study)
    members = [
        _one_group(part, both(claim.population, f"{part.by} = '{code}'"), label, margin, study)
        for code, label in values_of(part.by, study=study)
        if not part.values or code in part.values
    ]
    return Branch(relation=part.each, members=tuple(members))


def _one_group(part: Part, population: str, label: Text, margin: float | None, study: Study) -> Node:
    if part.rule != "plurality":
        return _leaf(part, population, label, margin, study)
    answers = dict(values_of(part.measure.of, study=study))
    claimed = answers.pop(part.category or "", Text())
    members = [_leaf(_against(part, code), population, words, margin, study) for code, words in answers.items()]
    return Branch(relation="all", members=tuple(replace(member, answer=claimed) for member in members))


def _leaf(part: Part, population: str, label: Text, margin: float | None, study: Study) -> Leaf:
    means = means_of(part, population=population, label=label, study=study)
    return Leaf(part=part, label=label, means=means, margin=margin)


def _against(part: Part, rival: str) -> Part:
    item = part.measure.of
    measure = Measure(of=f"{item} = '{part.category}'", minus=f"{item} = '{rival}'", among=part.measure.among)
    return part.model_copy(update={"measure": measure})


def _group(group: Domain, part: Part, claim: Claim, study: Study) -> Iterable[Mean]:
    where, measure = both(claim.population, group.where), _measure_of_group(part)
    if group.by is None:
        yield Mean(measure=measure, where=where, weight=1.0, label=group.label)
        return
    for code, label in values_of(group.by, study=study):
        yield Mean(measure=measure, where=both(where, f"{group.by} = '{code}'"), weight=1.0, label=label)


def _measure_of_group(part: Part) -> Measure:
    """Return what is shown of a group: for a plurality, the share of the answer that is claimed to be first."""
    if part.measure.kind != "category":
        return part.measure
    return Measure(of=f"{part.measure.of} = '{part.category}'", among=part.measure.among)
