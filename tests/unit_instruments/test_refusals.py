"""Each rule on a questionnaire as it is written has an example that it refuses, with its place and a remedy."""

from pathlib import Path

import pytest

from instruments.checks.handbook import rules
from instruments.errors import SurveyError
from instruments.formats import toml

FILE = Path(__file__).parent / "forms" / "everything.toml"
WRITTEN = FILE.read_text(encoding="utf-8")
ROOMS = ("toml", "expression", "techniques")
REPEATED = 'repeat = "season"\nrelevant = "consent = \'yes\'"'
UNDERSTOOD = 'understood = "die_example = \'yes\'" }\n\n[[item]]\nname = "crossed"'
OVERRIDE = '[[override]]\nrule = "free_text"\nitem = "remarque"\nreason = { fr = "Essai.", en = "Pilot." }\n\n'

# What is put in the place of what, in a questionnaire that holds one of each thing.
SPOILED = {
    "toml.taken_twice": ('name = "since"', 'name = "remark"'),
    "toml.no_value": ('name = "media"\nshuffled', 'name = "media"\nordered = true\nshuffled'),
    "toml.no_scale": ('kind = "select_multiple"\nscale = "media"', 'kind = "select_multiple"'),
    "toml.unknown_scale": ('kind = "select_multiple"\nscale = "media"', 'kind = "select_multiple"\nscale = "mediums"'),
    "toml.unknown_construct": ('construct = "fear"\nforced', 'construct = "feer"\nforced'),
    "toml.unknown_arm": ('assigned_by = "endorser"', 'assigned_by = "endorsar"'),
    "toml.unworded": ('non_answers = ["dont_know"]', 'non_answers = ["not_applicable"]'),
    "toml.no_choices": ('[[battery]]\nname = "conduct"', '[[scale]]\nname = "none"\n\n[[battery]]\nname = "conduct"'),
    "toml.no_arms": ('name = "remark"\nkind = "text"', 'name = "remark"\nkind = "calculate"'),
    "toml.not_assigned": ('assigned_by = "list_arm"\nscale', "scale"),
    "toml.other_arms": ('code = "treatment", label = { fr = "Courte"', 'code = "third", label = { fr = "Courte"'),
    "toml.other_kind": ('endorsement = { control = "plain" }', "list_experiment = { expected = [0.5] }"),
    "toml.not_shared": ('name = "aware"\nshared', 'name = "awear"\nshared'),
    "toml.no_library": ('shares = ["household"]', 'shares = ["houshold"]'),
    "toml.unknown_repeat": (REPEATED, REPEATED.replace("season", "seasons")),
    "toml.unknown_filter": ('filtered_by = "region"', 'filtered_by = "since"'),
    "toml.not_within": ('filtered_by = "region"', 'filtered_by = "consent"'),
    "toml.unknown_override": ('[[battery]]\nname = "conduct"', f'{OVERRIDE}[[battery]]\nname = "conduct"'),
    "toml.no_choices_file": ('file = "cercles.csv"', 'file = "absent.csv"'),
    "expression.curly_quote": (REPEATED, REPEATED.replace("'yes'", "’yes’")),
    "expression.unfinished": (REPEATED, REPEATED.replace(" 'yes'", "")),
    "expression.unexpected": (REPEATED, REPEATED.replace("= 'yes'", "== 'yes'")),
    "expression.unknown_item": (UNDERSTOOD, UNDERSTOOD.replace("die_example", "die_exampl")),
    "expression.unknown_code": (REPEATED, REPEATED.replace("'yes'", "'oui'")),
    "expression.no_order": (REPEATED, REPEATED.replace("consent = 'yes'", "consent > 1")),
    "expression.never": (REPEATED, REPEATED.replace("consent = 'yes'", "conduct_wagner > 5")),
    "techniques.expected_shares": ("expected = [0.5, 0.45, 0.1]", "expected = [0.5, 0.45]"),
    "techniques.opposed_statements": ("0.45, 0.1], opposed = [1, 2]", "0.45, 0.1], opposed = [0, 2]"),
    "techniques.opposed_shares": ("expected = [0.5, 0.45, 0.1]", "expected = [0.8, 0.45, 0.1]"),
    "techniques.twin_lists": ('twin = "list_again"', 'twin = "list_count"'),
    "techniques.no_control": ('control = "plain"', 'control = "nobody"'),
    "techniques.endorser_not_named": ("${endorser} de mieux", "On propose de mieux"),
    "techniques.never_the_truth": ("say_yes = 1, say_no = 1", "say_yes = 3, say_no = 3"),
    "techniques.even_chance": ("outcomes = 4, holds = 1, anchor", "outcomes = 4, holds = 2, anchor"),
    "techniques.no_anchor": ('anchor = "crossed_anchor"', 'anchor = "forced"'),
    "techniques.two_answers": (
        'name = "forced"\nkind = "select_one"\nscale = "yes_no_dk"',
        'name = "forced"\nkind = "select_one"\nscale = "media"',
    ),
}
LISTS = {
    "toml.choices_columns": "code,within,fr\na,mopti,A\n",
    "toml.choices_empty": "code,within,fr,en\na,mopti,A,\n",
}


def _refused(code, read):
    with pytest.raises(SurveyError) as refusal:
        read()
    found = refusal.value.problems
    assert f"instruments.{code}" in {problem.code for problem in found}
    for problem in found:
        assert problem.place.text("en")
        assert "Please" in problem.text("en")
        assert "Veuillez" in problem.text("fr")


@pytest.mark.parametrize("code", SPOILED)
def test_a_questionnaire_with_a_fault_is_refused(code):
    old, new = SPOILED[code]
    assert WRITTEN.count(old) >= 1
    spoiled = WRITTEN.replace(old, new, 1).encode()
    _refused(code, lambda: toml.read_bytes(spoiled, file="f.toml", folder=FILE.parent))


@pytest.mark.parametrize("code", LISTS)
def test_a_file_of_places_with_a_fault_is_refused(code, tmp_path):
    (tmp_path / "cercles.csv").write_text(LISTS[code], encoding="utf-8")
    _refused(code, lambda: toml.read_bytes(WRITTEN.encode(), file="f.toml", folder=tmp_path))


def test_a_questionnaire_that_is_not_there_is_refused(tmp_path):
    _refused("toml.no_file", lambda: toml.read(tmp_path / "absent.toml"))


def test_every_rule_has_an_example():
    every = {code.removeprefix("instruments.") for code in rules() if code.split(".")[1] in ROOMS}
    assert every == {*SPOILED, *LISTS, "toml.no_file"}


def test_the_questionnaire_is_read_when_nothing_is_spoiled():
    assert toml.read(FILE).asked
