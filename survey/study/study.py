"""A study: one questionnaire, one sample, one store, and how its answers are weighted and reported."""

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

from instruments.expression import parse
from instruments.instrument import Instrument
from instruments.scale import Choice
from instruments.text import Text
from survey.study.settings import (
    Coverage,
    Derive,
    DesignSettings,
    Disclosure,
    Fieldwork,
    Files,
    QualityLimits,
    ReportSettings,
    Source,
    Wave,
)
from survey.study.weighting import Weighting

WAVE = "wave"


@dataclass(frozen=True, slots=True, kw_only=True)
class Variable:
    """A derived variable: its label and its values, in the order in which they are shown."""

    name: str
    label: Text
    values: tuple[Choice, ...]


@dataclass(frozen=True, slots=True, kw_only=True, repr=False)
class Study:
    """A study as its file says it, checked against its instrument.

    Attributes
    ----------
    file, folder : Path
        The study file, and the folder that its paths are relative to.
    hash : str
        SHA-256 of the study file.
    instrument : Instrument
    waves : tuple of Wave
        At least one.
    store_url : str
        For SQLAlchemy; the path of an SQLite file is absolute.
    derive : tuple of Derive
        The recipes of the derived variables, in the order in which they are made.
    variables : mapping
        Name -> Variable, for each recipe, and ``wave`` where there are several.
    coverage : tuple of Coverage
        Which part of each population the frame of the sample holds, where it is less than all.
    weighting : Weighting or None
        None: base weights only.
    plan : Source or None
        Where the claims are.
    """

    file: Path
    folder: Path
    hash: str
    title: Text
    synthetic: bool
    languages: tuple[str, ...]
    organisation: Text
    funder: Text
    contact: Text
    fieldwork: Fieldwork
    instrument: Instrument
    waves: tuple[Wave, ...]
    store_url: str
    files: Files
    derive: tuple[Derive, ...]
    variables: Mapping[str, Variable]
    design: DesignSettings
    coverage: tuple[Coverage, ...]
    weighting: Weighting | None
    quality: QualityLimits
    plan: Source | None
    disclosure: Disclosure
    report: ReportSettings

    def __repr__(self) -> str:
        form = f"{self.instrument.name} {self.instrument.version}"
        return f"<Study “{self.title.wording('en')}”,\n {form}, in {self.folder}>"

    def knows(self, condition: str) -> bool:
        """Return whether the study has every item and variable that a condition names."""
        return all(name in self.instrument or name in self.variables for name in parse(condition).names)

    def path(self, name: str) -> Path:
        """Return the path of a file that the study names."""
        return self.folder / name
