"""What the pages show of a notebook runs as it stands there."""

import re
from pathlib import Path

import numpy as np
import pytest

from survey.population import read_margin

DOCS = Path(__file__).parents[2] / "docs"


def blocks(page, heading, kind):
    _, section = (DOCS / page).read_text(encoding="utf-8").split(f"## {heading}\n")
    return re.findall(rf"```{kind}\n(.*?)```", section.split("\n## ")[0], re.DOTALL)


def run(code, results):
    names = {}
    exec(code.replace("mali-2027", results.study.folder.as_posix()), names)
    return names


def test_the_way_from_a_study_to_a_notebook(results):
    names = run(blocks("estimates.md", "From a study to a notebook", "python")[0], results)
    assert len(names["design"].frame) == len(results.responses)


def test_scores_of_a_construct(results):
    (code,) = blocks("weights.md", "Scores", "python")
    names = run(code, results)
    assert len(names["scores"]) == len(results.responses)
    assert 0 < np.isfinite(names["scores"]).mean() < 1
    for line in code.splitlines():
        if line.startswith(("reliability", "invariance", "polychoric")):
            assert eval(line, names)


def test_weights_of_a_notebook(results, capsys):
    (code,) = blocks("weights.md", "From a notebook", "python")
    assert run(code, results)["design"].index.weights.sum() == pytest.approx(100)
    assert "margin" in capsys.readouterr().out


def test_a_margin_of_ones_own(tmp_path):
    (table,), (notes,) = (blocks("weights.md", "A margin of one's own", kind) for kind in ("csv", "toml"))
    (tmp_path / "sex_milieu.csv").write_text(table, encoding="utf-8")
    (tmp_path / "sex_milieu.toml").write_text(notes, encoding="utf-8")
    margin = read_margin(tmp_path / "sex_milieu.csv")
    assert margin.variables == ("sex", "milieu")
    assert margin.measure == "share"
    assert (margin.date, margin.confidence) == ("2022", "medium")
    assert margin.source.endswith("table 4.2")
    assert margin.universe.wording("en").startswith("Adults")
    assert margin.note.wording("en")
