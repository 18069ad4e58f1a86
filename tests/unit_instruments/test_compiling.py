"""What pyxform and ODK Validate say of a form comes back as problems, and who said it."""

from dataclasses import replace

import pytest

from instruments import library
from instruments.formats.xlsform.compiling import PYXFORM, compiled
from instruments.text import Text

OFFICIALS = library.load("officials")


@pytest.fixture(autouse=True)
def needs_pyxform():
    pytest.importorskip(PYXFORM, reason="pyxform is not installed (extra: forms)")


def test_a_sound_form_has_no_problems():
    judged = compiled(OFFICIALS, dialect="surveycto")
    assert judged.judges[0] == PYXFORM
    assert judged.problems == ()


def test_what_pyxform_refuses_is_a_problem_with_its_words():
    *others, last = OFFICIALS.items
    broken = replace(OFFICIALS, items=(*others, replace(last, label=Text.of({"fr": "${absent}", "en": "${absent}"}))))
    (problem,) = compiled(broken).problems
    assert "absent" in problem.text("en")
    assert problem.text("fr").endswith("à cet endroit.")


def test_without_pyxform_nobody_judges(monkeypatch):
    monkeypatch.setattr("instruments.formats.xlsform.compiling.find_spec", lambda _: None)
    assert compiled(OFFICIALS).judges == ()
