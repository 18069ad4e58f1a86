"""The handbook of rules, made from their own words: what is wrong, why it matters and what to do, in both languages.

``python -m instruments.checks.handbook docs/form-checks.md`` writes it.
"""

import re
import sys
from collections.abc import Iterator
from pathlib import Path

from instruments.language import LANGUAGES, Language
from instruments.words import catalogue, say

ROOMS = ("checks", "techniques", "expression", "toml", "coverage")
_REMEDY = re.compile(r"(?:Please|Veuillez)\b.*", re.DOTALL)
_VALUE = re.compile(r"\{[^}]*\}")


def rules() -> tuple[str, ...]:
    """Return the codes of everything that can be held against a questionnaire, room by room."""
    return tuple(f"instruments.{room}.{name}" for room in ROOMS for name in _names(room))


def handbook() -> str:
    """Return the handbook as Markdown."""
    parts = [say(f"instruments.handbook.{name}", language) for language in LANGUAGES for name in ("title", "about")]
    english, french = "\n\n".join(parts[:2]), "\n\n".join(parts[2:])
    return "\n".join([english, *_chapters("en"), "", french.strip(), *_chapters("fr")]) + "\n"


def _chapters(language: Language) -> Iterator[str]:
    for room in ROOMS:
        yield ""
        yield f"### {say(f'instruments.handbook.{room}', language)}"
        yield ""
        yield say("instruments.handbook.header", language)
        yield "|---|---|---|"
        for name in _names(room):
            what, remedy = _apart(catalogue("instruments", room)[name][language])
            yield f"| `{name}` | {what} | {remedy} |"


def _names(room: str) -> list[str]:
    """Return the messages of a room that tell somebody what to do; the others are no faults."""
    return [name for name, words in catalogue("instruments", room).items() if _REMEDY.search(words["en"])]


def _apart(words: str) -> tuple[str, str]:
    """Return what is wrong and why, and the remedy; a dot stands for each value that a message names."""
    told = _VALUE.sub("…", words).replace("|", "\\|").strip()
    remedy = _REMEDY.search(told)
    return (told[: remedy.start()].strip(), remedy.group()) if remedy else (told, "")


if __name__ == "__main__":
    Path(sys.argv[1]).write_text(handbook(), encoding="utf-8")
