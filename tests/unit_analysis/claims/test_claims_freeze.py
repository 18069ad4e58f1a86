"""A plan is frozen before the answers: its words, its hash, the time; what departs from it is shown and exploratory."""

import json

import pytest

from analysis.cli import compare, plan, schema
from analysis.results import analyse
from instruments.console import run
from instruments.errors import SurveyError
from survey.ingest import load
from survey.study import read


def _freeze(folder):
    return run(plan, ["freeze", str(folder), "--language", "en"])


def _change(folder, old, new):
    file = folder / "plan.toml"
    file.write_text(file.read_text(encoding="utf-8").replace(old, new), encoding="utf-8")


def test_a_frozen_plan_holds_words_hash_and_time(folder, capsys):
    assert _freeze(folder) == 0
    kept = json.loads((folder / "plan.frozen.json").read_text(encoding="utf-8"))
    assert kept["claims"]["M1"]["statement"]["en"] == "The left is better disposed."
    assert kept["hash"] in capsys.readouterr().out
    load(read(folder), [folder / "answers.csv"])
    results = analyse(read(folder))
    assert results.provenance.plan == kept["hash"]
    assert results.provenance.frozen_at.isoformat() == kept["frozen_at"]
    assert results.provenance.deviations == ()
    assert results.verdicts[0].confirmatory


def test_what_departs_from_the_frozen_plan_is_shown_with_what_was_changed(folder, capsys):
    _freeze(folder)
    _change(folder, "view >= 4", "view >= 3")
    load(read(folder), [folder / "answers.csv"])  # changed between freezing and loading
    results = analyse(read(folder))
    (deviation,) = results.provenance.deviations
    assert (deviation.claim, deviation.kind, deviation.keys) == ("M1", "changed", ("part",))
    assert not results.verdicts[0].confirmatory
    capsys.readouterr()
    run(compare, [str(folder), "--language", "en"])
    assert "Deviation: M1 was changed since it was fixed (part)" in capsys.readouterr().out


def test_claims_added_and_left_out_are_deviations(folder):
    _freeze(folder)
    _change(folder, 'id = "M1"', 'id = "M9"')
    load(read(folder), [folder / "answers.csv"])
    found = {(one.claim, one.kind) for one in analyse(read(folder)).provenance.deviations}
    assert found == {("M9", "added"), ("M1", "left_out")}


def test_nothing_is_frozen_once_answers_are_in(folder, capsys):
    load(read(folder), [folder / "answers.csv"])
    assert _freeze(folder) == 1
    assert "Answers have come in" in capsys.readouterr().err
    assert not (folder / "plan.frozen.json").exists()


def test_before_the_answers_a_plan_can_be_frozen_again(folder):
    _freeze(folder)
    first = (folder / "plan.frozen.json").read_text(encoding="utf-8")
    assert _freeze(folder) == 0
    assert (folder / "plan.frozen.json").read_text(encoding="utf-8") == first
    _change(folder, "view >= 4", "view >= 3")
    assert _freeze(folder) == 0
    assert (folder / "plan.frozen.json").read_text(encoding="utf-8") != first


def _other_words(text):
    return text.replace("view >= 4", "view >= 5")


def _earlier(text):
    return text.replace('"frozen_at": "20', '"frozen_at": "19')


@pytest.mark.parametrize("damage", [_other_words, _earlier, lambda text: text[:1]])
def test_a_frozen_plan_that_was_altered_is_refused(folder, damage):
    _freeze(folder)
    load(read(folder), [folder / "answers.csv"])
    file = folder / "plan.frozen.json"
    file.write_text(damage(file.read_text(encoding="utf-8")), encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        analyse(read(folder))
    assert "altered" in caught.value.text("en")
    assert "modifié" in caught.value.text("fr")


def test_a_wrong_plan_is_not_frozen(folder, capsys):
    _change(folder, "'left'", "'lefft'")
    assert _freeze(folder) == 1
    assert "lefft" in capsys.readouterr().err


def test_a_new_plan_can_be_read_and_is_never_written_over(tmp_path, capsys):
    from analysis.claims.plan import read as read_plan

    file = tmp_path / "plan.toml"
    assert run(plan, ["new", str(file), "--language", "en"]) == 0
    assert read_plan(file).claim[-1].id == "M01"
    assert run(plan, ["new", str(file), "--language", "en"]) == 1
    assert "not written over" in capsys.readouterr().err


def test_the_schemas_are_written_into_a_folder(tmp_path, capsys):
    assert run(schema, [str(tmp_path / "schemas")]) == 0
    names = {path.name for path in (tmp_path / "schemas").iterdir()}
    assert names == {f"{name}.schema.json" for name in ("study", "plan", "questionnaire", "world")}
