import pytest

from instruments.errors import SurveyError
from instruments.expression import check, parse
from instruments.scale import Choice, Scale
from instruments.text import Text


@pytest.mark.parametrize(
    ("text", "xpath"),
    [
        ("aware = 'yes'", "${aware} = 'yes'"),
        ("resentment >= 3 and aware = 'yes'", "${resentment} >= 3 and ${aware} = 'yes'"),
        ("a = 'x' and (b = 'y' or c = 'z')", "${a} = 'x' and (${b} = 'y' or ${c} = 'z')"),
        ("region in ('gao', 'kidal')", "(${region} = 'gao' or ${region} = 'kidal')"),
        ("not selected(reasons, 'looting')", "not(selected(${reasons}, 'looting'))"),
        ("answered(age)", "${age} != ''"),
    ],
)
def test_a_form_gets_the_condition_in_its_own_language(text, xpath):
    assert parse(text).to_xpath() == xpath


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("aware = ’yes’", "curly quote"),
        ("aware = ", "ends at character 8"),
        ("aware == 'yes'", "stands at character 8"),
        ("aware = 'yes' resentment", "“resentment” stands at character 14"),
        ("(aware = 'yes'", "was expected: )"),
        ("= 'yes'", "“=” stands at character 1"),
        ("aware = 'yes", "'"),
        ("", "ends at character 1"),
    ],
)
def test_what_cannot_be_read_is_refused_with_its_place_and_a_remedy(text, says):
    with pytest.raises(SurveyError) as refusal:
        parse(text)
    assert says in refusal.value.text("en")
    assert "Please" in refusal.value.text("en")
    assert "Veuillez" in refusal.value.text("fr")


SCALE = Scale(
    name="trend",
    ordered=True,
    choices=tuple(Choice(code=str(value), label=Text(), value=float(value)) for value in (1, 2, 3)),
)
PLAIN = Scale(name="sex", choices=(Choice(code="female", label=Text()), Choice(code="male", label=Text())))
SCOPE = {"trend": SCALE, "sex": PLAIN, "age": None}


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("trends = '1'", "unknown_item"),
        ("sex = 'woman'", "unknown_code"),
        ("sex in ('female', 'man')", "unknown_code"),
        ("selected(sex, 'x')", "unknown_code"),
        ("sex > 1", "no_order"),
        ("trend > 'low'", "no_order"),
        ("trend > 3", "never"),
        ("trend < 1", "never"),
        ("answered(gender)", "unknown_item"),
    ],
)
def test_what_cannot_be_meant_is_said(text, code):
    problems = check(parse(text), SCOPE)
    assert [problem.code for problem in problems] == [f"instruments.expression.{code}"]


@pytest.mark.parametrize(
    "text", ["trend >= 3", "trend = '1'", "trend = 2", "age >= 18 and sex = 'male'", "answered(age)"]
)
def test_what_can_be_meant_is_let_through(text):
    assert check(parse(text), SCOPE) == ()


def test_an_unknown_name_is_met_with_the_nearest_one():
    (problem,) = check(parse("trnd = '1'"), SCOPE)
    assert "trend" in problem.text("en")
