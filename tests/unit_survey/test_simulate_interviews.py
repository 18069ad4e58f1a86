"""The interviews drawn in memory are those that come back through export, store and loading."""

import pytest

from survey.ingest import load, responses
from survey.simulate.demo import demo
from survey.simulate.draw import interviews, simulate, write
from survey.simulate.reading import read_world
from survey.simulate.world import Faults
from survey.store import open_store
from survey.study import read

NO_FAULTS = Faults(duplicates=0, short=0, straightlined=0, skipped=0, ages=0)


@pytest.fixture(scope="module")
def study(tmp_path_factory):
    return read(demo(tmp_path_factory.mktemp("study")).parent)


@pytest.fixture(scope="module")
def world(study):
    return read_world(study.folder / "world.toml").model_copy(update={"faults": NO_FAULTS})


def test_they_are_those_of_the_export(study, world):
    load(study, [write(simulate(world, study.instrument, seed=4), study.folder)[1]])
    loaded, (ledger, drawn) = responses(study, open_store(study)), interviews(world, study, seed=4)
    assert len(drawn) == len(loaded) == ledger["interviewed"].sum() > 1500
    for name in ("psu", "presence_support", "resentment", "list_count", "zone", "exposure"):
        assert counted(drawn, name) == counted(loaded, name)


def counted(found, name):
    values = found.values[name].value_counts(dropna=False)
    return {str(value): int(count) for value, count in values.items() if count}
