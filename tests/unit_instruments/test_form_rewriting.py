"""What changed in a questionnaire goes into the form it was read from; what changed in our form comes back."""

from dataclasses import replace

import pytest

from instruments import library
from instruments.formats import toml, xlsform
from instruments.formats.xlsform.dialect import DIALECTS
from instruments.formats.xlsform.form import Form, FormSheet
from instruments.formats.xlsform.reading import read, reading
from instruments.formats.xlsform.rewriting import rewritten
from instruments.formats.xlsform.workbook import open_form, save
from instruments.formats.xlsform.writing import form_of as our_form
from instruments.text import Text

EVERYTHING = "everything.toml"


def cells(form):
    """Every cell that holds something, with its place."""
    return {
        (sheet.name, row, column): text
        for sheet in form.sheets
        for row, found in enumerate(sheet.rows)
        for column, text in enumerate(found)
        if text
    }


def relabelled(instrument, name, words):
    items = tuple(replace(item, label=words) if item.name == name else item for item in instrument.items)
    return replace(instrument, items=items)


def changed_cell(form, sheet, old, new):
    """The form after somebody typed over a cell."""
    sheets = [
        FormSheet(one.name, tuple(tuple(new if cell == old else cell for cell in row) for row in one.rows))
        if one.name == sheet
        else one
        for one in form.sheets
    ]
    return Form(form.file, tuple(sheets))


def test_every_cell_comes_back_where_nothing_changed(theirs, saved, tmp_path):
    found = read(saved(theirs[1]))
    result = rewritten(found, new=found.instrument)
    again = open_form(save(result.form, tmp_path / "again.xlsx"))
    assert cells(again) == cells(found.form)
    assert result.problems == ()


def test_only_what_changed_is_touched(theirs, form_of):
    found = reading(form_of(theirs[1]))
    name = found.instrument.asked[0].name
    new = relabelled(found.instrument, name, Text.of({"fr": "Autrement ?", "en": "Otherwise?"}))
    result = rewritten(found, new=new)
    before, after = cells(found.form), cells(result.form)
    touched = {at for at in before if after.get(at) != before[at]}
    assert {before[at] for at in touched} == set(found.instrument.item(name).label.values())
    assert result.problems == ()
    assert reading(result.form).instrument == new


def test_a_new_question_stands_after_the_one_it_follows(surveycto, form_of):
    found = reading(form_of(surveycto))
    region, *rest = found.instrument.items[1:]
    added = replace(region, name="region_again", label=Text.of({"fr": "Encore", "en": "Again"}))
    new = replace(found.instrument, items=(found.instrument.items[0], region, added, *rest))
    result = rewritten(found, new=new)
    names = [row[1] if len(row) > 1 else "" for row in result.form.sheet("survey").rows]
    assert names[names.index("region") + 1] == "region_again"
    assert reading(result.form).instrument == new


def test_a_form_with_a_version_of_its_own_kind_takes_changes(surveycto, form_of):
    found = reading(form_of(surveycto | {"settings": surveycto["settings"].replace("2601150900", "12")}))
    new = relabelled(found.instrument, "price", Text.of({"fr": "Le prix", "en": "The price"}))
    assert reading(rewritten(found, new=new).form).instrument == new


def test_a_question_that_moved_takes_its_cells_along(odk, form_of):
    found = reading(form_of(odk))
    aware, reasons, since, why = found.instrument.items
    new = replace(found.instrument, items=(aware, since, reasons, why))
    result = rewritten(found, new=new)
    before, after = (form.sheet("survey").rows for form in (found.form, result.form))
    assert after == (*before[:2], before[3], before[2], *before[4:])
    assert reading(result.form).instrument == new


def test_a_question_that_is_gone_leaves_every_other_row(surveycto, form_of):
    found = reading(form_of(surveycto))
    items = tuple(item for item in found.instrument.items if item.name != "cercle")
    scales = tuple(scale for scale in found.instrument.scales if scale.name != "cercle")
    result = rewritten(found, new=replace(found.instrument, items=items, scales=scales))
    before, after = (form.sheet("survey").rows for form in (found.form, result.form))
    assert after == tuple(row for row in before if row[1:2] != ("cercle",))


def test_kinds_of_non_answer_survive_in_the_form_of_somebody_else(surveycto, form_of):
    found = reading(form_of(surveycto))
    text = toml.text(found.instrument).replace('code = "-888",', 'code = "-888", non_answer = "refused",')
    new = toml.read_bytes(text.encode(), file="q.toml")
    result = rewritten(found, new=new)
    assert reading(result.form).instrument.scale_of("trust_army").non_answers == {"-888": "refused"}


def test_what_finds_no_place_in_the_form_is_said(kobo, form_of):
    found = reading(form_of(kobo))
    new = relabelled(found.instrument, "goods_cow_number", Text.of({"fr": "Autre", "en": "Other"}))
    problems = rewritten(found, new=new).problems
    assert "goods_cow_number" in problems[0].text("en")
    assert problems[0].code.endswith("not_written_back")


def test_the_compiled_form_is_the_same_before_and_after(saved, odk, tmp_path):
    xls2xform = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not installed (extra: forms)")
    path = saved(odk | {"survey": odk["survey"].replace("|#x|#meta|||||||||\n", "")})
    found = read(path)
    again = save(rewritten(found, new=found.instrument).form, tmp_path / "again.xlsx")
    original, rewrote = (xls2xform.convert(one, warnings=[], form_name="data").xform for one in (path, again))
    assert original == rewrote


@pytest.mark.parametrize("dialect", DIALECTS)
@pytest.mark.parametrize("name", [*library.names(), EVERYTHING])
def test_our_own_form_comes_back_whole(name, dialect, request, tmp_path):
    folder = request.path.parent / "forms"
    instrument = toml.read(folder / name) if name == EVERYTHING else library.load(name)
    found = read(xlsform.write(instrument, tmp_path / "form.xlsx", dialect=dialect))
    assert found.instrument == instrument
    assert found.problems == ()


@pytest.mark.parametrize("dialect", DIALECTS)
def test_what_people_change_in_our_form_is_taken_from_it(dialect):
    household = library.load("household")
    form = our_form(household, dialect=dialect)
    old = household.item("age").label["fr"]
    found = reading(changed_cell(form, "survey", old, "Votre âge ?"))
    assert found.instrument == relabelled(
        household, "age", Text.of(dict(household.item("age").label) | {"fr": "Votre âge ?"})
    )
    assert found.problems == ()


def test_a_change_in_a_row_that_we_compute_is_said():
    household = library.load("household")
    form = our_form(household)
    statements = "\n".join(f"• {one['fr']}" for one in household.item("list_count").arms[0].statements)
    found = reading(changed_cell(form, "survey", statements, "• Autre chose"))
    assert found.instrument == household
    (problem,) = found.problems
    assert problem.code.endswith("changed_by_hand")
    assert "list_count_control" in problem.text("fr")


def test_a_broken_sheet_of_ours_is_said_and_the_form_read():
    form = our_form(library.load("officials"))
    broken = changed_cell(form, "questionnaire", "[[item]]", "[[item")
    found = reading(broken)
    assert len(found.instrument.items) == len(library.load("officials").items)
    assert "carried_broken" in {problem.code.rsplit(".", 1)[-1] for problem in found.problems}
