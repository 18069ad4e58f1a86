"""Which files belong together: an export as CSV has a file for its interviews, and one for each repeat."""

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from instruments.errors import Place, SurveyError, refuse
from instruments.instrument import Instrument
from survey.ingest.export import Table
from survey.ingest.recognise import read_export, shape_of
from survey.ingest.repeats import is_repeat
from survey.ingest.tables import share_found


@dataclass(frozen=True, slots=True)
class Bundle:
    """A file of interviews, and the files of its repeats."""

    main: Path
    repeats: tuple[Path, ...] = ()


def bundles(paths: Sequence[Path], *, instrument: Instrument) -> tuple[Bundle, ...]:
    """Return the files in the order in which they were named, each with the files of its repeats.

    Raises
    ------
    SurveyError
        If a file of repeats is named without the file of its interviews, or could belong to several; or if one of
        the paths is that of a folder.
    """
    for path in filter(Path.is_dir, paths):
        raise refuse("instruments.console.is_folder", Place(file=str(path)))
    repeats = [path for path in paths if _is_repeat(path, instrument)]
    mains = [path for path in paths if path not in repeats]
    homes = {path: _home(path, mains) for path in repeats}
    return tuple(Bundle(main, tuple(path for path in repeats if homes[path] == main)) for main in mains)


def _is_repeat(path: Path, instrument: Instrument) -> bool:
    try:
        if shape_of(path) != "text":
            return False
        (table,) = read_export(path).tables
    except SurveyError:  # it is said when its turn comes
        return False
    return is_repeat(table) and not _holds_interviews(table, path, instrument)


def _holds_interviews(table: Table, path: Path, instrument: Instrument) -> bool:
    return share_found(table, instrument=instrument, file=path.name) > 0


def _home(path: Path, mains: Sequence[Path]) -> Path:
    """Return the only file of interviews, or the one whose name the name of the repeat begins with."""
    begun = [main for main in mains if path.stem.startswith(main.stem)]
    longest = max((len(main.stem) for main in begun), default=0)
    fitting = [main for main in begun if len(main.stem) == longest] or list(mains)
    if len(fitting) != 1:
        raise refuse("survey.ingest.repeat_alone", Place(file=path.name))
    return fitting[0]
