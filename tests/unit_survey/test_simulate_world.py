from pathlib import Path

import pytest

from instruments.errors import SurveyError
from survey.simulate.demo import shipped
from survey.simulate.reading import read_world


@pytest.fixture
def folder(tmp_path):
    for name in ("world.toml", "places.csv"):
        (tmp_path / name).write_bytes((shipped() / name).read_bytes())
    return tmp_path


def change(folder: Path, name: str, old: str, new: str) -> Path:
    text = (folder / name).read_text(encoding="utf-8")
    assert old in text
    (folder / name).write_text(text.replace(old, new, 1), encoding="utf-8")
    return folder / "world.toml"


def refused(path: Path) -> list[tuple[str, str | None]]:
    with pytest.raises(SurveyError) as caught:
        read_world(path)
    assert "Please" in caught.value.text("en")
    assert "euillez" in caught.value.text("fr")
    return [(problem.code, problem.place.key) for problem in caught.value.problems]


def test_the_shipped_world_has_twenty_regions_and_the_published_share_of_towns(folder):
    world = read_world(folder / "world.toml")
    residents = sum(region.population for region in world.regions.values())
    urban = sum(world.residents(name, "urban") for name in world.regions)
    assert len(world.regions) == 20
    assert len(world.strata) == 39  # Bamako has no countryside
    assert residents == 22_395_488
    assert urban / residents == pytest.approx(0.316, abs=0.005)


def test_every_fault_of_a_world_is_found_at_once(folder):
    change(folder, "world.toml", "population = 1840329", 'population = "many"')
    change(folder, "world.toml", "teams = 8", "teams = 0")
    change(folder, "world.toml", "urban = 0.18", "urbane = 0.18")
    path = change(folder, "world.toml", "fear_odds", "fear_odd")
    assert sorted(refused(path)) == [
        ("instruments.written.missing_key", "regions.koulikoro.urban"),
        ("instruments.written.missing_key", "silence.fear_odds"),
        ("instruments.written.unknown_key", "regions.koulikoro.urbane"),
        ("instruments.written.unknown_key", "silence.fear_odd"),
        ("instruments.written.wrong_value", "fieldwork.teams"),
        ("instruments.written.wrong_value", "regions.kayes.population"),
    ]


def test_a_name_that_stands_for_nothing_is_found(folder):
    change(folder, "world.toml", 'factor = "goodwill"', 'factor = "good will"')
    path = change(folder, "world.toml", "spread = { exposed = 1.35, countryside", "spread = { exposed = 1.35, villages")
    assert refused(path) == [
        ("survey.simulate.unknown_name", "ordered.presence_support.factor"),
        ("survey.simulate.unknown_name", "ordered.presence_support.spread"),
    ]


@pytest.mark.parametrize(
    ("old", "new", "code"),
    [
        ("cuts = [-0.85, -0.3, 0.0, 0.75]", "cuts = [-0.85, -0.3, 0.1, 0.75]", "cuts"),
        ("cuts = [-0.85, -0.3, 0.0, 0.75]", "cuts = [-0.3, -0.85, 0.0, 0.75]", "cuts"),
        ("loading = 0.957", "loading = 0.99", "no_variance_left"),
        ("tuareg_north = 0.10, bamako = 0.77, ", "bamako = 0.77, ", "value_missing"),
        ("others = { bm = 0.85, fr = 0.15 }", "", "value_missing"),
        ("fulani = { ff = 0.7", "fulfulde = { ff = 0.7", "unknown_name"),
    ],
)
def test_numbers_that_make_no_attitude_are_found(folder, old, new, code):
    assert [found for found, _ in refused(change(folder, "world.toml", old, new))] == [f"survey.simulate.{code}"]


def test_a_region_that_the_places_file_lacks_has_no_zone(folder):
    path = change(folder, "places.csv", "kayes,west,no\n", "")
    assert refused(path) == [
        ("instruments.written.missing_key", "regions.kayes.zone"),
        ("instruments.written.missing_key", "regions.kayes.exposed"),
    ]


def test_a_places_file_of_another_shape_is_refused(folder):
    assert refused(change(folder, "places.csv", "region,zone", "region,area")) == [
        ("survey.simulate.places_columns", None)
    ]
