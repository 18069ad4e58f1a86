"""Every export in the shape that its server documents: recognised, with its reason, and read to the same answers.

The same five interviews come from each server; what differs is how it writes them.
"""

import csv
import io
import json
import shutil
import subprocess
import zipfile
from pathlib import Path

import openpyxl
import pandas as pd
import pyreadstat
import pytest
from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900

from instruments.errors import SurveyError
from instruments.scale import NonAnswer
from survey.ingest import load, responses
from survey.responses import REASONS
from survey.store import open_store
from survey.study import read

# One liked, one for two reasons, one not aware, one who does not know, one who refuses to say why.
INTERVIEWS = [
    {"psu": "p1", "milieu": "urban", "consent": "yes", "age": "30", "aware": "yes", "trust": "2", "hours": "1.5"},
    {"psu": "p1", "milieu": "urban", "consent": "yes", "age": "40", "aware": "yes", "trust": "0", "hours": "3"}
    | {"why": ("looting", "violence")},
    {"psu": "p2", "milieu": "rural", "consent": "yes", "age": "50", "aware": "no"},
    {"psu": "p2", "milieu": "rural", "consent": "yes", "age": "20", "aware": "yes", "trust": "98", "hours": "2"},
    {"psu": "p3", "milieu": "rural", "consent": "yes", "age": "33", "aware": "yes", "trust": "1", "hours": "24"}
    | {"why": ("99",)},
]
ITEMS = ("psu", "milieu", "consent", "age", "aware", "trust", "why", "hours")
CHOICES = ("looting", "violence", "none", "99")
DAYS = range(3, 8)
TRUST = [0, 0, REASONS[NonAnswer.NOT_ASKED], REASONS[NonAnswer.DONT_KNOW], 0]
WHY = [*[REASONS[NonAnswer.NOT_ASKED]], 0, *[REASONS[NonAnswer.NOT_ASKED]] * 2, REASONS[NonAnswer.REFUSED]]


def assert_same_answers(study):
    found = responses(study, open_store(study))
    assert found.submissions["submission_id"].tolist() == ["a", "b", "c", "d", "e"]
    assert found.reasons["trust"].tolist() == TRUST
    assert found.reasons["why"].tolist() == WHY
    assert found.reasons["hours"].tolist() == [0, 0, REASONS[NonAnswer.MISSING], 0, 0]
    assert found.values["trust"].astype(object).where(found.answered("trust"), "").tolist() == ["2", "0", "", "", "1"]
    assert found.values.loc[1, ["why/looting", "why/violence", "why/none"]].tolist() == [1, 1, 0]
    assert found.values["age"].tolist() == [30, 40, 50, 20, 33]
    assert found.values["hours"].dropna().tolist() == [1.5, 3, 2, 24]
    return found


def table(
    *, names=None, cell=lambda _, text: text, ticks=None, unticked="0", skipped="", first=(), last=(), choice=str
):
    """Rows as a server writes them: `first` and `last` are its own columns, as (header, values)."""
    names = names or {}
    header = [name for name, _ in first]
    for name in ITEMS:
        header.append(names.get(name, name))
        if name == "why" and ticks:
            header += [ticks.format(name=names.get(name, name), choice=choice(code)) for code in CHOICES]
    rows = []
    for at, interview in enumerate(INTERVIEWS):
        row = [values[at] for _, values in first]
        for name in ITEMS:
            chosen = interview.get(name, ())
            row.append(" ".join(map(choice, chosen)) if name == "why" else cell(name, interview.get(name, "")))
            if name == "why" and ticks:
                row += [("1" if code in chosen else unticked) if chosen else skipped for code in CHOICES]
        rows.append(row + [values[at] for _, values in last])
    return [header + [name for name, _ in last], *rows]


def as_csv(rows, *, separator=",", quoting=csv.QUOTE_MINIMAL, encoding="utf-8"):
    text = io.StringIO()
    csv.writer(text, delimiter=separator, quoting=quoting, lineterminator="\r\n").writerows(rows)
    return text.getvalue().encode(encoding)


def as_xlsx(sheets, path):
    book = openpyxl.Workbook()
    book.remove(book.active)
    for name, rows in sheets.items():
        sheet = book.create_sheet(name)
        for row in rows:
            sheet.append(row)
    book.save(path)
    return path


def kobo(**settings):
    start = [f"2026-02-0{day}T10:00:00.000+00:00" for day in DAYS]
    last = [
        ("_id", [str(400 + at) for at in range(5)]),
        ("_uuid", list("abcde")),
        ("_submission_time", [f"2026-02-0{day}T12:00:00" for day in DAYS]),
        ("_validation_status", [""] * 5),
        ("_notes", [""] * 5),
        ("_status", ["submitted_via_web"] * 5),
        ("_submitted_by", ["team1"] * 5),
        ("__version__", ["vA", "vA", "", "vB", ""]),
        ("_version_", ["", "", "vA", "", ""]),
        ("_version__001", [""] * 5),
        ("__version__001", ["", "", "", "", "vB"]),
        ("_tags", [""] * 5),
        ("_index", list("12345")),
    ]
    return table(first=[("start", start)], last=last, ticks="{name}/{choice}", **settings)


def labels(study, language):
    def cell(name, text):
        scale = study.instrument.scale_of(name)
        return scale.choice(text).label[language] if scale and text else text

    reasons = study.instrument.scale_of("why")
    return {
        "names": {name: study.instrument.item(name).label[language] for name in ITEMS},
        "cell": cell,
        "choice": lambda code: reasons.choice(code).label[language],
    }


def keeping(folder, *names):
    """The study, once it has said that these columns are kept though they are no question."""
    with (folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write(f"[files]\nkeep = {list(names)}\n")
    return read(folder)


def loaded(study, path, **settings):
    (found,) = load(study, [path], **settings)
    assert (found.rows_in, found.rows_stored, found.rows_refused) == (5, 5, ())
    return found


def test_kobo_csv(study, folder):
    path = folder / "kobo.csv"
    path.write_bytes(as_csv(kobo(), separator=";", quoting=csv.QUOTE_ALL))
    found = loaded(study, path)
    assert found.origin == "kobo"
    assert "_uuid" in found.text("en")
    assert "KoboToolbox" in found.text("fr")
    answers = assert_same_answers(study)
    assert answers.submissions["form_version"].tolist() == ["vA", "vA", "vA", "vB", "vB"]


@pytest.mark.parametrize("language", ["fr", "en"])
def test_kobo_labels(study, folder, language):
    path = folder / "labels.csv"
    path.write_bytes(as_csv(kobo(**labels(study, language)), separator=";", quoting=csv.QUOTE_ALL))
    assert loaded(study, path).origin == "kobo"
    assert_same_answers(study)


def test_kobo_labels_with_the_labels_of_their_groups(study, folder):
    said = labels(study, "fr")
    grouped = said | {"names": {name: f"Vos avis/Sur eux/{label}" for name, label in said["names"].items()}}
    path = folder / "grouped.csv"
    path.write_bytes(as_csv(kobo(**grouped), separator=";"))
    loaded(study, path)
    assert_same_answers(study)


def test_kobo_xlsx_with_tags_and_repeats_on_sheets(folder):
    study = keeping(folder, "name", "place", "position")
    main = kobo()
    main.insert(1, ["", "#adm1", *[""] * (len(main[0]) - 2)])
    people = [
        ["name", "years", "_index", "_parent_table_name", "_parent_index", "_submission__uuid"],
        ["Awa", 12, 1, "Small", 2, "b"],
        ["Issa", 9, 2, "Small", 2, "b"],
        ["Ali", 40, 3, "Small", 5, "e"],
    ]
    visits = [
        ["place", "position", "_index", "_parent_table_name", "_parent_index"],
        ["well", "north", 1, "a long name of people", 3],
    ]
    sheets = {"Small": main, "a long name of ...": people, "visits": visits, "read me": [["Thank you"]]}
    found = loaded(study, as_xlsx(sheets, folder / "kobo.xlsx"))
    assert found.origin == "kobo"
    assert [note.place.sheet for note in found.notes if note.code.endswith("table_not_read")] == ["read me"]
    assert [note.place.row for note in found.notes if note.code.endswith("ingest.tags")] == [2]
    answers = assert_same_answers(study)
    people = answers.repeats["a long name of ..."].cells
    assert people["submission_id"].tolist() == ["b", "b", "e"]
    assert people["position"].tolist() == ["1", "2", "1"]
    assert people["name"].tolist() == ["Awa", "Issa", "Ali"]
    visits = answers.repeats["visits"].cells
    assert visits[["submission_id", "position", "within", "place"]].to_numpy().tolist() == [["e", "1.1", "1", "well"]]
    assert visits["position (2)"].tolist() == ["north"]


def test_rows_of_a_repeat_without_an_interview_are_refused_and_counted(study, folder):
    people = [["name", "_index", "_parent_table_name", "_parent_index"], ["Awa", 1, "Small", 77]]
    (found,) = load(study, [as_xlsx({"Small": kobo(), "people": people}, folder / "kobo.xlsx")])
    assert (found.rows_in, found.rows_stored) == (6, 5)
    assert [problem.code for problem in found.rows_refused] == ["survey.ingest.orphan"]


def test_an_interview_that_comes_again_with_repeats_is_not_taken_for_known(study, folder):
    (folder / "kobo.csv").write_bytes(as_csv(kobo()))
    load(study, [folder / "kobo.csv"])
    people = [["name", "_index", "_parent_table_name", "_parent_index"], ["Awa", 1, "Small", 2]]
    (found,) = load(study, [as_xlsx({"Small": kobo(), "people": people}, folder / "kobo.xlsx")])
    assert (found.rows_known, [problem.place.row for problem in found.rows_refused]) == (4, [3])


def test_legacy_kobo_ona_and_moda(study, folder):
    names = {name: f"group/sub/{name}" for name in ITEMS}
    last = [
        ("meta/instanceID", [f"uuid:{one}" for one in "abcde"]),
        ("_uuid", list("abcde")),
        ("_submission_time", [f"2026-02-0{day}T12:00:00" for day in DAYS]),
        ("_index", list("12345")),
        ("_parent_table_name", ["n/a"] * 5),
        ("_parent_index", ["-1"] * 5),
        ("_xform_id", ["7"] * 5),
        ("_duration", ["900"] * 5),
    ]
    rows = table(
        names=names,
        cell=lambda _, text: text or "n/a",
        ticks="{name}/{choice}",
        unticked="False",
        skipped="n/a",
        last=last,
    )
    rows = [["True" if cell == "1" and at in (8, 9, 10, 11) else cell for at, cell in enumerate(row)] for row in rows]
    (folder / "moda.csv").write_bytes(as_csv(rows))
    people = [["group/people/name", "_index", "_parent_table_name", "_parent_index"], ["Awa", "1", "moda", "2"]]
    (folder / "moda_people.csv").write_bytes(as_csv(people))
    (found,) = load(study, [folder / "moda_people.csv", folder / "moda.csv"])
    assert (found.origin, found.rows_stored, found.rows_refused) == ("kobo_legacy", 5, ())
    answers = assert_same_answers(study)
    assert answers.repeats["people"].cells["submission_id"].tolist() == ["b"]
    with pytest.raises(SurveyError, match="repeat"):
        load(study, [folder / "moda_people.csv"])


def central(**settings):
    keys = [f"uuid:{one}" for one in "abcde"]
    return table(
        names={name: f"views-{name}" for name in ITEMS if name not in ("psu", "milieu")},
        ticks="{name}/{choice}",
        skipped="0",  # a server that writes no where nothing was asked
        first=[("SubmissionDate", [f"2026-02-0{day}T12:00:00.000Z" for day in DAYS])],
        last=[
            ("meta-instanceID", keys),
            ("KEY", keys),
            ("SubmitterName", ["E07"] * 5),
            ("ReviewState", ["approved", "", "", "edited", ""]),
            ("Edits", ["0"] * 5),
            ("FormVersion", ["2026.1"] * 5),
        ],
        **settings,
    )


def test_odk_central_zip(folder):
    study = keeping(folder, "people-name")
    with zipfile.ZipFile(folder / "central.zip", "w") as archive:
        archive.writestr("form.csv", as_csv(central()))
        archive.writestr(
            "form-people.csv",
            as_csv(
                [
                    ["people-name", "PARENT_KEY", "KEY"],
                    ["Awa", "uuid:b", "uuid:b/people[1]"],
                    ["Issa", "uuid:b", "uuid:b/people[2]"],
                ]
            ),
        )
        archive.writestr(
            "form-people-visits.csv",
            as_csv([["place", "PARENT_KEY", "KEY"], ["well", "uuid:b/people[2]", "uuid:b/people[2]/visits[1]"]]),
        )
    found = loaded(study, folder / "central.zip")
    assert (found.kind, found.origin) == ("csv_zip", "odk_central")
    answers = assert_same_answers(study)  # not asked is not asked, though every choice holds a 0
    assert answers.repeats["people"].cells["people-name"].tolist() == ["Awa", "Issa"]
    assert answers.repeats["people-visits"].cells[["submission_id", "position"]].to_numpy().tolist() == [["b", "2.1"]]


def scto(**settings):
    keys = [f"uuid:{one}" for one in "abcde"]
    return table(
        ticks="{name}_{choice}",
        first=[
            ("SubmissionDate", [f"Feb {day}, 2026 2:03:07 PM" for day in DAYS]),
            ("starttime", [f"Feb {day}, 2026 1:03:07 PM" for day in DAYS]),
        ],
        last=[("instanceID", keys), ("formdef_version", ["2602010900"] * 5), ("KEY", keys)],
        **settings,
    )


def test_surveycto_wide(study, folder):
    rows = [[*row, *more] for row, more in zip(scto(), [["name_1", "name_2"], *[["Awa", ""]] * 5], strict=True)]
    (folder / "wide.csv").write_bytes(as_csv(rows))
    found = loaded(study, folder / "wide.csv")
    assert found.origin == "surveycto"
    assert {"name_1", "name_2"} <= set(found.columns_unmatched)
    answers = assert_same_answers(study)
    assert str(answers.submissions["submitted"][0]) == "2026-02-03 14:03:07"


def test_surveycto_long(folder):
    rows = [
        [*row, more]
        for row, more in zip(scto(), ["SET-OF-people", *[f"uuid:{one}/people" for one in "abcde"]], strict=True)
    ]
    (folder / "form.csv").write_bytes(as_csv(rows))
    study = keeping(folder, "name")
    people = [["name", "PARENT_KEY", "KEY", "SET-OF-people"], ["Awa", "uuid:b", "uuid:b/people[1]", "uuid:b/people"]]
    (folder / "form-people.csv").write_bytes(as_csv(people))
    (found,) = load(study, [folder / "form.csv", folder / "form-people.csv"])
    assert (found.rows_stored, found.rows_refused) == (5, ())
    assert assert_same_answers(study).repeats["people"].cells["name"].tolist() == ["Awa"]
    (again,) = load(study, [folder / "form.csv", folder / "form-people.csv"])
    assert again.rows_known == 5


NUMBERS = {"urban": 1.0, "rural": 2.0, "yes": 1.0, "no": 2.0}
VALUE_LABELS = {
    "milieu": {1.0: "Urban", 2.0: "Rural"},
    "consent": {1.0: "Yes", 2.0: "No", 98.0: "Don't know"},
    "aware": {1.0: "Yes", 2.0: "No", 98.0: "Don't know"},
}


def statistics_frame(header, rows):
    frame = pd.DataFrame(rows, columns=header).replace("", None)
    for name in ("milieu", "consent", "aware"):
        frame[name] = frame[name].map(NUMBERS)
    for name in ("age", "trust", "hours", *[name for name in frame if name.startswith("why_")]):
        frame[name] = frame[name].astype(float)
    return frame.drop(columns="why")


def spss_rows():
    header, *rows = table(ticks="{name}_{choice}", last=[("instanceID", list("abcde"))])
    return header, rows


@pytest.mark.parametrize("suffix", ["sav", "zsav"])
def test_spss_with_codes_of_its_own_and_labels_that_say_what_they_mean(study, folder, suffix):
    frame = statistics_frame(*spss_rows())
    path = folder / f"export.{suffix}"
    pyreadstat.write_sav(frame, str(path), variable_value_labels=VALUE_LABELS, compress=suffix == "zsav")
    assert loaded(study, path).origin == "spss"
    assert_same_answers(study)


def test_spss_of_a_server_that_numbers_its_columns(study, folder):
    frame = statistics_frame(*spss_rows())
    numbered = frame.set_axis([f"var{at}" for at in range(1, len(frame.columns) + 1)], axis="columns")
    codes = {f"var{list(frame).index(name) + 1}": found for name, found in VALUE_LABELS.items()}
    pyreadstat.write_sav(numbered, str(folder / "a.sav"), column_labels=list(frame), variable_value_labels=codes)
    loaded(study, folder / "a.sav")
    assert_same_answers(study)


def test_codes_that_a_file_and_a_questionnaire_call_differently_are_refused(study, folder):
    frame = statistics_frame(*spss_rows())
    turned = VALUE_LABELS | {"trust": {0.0: "A lot", 1.0: "Just a little", 2.0: "Not at all"}}
    pyreadstat.write_sav(frame, str(folder / "a.sav"), variable_value_labels=turned)
    with pytest.raises(SurveyError, match="Please") as caught:
        load(study, [folder / "a.sav"])
    assert {problem.code for problem in caught.value.problems} == {"survey.ingest.labels_contradict"}


def test_stata_with_extended_missing_values(study, folder):
    frame = statistics_frame(*spss_rows())
    frame["trust"] = frame["trust"].astype(object).replace(98.0, "d")
    pyreadstat.write_dta(
        frame,
        str(folder / "a.dta"),
        variable_value_labels=VALUE_LABELS | {"trust": {"d": "Don't know"}},
        missing_user_values={"trust": ["d"]},
    )
    assert loaded(study, folder / "a.dta").origin == "stata"
    assert_same_answers(study)


def french(text):
    return text.replace(".", ",") if text.replace(".", "").isdecimal() else text


@pytest.mark.parametrize("first", ["", "sep=;\r\n"])
def test_french_excel(study, folder, first):
    day = [f"{day:02d}/02/2026 10:00" for day in (3, 14, 25, 26, 27)]
    said = labels(study, "fr")
    rows = table(
        names=said["names"],
        cell=lambda name, text: french(said["cell"](name, text)),
        choice=said["choice"],
        ticks="{name}/{choice}",
        first=[("start", day)],
        last=[("_uuid", list("abcde"))],
    )
    (folder / "excel.csv").write_bytes(first.encode() + as_csv(rows, separator=";", encoding="cp1252"))
    loaded(study, folder / "excel.csv")
    assert str(assert_same_answers(study).values["start"][0]) == "2026-02-03 10:00:00"


def test_dates_that_nothing_settles_are_invalid_until_the_study_says_which_is_first(folder):
    rows = table(first=[("start", ["03/02/2026"] * 5)], last=[("_uuid", list("abcde"))])
    (folder / "excel.csv").write_bytes(as_csv(rows, separator=";"))
    study = read(folder)
    found = loaded(study, folder / "excel.csv")
    assert "day_first" in "".join(note.text("en") for note in found.notes)
    assert responses(study, open_store(study)).reasons["start"].tolist() == [REASONS[NonAnswer.INVALID]] * 5
    written = (folder / "study.toml").read_text(encoding="utf-8")
    (folder / "study.toml").write_text(written + '[files]\ndates = "day_first"\n', encoding="utf-8")
    study = read(folder)
    assert str(responses(study, open_store(study)).values["start"][0]) == "2026-02-03 00:00:00"


NOON = [46_056.5, 46_057.5, 46_058.5, 46_059.5, 46_060.5]  # 3 to 7 February 2026


def with_moments(start, submitted):
    last = [("_uuid", list("abcde")), ("_submission_time", submitted)]
    return table(first=[("start", start)], last=last)


@pytest.mark.parametrize("mark", [".", ","])
def test_numbers_that_excel_saved_for_dates_are_read_and_said(study, folder, mark):
    days = [str(day).replace(".", mark) for day in NOON]
    (folder / "excel.csv").write_bytes(as_csv(with_moments(days, days), separator=";"))
    found = loaded(study, folder / "excel.csv")
    answers = assert_same_answers(study)
    for moments in (answers.values["start"], answers.submissions["submitted"]):
        assert [f"{moment:%Y-%m-%d %H:%M}" for moment in moments] == [f"2026-02-0{day} 12:00" for day in DAYS]
    said = {note.place.item: note.values for note in found.notes if note.code == "survey.ingest.days"}
    meant = {"count": 5, "got": days[0], "meant": "2026-02-03 12:00"}
    assert said == {"start": meant, "_submission_time": meant}
    assert found.problems == ()


def test_a_number_that_is_no_day_of_this_century_is_no_date(study, folder):
    (folder / "excel.csv").write_bytes(as_csv(with_moments(["36525"] * 5, ["173050.5"] * 5)))
    found = loaded(study, folder / "excel.csv")
    assert {(one.code, one.place.item) for one in found.problems} == {
        ("survey.ingest.not_a_date", "start"),
        ("survey.ingest.not_a_date", "_submission_time"),
    }


def test_moments_of_submission_that_nothing_settles_are_said_and_settled_by_the_study(study, folder):
    (folder / "excel.csv").write_bytes(as_csv(with_moments([""] * 5, ["03/02/2026 12:00"] * 5)))
    found = loaded(study, folder / "excel.csv")
    assert [(one.code, one.place.item) for one in found.problems] == [
        ("survey.ingest.ambiguous_date", "_submission_time")
    ]
    with (folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write('[files]\ndates = "day_first"\n')
    settled = responses(read(folder), open_store(study)).submissions["submitted"]
    assert str(settled[0]) == "2026-02-03 12:00:00"


def of_excel(path, epoch, moments):
    book = openpyxl.Workbook()
    book.epoch = epoch
    header, *rows = with_moments(moments, [""] * 5)
    for row in [header, *rows]:
        book.active.append(row)
    book.save(path)
    return path


@pytest.mark.parametrize("epoch", [CALENDAR_WINDOWS_1900, CALENDAR_MAC_1904])
def test_cells_that_are_dates_are_the_same_from_whatever_year_a_workbook_counts(study, folder, epoch):
    moments = [pd.Timestamp(f"2026-02-0{day} 12:00").to_pydatetime() for day in DAYS]
    found = loaded(study, of_excel(folder / "a.xlsx", epoch, moments))
    assert str(assert_same_answers(study).values["start"][0]) == "2026-02-03 12:00:00"
    assert found.problems == ()


def test_bare_numbers_for_dates_in_a_workbook_that_counts_from_1904_are_refused(study, folder):
    path = of_excel(folder / "mac.xlsx", CALENDAR_MAC_1904, [day - 1462 for day in NOON])
    with pytest.raises(SurveyError) as caught:
        load(study, [path])
    (problem,) = caught.value.problems
    assert (problem.code, problem.values["items"]) == ("survey.ingest.days_from_1904", "start")
    assert open_store(study).files() == []
    loaded(study, of_excel(folder / "pc.xlsx", CALENDAR_WINDOWS_1900, NOON))
    assert str(assert_same_answers(study).values["start"][0]) == "2026-02-03 12:00:00"


@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed: no .xls was made")
def test_bare_numbers_for_dates_in_an_old_workbook_that_counts_from_1904_are_refused(study, folder):
    for epoch, refused in ((CALENDAR_MAC_1904, True), (CALENDAR_WINDOWS_1900, False)):
        path = of_excel(folder / "days.xlsx", epoch, [day - 1462 * refused for day in NOON])
        home = f"-env:UserInstallation=file://{folder}/office"
        command = ["soffice", home, "--headless", "--convert-to", "xls", path, "--outdir", folder]
        subprocess.run(command, check=True, capture_output=True)
        if refused:
            with pytest.raises(SurveyError) as caught:
                load(study, [path.with_suffix(".xls")])
            assert [one.code for one in caught.value.problems] == ["survey.ingest.days_from_1904"]
        else:
            loaded(study, path.with_suffix(".xls"))
    assert str(assert_same_answers(study).values["start"][0]) == "2026-02-03 12:00:00"


def test_unicode_text_of_excel(study, folder):
    (folder / "unicode.txt").write_bytes(as_csv(kobo(**labels(study, "fr")), separator="\t", encoding="utf-16"))
    loaded(study, folder / "unicode.txt")
    assert_same_answers(study)


def test_damaged_accents_are_refused_with_an_offer_and_repaired_when_asked(study, folder):
    rows = kobo(**labels(study, "fr"))
    text = as_csv(rows, separator=";").decode("utf-8").encode("utf-8").decode("cp1252")
    (folder / "mojibake.csv").write_bytes(text.encode("utf-8"))
    with pytest.raises(SurveyError, match="--repair-accents") as caught:
        load(study, [folder / "mojibake.csv"])
    assert "âge" in caught.value.text("fr")
    assert len(open_store(study)) == 0
    loaded(study, folder / "mojibake.csv", repair_accents=True)
    assert_same_answers(study)


MAP = """[columns]
identity = "respno"
psu = "EA"
milieu = "URBRUR"
consent = "Q0"
age = "Q1"
aware = "Q2. Heard?"
trust = "Q3"
hours = "Q4"
"why/looting" = "Q5A"
"why/violence" = "Q5B"
"why/none" = "Q5C"
"why/99" = "Q5D"
"""
STRANGE = {"psu": "EA", "milieu": "URBRUR", "consent": "Q0", "age": "Q1", "aware": "Q2. Heard?", "trust": "Q3"}


@pytest.fixture
def of_any_origin(folder):
    header, *rows = table(
        names=STRANGE | {"hours": "Q4", "why": "trust"}, ticks="Q5{choice}", last=[("respno", list("abcde"))]
    )
    header = [
        {"Q5looting": "Q5A", "Q5violence": "Q5B", "Q5none": "Q5C", "Q599": "Q5D"}.get(name, name) for name in header
    ]
    (folder / "columns.toml").write_text(MAP, encoding="utf-8")
    return as_xlsx({"Data": [header, *rows]}, folder / "any.xlsx")


def test_a_file_of_any_origin_through_a_written_map(study, folder, of_any_origin):
    with pytest.raises(SurveyError, match="no export of the form"):
        load(study, [of_any_origin])
    found = loaded(study, of_any_origin, columns=folder / "columns.toml")
    assert ("Q3", "trust") in found.columns_mapped
    assert_same_answers(study)


@pytest.mark.parametrize(
    ("change", "code"),
    [
        (('"Q3"', '"Q33"'), "map_no_column"),
        (("trust =", "truste ="), "map_unknown"),
        (('"Q3"', '"Q4"'), "map_twice"),
    ],
)
def test_a_map_that_leads_nowhere_is_refused(study, folder, of_any_origin, change, code):
    (folder / "columns.toml").write_text(MAP.replace(*change), encoding="utf-8")
    with pytest.raises(SurveyError) as caught:
        load(study, [of_any_origin], columns=folder / "columns.toml")
    assert [problem.code for problem in caught.value.problems] == [f"survey.ingest.{code}"]


def test_the_raw_rows_of_a_repeat_are_in_the_store_as_they_came(folder):
    study = keeping(folder, "name")
    people = [["name", "_index", "_parent_table_name", "_parent_index"], [" Awa ", 1, "Small", 2]]
    load(study, [as_xlsx({"Small": kobo(), "people": people}, folder / "kobo.xlsx")])
    ((file, rows),) = open_store(study).submissions()
    assert file.header[-1] == "people[]"
    assert json.loads(rows[1].cells[-1])[0]["name"] == " Awa "


WORKBOOKS = Path(__file__).parent / "workbooks"


@pytest.mark.parametrize("name", ["kobo.xls", "kobo.ods"])
def test_workbooks_that_libreoffice_saved_in_older_and_open_formats(folder, name):
    """LibreOffice made both from the five interviews, with numbers and moments for what are numbers and moments."""
    found = loaded(keeping(folder, "name"), WORKBOOKS / name)
    assert (found.kind, found.origin) == ("excel", "kobo")
    answers = assert_same_answers(read(folder))
    assert str(answers.submissions["submitted"][0]) == "2026-02-03 12:00:00"
    assert answers.submissions["form_version"].tolist() == ["vA", "vA", "vA", "vB", "vB"]
    assert answers.repeats["people"].cells[["submission_id", "name"]].to_numpy().tolist() == [
        ["b", "Awa"],
        ["e", "Issa"],
    ]


def without(rows, *names):
    """The rows without some columns."""
    kept = [at for at, name in enumerate(rows[0]) if name not in names]
    return [[row[at] for at in kept] for row in rows]


@pytest.mark.parametrize("said", ["codes", "fr", "en"])
@pytest.mark.parametrize("several", ["summary", "details"])
def test_kobo_with_choices_joined_only_or_in_columns_only(study, folder, said, several):
    settings = {} if said == "codes" else labels(study, said)
    rows = kobo(**settings)
    why = settings.get("names", {}).get("why", "why")
    ticks = [name for name in rows[0] if name.startswith(f"{why}/")]
    (folder / "kobo.csv").write_bytes(as_csv(without(rows, *(ticks if several == "summary" else [why])), separator=";"))
    loaded(study, folder / "kobo.csv")
    assert_same_answers(study)


@pytest.mark.parametrize("mark", ["/", ".", "-", ":", "::"])
def test_kobo_with_the_names_of_groups_and_any_separator_that_is_in_no_name(study, folder, mark):
    names = {name: f"views{mark}on_them{mark}{name}" for name in ITEMS}
    (folder / "kobo.csv").write_bytes(as_csv(kobo(names=names), separator=";"))
    loaded(study, folder / "kobo.csv")
    assert_same_answers(study)


def test_kobo_xlsx_with_numbers_and_moments_of_excel(study, folder):
    header, *rows = kobo()
    numbers = {"age", "hours", "trust", "_id", "_index", *(name for name in header if name.startswith("why/"))}

    def typed(name, text):
        if name == "_submission_time":
            return pd.Timestamp(text).to_pydatetime()
        return float(text) if name in numbers and text else text

    table = [[typed(name, text) for name, text in zip(header, row, strict=True)] for row in rows]
    loaded(study, as_xlsx({"Small": [header, *table]}, folder / "kobo.xlsx"))
    assert str(assert_same_answers(study).submissions["submitted"][4]) == "2026-02-07 12:00:00"


def test_odk_central_with_joined_choices_no_groups_and_names_that_clash(folder):
    study = keeping(folder, "place")
    bare = {"views-why": "why"} | {f"views-{name}": name for name in ITEMS}
    header, *rows = without(central(), *(name for name in central()[0] if "/" in name))
    visits = [["place", "PARENT_KEY", "KEY"], ["well", "uuid:b", "uuid:b/visits[1]"]]
    again = [["place", "PARENT_KEY", "KEY"], ["dam", "uuid:c", "uuid:c/again[1]/visits[1]"]]
    with zipfile.ZipFile(folder / "central.zip", "w") as archive:
        archive.writestr("form.csv", as_csv([[bare.get(name, name) for name in header], *rows]))
        archive.writestr("form-visits.csv", as_csv(visits))
        archive.writestr("form-visits~1.csv", as_csv(again))
    loaded(study, folder / "central.zip")
    repeats = assert_same_answers(study).repeats
    told = {name: table.cells[["submission_id", "place"]].to_numpy().tolist() for name, table in repeats.items()}
    assert told == {"visits": [["b", "well"]], "visits~1": [["c", "dam"]]}


def test_surveycto_xlsx(study, folder):
    assert loaded(study, as_xlsx({"data": scto()}, folder / "wide.xlsx")).origin == "surveycto"
    assert_same_answers(study)


def test_survey_solutions(study, folder):
    rows = table(
        cell=lambda name, text: text or ("-999999999" if name == "age" else "##N/A##"),
        ticks="{name}__{choice}",
        skipped="##N/A##",
        last=[("interview__id", list("abcde")), ("interview__key", [f"0{at}-12" for at in range(5)])],
    )
    (folder / "small.tab").write_bytes(as_csv(without(rows, "why"), separator="\t", encoding="utf-8-sig"))
    assert loaded(study, folder / "small.tab").origin == "survey_solutions"
    assert_same_answers(study)


def test_a_table_that_r_or_pandas_saved(study, folder):
    header, *rows = kobo()
    dotted = ["", *(name.replace("/", ".") for name in header)]
    numbered = [[str(at), *row] for at, row in enumerate(rows, start=1)]
    (folder / "r.csv").write_bytes(as_csv([dotted, *numbered]))
    found = loaded(study, folder / "r.csv")
    assert [note.values["count"] for note in found.notes if note.code == "survey.ingest.nameless"] == [5]
    assert_same_answers(study)


def test_moments_that_each_column_writes_in_its_own_way(study, folder):
    start = ["2026-02-03T10:00:00.000+01:00", *[""] * 4]
    submitted = [f"2/{day}/2026 2:03:07 PM" for day in (3, 14, 25, 26, 27)]
    (folder / "moda.csv").write_bytes(as_csv(with_moments(start, submitted)))
    loaded(study, folder / "moda.csv")
    answers = assert_same_answers(study)
    assert str(answers.values["start"][0]) == "2026-02-03 09:00:00"
    assert str(answers.submissions["submitted"][1]) == "2026-02-14 14:03:07"


def test_interviews_that_a_device_sent_twice_under_another_number_are_known(study, folder):
    header, *rows = kobo()
    at = header.index("_id")
    again = [[*rows[1][:at], "499", *rows[1][at + 1 :]]]
    (folder / "kobo.csv").write_bytes(as_csv([header, *rows, *again], separator=";"))
    (found,) = load(study, [folder / "kobo.csv"])
    assert (found.rows_in, found.rows_stored, found.rows_known) == (6, 5, 1)
    assert_same_answers(study)


def test_the_utf8_of_excel_with_its_mark(study, folder):
    path = folder / "excel.csv"
    path.write_bytes(as_csv(kobo(**labels(study, "fr")), separator=";", encoding="utf-8-sig"))
    loaded(study, path)
    assert_same_answers(study)
