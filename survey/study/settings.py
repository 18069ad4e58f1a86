"""What a study file may say, section by section, as pydantic checks it."""

from datetime import date
from typing import Literal

from pydantic import Field

from instruments.text import Text
from instruments.written import Name, Section, Words
from survey.study.weighting import Weighting


class Fieldwork(Section):
    """When, where and how the interviews were made: what an honest report discloses (AAPOR transparency items)."""

    start: date | None = None
    end: date | None = None
    strategy: Words = Text()
    sponsor: Words = Text()
    conducted_by: Words = Text()
    population: Words = Text()
    frame: Words = Text()
    sample: Words = Text()
    recruitment: Words = Text()
    mode: Words = Text()
    languages: Words = Text()
    incentives: Words = Text()
    quality: Words = Text()
    ethics: Words = Text()
    limitations: Words = Text()


class Source(Section):
    """Something from the library of the toolkit, or from a file of the study: one of the two."""

    library: str | None = None
    file: str | None = None


class InstrumentSource(Source):
    """The questionnaire, and the version that this study used."""

    version: str | None = None


class Wave(Section):
    """One round of interviews; an interview belongs to it by its day."""

    name: Name
    start: date | None = None
    end: date | None = None


class StoreSettings(Section):
    """Where the raw submissions are kept; a path of SQLite is relative to the folder of the study."""

    url: str = "sqlite:///responses.sqlite"


class Files(Section):
    """Tables that belong to the study, and what its files of answers do not say of themselves.

    ``sample``: the ledger of the places drawn, a row a PSU. ``columns``: which column of a file holds which question.
    ``keep``: columns that are no question and are kept all the same. ``dates``: whether days or months come first,
    where the dates of a column do not tell.
    """

    sample: str | None = None
    columns: str | None = None
    keep: tuple[str, ...] = ()
    dates: Literal["day_first", "month_first", "unsettled"] = "unsettled"


class Value(Section):
    """One value of a derived variable."""

    code: Name
    label: Words = Text()


class Bands(Section):
    """Numbers in bands: each begins at a bound and ends before the next; the last has no end."""

    of: Name
    start: tuple[float, ...] = Field(alias="from", min_length=1)


class Case(Section):
    """When this holds, the variable has this value; the first that holds counts."""

    when: Name
    value: Name


class Derive(Section):
    """A variable made from answers: by a table, by bands or by cases."""

    name: Name
    label: Words = Text()
    values: tuple[Value, ...] = Field(min_length=1)
    by: str | None = None
    file: str | None = None
    column: str | None = None
    bands: Bands | None = None
    cases: tuple[Case, ...] = ()
    otherwise: str | None = None


class Coverage(Section):
    """Which part of a population the frame of the sample holds: who could have been drawn at all.

    The first whose ``where`` holds counts; an empty one holds for everybody.
    """

    share: float = Field(gt=0, le=1)
    where: str = ""
    source: Words = Text()


class DesignSettings(Section):
    """The columns of the sampling design: items, derived variables, or columns of the sample file.

    ``sample = "purposive"``: respondents were sought out, not drawn; nothing is inferred about a population.
    ``panel``: the item that holds the code of a person who is asked in several waves.
    """

    sample: Literal["probability", "purposive"] = "probability"
    stratum: tuple[str, ...] = ()
    psu: tuple[str, ...] = ()
    probabilities: tuple[str, ...] = ()
    eligible: str | None = None
    weight: str | None = None
    fpc: str | None = None
    panel: str | None = None
    lonely_psu: Literal["fail", "certainty", "adjust", "average"] = "fail"


class QualityLimits(Section):
    """The limits of the checks; a limit that is not given is not checked."""

    minimum_minutes: float | None = Field(default=None, ge=0)
    maximum_minutes: float | None = Field(default=None, ge=0)
    straightline_items: int = Field(default=6, ge=2)


class Disclosure(Section):
    """What protects respondents: groups with fewer interviews are hidden, and small ones that answer all alike.

    A report whose limits are below those of `reports.release` is not released.
    """

    minimum_base: int = Field(default=10, ge=1)
    homogeneity_base: int = Field(default=20, ge=1)


class ReportSettings(Section):
    """What the report shows; no items named means every closed question, no charts those with the longest scales.

    Of the items in ``unfavourable`` much is what speaks against: their charts have the colours the other way round.
    """

    banners: tuple[str, ...] = ()
    items: tuple[str, ...] = ()
    charts: tuple[str, ...] = ()
    unfavourable: tuple[str, ...] = ()


class StudyFile(Section):
    """A whole study file."""

    title: Words
    synthetic: bool = False
    languages: tuple[Name, ...] = Field(default=("fr", "en"), min_length=1)
    organisation: Words = Text()
    funder: Words = Text()
    contact: Words = Text()
    fieldwork: Fieldwork = Fieldwork()
    instrument: InstrumentSource
    wave: tuple[Wave, ...] = ()
    store: StoreSettings = StoreSettings()
    files: Files = Files()
    derive: tuple[Derive, ...] = ()
    design: DesignSettings = DesignSettings()
    coverage: tuple[Coverage, ...] = ()
    weighting: Weighting | None = None
    quality: QualityLimits = QualityLimits()
    plan: Source | None = None
    disclosure: Disclosure = Disclosure()
    report: ReportSettings = ReportSettings()
