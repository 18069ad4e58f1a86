"""A small study in two languages, in a folder of its own."""

import os
from collections.abc import Iterator
from pathlib import Path
from uuid import uuid4

import pytest
from sqlalchemy import create_engine
from sqlalchemy.engine import make_url

from survey.study import Study, read

QUESTIONNAIRE = """
name = "small"
version = "1"
title = { fr = "Petit", en = "Small" }
languages = ["fr", "en"]

[[scale]]
name = "yes_no"
choice = [
    { code = "yes", label = { fr = "Oui", en = "Yes" } },
    { code = "no", label = { fr = "Non", en = "No" } },
    { code = "98", label = { fr = "Ne sait pas", en = "Don't know" }, non_answer = "dont_know" },
]
[[scale]]
name = "trust"
ordered = true
choice = [
    { code = "0", label = { fr = "Pas du tout", en = "Not at all" }, value = 0 },
    { code = "1", label = { fr = "Un peu", en = "Just a little" }, value = 1 },
    { code = "2", label = { fr = "Beaucoup", en = "A lot" }, value = 2 },
    { code = "98", label = { fr = "Ne sait pas", en = "Don't know" }, non_answer = "dont_know" },
    { code = "99", label = { fr = "Refus", en = "Refused" }, non_answer = "refused" },
]
[[scale]]
name = "reasons"
choice = [
    { code = "looting", label = { fr = "Pillage", en = "Looting" } },
    { code = "violence", label = { fr = "Violences / coups", en = "Violence" } },
    { code = "none", label = { fr = "Aucune", en = "None" }, exclusive = true },
    { code = "99", label = { fr = "Refus", en = "Refused" }, non_answer = "refused" },
]
[[scale]]
name = "milieu"
choice = [
    { code = "urban", label = { fr = "Urbain", en = "Urban" } },
    { code = "rural", label = { fr = "Rural", en = "Rural" } },
]

[[item]]
name = "start"
kind = "start"
role = "start"
[[item]]
name = "psu"
kind = "text"
label = { fr = "Grappe", en = "Cluster" }
role = "psu"
[[item]]
name = "milieu"
kind = "select_one"
label = { fr = "Milieu", en = "Type of place" }
scale = "milieu"
role = "milieu"
[[item]]
name = "consent"
kind = "select_one"
label = { fr = "Acceptez-vous ?", en = "Do you agree?" }
scale = "yes_no"
role = "consent"
[[item]]
name = "age"
kind = "integer"
label = { fr = "Quel âge avez-vous ?", en = "How old are you?" }
minimum = 18
maximum = 110
role = "age"
[[item]]
name = "aware"
kind = "select_one"
label = { fr = "En avez-vous entendu parler ?", en = "Have you heard of them?" }
scale = "yes_no"
[[item]]
name = "trust"
kind = "select_one"
label = { fr = "Confiance", en = "Trust" }
scale = "trust"
relevant = "aware = 'yes'"
[[item]]
name = "why"
kind = "select_multiple"
label = { fr = "Pourquoi ?", en = "Why?" }
scale = "reasons"
relevant = "trust <= 1"
[[item]]
name = "hours"
kind = "decimal"
label = { fr = "Heures", en = "Hours" }
minimum = 0
maximum = 24
"""

STUDY = """
title = { fr = "Petite étude", en = "Small study" }
languages = ["fr", "en"]
[instrument]
file = "questionnaire.toml"
version = "1"
[[derive]]
name = "age_band"
bands = { of = "age", from = [18, 35] }
values = [{ code = "18-34" }, { code = "35+" }]
[[derive]]
name = "favour"
cases = [{ when = "trust >= 1", value = "yes" }]
otherwise = "no"
values = [{ code = "yes" }, { code = "no" }]
[design]
stratum = ["milieu"]
psu = ["psu"]
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "questionnaire.toml").write_text(QUESTIONNAIRE, encoding="utf-8")
    (tmp_path / "study.toml").write_text(STUDY, encoding="utf-8")
    return tmp_path


@pytest.fixture
def study(folder: Path) -> Study:
    return read(folder)


@pytest.fixture(params=["sqlite", "postgresql"])
def any_store(folder: Path, request: pytest.FixtureRequest) -> Iterator[Study]:
    """The small study, once with each kind of store."""
    if request.param == "sqlite":
        yield read(folder)
        return
    if not (server := os.environ.get("SURVEY_TEST_POSTGRES")):
        pytest.skip("SURVEY_TEST_POSTGRES names no PostgreSQL: run within .ci/with-postgres")
    schema = f"study_{uuid4().hex}"
    engine = create_engine(server)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"CREATE SCHEMA {schema}")
    url = make_url(server).update_query_dict({"options": f"-csearch_path={schema}"})
    with (folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write(f'[store]\nurl = "{url.render_as_string(hide_password=False)}"\n')
    yield read(folder)
    with engine.begin() as connection:
        connection.exec_driver_sql(f"DROP SCHEMA {schema} CASCADE")
    engine.dispose()


PEOPLE = """
[[repeat]]
name = "people"
label = { fr = "Une personne", en = "One person" }
how_many = { fr = "Combien ?", en = "How many?" }
most = 9
[[item]]
name = "person_age"
kind = "integer"
label = { fr = "Son âge", en = "Age of the person" }
minimum = 0
maximum = 110
repeat = "people"
"""


@pytest.fixture
def roster(any_store):
    """The study with a repeat, in which each person of the household says how old they are."""
    with (any_store.folder / "questionnaire.toml").open("a", encoding="utf-8") as file:
        file.write(PEOPLE)
    return read(any_store.folder)
