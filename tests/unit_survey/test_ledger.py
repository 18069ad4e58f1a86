"""The ledger of the sample: every place is accounted for, and rates rest on homes visited."""

from types import SimpleNamespace

import pytest

from instruments import library
from instruments.errors import SurveyError
from survey.ledger import ledger_of

LEDGER = """\
psu,region,status,visited,absent,refused,interviewed
a,kayes,reached,10,1,1,8
b,kayes,replaced,,,,
c,gao,lost,,,,
d,gao,reached,20,4,0,16
"""


def _study(folder, sample):
    files = SimpleNamespace(sample=sample)
    return SimpleNamespace(files=files, path=lambda name: folder / name, instrument=library.load("household"))


def test_places_and_homes_are_summed_by_region(tmp_path):
    (tmp_path / "sample.csv").write_text(LEDGER, encoding="utf-8")
    everywhere, kayes, gao = ledger_of(_study(tmp_path, "sample.csv"))
    assert (everywhere.drawn, everywhere.reached, everywhere.replaced, everywhere.lost) == (4, 2, 1, 1)
    assert (kayes.stratum, kayes.interviewed, gao.stratum, gao.interviewed) == ("kayes", 8, "gao", 16)
    assert everywhere.contact_rate == pytest.approx(25 / 30)
    assert everywhere.response_rate == pytest.approx(24 / 30)
    assert everywhere.cooperation_rate == pytest.approx(24 / 25)


def test_a_study_without_a_ledger_has_none(tmp_path):
    assert ledger_of(_study(tmp_path, None)) == ()
    (tmp_path / "sample.csv").write_text("psu,region\na,kayes\n", encoding="utf-8")
    assert ledger_of(_study(tmp_path, "sample.csv")) == ()


def test_every_cell_that_cannot_be_read_is_told_with_its_row(tmp_path):
    wrong = LEDGER.replace("b,kayes,replaced", "b,kayes,swapped").replace("gao,reached,20", "gao,reached,twenty")
    (tmp_path / "sample.csv").write_text(wrong, encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        ledger_of(_study(tmp_path, "sample.csv"))
    found = [(problem.code, problem.place.row, problem.place.column) for problem in caught.value.problems]
    assert found == [("survey.study.ledger_status", 3, "status"), ("survey.study.ledger_number", 5, "visited")]
    for problem in caught.value.problems:
        assert "Please" in problem.text("en")
        assert "Veuillez" in problem.text("fr")
