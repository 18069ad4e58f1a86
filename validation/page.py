"""The page that says what was measured: docs/validation.md."""

import platform
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from importlib.metadata import version

from analysis.claims.claim import Plan
from validation.coverage import CLUSTERS, DRAWN, PEOPLE, PER_CLUSTER, PROMISE, STRATA, Covered
from validation.proof import Proof, Rate

LIBRARIES = ("perception-survey", "numpy", "pandas", "scipy")
FALSE_FINDINGS, AGAINST_THE_TRUTH = 0.05, 0.01
MINUTES = 15
TITLES = {
    "true": "Every primary claim is true",
    "false": "Every primary claim is false",
    "nothing": "Nothing differs",
    "margin": "Effects exactly at the margin",
    "nothing_interviewers": "Nothing differs, but interviewers colour the answers",
    "margin_lost": "Effects exactly at the margin, but lost areas think otherwise",
}
VERDICTS = {
    "supported": "supported",
    "supported_but_small": "direction only",
    "contradicted": "contradicted",
    "no_difference_that_matters": "no difference",
    "inconclusive": "inconclusive",
    "not_testable": "not testable",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """What was run, and what it took."""

    studies: int
    interviews: int
    seed: int
    minutes: float
    processes: int
    processor_seconds: float


@dataclass(frozen=True, slots=True, kw_only=True)
class Measured:
    """Everything that one run measured."""

    plan: Plan
    proofs: Sequence[Proof]
    covered: Sequence[Covered]
    run: Run


def page(measured: Measured) -> str:
    """Return the page, in Markdown."""
    parts = [_head(measured), _targets(measured), *(_world(one, measured.plan) for one in measured.proofs)]
    return "\n\n".join([*parts, _intervals(measured.covered), _limits()]) + "\n"


def _head(measured: Measured) -> str:
    run, versions = measured.run, ", ".join(f"{name} {version(name)}" for name in LIBRARIES)
    return f"""# Do the verdicts tell the truth?

Every figure here was measured by `make validate`, which writes this page. It simulates studies of made worlds
in which the truth is counted, decides the claims of the plan `{measured.plan.name}` by the code that real
studies use, and holds each verdict against that truth. Nobody was interviewed, and nothing here says anything
about Mali.

- **Run**: one, of {run.studies} studies of each world, with {run.interviews:,} planned interviews a study and all
  claims of the plan; seed {run.seed}; Python {platform.python_version()}, {versions}.
- **Time**: {run.minutes:.1f} minutes in {run.processes} processes; to reach: {MINUTES} minutes on 2 processors
  ({run.processor_seconds:,.0f} seconds of processor time).
- **A study**: a country of some 37,000 places is drawn anew; a stratified two-stage sample of it, with unequal
  chances; answers that are alike within a place; people who are not at home, refuse, or stay silent for fear;
  places that cannot be reached, which are replaced or lost; weights from selection probabilities, raked to the
  census. In the worlds where every claim is true, or false, interviewers colour the answers and lost places
  think otherwise; in the two worlds on the bounds they do not, and two more worlds at the end say what each of
  them adds.
- **The truth**: the same contrasts among everybody, by censuses that have neither silence nor lost places nor
  interviewers. A contrast within one point of a bound is taken to lie on it; on a bound, whatever the bound
  divides is false: at a true share of one half, "more than half" is a false finding and so is "less than half".
- **In brackets**: the exact 95 % interval of a rate (Clopper and Pearson): what chance in so many studies
  leaves open."""


def _targets(measured: Measured) -> str:
    found = "a false *supported* or *contradicted* anywhere in the primary family"
    against = "any verdict of the primary family against the truth"
    asked = {
        "nothing": (found, FALSE_FINDINGS),
        "margin": (found, FALSE_FINDINGS),
        "true": (against, AGAINST_THE_TRUTH),
        "false": (against, AGAINST_THE_TRUTH),
        "nothing_interviewers": (found, None),
        "margin_lost": (found, None),
    }
    rows = [_target(one, *asked[one.world]) for one in measured.proofs]
    header = ("world", "studies", "of them with", "measured", "target", "")
    return "## What was to be reached\n\n" + table(header, rows)


def _target(one: Proof, what: str, bound: float | None) -> tuple[object, ...]:
    rate = one.against if bound == AGAINST_THE_TRUTH else one.false_finding
    target = ("none: see the end", "") if bound is None else (f"at most {bound:.0%}", _reached(rate, bound))
    return (TITLES[one.world], rate.studies, what, written(rate), *target)


def _reached(rate: Rate, bound: float) -> str:
    low, high = rate.bounds
    if rate.share > bound:
        return "**not reached**" if low > bound else "**not reached**, within chance"
    return "reached" if high <= bound else "reached, the bound is open"


def _world(one: Proof, plan: Plan) -> str:
    header = ["claim", "truth", *VERDICTS.values(), "false"]
    rows = [
        [
            claim.id if claim.family == "primary" else f"{claim.id} ({claim.family})",
            _truth(one, claim.id),
            *(one.verdicts[claim.id][name] or "" for name in VERDICTS),  # type: ignore[index]
            one.against_each.get(claim.id, "") or "",
        ]
        for claim in plan.claim
        if claim.id in one.asked
    ]
    false = written(one.false_finding)
    against = written(one.against)
    return f"""## {TITLES[one.world]}

{one.against.studies} studies. With a false finding in the primary family: {false}. With any verdict of it against
the truth, a wrong "no difference that matters" among them: {against}.

{table(header, rows)}"""


def _truth(one: Proof, claim: str) -> str:
    if claim not in one.truth:
        return "none"
    holds = one.truth[claim].holds
    said = [
        word for word, so in (("true", holds.supported), ("false", holds.contradicted), ("too small", holds.same)) if so
    ]
    return said[0] if said else "on a bound"


def _intervals(covered: Sequence[Covered]) -> str:
    rows = [(one.name, f"{one.truth:.4f}", written(_rate(one)), _inside(one)) for one in covered]
    size = f"{STRATA * DRAWN * PER_CLUSTER:,} people in {STRATA * DRAWN} places and {STRATA} strata"
    low, high = PROMISE
    return f"""## Intervals of 95 %

{covered[0].samples:,} samples of {size}, from a made population of {STRATA * CLUSTERS * PEOPLE:,} people whose
places are alike within. To reach: an interval holds the truth in {low:.1%} to {high:.1%} of the samples; the beta
interval is exact, so that it may hold it more often.

{table(("statistic", "truth", "intervals that hold it", ""), rows)}"""


def _rate(one: Covered) -> Rate:
    return Rate(count=one.covered, studies=one.samples)


def _inside(one: Covered) -> str:
    low, high = PROMISE
    share = _rate(one).share
    return "reached" if low <= share and (share <= high or "beta" in one.name) else "**not reached**"


def _limits() -> str:
    return """## What this does not show

- **Interviewers.** The standard error knows strata, places and weights. It does not know that answers to one
  interviewer are alike in places far apart: in the world where they are, false findings come more often (compare
  it with the world in which nothing differs). The remedy is in the field: many interviewers, each with few
  interviews, teams mixed between regions, and the check of interviewers; then a variance with interviewers as a
  second way of clustering, which the estimates do not have yet.
- **Lost areas** can think otherwise than those that were reached, and no interval knows. In the last world the
  contrasts are exact among all adults, while the sample sees only what was open: what false findings it adds is
  the price. That is why a verdict carries a grade of coverage and bounds for those out of reach.
- **Silence** here goes by fear, not by the opinion itself. Who hides an opinion is seen by no simulation that
  assumes otherwise; list experiments and the grade of candour are there for that.
- **Shares without an answer** have no truth in a census in which everybody answers: no verdict on such a claim can be
  false here ("none" in the column of the truth).
- **What this questionnaire does not ask** (soldiers, officials, later waves) is in no table: those claims were not
  testable in any study.
- The worlds are made. They prove the method on studies of this kind and size, not any figure of a real study."""


def written(rate: Rate) -> str:
    """Return a rate in percent with its exact interval."""
    low, high = rate.bounds
    return f"{rate.share:.1%} [{low:.1%}, {high:.1%}]"


def table(header: Sequence[object], rows: Iterable[Sequence[object]]) -> str:
    """Return a table in Markdown."""
    lines = [header, ["---"] * len(header), *rows]
    return "\n".join("| " + " | ".join(map(str, line)) + " |" for line in lines)
