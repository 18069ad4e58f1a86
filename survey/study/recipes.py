"""What can be wrong with the recipe of a derived variable."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

from instruments import expression
from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.scale import Choice, Scale
from instruments.words import listed
from instruments.written.faults import key_path, unknown_name
from survey.offered import offered
from survey.study.lookup import read_table
from survey.study.settings import Derive


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """What a recipe may name: the items of the instrument, and the variables made before it."""

    instrument: Instrument
    earlier: tuple[Derive, ...]
    file: Path

    @property
    def names(self) -> list[str]:
        """The names of items and variables."""
        return list(self.scope)

    @property
    def scope(self) -> dict[str, Scale | None]:
        """What a condition may name, with the codes behind it."""
        items = {item.name: offered(item, instrument=self.instrument) for item in self.instrument.items}
        return items | {recipe.name: _scale(recipe) for recipe in self.earlier}


def _scale(recipe: Derive) -> Scale:
    choices = tuple(Choice(code=value.code, label=value.label) for value in recipe.values)
    return Scale(name=recipe.name, choices=choices)


def wrong_recipes(recipes: tuple[Derive, ...], *, instrument: Instrument, file: Path) -> Iterator[Problem]:
    """Yield every fault of the derived variables of a study."""
    for number, recipe in enumerate(recipes):
        known = Known(instrument=instrument, earlier=recipes[:number], file=file)
        place = Place(file=file.name, key=key_path(("derive", number)), item=recipe.name)
        yield from _wrong_recipe(recipe, known, place)


def _wrong_recipe(recipe: Derive, known: Known, place: Place) -> Iterator[Problem]:
    if recipe.name in known.names:
        yield Problem(code="survey.study.name_taken", place=place, values={"got": recipe.name})
    kinds = (recipe.file is not None, recipe.bands is not None, bool(recipe.cases))
    match kinds:
        case (True, False, False):
            yield from _wrong_table(recipe, known, place)
        case (False, True, False):
            yield from _wrong_bands(recipe, known, place)
        case (False, False, True):
            yield from _wrong_cases(recipe, known, place)
        case _:
            yield Problem(code="survey.study.one_recipe", place=place)


def _wrong_table(recipe: Derive, known: Known, place: Place) -> Iterator[Problem]:
    if recipe.by is None or recipe.column is None:
        yield Problem(code="survey.study.table_needs", place=place)
        return
    if recipe.by not in known.names:
        yield unknown_name("survey.study.unknown_item", recipe.by, known.names, place)
        return
    path = known.file.parent / str(recipe.file)
    if not path.is_file():
        yield Problem(code="survey.study.no_file", place=place, values={"got": recipe.file})
        return
    scale = known.scope[recipe.by]
    yield from _wrong_rows(recipe, path, scale.codes if scale else (), place)


def _wrong_rows(recipe: Derive, path: Path, codes: tuple[str, ...], place: Place) -> Iterator[Problem]:
    header, rows = read_table(path)
    by, column = str(recipe.by), str(recipe.column)
    absent = [name for name in (by, column) if name not in header]
    if absent:
        values = {"column": listed(absent), "table": path.name, "header": ", ".join(header)}
        yield Problem(code="survey.study.no_column", place=place, values=values)
        return
    strange = {row[column] for row in rows} - {value.code for value in recipe.values}
    if strange:
        values = {"got": ", ".join(sorted(strange)), "table": path.name}
        yield Problem(code="survey.study.value_not_listed", place=place, values=values)
    lost = [code for code in codes if code not in {row[by] for row in rows}]
    if lost:
        values = {"got": ", ".join(lost), "table": path.name, "by": by}
        yield Problem(code="survey.study.table_lacks", place=place, values=values)


def _wrong_bands(recipe: Derive, known: Known, place: Place) -> Iterator[Problem]:
    bands = recipe.bands
    if bands is None:
        return
    if bands.of not in known.names:
        yield unknown_name("survey.study.unknown_item", bands.of, known.names, place)
    if len(bands.start) != len(recipe.values):
        values = {"bounds": len(bands.start), "labels": len(recipe.values)}
        yield Problem(code="survey.study.bands_count", place=place, values=values)
    if any(low >= high for low, high in pairwise(bands.start)):
        yield Problem(code="survey.study.bands_order", place=place, values={"got": list(bands.start)})


def _wrong_cases(recipe: Derive, known: Known, place: Place) -> Iterator[Problem]:
    codes = [value.code for value in recipe.values]
    for value in [case.value for case in recipe.cases] + [recipe.otherwise or codes[0]]:
        if value not in codes:
            yield unknown_name("survey.study.unknown_value", value, codes, place)
    for case in recipe.cases:
        yield from wrong_condition(case.when, known, place)


def wrong_condition(text: str, known: Known, place: Place) -> tuple[Problem, ...]:
    """Return the faults of a condition on items and derived variables."""
    try:
        return expression.check(expression.parse(text, place=place), known.scope, place=place)
    except SurveyError as error:
        return error.problems
