"""Batteries, repeats, places within places, shuffled lists: one definition, and what each dialect makes of it."""

import shutil
from pathlib import Path

import pytest

from instruments import library
from instruments.errors import SurveyError
from instruments.formats import toml, xlsform
from instruments.formats.xlsform.dialect import DIALECTS
from instruments.formats.xlsform.writing import sheets

FILE = Path(__file__).parent / "forms" / "everything.toml"
WRITTEN = FILE.read_text(encoding="utf-8")
FORMS = {"everything": toml.read(FILE)} | {name: library.load(name) for name in library.names()}
BOTH = [(name, dialect) for name in FORMS for dialect in DIALECTS]


def rows(dialect, sheet="survey"):
    return sheets(FORMS["everything"], dialect=dialect)[sheet]


def named(dialect):
    return {row["name"]: row for row in rows(dialect) if "name" in row}


def _compiled(name, dialect, folder, *, validate):
    """Compile a form; SurveyCTO's spelling is read by pyxform too, which knows its single colons and spaces."""
    xls2xform = pytest.importorskip("pyxform.xls2xform", reason="pyxform is not installed (extra: forms)")
    path = xlsform.write(FORMS[name], folder / f"{name}.xlsx", dialect=dialect)
    warnings = []
    return xls2xform.convert(path, validate=validate, warnings=warnings).xform, warnings


@pytest.mark.parametrize(("name", "dialect"), BOTH)
def test_pyxform_compiles_it(name, dialect, tmp_path):
    form, warnings = _compiled(name, dialect, tmp_path, validate=False)
    assert "</h:html>" in form
    if dialect != "surveycto":  # it wants languages without their code, of which pyxform warns
        assert warnings == []


@pytest.mark.skipif(shutil.which("java") is None, reason="Java is not installed: ODK Validate was not run")
@pytest.mark.parametrize(("name", "dialect"), BOTH)
def test_odk_validate_accepts_it(name, dialect, tmp_path):
    assert _compiled(name, dialect, tmp_path, validate=True)


def test_a_battery_is_a_table_for_odk_and_a_header_with_bare_rows_for_the_others():
    odk = named("odk")
    assert odk["conduct_battery"]["appearance"] == "table-list"
    assert "conduct_header" not in odk
    for dialect in ("kobo", "surveycto"):
        found = named(dialect)
        assert found["conduct_battery"]["appearance"] == "field-list"
        assert found["conduct_header"]["appearance"] == "label"
        assert found["conduct_wagner"]["appearance"] == found["conduct_army"]["appearance"] == "list-nolabel"


def test_the_condition_of_a_battery_stands_once_on_its_group():
    for dialect, column in (("odk", "relevant"), ("surveycto", "relevance")):
        found = named(dialect)
        assert found["conduct_battery"][column] == "${aware} = 'yes'"
        assert column not in found["conduct_army"]


def test_a_repeat_asks_how_many_turns_and_takes_no_more():
    found = named("odk")
    assert found["season"] == {
        "type": "begin_repeat",
        "name": "season",
        "repeat_count": "${season_count}",
        "label::Français (fr)": "Trimestre",
        "label::English (en)": "Quarter",
        "relevant": "${consent} = 'yes'",
    }
    assert found["season_count"]["constraint"] == ". >= 0 and . <= 4"


def test_a_place_is_chosen_within_the_wider_place_and_may_be_unknown():
    assert named("odk")["cercle"]["choice_filter"] == "within = ${region} or within = 'always'"
    within = {row["name"]: row["within"] for row in rows("odk", "choices") if row["list_name"] == "places"}
    assert within == {"mopti_cercle": "mopti", "djenne": "mopti", "gao_cercle": "gao", "98": "always"}


def test_a_shuffled_list_begins_anywhere_and_ends_with_other_and_what_is_no_answer():
    offered = [row for row in rows("odk", "choices") if row["list_name"] == "media"]
    for turn in range(3):
        shown = [row["name"] for row in offered if row["turn"] in (str(turn), "always")]
        assert sorted(shown[:3]) == ["people", "radio", "tv"]
        assert shown[3:] == ["other", "98", "99"]
    assert {shown["name"] for shown in offered if shown["turn"] == "1"} == {"radio", "tv", "people"}
    assert named("odk")["media_turn"]["calculation"] == "int(${media_draw} * 3)"
    assert sheets(FORMS["everything"])["settings"][0]["allow_choice_duplicates"] == "yes"


def test_surveycto_shuffles_itself_and_keeps_the_end():
    assert named("surveycto")["media"]["appearance"] == "randomized(0, 3)"
    offered = [row["value"] for row in rows("surveycto", "choices") if row["list_name"] == "media"]
    assert offered[-3:] == ["other", "98", "99"]
    assert "media_turn" not in named("surveycto")
    assert "allow_choice_duplicates" not in sheets(FORMS["everything"], dialect="surveycto")["settings"][0]


def test_surveycto_gets_its_own_columns():
    found = sheets(FORMS["everything"], dialect="surveycto")
    columns = {column for row in found["survey"] for column in row}
    assert {"label", "label:English", "hint", "relevance", "constraint message", "required message"} <= columns
    assert not {column for column in columns if "::" in column or column in ("relevant", "constraint_message")}
    assert {row["type"] for row in found["survey"] if "begin" in row["type"]} == {"begin group", "begin repeat"}
    assert all("value" in row and "name" not in row for row in found["choices"])
    assert found["settings"][0]["default_language"] == "Français"


def test_surveycto_refuses_a_version_that_is_not_a_number(tmp_path):
    changed = toml.read_bytes(WRITTEN.replace('"2601150900"', '"v2"').encode(), file="f.toml", folder=FILE.parent)
    with pytest.raises(SurveyError, match="v2"):
        xlsform.write(changed, tmp_path / "form.xlsx", dialect="surveycto")


def test_dates_are_bounded_and_texts_take_no_numbers():
    found = named("odk")
    assert found["since"]["constraint"] == ". >= date('2021-12-01') and . <= date('2024-03-31')"
    assert "2021-12-01" in found["since"]["constraint_message::English (en)"]
    assert found["remark"]["constraint"] == "regex(., '^[^0-9@]{0,200}$')"
    assert "no name" in found["remark"]["hint::English (en)"]


def test_a_recording_is_played_in_its_own_language_only():
    found = {column: cell for column, cell in named("odk")["since"].items() if "audio" in column}
    assert found == {"media::audio::Français (fr)": "since_fr.mp3", "media::audio::English (en)": ""}
    assert named("surveycto")["since"]["media:audio"] == "since_fr.mp3"


def test_a_unit_is_told_beside_the_question():
    age = next(row for row in sheets(FORMS["household"])["survey"] if row.get("name") == "age")
    assert age["hint::English (en)"].endswith("In years.")


def test_what_is_shared_is_not_worded_again():
    shared, source = FORMS["everything"].item("conduct_army"), FORMS["household"].item("conduct_army")
    assert shared == source
    assert FORMS["everything"].scale_of("conduct_army") == FORMS["household"].scale_of("conduct_army")
    assert "ease_3" not in {scale.name for scale in FORMS["everything"].scales}


@pytest.mark.parametrize(
    ("content", "says"),
    [("code,within,fr\na,mopti,A\n", "en"), ("code,within,fr,en\na,mopti,A,\n", "row 2"), ("", "needed")],
)
def test_a_file_of_places_is_refused_with_its_column_or_its_row(content, says, tmp_path):
    (tmp_path / "cercles.csv").write_text(content, encoding="utf-8")
    with pytest.raises(SurveyError, match="Please") as refusal:
        toml.read_bytes(WRITTEN.encode(), file="f.toml", folder=tmp_path)
    assert says in refusal.value.text("en")
