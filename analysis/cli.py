"""The commands on claims: compare, plan, schema. Each parses, calls the library, and prints."""

import json
from importlib.resources import files
from pathlib import Path
from typing import TYPE_CHECKING

import click

from analysis.power.cli import power
from instruments.console import DONE, Group, argument, command, language_option, option, out, table
from instruments.errors import Place, SurveyError, refuse
from instruments.language import spoken_language
from instruments.words import say

if TYPE_CHECKING:
    from analysis.claims.verdict import Verdict
    from analysis.results import Results

_HEADER = ("claim", "verdict", "estimate", "interval", "n", "n_psu", "p_adjusted")


@command("analysis.cli.compare")
@argument("study")
@option("--json", "path", code="analysis.cli.compare_json")
@language_option
def compare(study: str, path: str | None) -> int:
    """Hold the answers of a study against its claims."""
    from analysis.results import analyse
    from survey.study import read

    results = analyse(read(study))
    if results.plan is None:
        raise refuse("analysis.plan.no_plan", Place(file="study.toml", key="plan"))
    out(verdict_table(results))
    for deviation in results.provenance.deviations:
        out(deviation.text())
    if path is not None:
        _write(results, Path(path))
    return DONE


def verdict_table(results: "Results") -> str:
    """Return the verdicts of a study as text: a table, what is assumed of the sample, then each finding in words."""
    from analysis.assumption import assumption

    rows = [dict(zip(_HEADER, _row(verdict), strict=True)) for verdict in results.verdicts]
    shown = [name for name in _HEADER if name != "n_psu" or results.study.design.psu]
    header = [say(f"analysis.cli.column_{name}") for name in shown]
    findings = [
        say("analysis.cli.finding", claim=verdict.claim, finding=verdict.sentence(spoken_language()))
        for verdict in results.verdicts
    ]
    foot = say(
        "analysis.cli.compare_done", plan=results.plan.name if results.plan else "", hash=results.provenance.plan
    )
    found = table(header, [[row[name] for name in shown] for row in rows])
    assumed = assumption(results.study)
    return "\n\n".join([found, *([assumed] if assumed else []), *findings, foot])


def _row(verdict: "Verdict") -> list[object]:
    from analysis.claims.figures import written, written_count, written_p
    from analysis.claims.sentence import decision_in_words

    language = spoken_language()
    figures = [
        None if value is None else written(value, unit=verdict.unit, language=language)
        for value in (verdict.estimate, verdict.ci_low, verdict.ci_high)
    ]
    interval = None if figures[1] is None else f"{figures[1]} … {figures[2]}"
    p = None if verdict.p_adjusted is None else written_p(verdict.p_adjusted, language=language)
    words = decision_in_words(verdict.verdict, language)
    counts = [written_count(count, language=language) for count in (verdict.n, verdict.n_psu)]
    return [verdict.claim, words, figures[0], interval, *counts, p]


def _write(results: "Results", path: Path) -> None:
    from analysis.claims.record import record

    records = [record(verdict, spoken_language()) for verdict in results.verdicts]
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    out(say("analysis.cli.compare_written", path=path))


@click.group(name="plan", cls=Group, help="analysis.cli.plan")
@language_option
def plan() -> None:
    """Hold the commands on plans together."""


@command("analysis.cli.plan_new")
@argument("file", default="plan.toml")
@language_option
def plan_new(file: str) -> int:
    """Write a plan to begin with."""
    target = Path(file)
    if target.exists():
        raise refuse("analysis.plan.is_there", Place(file=file))
    target.write_bytes((files("analysis") / "templates" / "plan.toml").read_bytes())
    out(say("analysis.cli.plan_new_done", file=file))
    return DONE


@command("analysis.cli.plan_freeze")
@argument("study")
@language_option
def plan_freeze(study: str) -> int:
    """Write down the plan of a study with its hash and the time."""
    from analysis.claims.frozen import FILE_NAME, freeze
    from analysis.claims.plan import plan_of
    from analysis.claims.scope import wrong_codes
    from survey.store import open_store
    from survey.study import read

    found = read(study)
    planned = plan_of(found)
    if planned is None:
        raise refuse("analysis.plan.no_plan", Place(file="study.toml", key="plan"))
    if problems := wrong_codes(planned, study=found):
        raise SurveyError(problems)
    frozen = freeze(planned, folder=found.folder, answered=open_store(found).first_file() is not None)
    values = {"claims": len(frozen.claims), "hash": frozen.hash, "time": f"{frozen.frozen_at:%Y-%m-%d %H:%M}"}
    out(say("analysis.cli.plan_freeze_done", file=FILE_NAME, **values))
    return DONE


@command("analysis.cli.schema")
@argument("folder", default="schemas")
@language_option
def schema(folder: str) -> int:
    """Write the JSON Schemas of the files that people write."""
    from analysis.schemas import write_schemas

    for path in write_schemas(Path(folder)):
        out(str(path))
    return DONE


plan.add_command(plan_new, "new")
plan.add_command(plan_freeze, "freeze")

COMMANDS = (compare, power, plan, schema)
