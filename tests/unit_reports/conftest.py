"""The results of the synthetic study, made once: what every report test looks at."""

import pytest

from analysis.results import analyse
from survey.ingest import load
from survey.simulate.demo import demo
from survey.study import read


@pytest.fixture(scope="session")
def results(tmp_path_factory):
    folder = tmp_path_factory.mktemp("study")
    export = demo(folder)
    study = read(folder)
    load(study, [export])
    return analyse(study)
