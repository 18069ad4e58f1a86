"""The handbook says of every rule what it is, why it matters and what to do."""

from pathlib import Path

import pytest

from instruments.checks.handbook import handbook, rules

WRITTEN = (Path(__file__).parents[2] / "docs" / "form-checks.md").read_text(encoding="utf-8")


def test_the_handbook_is_the_one_that_the_rules_make():
    assert handbook() == WRITTEN


@pytest.mark.parametrize("code", rules())
def test_a_rule_stands_there_once_a_language_with_its_remedy(code):
    name = code.rsplit(".", 1)[-1]
    lines = [line for line in WRITTEN.splitlines() if line.startswith(f"| `{name}` |")]
    assert len(lines) == 2
    assert "| Please " in lines[0]
    assert "| Veuillez " in lines[1]
    assert all(len(line.split("|")[2]) > 10 for line in lines)
