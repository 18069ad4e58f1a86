import csv

import pandas as pd
import pytest

from instruments import library
from instruments.errors import SurveyError
from survey.ingest import load, responses
from survey.quality import check
from survey.simulate.demo import demo
from survey.store import open_store
from survey.study import read


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    export = demo(tmp_path_factory.mktemp("demo") / "new" / "folder")
    return export.parent


@pytest.fixture(scope="module")
def export(study):
    return pd.read_csv(study / "export_synthetic.csv", sep=";", dtype=str, keep_default_na=False)


def test_the_file_has_the_shape_of_a_server_export(study):
    raw = (study / "export_synthetic.csv").read_bytes()
    assert not raw.startswith(b"\xef\xbb\xbf")
    lines = raw.decode("utf-8").split("\r\n")
    assert lines[-1] == ""
    assert all(line.startswith('"') and line.endswith('"') for line in lines[:-1])
    header = next(csv.reader([lines[0]], delimiter=";"))
    assert header[:2] == ["start", "end"]
    assert header[-10:-7] == ["_id", "_uuid", "_submission_time"]
    assert header[-3:] == ["__version__", "_tags", "_index"]
    assert not {"introduction", "thanks"} & set(header)  # notes leave nothing in a record


def test_everything_says_that_it_is_synthetic(study, export):
    assert (export["_tags"] == "synthetic").all()
    ledger = pd.read_csv(study / "sample.csv")
    assert (ledger["synthetic"] == "yes").all()
    assert read(study).synthetic
    for title in read(study).title.values():
        assert "ynth" in title


def test_choices_are_joined_and_ticked_and_blank_where_not_asked(export):
    ticks = [name for name in export if name.startswith("resentment_reasons/")]
    joined = export["resentment_reasons"]
    asked = joined != ""
    assert (export.loc[~asked, ticks] == "").all(axis=None)
    assert export.loc[asked, ticks].isin(["0", "1"]).all(axis=None)
    for name in ticks:
        named = f" {name.partition('/')[2]} "
        assert (export.loc[asked, name] == "1").eq((" " + joined[asked] + " ").str.contains(named, regex=False)).all()


def test_who_refuses_at_the_door_answers_nothing(export):
    refused = export[export["consent"] == "no"]
    asked = [item.name for item in library.load("household").items if item.relevant is not None]
    assert len(refused) > 50
    assert (refused[[name for name in asked if name in export]] == "").all(axis=None)


def test_submissions_are_numbered_in_the_order_in_which_they_came(export):
    assert export["_submission_time"].is_monotonic_increasing
    assert export["_id"].astype(int).diff().dropna().eq(1).all()
    assert export["_uuid"].is_unique
    assert (pd.to_datetime(export["end"]) > pd.to_datetime(export["start"])).all()


def test_no_study_of_real_people_is_written_over(tmp_path):
    (tmp_path / "study.toml").write_text('title = "A real one"\n', encoding="utf-8")
    with pytest.raises(SurveyError, match="synthetic"):
        demo(tmp_path)
    assert "A real one" in (tmp_path / "study.toml").read_text(encoding="utf-8")


def test_synthetic_answers_never_enter_a_study_that_does_not_call_itself_so(study, tmp_path):
    for name in ("study.toml", "places.csv", "sample.csv"):
        (tmp_path / name).write_bytes((study / name).read_bytes())
    written = (tmp_path / "study.toml").read_text(encoding="utf-8")
    (tmp_path / "study.toml").write_text(written.replace("synthetic = true", ""), encoding="utf-8")
    with pytest.raises(SurveyError, match="column “synthetic”"):
        read(tmp_path)
    drawn = (tmp_path / "sample.csv").read_text(encoding="utf-8")
    (tmp_path / "sample.csv").write_text(drawn.replace(",yes\n", ",\n"), encoding="utf-8")
    real = read(tmp_path)
    with pytest.raises(SurveyError) as caught:
        load(real, [study / "export_synthetic.csv"])
    assert "synthetic = true" in caught.value.text("en")
    assert "Veuillez" in caught.value.text("fr")
    assert len(open_store(real)) == 0


def test_the_study_loads_and_the_checks_find_the_faults_that_were_put_in(study):
    found = read(study)
    (reconciliation,) = load(found, [study / "export_synthetic.csv"])
    assert reconciliation.rows_refused == ()
    analysed = responses(found, open_store(found))
    flags = check(found, analysed)
    counts = pd.Series([flag.check for flag in flags.records]).value_counts()
    assert counts["duplicates"] >= 2
    assert counts["duration"] == 6
    assert counts["skips"] == 4
    assert counts["straightlining"] >= 3
    too_young = {exclusion.reason: len(exclusion.submission_ids) for exclusion in analysed.excluded}["under_age"]
    assert counts["ranges"] + too_young == 2
