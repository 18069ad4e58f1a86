"""Translations go out and come back; what is missing, stale or lost is named by its row."""

from dataclasses import replace

import pytest

from instruments import library
from instruments.console import DONE, PROBLEMS, run
from instruments.documents.cli import translations
from instruments.errors import Severity, SurveyError
from instruments.formats.xlsform.columns import name_alone
from instruments.text import Text
from instruments.translations import check, problems, read, sources, write
from instruments.translations.languages import languages

HOUSEHOLD = library.load("household")
SEX = "item/sex/label"


def _found(path, instrument=HOUSEHOLD):
    return [
        (problem.code.rsplit(".", 1)[-1], problem.place.key) for problem in problems(instrument, workbook=path, to="bm")
    ]


def test_every_wording_goes_out_once():
    keys = [source.key for source in sources(HOUSEHOLD)]
    assert len(keys) == len(set(keys))
    assert {f"item/{item.name}/label" for item in HOUSEHOLD.asked} <= set(keys)


def test_the_statements_of_a_list_go_out_too():
    words = {source.words for source in sources(HOUSEHOLD)}
    statements = [text for item in HOUSEHOLD.items for arm in item.arms for text in arm.statements]
    assert statements
    assert {statement["fr"] for statement in statements} <= words


def test_what_is_whole_comes_back_without_a_word(workbook):
    assert _found(workbook) == []


@pytest.mark.parametrize(
    ("key", "column", "value", "code"),
    [
        (SEX, "translation", None, "missing"),
        ("item/label_favour/label", "translation", "Wagner", "placeholder"),
        ("item/eligible_adults/label", "translation", "Balikuw ye joli ye ?", "numbers"),
        (SEX, "translation", "Cɛ wala muso 2 ?", "numbers"),
        (SEX, "source_mark", "0" * 12, "stale"),
        (SEX, "status", "done", "status"),
        (SEX, "translator", None, "unwitnessed"),
        (SEX, "back_translation", None, "unwitnessed"),
        (SEX, "audio", "sex_bm.mp3", "audio_absent"),
        (SEX, "audio", "sexe bambara.mp3", "audio_name"),
        ("scale/sex/male", "audio", "male_bm.mp3", "audio_elsewhere"),
    ],
)
def test_what_is_wrong_is_named_by_its_row(workbook, put, key, column, value, code):
    put(key, column, value)
    assert _found(workbook) == [(code, key)]
    (problem,) = problems(HOUSEHOLD, workbook=workbook, to="bm")
    assert "Please" in problem.text("en")
    assert "Veuillez" in problem.text("fr")


def test_what_is_agreed_is_an_error_and_a_draft_is_only_warned_of(workbook, put):
    put("item/label_favour/label", "translation", "Wagner")
    (agreed,) = problems(HOUSEHOLD, workbook=workbook, to="bm")
    put("item/label_favour/label", "status", "draft")
    (draft,) = problems(HOUSEHOLD, workbook=workbook, to="bm")
    assert (agreed.severity, draft.severity) == (Severity.ERROR, Severity.WARNING)


def test_anchors_of_a_scale_that_fall_out_of_step_are_found(workbook, put):
    put("scale/sex/female", "translation", "kelen")
    put("scale/sex/male", "translation", "Kelen")
    ((code, key),) = _found(workbook)
    assert (code, key.rpartition("/")[0]) == ("alike", "scale/sex")


def test_a_scale_that_is_agreed_in_part_is_found(workbook, put):
    put("scale/sex/male", "status", "draft")
    assert _found(workbook) == [("in_part", "scale/sex")]


def test_a_source_that_changed_makes_its_translation_stale(workbook):
    items = tuple(
        replace(item, label=Text.of({"fr": "Sexe ?"})) if item.name == "sex" else item for item in HOUSEHOLD.items
    )
    assert _found(workbook, replace(HOUSEHOLD, items=items)) == [("stale", SEX)]


def test_a_row_that_is_another_is_seen_from_both_sides(workbook, put):
    put(SEX, "key", "item/gender/label")
    assert _found(workbook) == [("unknown", "item/gender/label"), ("no_row", SEX)]


def test_a_row_that_stands_twice_is_found(workbook, put):
    put("item/age/label", "key", SEX)
    assert ("twice", SEX) in _found(workbook)


def test_what_is_missing_is_only_warned_of(tmp_path):
    path = write(HOUSEHOLD, tmp_path / "bm.xlsx", to="bm")
    found = list(check(HOUSEHOLD, translations=read(path, to="bm"), file=path.name))
    assert len(found) == len(sources(HOUSEHOLD))
    assert {problem.severity for problem in found} == {Severity.WARNING}


def test_what_is_no_workbook_or_another_one_is_refused(tmp_path, workbook):
    text = tmp_path / "text.xlsx"
    text.write_text("no", encoding="utf-8")
    with pytest.raises(SurveyError, match=r"text\.xlsx"):
        read(text, to="bm")
    with pytest.raises(SurveyError, match="source_mark"):
        read(workbook, to="ff")


def test_every_language_has_a_name_of_its_own_that_a_form_can_hold():
    names = [name_alone(code) for code in languages()]
    assert len(set(names)) == len(names)
    assert not any(sign in name for name in names for sign in "():")


def test_the_command_writes_checks_and_refuses(tmp_path, capsys):
    target = tmp_path / "bm.xlsx"
    assert run(translations, ["officials", "--to", "bm", "-o", str(target)]) == DONE
    assert run(translations, ["officials", "--to", "bm", "--check", str(target)]) == DONE
    assert run(translations, ["household", "--to", "bm", "--check", str(target)]) == PROBLEMS
    for language in ("xx", "fr"):
        assert run(translations, ["officials", "--to", language]) == PROBLEMS
        assert language in capsys.readouterr().err


def test_a_workbook_that_translators_filled_in_is_never_written_over(tmp_path, capsys):
    target = tmp_path / "bm.xlsx"
    assert run(translations, ["officials", "--to", "bm", "-o", str(target)]) == DONE
    kept = target.read_bytes()
    assert run(translations, ["officials", "--to", "bm", "-o", str(target)]) == PROBLEMS
    assert "--force" in capsys.readouterr().err
    assert target.read_bytes() == kept
    assert run(translations, ["officials", "--to", "bm", "-o", str(target), "--force"]) == DONE
