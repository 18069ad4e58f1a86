"""A small made survey, walked through the real doors: questionnaire, export, store, responses, frame, design."""

import numpy as np
import pandas as pd
import pytest

from analysis.claims.claim import Plan
from analysis.results import design_of
from analysis.sample import Sample
from survey.frame import analysis_frame
from survey.ingest import load, responses
from survey.store import open_store
from survey.study import read
from survey.weights import weigh

QUESTIONNAIRE = """
name = "made"
version = "1"
title = { fr = "Enquête fabriquée", en = "Made survey" }
languages = ["fr", "en"]

[[scale]]
name = "degrees"
ordered = true
choice = [
    { code = "1", value = 1, label = { fr = "Très mal", en = "Very bad" } },
    { code = "2", value = 2, label = { fr = "Mal", en = "Bad" } },
    { code = "3", value = 3, label = { fr = "Moyen", en = "Middling" } },
    { code = "4", value = 4, label = { fr = "Bien", en = "Good" } },
    { code = "5", value = 5, label = { fr = "Très bien", en = "Very good" } },
    { code = "98", non_answer = "dont_know", label = { fr = "Ne sait pas", en = "Don't know" } },
    { code = "99", non_answer = "refused", label = { fr = "Refus", en = "Refused" } },
]

[[scale]]
name = "sides"
choice = [
    { code = "left", label = { fr = "Gauche", en = "Left" } },
    { code = "right", label = { fr = "Droite", en = "Right" } },
    { code = "few", label = { fr = "Peu nombreux", en = "Few" } },
    { code = "one_place", label = { fr = "Un seul lieu", en = "One place" } },
    { code = "unreached", label = { fr = "Jamais atteints", en = "Never reached" } },
]

[[scale]]
name = "halves"
choice = [
    { code = "east", label = { fr = "Est", en = "East" } },
    { code = "west", label = { fr = "Ouest", en = "West" } },
]
"""

ITEM = """
[[item]]
name = "{name}"
kind = "{kind}"
label = {{ fr = "{name}", en = "{name}" }}
{more}
"""

SELECTS = {"side": "sides", "half": "halves"} | dict.fromkeys(("view", "later", "other", "praise"), "degrees")

STUDY = """
title = { fr = "Étude", en = "Study" }
[instrument]
file = "questionnaire.toml"
[design]
stratum = ["half"]
psu = ["psu"]
weight = "w"
[plan]
file = "plan.toml"
[report]
banners = ["side"]
items = ["view"]
"""

PLAN = """
name = "made"
title = "Made plan"
[[claim]]
id = "M1"
statement = { fr = "À gauche on est mieux disposé.", en = "The left is better disposed." }
[[claim.part]]
name = "gap"
estimand = { fr = "part bien disposée, gauche moins droite", en = "share well disposed, left minus right" }
measure = { of = "view >= 4" }
rule = "minimum_effect"
term = [{ where = "side = 'left'", weight = 1 }, { where = "side = 'right'", weight = -1 }]
"""


def _items():
    plain = [("psu", "text", 'role = "psu"'), ("w", "decimal", 'role = "weight"')]
    chosen = [(name, "select_one", f'scale = "{scale}"') for name, scale in SELECTS.items()]
    return "".join(ITEM.format(name=name, kind=kind, more=more) for name, kind, more in plain + chosen)


def _answers():
    """400 answers in 40 places; the left mostly likes it (4, 5), the right mostly not (1, 2)."""
    rng = np.random.default_rng(7)
    n = 400
    place = np.arange(n) // 10
    side = np.where(np.arange(n) % 2, "right", "left").astype(object)
    side[place == 0] = "one_place"
    side[np.isin(np.arange(n), [30, 90, 150, 210, 270])] = "few"
    liking = {"left": [0.05, 0.1, 0.1, 0.3, 0.45], "right": [0.45, 0.25, 0.1, 0.1, 0.1]}
    codes = ["1", "2", "3", "4", "5"]
    view = np.array([rng.choice(codes, p=liking.get(one, liking["left"])) for one in side], dtype=object)
    view[rng.random(n) < 0.04] = "98"
    later = np.where(view == "98", "98", np.where(rng.random(n) < 0.02, "3", view))
    return pd.DataFrame(
        {
            "submission_id": [f"s{i}" for i in range(n)],
            "psu": [f"p{i:02}" for i in place],
            "w": rng.choice([0.8, 1.0, 1.4], n),
            "side": side,
            "half": np.where(place < 20, "east", "west"),
            "view": view,
            "later": later,
            "other": rng.choice(codes, n),
            "praise": "5",
        }
    )


def _write(path):
    (path / "questionnaire.toml").write_text(QUESTIONNAIRE + _items(), encoding="utf-8")
    (path / "study.toml").write_text(STUDY, encoding="utf-8")
    (path / "plan.toml").write_text(PLAN, encoding="utf-8")
    _answers().to_csv(path / "answers.csv", index=False)
    return path


@pytest.fixture
def folder(tmp_path):
    return _write(tmp_path)


@pytest.fixture(scope="session")
def sample(tmp_path_factory):
    path = _write(tmp_path_factory.mktemp("made"))
    study = read(path)
    load(study, [path / "answers.csv"])
    answers = responses(study, open_store(study))
    frame = analysis_frame(study, answers)
    design = design_of(study, responses=answers, frame=frame, weights=weigh(study, answers, frame))
    return Sample(study=study, responses=answers, frame=frame, design=design)


@pytest.fixture
def plan_with():
    def build(*claims, **settings):
        return Plan.model_validate({"name": "made", "title": "Made plan", "claim": list(claims), **settings})

    return build
