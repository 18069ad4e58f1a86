"""The commands on studies: new, load, check, weight. Each parses, calls the library, and prints."""

import json
from collections import Counter
from collections.abc import Sequence
from importlib.resources import as_file, files
from pathlib import Path
from shutil import copytree
from typing import TYPE_CHECKING, Literal

from instruments.console import DONE, PROBLEMS, argument, command, language_option, option, out, progress, table
from instruments.errors import Place, Severity, refuse
from instruments.language import spoken_language
from instruments.numeral import Numeral, numeral
from instruments.output_file import private
from instruments.typed import typed
from instruments.words import say
from survey.corrections import cli as corrections

if TYPE_CHECKING:
    from pandas import DataFrame

    from instruments.errors import Problem
    from survey.ingest import Reconciliation
    from survey.responses import Responses
    from survey.study import Study
    from survey.weights import Influence, MarginLine, Step, Weights


@command("survey.cli.new")
@argument("folder")
@language_option
def new(folder: str) -> int:
    """Make the folder of a new study."""
    target = Path(folder)
    if target.exists() and (not target.is_dir() or any(target.iterdir())):
        raise refuse("survey.cli.new_here", Place(file=folder), folder=folder)
    from survey.simulate.demo import shipped

    with as_file(files("survey") / "templates" / "study") as template:
        copytree(template, target, dirs_exist_ok=True)
    for name in ("places.csv", "world.toml"):
        (target / name).write_bytes((shipped() / name).read_bytes())
    out(say("survey.cli.new_done", folder=typed(folder), file=target / "study.toml"))
    return DONE


@command("survey.cli.load")
@argument("study")
@argument("file", nargs=-1, required=True)
@option("--map", "columns", code="survey.cli.load_map")
@option("--repair-accents", code="survey.cli.load_repair", is_flag=True)
@option("--force", "doubtful", code="survey.cli.load_force", flag_value="take", default="refuse")
@option("--json", "path", code="survey.cli.load_json")
@language_option
def load(
    study: str,
    file: Sequence[str],
    columns: str | None,
    repair_accents: bool,
    doubtful: Literal["refuse", "take"],
    path: str | None,
) -> int:
    """Load files of answers into a study."""
    from survey.ingest import loading
    from survey.store import open_store
    from survey.study import read

    found = read(study)
    became: list[Reconciliation] = []
    with progress(say("survey.cli.loading"), len(file)) as advance:
        for reconciliation in loading(found, file, columns=columns, repair_accents=repair_accents, doubtful=doubtful):
            out(reconciliation.text())
            became.append(reconciliation)
            advance(1)
    out(say("survey.cli.load_done", count=len(open_store(found))))
    if path is not None:
        _write_became(became, Path(path))
    return PROBLEMS if any(one.problems for one in became) else DONE


def _write_became(became: "Sequence[Reconciliation]", path: Path) -> None:
    from survey.ingest.reconcile import told_whole

    records = [told_whole(one, spoken_language()) for one in became]
    path.write_text(json.dumps(records, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    out(say("survey.cli.load_written", path=path))


@command("survey.cli.check")
@argument("study")
@option("-o", "--output", code="survey.cli.check_output")
@language_option
def check(study: str, output: str | None) -> int:
    """Check the interviews of a study."""
    from survey.ingest import responses as read_responses
    from survey.quality import check as check_quality
    from survey.store import open_store
    from survey.study import read

    found = read(study)
    store = open_store(found)
    if store.first_file() is None:
        return _check_before_answers(found, study)
    responses = read_responses(found, store)
    flags = check_quality(found, responses)
    frame = flags.to_frame()
    if output:
        frame.to_csv(private(output), index=False, encoding="utf-8-sig")
    _show_excluded(responses)
    _show_flags(frame)
    counts = Counter(zip(frame["check"], frame["severity"], strict=True))
    header = [say(f"survey.cli.column_{name}") for name in ("check", "severity", "count")]
    rows = [
        (say(f"survey.quality.check_{name}"), say(f"survey.cli.severity_{severity}"), count)
        for (name, severity), count in counts.items()
    ]
    out(table(header, rows) if rows else say("survey.cli.check_none"))
    if errors := _errors_of_form(found, compiling=False):
        out(say("survey.cli.check_form", count=len(errors), study=typed(study)))
    out(say("survey.cli.check_done", interviews=len(responses), excluded=_left_out(responses), flags=len(frame)))
    return PROBLEMS if any(flag.severity == Severity.ERROR for flag in flags.records) else DONE


@command("survey.cli.weight")
@argument("study")
@option("-o", "--output", code="survey.cli.weight_output")
@language_option
def weight(study: str, output: str | None) -> int:
    """Weight the interviews of a study."""
    from survey.frame import analysis_frame
    from survey.weights import weigh

    found, responses = _answers(study)
    frame = analysis_frame(found, responses)
    weights = weigh(found, responses, frame)
    if output:
        ids = responses.submissions[["submission_id"]]
        ids.assign(base_weight=weights.base, weight=weights.values).to_csv(
            private(output), index=False, encoding="utf-8-sig"
        )
    _show_excluded(responses)
    _show_steps(weights)
    _show_margins(weights)
    _show_moved(found, weights, frame)
    out(weights.text())
    return DONE


_SHOWN = 20
_SMALLEST_ERROR = 1e-4  # of a margin: what is smaller is rounding
_MOST_MOVED, _ENOUGH = 5, 100  # answers shown; interviews from which on a correlation is more than noise


def _check_before_answers(found: "Study", study: str) -> int:
    """Say what is wrong with a study that has no answers yet: with its questionnaire, as all else is there."""
    errors = _errors_of_form(found, compiling=True)
    for error in errors:
        out(error.text())
    if errors:
        out(say("survey.cli.check_form", count=len(errors), study=typed(study)))
        return PROBLEMS
    out(say("survey.cli.check_no_answers", study=typed(study)))
    return DONE


def _errors_of_form(study: "Study", *, compiling: bool) -> "list[Problem]":
    """Return the errors that `survey form --check` finds; to have the form compiled takes a second or two."""
    from instruments.checks import check as check_form
    from instruments.formats.xlsform.compiling import compiled

    judged = compiled(study.instrument).problems if compiling else ()
    return [one for one in (*check_form(study.instrument), *judged) if one.severity is Severity.ERROR]


def _answers(path: str) -> "tuple[Study, Responses]":
    from survey.ingest import responses
    from survey.store import open_store
    from survey.study import read

    study = read(path)
    return study, responses(study, open_store(study))


def _show_flags(frame: "DataFrame") -> None:
    """Print the first flags, each with the interview and the interviewer to go back to."""
    names = ("submission_id", "interviewer", "text")
    header = [say(f"survey.cli.column_{name}") for name in names]
    if len(frame):
        out(table(header, frame[list(names)].fillna("").head(_SHOWN).itertuples(index=False)))
    if len(frame) > _SHOWN:
        out(say("survey.cli.check_more", shown=_SHOWN, flags=len(frame)))


def _show_excluded(responses: "Responses") -> None:
    if responses.excluded:
        header = [say("survey.cli.column_reason"), say("survey.cli.column_count")]
        out(table(header, [(exclusion.text(), len(exclusion.submission_ids)) for exclusion in responses.excluded]))


def _show_steps(weights: "Weights") -> None:
    for number, step in enumerate(weights.steps, start=1):
        for line in (f"{number}. {step.text()}", *(f"   - {note.text()}" for note in step.notes)):
            out(line)
    names = ("step", "n", "lowest", "highest", "deff", "error")
    rows = [_step_row(number, step) for number, step in enumerate(weights.steps, start=1)]
    out(table([say(f"survey.cli.column_{name}") for name in names], rows))


def _step_row(number: int, step: "Step") -> list[object]:
    spread = step.spread
    error = None if step.largest_error is None else _error(step.largest_error)
    weights = [numeral(weight, ",.6g") for weight in (spread.minimum, spread.maximum)]
    return [f"{number}. {step.name()}", numeral(spread.n, ","), *weights, numeral(spread.deff, ".3f"), error]


def _error(share: float) -> Numeral:
    tiny = 0 < share < _SMALLEST_ERROR
    return Numeral(f"< {100 * _SMALLEST_ERROR:g}%" if tiny else f"{100 * share:.2g}%")


def _show_margins(weights: "Weights") -> None:
    if weights.margins:
        names = ("margin", "category", "n", "target", "before", "after")
        header = [say(f"survey.cli.column_{name}") for name in names]
        out(table(header, [_margin_row(line) for line in weights.margins]))


def _show_moved(study: "Study", weights: "Weights", frame: "DataFrame") -> None:
    """Show the answers that the weights move most, if enough people gave them to tell."""
    from survey.weights import influences, most_moved

    asked = [item.name for item in study.instrument.items if item.construct and item.name in frame]
    found = influences(weights, frame, outcomes=[name for name in asked if frame[name].dtype.kind in "iuf"])
    moved = most_moved([one for one in found if one.n >= _ENOUGH], most=_MOST_MOVED)
    if moved:
        names = ("answer", "n", "unweighted", "weighted", "without_heaviest", "correlation")
        header = [say(f"survey.cli.column_{name}") for name in names]
        out(table(header, [(one.outcome, numeral(one.n, ","), *map(_two_decimals, _figures(one))) for one in moved]))


def _figures(one: "Influence") -> tuple[float, ...]:
    return one.unweighted, one.weighted, one.without_heaviest, one.correlation or 0.0


def _two_decimals(figure: float) -> str:
    return numeral(figure, ".2f")


def _margin_row(line: "MarginLine") -> list[object]:
    figures = (line.target, line.before, line.after)
    form = ",.0f" if line.is_group else ",.6g"
    return [line.margin, line.category, numeral(line.n, ","), *(numeral(figure, form) for figure in figures)]


def _left_out(responses: "Responses") -> int:
    return sum(len(exclusion.submission_ids) for exclusion in responses.excluded)


COMMANDS = (new, load, check, *corrections.COMMANDS, weight)
