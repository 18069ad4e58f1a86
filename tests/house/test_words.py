"""Every message stands in both languages, with the same values, in French typography; none is missing, none is idle."""

import re
import string
import tomllib
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGES = ("instruments", "survey", "analysis", "reports")
ROOMS = sorted(path for package in PACKAGES for path in (ROOT / package / "messages").glob("*.toml"))
MESSAGES = {
    f"{path.parts[-3]}.{path.stem}.{name}": words
    for path in ROOMS
    for name, words in tomllib.loads(path.read_text(encoding="utf-8")).items()
}
SOURCE = "\n".join(path.read_text(encoding="utf-8") for package in PACKAGES for path in (ROOT / package).rglob("*.py"))
TEXTS = [
    path for folder in (*PACKAGES, "examples") for end in ("py", "toml") for path in (ROOT / folder).rglob(f"*.{end}")
]
STATED = sorted(path for path in TEXTS if path.suffix == ".toml" and path.parent.name not in ("messages", "checks"))
BROKEN_FRENCH = re.compile(r"[ \u00a0][;!?»%]|«[ \u00a0]|[ \u202f]:|(?<=\w)[;!?](?=\s|$)")
NARROW_BEFORE_COLON = re.compile(r"(\u202f|\\u202f|NARROW NO-BREAK SPACE\})\s*:")
CODE = re.compile(rf"\"((?:{'|'.join(PACKAGES)})\.[a-z_]+\.[a-z][a-z0-9_]*)\"")


def _values(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


def _french(told):
    """Yield every text in French of what a TOML file holds."""
    for key, value in told.items():
        if key == "fr" and isinstance(value, str):
            yield value
        for one in value if isinstance(value, list) else [value]:
            if isinstance(one, dict):
                yield from _french(one)


@pytest.mark.parametrize("code", MESSAGES)
def test_a_message_is_said_in_both_languages_with_the_same_values(code):
    words = MESSAGES[code]
    assert set(words) == {"en", "fr"}
    assert words["en"].strip()
    assert words["fr"].strip()
    assert _values(words["en"]) == _values(words["fr"])


@pytest.mark.parametrize("code", MESSAGES)
def test_french_keeps_its_typography(code):
    french = MESSAGES[code]["fr"]
    if code.rsplit("_", 1)[-1] == "examples":
        return
    assert not re.search(r"(?<=\w)[;!?](?=\s|$)", french), "a narrow space stands before ; ! ?"
    assert not re.search(r"[ \u00a0][;!?»%]|«[ \u00a0]", french), "the space before ; ! ? » % and after « is narrow"
    assert not re.search(r"[ \u202f]:|(?<=[\w})»]):(?=\s|$)", french), "the space before : is wide and does not break"


@pytest.mark.parametrize("path", STATED, ids=lambda path: str(path.relative_to(ROOT)))
def test_french_of_questionnaires_plans_and_studies_keeps_it_too(path):
    said = _french(tomllib.loads(path.read_text(encoding="utf-8")))
    assert [words for words in said if BROKEN_FRENCH.search(words)] == []


def test_nowhere_does_a_narrow_space_stand_before_a_colon():
    assert [path for path in TEXTS if NARROW_BEFORE_COLON.search(path.read_text(encoding="utf-8"))] == []


def test_every_code_in_the_source_has_words():
    said = {code for code in CODE.findall(SOURCE) if (ROOT / code.split(".")[0] / "messages").exists()}
    rooms = {f"{path.parts[-3]}.{path.stem}" for path in ROOMS}
    unknown = {code for code in said if code.rsplit(".", 1)[0] in rooms and code not in MESSAGES}
    assert not unknown
