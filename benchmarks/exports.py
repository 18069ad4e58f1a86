"""Small valid exports of every kind, and a large one, made up: for the readers to be tried and timed on."""

import csv
import io
import random
import uuid
import zipfile
from collections.abc import Callable, Mapping
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat

STUDY = """title = { en = "Benchmark" }
languages = ["en"]
[instrument]
file = "questionnaire.toml"
version = "1"
"""
QUESTIONNAIRE = """name = "benchmark"
version = "1"
title = { en = "Benchmark" }
languages = ["en"]
[[scale]]
name = "agree"
ordered = true
choice = [
    { code = "strongly_disagree", label = { en = "Strongly disagree" }, value = 1 },
    { code = "disagree", label = { en = "Disagree" }, value = 2 },
    { code = "neither", label = { en = "Neither" }, value = 3 },
    { code = "agree", label = { en = "Agree" }, value = 4 },
    { code = "strongly_agree", label = { en = "Strongly agree" }, value = 5 },
    { code = "98", label = { en = "Don't know" }, non_answer = "dont_know" },
    { code = "99", label = { en = "Refused" }, non_answer = "refused" },
]
[[scale]]
name = "sources"
choice = [
    { code = "radio", label = { en = "Radio" } },
    { code = "family", label = { en = "Family and friends" } },
    { code = "phone", label = { en = "Phone" } },
    { code = "none", label = { en = "None" }, exclusive = true },
]
"""
ITEM = '[[item]]\nname = "{name}"\nkind = "{kind}"\nlabel = {{ en = "Question {name}?" }}\n{more}'
AGREE = ("strongly_disagree", "disagree", "neither", "agree", "strongly_agree", "98", "99")
SOURCES = ("radio", "family", "phone", "none")
SKIPS = {"q5": "q4 >= 2"}


def _items(count: int) -> list[tuple[str, str]]:
    """Of ten questions seven are scales, one has several answers, one is a number, one is text."""
    kinds = ("integer", "select_multiple", "text")
    return [(f"q{at}", kinds[at % 10] if at % 10 < len(kinds) else "select_one") for at in range(count)]


def study_folder(folder: Path, *, items: int = 10) -> Path:
    """Write a study with so many questions."""
    scales = {"select_one": 'scale = "agree"\n', "select_multiple": 'scale = "sources"\n', "integer": "minimum = 0\n"}
    written = [
        ITEM.format(name=name, kind=kind, more=scales.get(kind, "") + _skip(name)) for name, kind in _items(items)
    ]
    (folder / "study.toml").write_text(STUDY, encoding="utf-8")
    (folder / "questionnaire.toml").write_text(QUESTIONNAIRE + "\n".join(written), encoding="utf-8")
    return folder


def _skip(name: str) -> str:
    return f'relevant = "{SKIPS[name]}"\n' if name in SKIPS else ""


def header_of(items: int) -> list[str]:
    """Return the header of an export as KoboToolbox writes it."""
    columns = ["start", "end"]
    for name, kind in _items(items):
        columns += [name, *(f"{name}/{code}" for code in SOURCES if kind == "select_multiple")]
    return [
        *columns,
        "_id",
        "_uuid",
        "_submission_time",
        "_validation_status",
        "_submitted_by",
        "__version__",
        "_index",
    ]


def row_of(number: int, *, items: int, rng: random.Random) -> list[str]:
    """Return one interview as KoboToolbox writes it."""
    day = f"2026-02-{1 + number % 28:02d}"
    row = [f"{day}T09:{number % 60:02d}:00.000+00:00", f"{day}T10:{number % 60:02d}:00.000+00:00"]
    for _, kind in _items(items):
        row += _cells(kind, rng)
    identity = str(uuid.UUID(int=rng.getrandbits(128), version=4))
    return [*row, str(400_000 + number), identity, f"{day}T12:00:00", "", "team1", "vA", str(number + 1)]


def _cells(kind: str, rng: random.Random) -> list[str]:
    match kind:
        case "select_one":
            return [rng.choice(AGREE)]
        case "integer":
            return [str(rng.randrange(100))]
        case "text":
            return [rng.choice(("", "", "said nothing more", f"house {rng.randrange(10_000)}, behind the well"))]
        case _:
            chosen = rng.sample(SOURCES[:-1], rng.randrange(1, 3))
            return [" ".join(chosen), *("1" if code in chosen else "0" for code in SOURCES)]


def write_csv(path: Path, *, rows: int, items: int, seed: int = 1) -> Path:
    """Write an export of KoboToolbox as CSV."""
    rng = random.Random(seed)  # noqa: S311 - to be the same for the same seed
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file, delimiter=";", quoting=csv.QUOTE_ALL)
        writer.writerow(header_of(items))
        writer.writerows(row_of(number, items=items, rng=rng) for number in range(rows))
    return path


def _small() -> list[list[str]]:
    rng = random.Random(1)  # noqa: S311 - to be the same for the same seed
    return [header_of(10), *(row_of(number, items=10, rng=rng) for number in range(6))]


def _csv(folder: Path) -> bytes:
    return write_csv(folder / "small.csv", rows=6, items=10).read_bytes()


def _excel_text(folder: Path) -> bytes:
    text = _csv(folder).decode().replace('"', "").replace("well", "forêt")
    return b"sep=;\r\n" + text.encode("cp1252")


def _zip(_folder: Path) -> bytes:
    content = io.BytesIO()
    rows = _small()
    names = {"_submission_time": "SubmissionDate", "_uuid": "KEY", "__version__": "FormVersion"}
    rows[0] = [names.get(name, name) for name in rows[0]]
    repeats = [
        ["name", "PARENT_KEY", "KEY"],
        *([f"child {at}", rows[1 + at % 6][rows[0].index("KEY")], str(at)] for at in range(9)),
    ]
    with zipfile.ZipFile(content, "w", zipfile.ZIP_STORED) as archive:
        for name, table in (("form.csv", rows), ("form-children.csv", repeats)):
            text = io.StringIO()
            csv.writer(text).writerows(table)
            archive.writestr(name, text.getvalue())
    return content.getvalue()


def _xlsx(folder: Path) -> bytes:
    content, book = io.BytesIO(), openpyxl.Workbook()
    for row in _small():
        book.active.append(row)
    sheet = book.create_sheet("children")
    for row in (["name", "_index", "_parent_table_name", "_parent_index"], ["Awa", 1, "Sheet", 2]):
        sheet.append(row)
    book.save(content)
    with zipfile.ZipFile(content) as packed, zipfile.ZipFile(folder / "stored.xlsx", "w") as stored:
        for name in packed.namelist():  # not deflated, so that what is changed is the text of cells
            stored.writestr(name, packed.read(name))
    return (folder / "stored.xlsx").read_bytes()


def _frame() -> pd.DataFrame:
    header, *rows = _small()
    frame = pd.DataFrame(rows, columns=header)
    frame["q0"] = frame["q0"].astype(float)
    return frame.rename(columns=lambda name: name.replace("/", "_").strip("_"))


def _sav(folder: Path) -> bytes:
    pyreadstat.write_sav(_frame(), str(folder / "small.sav"))
    return (folder / "small.sav").read_bytes()


def _dta(folder: Path) -> bytes:
    pyreadstat.write_dta(_frame(), str(folder / "small.dta"))
    return (folder / "small.dta").read_bytes()


WRITERS: Mapping[str, Callable[[Path], bytes]] = {
    "csv": _csv,
    "txt": _excel_text,
    "zip": _zip,
    "xlsx": _xlsx,
    "sav": _sav,
    "dta": _dta,
}
