"""Files that commands write: never over what people filled in, and for the owner alone where they hold answers."""

import stat

import pytest

from instruments.errors import SurveyError
from instruments.output_file import private, refuse_existing


def test_a_file_that_exists_is_refused_unless_it_is_to_be_replaced(tmp_path):
    path = tmp_path / "log.xlsx"
    refuse_existing(path, existing="refuse")
    path.write_text("filled in")
    with pytest.raises(SurveyError, match="--force"):
        refuse_existing(path, existing="refuse")
    refuse_existing(path, existing="replace")
    assert path.read_text() == "filled in"


@pytest.mark.parametrize("before", [None, 0o644])
def test_only_the_owner_can_read_what_is_private(tmp_path, before):
    path = tmp_path / "answers.csv"
    if before is not None:
        path.write_text("x")
        path.chmod(before)
    assert stat.S_IMODE(private(path).stat().st_mode) == 0o600
