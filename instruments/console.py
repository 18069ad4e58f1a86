"""What every command shares: its words in two languages, its exit codes, its tables and its progress bars.

Exit codes: 0 done, 1 problems found or work refused, 2 wrong use.
"""

import errno
import re
import sys
import textwrap
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from pathlib import Path
from typing import Any, TypeVar

import click

from instruments.errors import Place, SurveyError, refuse
from instruments.language import LANGUAGES, speak, spoken_language
from instruments.numeral import spelled_out
from instruments.words import listed, say

DONE, PROBLEMS, WRONG_USE = 0, 1, 2

# what click calls a type of value, and how the messages are named that say it
_KINDS = {"integer": "integer", "integer range": "integer", "directory": "folder", "file": "file", "text": "text"}
# why a system usually refuses, and how the messages are named that say it
_BY_SYSTEM = {
    errno.ENOENT: "system_absent",
    errno.EACCES: "system_forbidden",
    errno.EPERM: "system_forbidden",
    errno.EISDIR: "is_folder",
    errno.ENOTDIR: "system_no_folder",
    errno.EEXIST: "system_exists",
    errno.ENOSPC: "system_full",
    errno.EDQUOT: "system_full",
    errno.EROFS: "system_read_only",
    errno.ENAMETOOLONG: "system_long_name",
}
_EXTRA = re.compile(r"unexpected extra argument\w*(?:\(s\))? \((.*)\)")

F = TypeVar("F", bound=Callable[..., Any])


def _say(name: str, /, **values: object) -> str:
    return say(f"instruments.console.{name}", **values)


class _Spoken(click.Command):
    """A command whose help is looked up when it is shown, in the language then in force."""

    def parse_args(self, ctx: click.Context, args: list[str]) -> list[str]:
        _speak_as_asked(args)
        return super().parse_args(ctx, args)

    def format_usage(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        formatter.write_usage(ctx.command_path, " ".join(self.collect_usage_pieces(ctx)), prefix=_say("usage") + " ")

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002 - click's
        formatter.write_paragraph()
        with formatter.indentation():
            formatter.write_text(say(str(self.help)))
            formatter.write_paragraph()
        with formatter.section(_say("examples")):
            for line in say(f"{self.help}_examples").strip().splitlines():
                formatter.write(f"{'':{formatter.current_indent}}{line}\n")

    def get_short_help_str(self, limit: int = 45) -> str:
        return textwrap.fill(say(str(self.help)).split(". ")[0].rstrip("."), limit, max_lines=1, placeholder=" ...")

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        options = (param for param in self.get_params(ctx) if isinstance(param, click.Option))
        records = [record for option in options if (record := option.get_help_record(ctx))]
        if records:
            with formatter.section(_say("options")):
                formatter.write_dl(records)

    def get_help_option(self, ctx: click.Context) -> click.Option | None:
        option = super().get_help_option(ctx)
        if option is not None:
            option.help = _say("help")
        return option


class _Option(click.Option):
    """An option whose help is a message code."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        record = super().get_help_record(ctx)
        if record is None or not self.help or self.help.count(".") != 2:
            return record
        return record[0], record[1].replace(self.help, say(self.help)).replace("[default: ", _say("default"))

    def make_metavar(self, ctx: click.Context) -> str:
        """Return what stands for a value in the help: the choices, or what kind of value it is."""
        kind = _KINDS.get(self.type.name)
        return super().make_metavar(ctx) if kind is None else _say(f"kind_{kind}").upper()


class Command(_Spoken):
    """One verb of the command line."""


class Group(_Spoken, click.Group):
    """The command line as a whole: a list of verbs."""

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """Write the options, then the verbs with a line on each."""
        _Spoken.format_options(self, ctx, formatter)
        verbs = [(name, self.commands[name]) for name in self.list_commands(ctx)]
        with formatter.section(_say("commands")):
            formatter.write_dl([(name, verb.get_short_help_str(formatter.width - 24)) for name, verb in verbs])

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's shape
        """Return the verbs in the order in which one uses them, not by the alphabet."""
        return list(self.commands)


def command(code: str) -> Callable[[Callable[..., Any]], Command]:
    """Make a command of a function; ``package.cli.verb`` is its help, ``package.cli.verb_examples`` its examples."""
    return click.command(name=code.rsplit(".", 1)[-1], cls=Command, help=code)


def option(*names: str, code: str, **settings: Any) -> Callable[[F], F]:
    """Add an option whose help is the message of that code."""
    return click.option(*names, cls=_Option, help=code, **settings)


argument = click.argument


def no_such_file(path: str | Path) -> SurveyError:
    """Return the refusal of a file that is not there, or is a folder."""
    name = "is_folder" if Path(path).is_dir() else "no_file"
    return refuse(f"instruments.console.{name}", Place(file=str(path)))


class ExistingFile(click.ParamType[Path]):
    """A file to read: to name one that is not there is no wrong use of the command, but it is refused."""

    name = "file"

    def convert(self, value: str | Path, param: click.Parameter | None, ctx: click.Context | None) -> Path:  # noqa: ARG002 - click's
        """Return the path.

        Raises
        ------
        SurveyError
            If there is no such file, or it is a folder.
        """
        if not Path(value).is_file():
            raise no_such_file(value)
        return Path(value)


def _language(ctx: click.Context, param: click.Parameter, value: str | None) -> None:  # noqa: ARG001 - click's shape
    if value is not None:
        speak(value)  # type: ignore[arg-type]


def _speak_as_asked(args: Sequence[str]) -> None:
    """Set the language before anything else is done: help stands in it, wherever on the line it is asked for."""
    words = [part for word in args for part in (word.split("=", 1) if word.startswith("--language=") else [word])]
    for option_name, value in pairwise(words):
        if option_name == "--language" and value in LANGUAGES:
            speak(value)


language_option = option(
    "--language",
    code="instruments.console.language",
    type=click.Choice(LANGUAGES),
    expose_value=False,
    is_eager=True,
    callback=_language,
)


force_option = option("--force", "existing", code="instruments.console.force", flag_value="replace", default="refuse")


def out(text: str = "") -> None:
    """Print a line for people or for machines."""
    click.echo(text)


def warn(text: str) -> None:
    """Print a line beside the result, where it does not disturb what reads the result."""
    click.echo(text, err=True)


def table(header: Sequence[str], rows: Iterable[Sequence[object]]) -> str:
    """Return rows as text in columns; a column is as wide as its longest cell.

    Examples
    --------
    >>> print(table(["claim", "n"], [["C01", 412], ["C04a", 2000]]))
    claim  n
    -----  ----
    C01    412
    C04a   2000
    """
    cells = [list(map(str, header)), *[list(map(_in_words, row)) for row in rows]]
    widths = [max(map(len, column)) for column in zip(*cells, strict=True)]
    lines = ["  ".join(cell.ljust(width) for cell, width in zip(row, widths, strict=True)).rstrip() for row in cells]
    return "\n".join([lines[0], "  ".join("-" * width for width in widths), *lines[1:]])


def _in_words(cell: object) -> str:
    return "" if cell is None else str(spelled_out(cell, spoken_language()))


@contextmanager
def progress(label: str, length: int) -> Iterator[Callable[[int], None]]:
    """Show a bar while something long goes on, on a terminal only; the value is called with the steps done."""
    with click.progressbar(length=length, label=label, file=sys.stderr, hidden=not sys.stderr.isatty()) as bar:
        yield bar.update


def run(group: click.Command, arguments: Sequence[str] | None = None) -> int:  # noqa: PLR0911 - one return an ending
    """Run the command line and return its exit code; everything that is refused is said in the user's language."""
    try:
        code = group.main(args=arguments, prog_name="survey", standalone_mode=False)
    except click.exceptions.Exit as done:
        return done.exit_code
    except click.exceptions.NoArgsIsHelpError as error:
        warn(error.ctx.get_help() if error.ctx else "")
        return WRONG_USE
    except click.UsageError as error:
        warn(_wrong_use(error))
        return WRONG_USE
    except click.Abort:
        warn(_say("stopped"))
        return PROBLEMS
    except SurveyError as error:
        warn(error.text())
        return PROBLEMS
    except OSError as error:
        warn(_refused_by_system(error))
        return PROBLEMS
    return code if isinstance(code, int) else DONE


def _refused_by_system(error: OSError) -> str:
    """Return why the system refused: in our words where it is usual, as systems speak the language of nobody else."""
    file = error.filename or ""
    name = _BY_SYSTEM.get(error.errno or 0)
    if name is None:
        return _say("system", file=file, reason=error.strerror or error)
    what = _say(name)
    return _say("system_at", file=file, what=what) if file else what


def _wrong_use(error: click.UsageError) -> str:
    path = error.ctx.command_path if error.ctx else "survey"
    return f"{_what_is_wrong(error)}\n{_say('try_help', path=path)}"


def _what_is_wrong(error: click.UsageError) -> str:  # noqa: PLR0911 - one return a kind of fault
    if isinstance(error, click.NoSuchOption):
        near = _say("did_you_mean", names=listed(error.possibilities)) if error.possibilities else ""
        return _say("no_such_option", name=error.option_name) + near
    if isinstance(error, click.MissingParameter) and error.param is not None:
        return _say("missing", name=error.param.human_readable_name)
    if isinstance(error, click.BadParameter) and error.param is not None:
        return _bad_value(error, error.param)
    if isinstance(error, click.exceptions.NoSuchCommand):
        near = _say("did_you_mean", names=listed(error.possibilities)) if error.possibilities else ""
        return _say("no_such_command", name=error.command_name) + near
    if isinstance(error, click.BadOptionUsage):
        return _say("no_value", name=error.option_name)
    if extra := _EXTRA.search(error.message):
        return _say("too_many", names=extra.group(1))
    return error.format_message()


def _bad_value(error: click.BadParameter, param: click.Parameter) -> str:
    name = param.opts[0] if isinstance(param, click.Option) else param.human_readable_name
    if isinstance(param.type, click.Choice):
        return _say("bad_choice", name=name, choices=listed(list(param.type.choices)))
    if isinstance(param.type, click.IntRange):
        return _say("bad_count", name=name, least=param.type.min)
    if isinstance(param.type, click.Path):
        return _say("bad_path", name=name)
    if isinstance(param.type, click.types.IntParamType):
        return _say("bad_integer", name=name)
    return _say("bad_value", name=name, reason=error.message)
