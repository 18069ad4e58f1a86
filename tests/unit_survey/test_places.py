"""The ledger of places: what was drawn first counts, a place that stood in for another does not."""

import pytest

from survey.places import drawn_places
from survey.simulate.demo import demo
from survey.study import read

LEDGER = """psu,region,milieu,psu_probability,households,status,replaced_by
a,mopti,rural,0.1,100,reached,
b,mopti,rural,0.1,50,replaced,c
c,mopti,rural,0.1,900,reached,
d,gao,rural,0.2,100,lost,
e,gao,urban,0.2,200,reached,
"""


@pytest.fixture(scope="module")
def ledger(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    demo(folder)
    (folder / "sample.csv").write_text(LEDGER, encoding="utf-8")
    study = (folder / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(study.replace('"psu_probability", "household_probability"', '"psu_probability"'))
    return drawn_places(read(folder))


@pytest.mark.parametrize(
    ("where", "share"),
    [
        ("", 2000 / 3000),
        ("milieu = 'rural'", 1000 / 2000),
        ("region = 'mopti'", 1000 / 1500),
        ("zone = 'north' and milieu = 'urban'", 1.0),
        ("zone = 'centre' and answered(group) and group != 'fulani'", 1000 / 1500),
        ("exposure = 'exposed' and age > 30", 1000 / 1500),
        ("not region = 'gao'", 1000 / 1500),
    ],
)
def test_a_population_is_as_covered_as_the_places_where_it_could_live(ledger, where, share):
    assert ledger.reached_share(where) == pytest.approx(share)


def test_a_population_that_could_live_in_no_place_has_no_share(ledger):
    assert ledger.reached_share("region = 'kidal'") is None
