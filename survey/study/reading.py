"""Read a study file: every fault in it is found before anything is refused."""

import hashlib
from pathlib import Path
from types import MappingProxyType

from instruments import library
from instruments.errors import Place, SurveyError, refuse
from instruments.formats import toml
from instruments.instrument import Instrument
from instruments.scale import Choice
from instruments.text import Text
from instruments.translations.kept import with_kept
from instruments.typed import typed
from instruments.written import parsed, read_through
from survey.study.references import wrong_references
from survey.study.settings import Derive, InstrumentSource, StudyFile, Wave
from survey.study.study import WAVE, Study, Variable

FILE_NAME = "study.toml"
_TOML = ".toml"


def read(path: str | Path, *, sample: Path | None = None) -> Study:
    """Return the study of a folder, or of a study file.

    Parameters
    ----------
    path : str or Path
        The folder with a ``study.toml`` in it, or the file itself.
    sample : Path, optional
        A ledger to take for the sample file that the study names: before the sample is drawn, that of a rehearsal.

    Raises
    ------
    SurveyError
        With every fault: the file, the key, what was got and what was expected.
    """
    file = _file(Path(path))
    content = file.read_bytes()
    written, problems = read_through(StudyFile, parsed(content, file=file.name), file=file.name)
    if written is None:
        raise SurveyError(problems)
    if sample is not None:
        files = written.files.model_copy(update={"sample": str(sample.absolute())})
        written = written.model_copy(update={"files": files})
    instrument = _instrument(written.instrument, file)
    problems += wrong_references(written, instrument=instrument, file=file)
    if problems:
        raise SurveyError(problems)
    return _study(written, instrument=instrument, file=file, digest=hashlib.sha256(content).hexdigest())


def _file(path: Path) -> Path:
    file = path / FILE_NAME if path.is_dir() else path
    if not file.is_file():
        raise refuse("survey.study.no_study", Place(file=str(file)), path=typed(path))
    if file.suffix.lower() != _TOML:
        raise refuse("survey.study.file_first", Place(file=str(file)), path=typed(path))
    return file.resolve()


def _instrument(source: InstrumentSource, file: Path) -> Instrument:
    place = Place(file=file.name, key="instrument")
    if (source.library is None) == (source.file is None):
        raise refuse("survey.study.one_source", place)
    if source.file is not None and not (file.parent / source.file).is_file():
        raise refuse("survey.study.no_file", Place(file=file.name, key="instrument.file"), got=source.file)
    written = library.load(source.library) if source.library else toml.read(file.parent / str(source.file))
    found = with_kept(written, file.parent)
    if source.version not in (None, found.version):
        raise refuse("survey.study.other_version", place, got=source.version, expected=found.version)
    return found


def _study(written: StudyFile, *, instrument: Instrument, file: Path, digest: str) -> Study:
    same = ("title", "synthetic", "languages", "organisation", "funder", "contact", "fieldwork", "files", "derive")
    also = ("design", "coverage", "weighting", "quality", "plan", "disclosure", "report")
    return Study(
        file=file,
        folder=file.parent,
        hash=digest,
        instrument=instrument,
        waves=written.wave or (Wave(name="1"),),
        store_url=absolute_url(written.store.url, file.parent),
        variables=MappingProxyType(_waves(written.wave) | {each.name: _variable(each) for each in written.derive}),
        **{name: getattr(written, name) for name in same + also},
    )


def _waves(waves: tuple[Wave, ...]) -> dict[str, Variable]:
    if len(waves) < 2:
        return {}
    values = tuple(Choice(code=wave.name, label=Text.of({"und": wave.name})) for wave in waves)
    return {WAVE: Variable(name=WAVE, label=Text.of({"fr": "Vague", "en": "Wave"}), values=values)}


def _variable(recipe: Derive) -> Variable:
    choices = (Choice(code=value.code, label=value.label) for value in recipe.values)
    return Variable(name=recipe.name, label=recipe.label, values=tuple(choices))


def absolute_url(url: str, folder: Path) -> str:
    """Return the address of a store; the path of an SQLite file is taken from the folder of the study.

    Examples
    --------
    >>> absolute_url("sqlite:///responses.sqlite", Path("/data/mali"))
    'sqlite:////data/mali/responses.sqlite'
    >>> absolute_url("postgresql+psycopg://host/name", Path("/data/mali"))
    'postgresql+psycopg://host/name'
    """
    head = "sqlite:///"
    return f"{head}{folder / url.removeprefix(head)}" if url.startswith(head) else url
