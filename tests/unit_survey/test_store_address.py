"""An address at which no store can be is refused with what to write instead."""

import pytest

from instruments.errors import SurveyError
from survey.store.engine import open_engine


@pytest.mark.parametrize(
    ("url", "code"),
    [
        ("responses.sqlite", "wrong_url"),
        ("postgresql+nothing://host/name", "wrong_url"),
        ("mysql+pymysql://host/name", "other_database"),
        ("postgresql+pg8000://host/name", "no_driver"),
        ("sqlite:////nowhere/at/all/x.sqlite", "unreadable"),
    ],
)
def test_what_is_no_store_is_refused(url, code):
    with pytest.raises(SurveyError) as caught:
        open_engine(url)
    assert [problem.code for problem in caught.value.problems] == [f"survey.store.{code}"]


def test_a_file_that_is_no_database_is_refused_and_left_alone(tmp_path):
    path = tmp_path / "x.sqlite"
    path.write_text("not a database at all, but long enough to be taken for one" * 20, encoding="utf-8")
    before = path.read_bytes()
    with pytest.raises(SurveyError) as caught:
        open_engine(f"sqlite:///{path}")
    assert [problem.code for problem in caught.value.problems] == ["survey.store.unreadable"]
    assert path.read_bytes() == before
