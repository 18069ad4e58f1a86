"""The command on claims: compare. It parses, calls the library, and prints."""

import json
from pathlib import Path
from typing import TYPE_CHECKING

from instruments.console import DONE, argument, command, language_option, option, out, table
from instruments.errors import Place, refuse
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
    if path is not None:
        _write(results, Path(path))
    return DONE


def verdict_table(results: "Results") -> str:
    """Return the verdicts of a study as text: a table, then each finding in words."""
    header = [say(f"analysis.cli.column_{name}") for name in _HEADER]
    rows = [_row(verdict) for verdict in results.verdicts]
    findings = [f"{verdict.claim}: {verdict.sentence(spoken_language())}" for verdict in results.verdicts]
    foot = say(
        "analysis.cli.compare_done", plan=results.plan.name if results.plan else "", hash=results.provenance.plan
    )
    return "\n\n".join([table(header, rows), *findings, foot])


def _row(verdict: "Verdict") -> list[object]:
    from analysis.claims.figures import written, written_p
    from analysis.claims.sentence import decision_in_words

    language = spoken_language()
    figures = [
        None if value is None else written(value, unit=verdict.unit, language=language)
        for value in (verdict.estimate, verdict.ci_low, verdict.ci_high)
    ]
    interval = None if figures[1] is None else f"{figures[1]} … {figures[2]}"
    p = None if verdict.p_adjusted is None else written_p(verdict.p_adjusted, language=language)
    words = decision_in_words(verdict.verdict, language)
    return [verdict.claim, words, figures[0], interval, verdict.n, verdict.n_psu, p]


def _write(results: "Results", path: Path) -> None:
    from analysis.claims.record import record

    records = [record(verdict, spoken_language()) for verdict in results.verdicts]
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2, allow_nan=False) + "\n", encoding="utf-8")
    out(say("analysis.cli.compare_written", path=path))


COMMANDS = (compare,)
