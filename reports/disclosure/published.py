"""All that a report shows of answers, held together: what tables and claims hide, for themselves and for each other."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from analysis.claims.verdict import Verdict
from analysis.crosstab import Crosstab
from analysis.footing import Footing
from analysis.results import Results
from analysis.two_ways import BothWays
from reports.disclosure.crosstabs import small_groups
from reports.disclosure.linked import Figure, hidden_with_them
from reports.disclosure.suppression import Suppression
from reports.disclosure.two_ways import all_alike, has_few
from reports.disclosure.verdicts import is_small, rests_on_few
from survey.study.settings import Disclosure

_ROW, _CONTRAST, _TOTAL, _VERDICT = range(4)  # what goes first, where something must be hidden: rows of groups


@dataclass(frozen=True, slots=True, kw_only=True)
class Protection:
    """What a report hides.

    Attributes
    ----------
    tables : mapping
        Item of a crosstab -> which of its groups are hidden, wherever they are shown.
    withheld : frozenset of Footing
        Of the figures of claims and of list experiments: those that rest on enough people, and are hidden because
        together with others they would tell of a few.
    """

    tables: Mapping[str, Suppression]
    withheld: frozenset[Footing]


def protection(results: Results) -> Protection:
    """Return what a report on some results hides: the same in every language, every edition and on the page."""
    limits = results.study.disclosure
    tables = [figure for crosstab in results.crosstabs for figure in _of_table(crosstab, limits)]
    others = [figure for verdict in results.verdicts for figure in _of_claim(verdict, limits)]
    others += [figure for asked in results.two_ways for each in asked.groups for figure in _both_ways(each, limits)]
    too = hidden_with_them([*tables, *others], minimum=limits.minimum_base)
    withheld = {figure.footing for figure, hide in zip([*tables, *others], too, strict=True) if hide}
    return Protection(
        tables={crosstab.item: _suppression(crosstab, limits, withheld) for crosstab in results.crosstabs},
        withheld=frozenset(withheld),
    )


def _suppression(crosstab: Crosstab, limits: Disclosure, withheld: set[Footing]) -> Suppression:
    primary = small_groups(crosstab, limits=limits)
    return Suppression(primary, tuple(footing in withheld for footing in crosstab.footings))


def _of_table(crosstab: Crosstab, limits: Disclosure) -> Iterator[Figure]:
    hidden = small_groups(crosstab, limits=limits)
    for group, footing, n, hide in zip(crosstab.columns, crosstab.footings, crosstab.n, hidden, strict=True):
        if n:
            yield _figure(footing, n, limits, rank=_ROW if group.variable else _TOTAL, hidden=hide)


def _of_claim(verdict: Verdict, limits: Disclosure) -> Iterator[Figure]:
    for domain in filter(lambda domain: domain.n, verdict.domains):
        yield _figure(domain.footing, domain.n, limits, rank=_ROW, hidden=is_small(domain, limits=limits))
    for held in (verdict, *(part for part in verdict.parts if part.footing is not verdict.footing)):
        rank = _VERDICT if held is verdict else _CONTRAST
        yield _figure(held.footing, held.n, limits, rank=rank, hidden=rests_on_few(held, limits=limits))


def _figure(footing: Footing, n: int, limits: Disclosure, *, rank: int, hidden: bool) -> Figure:
    return Figure(footing=footing, base=n, rank=rank, hidden=hidden, secret=hidden and n >= limits.minimum_base)


def _both_ways(each: BothWays, limits: Disclosure) -> Iterator[Figure]:
    for footing in each.footings:
        secret = all_alike(each, limits=limits)
        yield Figure(footing=footing, base=each.n, rank=_ROW, hidden=has_few(each, limits=limits), secret=secret)
