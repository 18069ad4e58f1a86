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
CODE = re.compile(rf"\"((?:{'|'.join(PACKAGES)})\.[a-z_]+\.[a-z][a-z0-9_]*)\"")


def _values(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name is not None}


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
    assert not re.search(r" [;:!?»%]| %|« ", french.replace("\u202f", "").replace("\u00a0", "")), (
        "the space before : ; ! ? » % and after « does not break"
    )


def test_every_code_in_the_source_has_words():
    said = {code for code in CODE.findall(SOURCE) if (ROOT / code.split(".")[0] / "messages").exists()}
    rooms = {f"{path.parts[-3]}.{path.stem}" for path in ROOMS}
    unknown = {code for code in said if code.rsplit(".", 1)[0] in rooms and code not in MESSAGES}
    assert not unknown
