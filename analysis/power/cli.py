"""The command on power. It parses, calls the library, and prints."""

from collections.abc import Sequence
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import TYPE_CHECKING

import click

from instruments.console import DONE, argument, command, language_option, option, out, progress, table
from instruments.errors import Place, refuse
from instruments.language import spoken_language
from instruments.numeral import numeral
from instruments.words import say

if TYPE_CHECKING:
    from analysis.power.power import ClaimPower

_COLUMNS = ("claim", "effect", "detectable", "expected", "deff", "expected_deff", "power", "supported", "against")
_SIZES = (0.5, 1, 2, 4)
_MARGIN = 1.96 * 0.5  # of a share of one half, by the square root of the studies
FEWEST_STUDIES = 10  # fewer say nothing of a chance or of a standard error


@command("analysis.power.power")
@argument("study")
@option("--world", code="analysis.power.world")
@option("--interviews", code="analysis.power.interviews", type=click.IntRange(min=1), default=2000)
@option("--studies", code="analysis.power.studies", type=click.IntRange(min=FEWEST_STUDIES), default=50)
@option("--seed", code="analysis.power.seed", type=int, default=1)
@option("-o", "--output", code="analysis.power.output")
@language_option
def power(study: str, world: str | None, interviews: int, studies: int, seed: int, output: str | None) -> int:
    """Say what a planned sample can show of each claim."""
    found = _simulated(study, world, interviews=interviews, studies=studies, seed=seed)
    sizes = list(dict.fromkeys(one.adults for one in found))
    planned = [one for one in found if one.adults == interviews]
    error = numeral(_MARGIN / studies**0.5, ".0%")
    out(say("analysis.power.head", adults=interviews, studies=studies, error=error))
    out(table([say(f"analysis.power.column_{name}") for name in _COLUMNS], [_row(one) for one in planned]))
    out()
    out(say("analysis.power.curve"))
    out(table([say("analysis.power.column_claim"), *map(str, sizes)], _curve(found, len(sizes))))
    out()
    _say_unanswered(planned)
    if output is not None:
        from analysis.power.written import to_frame

        to_frame(found, language=spoken_language()).to_csv(output, index=False, encoding="utf-8-sig")
        out(say("analysis.power.written", path=output))
    return DONE


def _simulated(path: str, world: str | None, *, interviews: int, studies: int, seed: int) -> "tuple[ClaimPower, ...]":
    from analysis.claims.plan import plan_of
    from analysis.power.power import power as simulate_power
    from survey.simulate.draw import planned_ledger, write_ledger
    from survey.simulate.reading import read_world
    from survey.simulate.sample import fewest_adults
    from survey.study import read

    folder = Path(path) if Path(path).is_dir() else Path(path).parent
    described = read_world(world or folder / "world.toml")
    curve = [int(part * interviews) for part in _SIZES]
    sizes = [size for size in curve if size == interviews or size >= fewest_adults(described)]
    with TemporaryDirectory() as ledgers:
        ledger = planned_ledger(described, seed=seed, adults=max(sizes))
        study = read(path, sample=write_ledger(ledger, ledgers))
        plan = plan_of(study)
        if plan is None:
            raise refuse("analysis.power.plan_missing", Place(file="study.toml", key="plan"))
        with progress(say("analysis.power.running"), len(sizes) * studies) as advance:
            return simulate_power(
                study,
                plan=plan,
                world=described,
                sizes=sizes,
                studies=studies,
                seed=seed,
                folder=Path(ledgers),
                done=advance,
            )


def _row(one: "ClaimPower") -> list[object]:
    from analysis.claims.figures import written

    language = spoken_language()
    apart = "points" if one.unit == "percent" else one.unit
    effect = None if one.effect is None else written(one.effect, unit=one.unit, language=language)
    reached = [
        None if distance is None else written(distance, unit=apart, language=language)
        for distance in (one.detectable, one.expected)
    ]
    deffs = [None if deff is None else numeral(deff, ".2f") for deff in (one.deff, one.expected_deff)]
    supported = one.chances.get("supported", 0.0) + one.chances.get("supported_but_small", 0.0)
    shares = [numeral(share, ".0%") for share in (one.decided, supported, one.decided - supported)]
    return [one.claim, effect, *reached, *deffs, *shares]


def _curve(found: "Sequence[ClaimPower]", sizes: int) -> list[list[object]]:
    rows = [found[first : first + sizes] for first in range(0, len(found), sizes)]
    return [[row[0].claim, *(numeral(one.decided, ".0%") for one in row)] for row in rows]


def _say_unanswered(planned: "Sequence[ClaimPower]") -> None:
    reasons = [(one.claim, one.why.text()) for one in planned if one.why is not None]
    out(say("analysis.power.cannot" if reasons else "analysis.power.answers_all"))
    for claim, reason in reasons:
        out(f"- {claim}: {reason}")


COMMANDS = (power,)
