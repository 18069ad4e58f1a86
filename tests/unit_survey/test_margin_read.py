import math

import pytest

from instruments.errors import SurveyError
from survey.population import Margin, library_margin, library_margins, read_margin

NOTES = 'source = "Census"\ndate = 2022-06-15\nuniverse = "Adults"\n'


def write(folder, rows, notes=NOTES):
    (folder / "m.csv").write_text(rows, encoding="utf-8-sig")
    (folder / "m.toml").write_text(notes, encoding="utf-8")
    return folder / "m.csv"


def problems(call, *arguments):
    with pytest.raises(SurveyError) as caught:
        call(*arguments)
    return [(problem.code.rsplit(".", 1)[1], problem.place.row) for problem in caught.value.problems]


def test_the_library_holds_the_census_figures_with_their_source():
    region, milieu, sex_age = (library_margin(f"mali_2022.{name}") for name in ("region", "milieu", "sex_age"))
    assert len(region.targets) == 20
    assert region.total == 22_395_488
    assert region.measure == milieu.measure == "share"
    assert milieu.targets[("urban",)] / milieu.total == pytest.approx(0.316, abs=5e-5)
    assert (sex_age.measure, sex_age.total) == ("count", 10_735_985)
    assert sex_age.targets[("female", "18-24")] == 1_497_652
    for name in library_margins():
        margin = library_margin(name)
        assert margin.source
        assert margin.date == "2022"
        assert margin.universe["fr"] != margin.universe["en"]
        assert margin.note["fr"] != margin.note["en"]


def test_a_crossed_margin_in_the_french_shape_of_a_csv(tmp_path):
    margin = read_margin(write(tmp_path, "sexe;milieu;share\nf;urbain;0,25\nf;rural;0,25\nh;urbain;0,2\nh;rural;0,3\n"))
    assert margin.variables == ("sexe", "milieu")
    assert margin.targets[("h", "rural")] == 0.3
    assert (margin.measure, margin.date) == ("share", "2022-06-15")


def test_thousands_may_be_set_apart(tmp_path):
    assert read_margin(write(tmp_path, "region,count\nkayes,1 840 329\n")).total == 1_840_329


def test_all_rows_that_are_wrong_are_reported_at_once(tmp_path):
    rows = "region,count\nkayes,12\nkayes,13\n,4\ngao,many\nsan,0\nkita,-1\nnara,nan\nmopti\n"
    assert problems(read_margin, write(tmp_path, rows)) == [
        ("twice", 3),
        ("no_category", 4),
        ("not_a_number", 5),
        ("not_positive", 6),
        ("not_positive", 7),
        ("not_positive", 8),
        ("cells", 9),
    ]


@pytest.mark.parametrize(
    ("rows", "notes", "expected"),
    [
        ("region,people\nkayes,1\n", NOTES, ["header"]),
        ("", NOTES, ["header"]),
        ("region,count\n", NOTES, ["empty"]),
        ("region,share\nkayes,0.4\ngao,0.5\n", NOTES, ["shares_sum"]),
        ("region,count\nkayes,1\n", 'source = "x"', ["key_missing", "key_missing"]),
        ("region,count\nkayes,1\n", NOTES + "sorce = 1", ["key_unknown"]),
        ("region,count\nkayes,1\n", NOTES + 'measure = "percent"', ["measure"]),
        ("region,count\nkayes,1\n", "source", ["not_toml"]),
    ],
)
def test_what_is_wrong_with_a_file_is_said(tmp_path, rows, notes, expected):
    assert [code for code, _ in problems(read_margin, write(tmp_path, rows, notes))] == expected


def test_files_that_are_not_there_or_not_utf8(tmp_path):
    assert problems(read_margin, tmp_path / "none.csv") == [("no_file", None)]
    path = write(tmp_path, "region,count\nkayes,1\n")
    path.write_bytes("région,count\nségou,1\n".encode("cp1252"))
    assert problems(read_margin, path) == [("not_utf8", None)]
    assert problems(library_margin, "mali_2022.regions") == [("unknown", None)]


def test_a_margin_made_by_hand_is_checked_too():
    assert problems(lambda: Margin.of("sex", {"f": math.nan, "m": 0.5})) == [("not_positive", None)]
    assert problems(lambda: Margin.of("sex", {("f", "18"): 2.0})) == [("category_length", None)]


@pytest.mark.parametrize("language", ["en", "fr"])
def test_every_message_has_a_remedy(tmp_path, language):
    with pytest.raises(SurveyError) as caught:
        read_margin(write(tmp_path, "region,count\ngao,many\nsan,0\n"))
    polite = {"en": "Please ", "fr": "Veuillez "}[language]
    assert caught.value.text(language).count(polite) == 2


@pytest.mark.parametrize("figures", [{"f": 0.5, "m": 0.4}, {"f": 0.2, "m": 0.1}, {"f": 0.9, "m": 0.8}])
def test_shares_that_do_not_sum_are_refused_in_a_notebook_as_in_a_file(figures):
    assert problems(lambda: Margin.of("sex", figures)) == [("shares_sum", None)]


@pytest.mark.parametrize(
    ("figures", "measure"),
    [
        ({"f": 0.52, "m": 0.48}, "share"),
        ({"f": 52.5, "m": 47.5}, "count"),
        ({"f": 50, "m": 40}, "count"),
        ({"f": 50.5, "m": 40.25}, "count"),
        ({"f": 1, "m": 1}, "count"),
        ({"f": 1200.5, "m": 1100.25}, "count"),
    ],
)
def test_counts_may_sum_to_anything(figures, measure):
    assert Margin.of("sex", figures).measure == measure


def test_a_file_of_notes_that_is_not_there_is_described(tmp_path):
    (tmp_path / "m.csv").write_text("region,count\nkayes,12\n", encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        read_margin(tmp_path / "m.csv")
    (problem,) = caught.value.problems
    assert problem.place.file.endswith("m.toml")
    for language in ("en", "fr"):
        said = problem.text(language)
        assert all(f'{key} = "..."' in said for key in ("source", "date", "universe"))
        assert "m.csv" in said
        assert all(key in said for key in ("confidence", "note", "measure"))


def test_a_sum_is_written_as_the_language_writes_numbers(tmp_path):
    with pytest.raises(SurveyError) as caught:
        read_margin(write(tmp_path, "region,share\nkayes,50\ngao,48.5\n"))
    assert "Les parts font 98,5 au total" in caught.value.text("fr")
    assert "98.5" in caught.value.text("en")
