"""The JSON Schemas of the files that people write, for editors that complete and check while one writes."""

import json
from collections.abc import Mapping
from pathlib import Path
from types import MappingProxyType
from typing import Any

from pydantic import BaseModel

from analysis.claims.claim import Plan
from instruments.formats.sections import InstrumentSection
from survey.simulate.world import World
from survey.study.settings import StudyFile

Schema = dict[str, Any]
DIALECT = "https://json-schema.org/draft/2020-12/schema"
MODELS: Mapping[str, type[BaseModel]] = MappingProxyType(
    {"study": StudyFile, "plan": Plan, "questionnaire": InstrumentSection, "world": World}
)


def schema(name: str) -> Schema:
    """Return the JSON Schema of ``study``, ``plan``, ``questionnaire`` or ``world``."""
    found = MODELS[name].model_json_schema()
    if name == "plan":
        found = _based_on_another(found)
    return {"$schema": DIALECT, **found}


def write_schemas(folder: Path) -> tuple[Path, ...]:
    """Write every schema into a folder, one a file, and return the files."""
    folder.mkdir(parents=True, exist_ok=True)
    paths = []
    for name in MODELS:
        paths.append(folder / f"{name}.schema.json")
        paths[-1].write_text(as_text(name), encoding="utf-8")
    return tuple(paths)


def as_text(name: str) -> str:
    """Return a schema as its file holds it."""
    return json.dumps(schema(name), ensure_ascii=False, indent=1) + "\n"


def _based_on_another(plan: Schema) -> Schema:
    """Let a plan say what it is based on; it then need not say the rest, nor a claim more than what it changes."""
    changes: Schema = {
        "based_on": {"type": "string", "description": "The plan of the library that this one changes."},
        "leave_out": {"type": "array", "items": {"type": "string"}, "description": "Claims that are taken away."},
    }
    claim = {**plan["$defs"]["Claim"], "required": ["id"]}
    return {
        **plan,
        "$defs": {**plan["$defs"], "Claim": claim},
        "properties": {**changes, **plan["properties"]},
        "required": [],
        "anyOf": [{"required": ["based_on"]}, {"required": plan["required"]}],
    }
