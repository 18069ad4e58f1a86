"""What a study file names that is not there: items, columns, files, versions."""

from collections.abc import Iterator
from pathlib import Path

from instruments.errors import Place, Problem
from instruments.instrument import Instrument
from instruments.numeral import numeral
from instruments.written.faults import key_path, unknown_name
from survey.study.lookup import read_table
from survey.study.recipes import Known, wrong_condition, wrong_recipes
from survey.study.settings import StudyFile
from survey.study.weighting_faults import Nameable, wrong_weighting

_SYNTHETIC = "synthetic"


def wrong_references(written: StudyFile, *, instrument: Instrument, file: Path) -> tuple[Problem, ...]:
    """Return a problem for each thing that the study names and that is not there."""
    return (
        *wrong_recipes(written.derive, instrument=instrument, file=file),
        *_wrong_coverage(written, instrument, file),
        *_wrong_files(written, file),
        *_wrong_names(written, instrument, file),
        *_wrong_minutes(written, file),
        *_wrong_plan(written, file),
        *_wrong_waves(written, file),
        *_wrong_weighting(written, instrument, file),
    )


def _wrong_coverage(written: StudyFile, instrument: Instrument, file: Path) -> Iterator[Problem]:
    known = Known(instrument=instrument, earlier=written.derive, file=file)
    for number, covered in enumerate(written.coverage):
        place = Place(file=file.name, key=f"{key_path(('coverage', number))}.where")
        yield from wrong_condition(covered.where, known, place) if covered.where else ()


def _wrong_files(written: StudyFile, file: Path) -> Iterator[Problem]:
    sample = written.files.sample
    if sample is not None and not (file.parent / sample).is_file():
        place = Place(file=file.name, key="files.sample")
        yield Problem(code="survey.study.no_file", place=place, values={"got": sample})
    elif sample is not None and not written.synthetic and _is_synthetic(file.parent / sample):
        yield Problem(code="survey.study.synthetic_ledger", place=Place(file=sample, column=_SYNTHETIC))


def _is_synthetic(sample: Path) -> bool:
    """Whether a ledger says of any place that it is made up, as those of our simulations do of every place."""
    header, rows = read_table(sample)
    return _SYNTHETIC in header and any(row[_SYNTHETIC] == "yes" for row in rows)


def _wrong_names(written: StudyFile, instrument: Instrument, file: Path) -> Iterator[Problem]:
    answered = [item.name for item in instrument.items] + [recipe.name for recipe in written.derive]
    design, report = written.design, written.report
    drawn = _sample_columns(written, file)
    either = [*answered, *drawn]
    singles = {name: (value,) for name in ("eligible", "weight", "fpc", "panel") if (value := getattr(design, name))}
    named: list[tuple[str, tuple[str, ...], list[str]]] = [
        ("design.stratum", design.stratum, either),
        ("design.psu", design.psu, either),
        ("design.probabilities", design.probabilities, drawn),
        *[(f"design.{name}", value, either) for name, value in singles.items()],
        ("report.banners", report.banners, answered),
        ("report.items", report.items, answered),
        ("report.charts", report.charts, answered),
        ("report.unfavourable", report.unfavourable, answered),
    ]
    for key, names, known in named:
        for name in names:
            if name not in known:
                place = Place(file=file.name, key=key)
                if known:
                    yield unknown_name("survey.study.unknown_item", name, known, place)
                else:
                    yield Problem(code="survey.study.no_ledger", place=place, values={"got": name})


def _sample_columns(written: StudyFile, file: Path) -> list[str]:
    sample = written.files.sample
    return read_table(file.parent / sample)[0] if sample and (file.parent / sample).is_file() else []


def _wrong_minutes(written: StudyFile, file: Path) -> Iterator[Problem]:
    least, most = written.quality.minimum_minutes, written.quality.maximum_minutes
    if least is not None and most is not None and least > most:
        place = Place(file=file.name, key="quality.minimum_minutes")
        yield Problem(code="survey.study.minutes", place=place, values={"least": numeral(least), "most": numeral(most)})


def _wrong_plan(written: StudyFile, file: Path) -> Iterator[Problem]:
    plan = written.plan
    if plan is None:
        return
    place = Place(file=file.name, key="plan")
    if (plan.library is None) == (plan.file is None):
        yield Problem(code="survey.study.one_source", place=place)
    if plan.file is not None and not (file.parent / plan.file).is_file():
        yield Problem(code="survey.study.no_file", place=place, values={"got": plan.file})


def _wrong_waves(written: StudyFile, file: Path) -> Iterator[Problem]:
    names = [wave.name for wave in written.wave]
    for number, wave in enumerate(written.wave):
        place = Place(file=file.name, key=key_path(("wave", number)))
        if wave.name in names[:number]:
            yield Problem(code="survey.study.name_taken", place=place, values={"got": wave.name})
        if wave.start and wave.end and wave.start > wave.end:
            yield Problem(
                code="survey.study.end_before_start", place=place, values={"start": wave.start, "end": wave.end}
            )


def _wrong_weighting(written: StudyFile, instrument: Instrument, file: Path) -> Iterator[Problem]:
    if written.weighting is not None:
        answers = [item.name for item in instrument.items] + [recipe.name for recipe in written.derive]
        known = Nameable(file=file, answers=tuple(answers), ledger=tuple(_sample_columns(written, file)))
        yield from wrong_weighting(written.weighting, known)
