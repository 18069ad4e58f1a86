"""The published schemas are those of the models, and hold for the files of the examples."""

import tomllib

import pytest

from analysis.schemas import MODELS, as_text, schema


@pytest.mark.parametrize("name", MODELS)
def test_the_published_schema_is_current(name, request):
    published = request.config.rootpath / "docs" / "schemas" / f"{name}.schema.json"
    assert published.read_text(encoding="utf-8") == as_text(name), "Please run: survey schema docs/schemas"


def test_a_schema_knows_the_keys_that_a_file_may_have(request):
    study = tomllib.loads((request.config.rootpath / "examples/mali-2026/study.toml").read_text(encoding="utf-8"))
    assert set(study) <= set(schema("study")["properties"])
    assert schema("study")["additionalProperties"] is False


def test_a_plan_may_be_based_on_another_and_say_less():
    plan = schema("plan")
    assert {"based_on", "leave_out"} <= set(plan["properties"])
    assert plan["$defs"]["Claim"]["required"] == ["id"]
    assert {"required": ["based_on"]} in plan["anyOf"]
