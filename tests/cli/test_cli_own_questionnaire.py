"""The questionnaire that docs/questionnaires.md begins with goes the whole way, from the page to a workbook."""

import re
from pathlib import Path
from typing import get_args

import pytest
from openpyxl import load_workbook

from instruments.console import DONE, PROBLEMS, run
from instruments.item import Role
from instruments.language import speak
from reports.cli import survey_command
from survey.simulate.demo import shipped
from survey.simulate.reading import read_world

PAGE = Path(__file__).parents[2] / "docs" / "questionnaires.md"
QUESTIONNAIRE, STUDY = re.findall(
    r"```toml\n(.*?)```", PAGE.read_text(encoding="utf-8").partition("## One of your own")[2], flags=re.DOTALL
)[:2]


ROLES = PAGE.read_text(encoding="utf-8").partition("## Roles, repeats")[2].partition("\n## ")[0]


@pytest.fixture
def market(tmp_path):
    speak("en")
    (tmp_path / "questionnaire.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    (tmp_path / "answers.csv").write_text("age,trust_traders\n34,2\n51,A little\n29,98\n", encoding="utf-8")
    yield str(tmp_path)
    speak(None)


def test_it_is_sound_is_loaded_and_reported(market, capsys):
    assert run(survey_command, ["form", market, "--check"]) == DONE
    assert "market: 0 errors, 0 warnings" in capsys.readouterr().out
    assert run(survey_command, ["run", market, str(Path(market, "answers.csv"))]) == DONE
    said = capsys.readouterr().out
    assert "3 stored" in said
    assert "names no plan of claims" in said
    sheets = load_workbook(Path(market, "report", "report-en.xlsx"), read_only=True).sheetnames
    assert "T01 trust_traders" in sheets  # opinions first


def test_the_claims_of_the_article_are_not_shown_for_it(market, capsys):
    assert run(survey_command, ["claims", market]) == DONE
    said = capsys.readouterr().out
    assert "No question of market names a claim" in said
    assert "C01" not in said


def test_the_world_of_another_questionnaire_is_refused_with_every_item_of_it(market, capsys):
    for name in ("world.toml", "places.csv"):
        Path(market, name).write_bytes((shipped() / name).read_bytes())
    Path(market, "study.toml").write_text(f'{STUDY}\n[plan]\nlibrary = "giustozzi_2024"\n', encoding="utf-8")
    assert run(survey_command, ["power", market, "--studies", "10"]) == PROBLEMS
    said = capsys.readouterr().err
    assert "the world describes what the questionnaire “market” does not ask: " in said
    described = read_world(Path(market, "world.toml")).items
    assert [name for name in described if name not in said] == []
    assert "how these questions of the questionnaire “market” are answered: trust_traders." in said


def test_every_role_is_told():
    told = re.findall(r"`(\w+)`", "".join(line.split("|")[1] for line in ROLES.splitlines() if line.startswith("| `")))
    assert sorted(told) == sorted(get_args(Role))


def test_a_repeat_and_other_specify_are_read_checked_and_offered_for_correction(market, capsys):
    (example,) = re.findall(r"```toml\n(.*?)```", ROLES, flags=re.DOTALL)
    folder = Path(market)
    (folder / "questionnaire.toml").write_text(example, encoding="utf-8")
    assert run(survey_command, ["form", market, "--check"]) == DONE
    assert "homes: 0 errors, 0 warnings" in capsys.readouterr().out
    main = "psu,water,water_other,KEY\np1,tap other,the river,uuid:a\n"
    (folder / "form.csv").write_text(main, encoding="utf-8")
    people = "member_age,PARENT_KEY,KEY\n40,uuid:a,uuid:a/1\n200,uuid:a,uuid:a/2\n"
    (folder / "form-people.csv").write_text(people, encoding="utf-8")
    run(survey_command, ["load", market, str(folder / "form.csv"), str(folder / "form-people.csv")])
    assert run(survey_command, ["check", market]) == PROBLEMS
    assert "people[2]/member_age is 200" in capsys.readouterr().out
    log = folder / "log.xlsx"
    assert run(survey_command, ["corrections", market, "-o", str(log)]) == DONE
    book = load_workbook(log)
    assert [cell.value for cell in book["Other, specify"][2][:4]] == [
        "a",
        "water",
        "Where does the water come from?",
        "the river",
    ]
    assert "people[2]/member_age" in [row[1].value for row in book["Answers"].iter_rows(min_row=2)]
