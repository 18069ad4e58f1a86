"""Plans: every fault at once in words, changes on top of the library, and a fingerprint of what is said."""

import tomllib

import pytest

from analysis.claims.plan import claim_fingerprints, fingerprint, library_plan, read
from analysis.claims.scope import wrong_codes
from instruments.errors import SurveyError
from instruments.text import Text

TWELVE = ["C01", "C04a", "C04b", "C05", "C07", "C10", "C12", "C14", "C15", "C17", "C18", "C26"]


@pytest.fixture
def written(tmp_path):
    def write(text):
        path = tmp_path / "plan.toml"
        path.write_text(text, encoding="utf-8")
        return path

    return write


CLAIM = """
[[claim]]
id = "{id}"
statement = {{ fr = "x", en = "y" }}
{more}
[[claim.part]]
name = "p"
estimand = {{ fr = "x", en = "y" }}
measure = {measure}
rule = "{rule}"
{part}
"""


def _claim(name="M1", *, measure='{ of = "view >= 4" }', rule="majority", more="", part=""):
    return CLAIM.format(id=name, measure=measure, rule=rule, more=more, part=part)


HEAD = 'name = "mine"\ntitle = "Mine"\n'


def _faults(path, language="en"):
    with pytest.raises(SurveyError) as caught:
        read(path)
    return [problem.text(language) for problem in caught.value.problems]


def test_the_library_holds_every_claim_of_the_article_in_both_languages():
    plan = library_plan("giustozzi_2024")
    names = [claim.id for claim in plan.claim]
    assert {name.rstrip("abcdp") for name in names} == {f"C{number:02}" for number in range(1, 36)}
    assert "C18b" in names
    assert [claim.id for claim in plan.claim if claim.family == "primary"] == TWELVE
    assert [claim.id for claim in plan.claim if claim.never_ask] == ["C23", "C33"]
    accounts = {"C20", "C21", "C22", "C24", "C28", "C29", "C32", "C34", "C35"}
    assert {claim.id for claim in plan.claim if claim.accounts} == accounts
    assert {claim.id for claim in plan.claim if claim.asked_of} == accounts
    for claim in plan.claim:
        texts = [claim.statement, claim.basis, *(part.estimand for part in claim.part), *claim.cautions]
        texts += [claim.never_ask] if claim.never_ask else [claim.contradicted_if]
        texts += [words for word in claim.word for words in (word.word, word.meaning)]
        texts += [other.meaning for word in claim.word for other in word.other]
        for text in texts:
            assert isinstance(text, Text)
            assert set(text) == {"fr", "en"}
        assert claim.word or claim.never_ask
        assert "because" not in claim.statement["en"]
        assert claim.never_ask or any(len(word.other) >= 2 for word in claim.word), claim.id
        assert all(part.estimand for part in claim.part)


def test_what_is_never_asked_has_no_parts_and_stand_ins_stand_for_something(written):
    faults = _faults(
        written(
            HEAD
            + _claim("A", more='never_ask = { fr = "x", en = "y" }')
            + _claim("B", part='stands_in_for = "q"')
            + _claim("C", measure='{ kind = "nearer", of = "x", minus = "y" }', rule="superiority")
            + _claim("D", measure='{ kind = "hidden", of = "view >= 4", yes_if_so = 0.5, yes_if_not = 0.5 }')
        )
    )
    assert [fault.split("]")[0][-1] for fault in faults] == ["A", "B", "C", "D"]


def test_every_fault_is_reported_at_once_with_its_key(written):
    wrong_rule = _claim(rule="majorty", part='direction = "up"\nmargn = 0.1')
    faults = _faults(written(HEAD + "level = 2\n" + wrong_rule))
    assert len(faults) == 4
    assert any("level" in fault and "2" in fault for fault in faults)
    assert any("claim[M1].part[1].rule" in fault and "majorty" in fault for fault in faults)
    assert any("claim[M1].part[1].direction" in fault for fault in faults)
    assert any("margn" in fault and "margin" in fault for fault in faults)
    assert all("Please" in fault for fault in faults)


def test_faults_of_meaning_are_reported_together(written):
    claims = [
        _claim("A", measure='{ of = "view >= " }'),
        _claim("B", rule="plurality"),
        _claim("C", measure='{ kind = "ahead", of = "view" }', rule="superiority"),
        _claim("D", part="decides = false"),
        _claim("E", part="reference = 30.0"),
        _claim("F", more='word = [{ word = "x", meaning = "y", other = [{ meaning = "z", parts = ["q"] }] }]'),
        _claim("G", measure='{ kind = "kappa", of = "view = 1" }', rule="superiority"),
        _claim("H", measure='{ of = "view = 1", raters = ["side = 1", "side = 2"] }'),
        _claim("I", rule="superiority", part='adjust = ["sex"]'),
        _claim("A"),
    ]
    faults = _faults(written(HEAD + "".join(claims)))
    for key in (
        "claim[A]",
        "claim[B]",
        "claim[C]",
        "claim[D]",
        "claim[E]",
        "claim[F]",
        "claim[G]",
        "claim[H]",
        "claim[I]",
    ):
        assert any(key in fault for fault in faults), key
    assert any("0.3 is 30%" in fault for fault in faults)
    assert any("taken already" in fault for fault in faults)
    french = _faults(written(HEAD + "".join(claims)), "fr")
    assert all("Veuillez" in fault for fault in french)


def test_a_plan_that_is_not_there_or_no_toml_is_refused(written, tmp_path):
    assert "no such plan" in _faults(tmp_path / "absent.toml")[0]
    assert "not valid TOML" in _faults(written("name = "))[0]
    assert "giustozzi_2024" in _faults(written('based_on = "giustozi"'))[0]


def test_a_study_leaves_out_adds_and_overrides(written):
    mine = 'based_on = "giustozzi_2024"\nname = "mine"\nleave_out = ["C10", "C18"]\n'
    override = '[[claim]]\nid = "C17"\nfamily = "secondary"\n'
    plan = read(written(mine + override + _claim("M01")))
    named = {claim.id: claim for claim in plan.claim}
    every = {claim.id for claim in library_plan("giustozzi_2024").claim}
    assert set(named) == (every - {"C10", "C18"}) | {"M01"}
    assert named["C17"].family == "secondary"
    assert [part.name for part in named["C17"].part] == ["minusma", "french"]
    assert plan.name == "mine"
    library = claim_fingerprints(library_plan("giustozzi_2024"))
    changed = {name for name, mark in claim_fingerprints(plan).items() if library.get(name) != mark}
    assert changed == {"C17", "M01"}


def test_leaving_out_what_is_not_there_is_a_fault(written):
    (fault,) = _faults(written('based_on = "giustozzi_2024"\nleave_out = ["C99"]\n'))
    assert "C99" in fault
    assert "C10" in fault


def test_the_fingerprint_is_of_what_is_said_not_of_how_it_is_laid_out(written):
    one, two = _claim("A"), _claim("B", part="reference = 0.4")
    mark = fingerprint(read(written(HEAD + one + two)))
    assert fingerprint(read(written(HEAD + "\n# a remark\n" + two + one))) == mark
    assert fingerprint(read(written(HEAD + "margin = 0.10\n" + one + two))) == mark
    assert fingerprint(read(written(HEAD + "margin = 0.11\n" + one + two))) != mark
    assert fingerprint(read(written(HEAD + one.replace('"y"', '"z"') + two))) != mark


def test_a_contrast_whose_weights_make_no_difference_is_refused(written):
    terms = """
term = [
  { where = "side = 'left'", weight = 1 },
  { where = "side = 'right'", weight = 1 },
]"""
    (fault,) = _faults(written(HEAD + _claim(rule="minimum_effect", part=terms)))
    assert "1 + 1, which is 2" in fault
    (fault,) = _faults(written(HEAD + _claim(rule="minimum_effect", part=terms)), "fr")
    assert "Veuillez donner des poids dont la somme est 0" in fault


def test_a_claim_written_twice_on_top_of_the_library_is_refused(written):
    twice = 'based_on = "giustozzi_2024"\n' + 2 * '[[claim]]\nid = "C17"\nfamily = "secondary"\n'
    (fault,) = _faults(written(twice))
    assert "C17" in fault


def test_a_plan_that_changes_another_has_another_name(written):
    assert read(written('based_on = "giustozzi_2024"\nleave_out = ["C10"]')).name == "giustozzi_2024_changed"
    assert read(written('based_on = "giustozzi_2024"\nname = "mine"\nleave_out = ["C10"]')).name == "mine"
    assert read(written('based_on = "giustozzi_2024"')).name == "giustozzi_2024"


def test_a_slip_in_the_name_of_an_item_is_refused_and_an_item_of_no_study_is_not(sample, plan_with):
    def problems(of):
        plan = plan_with(tomllib.loads(_claim(measure=f'{{ of = "{of}" }}'))["claim"][0])
        return wrong_codes(plan, study=sample.study)

    (slip,) = problems("vieww >= 4")
    assert slip.code == "analysis.plan.slip"
    assert "view" in slip.text("en")
    assert problems("view >= 4") == problems("something_else >= 4") == ()
