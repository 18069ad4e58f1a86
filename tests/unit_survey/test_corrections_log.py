"""A correction workbook goes out to people, comes back, and is applied as a whole or refused line by line."""

import csv
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime

import openpyxl
import pytest

from instruments.errors import SurveyError
from instruments.language import speak
from survey.corrections.applying import apply
from survey.corrections.deciding import decide, undo
from survey.corrections.writing import write_log
from survey.ingest import load, responses
from survey.store import open_store
from survey.study import read

HEADER = ["psu", "milieu", "consent", "age", "aware", "trust", "why", "hours", "_uuid"]
ANSWERS = [
    ["p1", "urban", "yes", "30", "yes", "2", "", "1.5", "a"],
    ["p1", "urban", "yes", "40", "yes", "0", "looting violence", "3", "b"],
    ["p2", "rural", "yes", "50", "yes", "98", "", "30", "c"],
    ["p2", "rural", "yes", "60", "yes", "7", "", "2", "d"],
]
WHO = """
[[item]]
name = "who"
kind = "text"
label = { fr = "Enquêteur", en = "Interviewer" }
role = "interviewer"
required = true
"""
WORDS = """
[[item]]
name = "why_other"
kind = "text"
label = { fr = "Précisez", en = "Please say" }
relevant = "selected(why, 'looting')"
"""
CAME = """
[[item]]
name = "came"
kind = "date"
label = { fr = "Arrivée", en = "Arrival" }
earliest = 2020-01-01
"""
LOG = ["interview", "item", "old value", "new value", "action", "why", "by", "date"]


@pytest.fixture(autouse=True)
def english():
    speak("en")
    yield
    speak(None)


@pytest.fixture
def loaded(any_store, folder):
    load(any_store, [write(folder / "a.csv", HEADER, ANSWERS)])
    return any_store


def write(path, header, rows):
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows([header, *rows])
    return path


def line(item="trust", old="2", new="1", action="change", *, interview="a", why="typed wrong", by="Awa"):
    return [interview, item, old, new, action, why, by, "2026-02-06"]


def log(study, *lines, name="log.csv"):
    return write(study.folder / name, LOG, lines)


def clean(study, item="trust"):
    found = responses(study, open_store(study))
    return dict(zip(found.submissions["submission_id"], found.values[item].astype(object), strict=True))


def problems(study, *lines):
    store = open_store(study)
    before = store.trail()
    with pytest.raises(SurveyError) as caught:
        apply(study, store, log(study, *lines))
    assert store.trail() == before
    return [(one.code.rsplit(".", 1)[1], one.place.row, one.place.column) for one in caught.value.problems]


def test_the_workbook_lists_what_was_flagged_and_offers_the_codes(loaded):
    rows = write_log(loaded, open_store(loaded), loaded.folder / "log.xlsx").rows
    book = openpyxl.load_workbook(loaded.folder / "log.xlsx")
    assert book.sheetnames == ["Read me", "Answers", "Codes"]
    table = [[cell.value for cell in row] for row in book["Answers"].iter_rows(min_row=2)]
    listed = {(row[0], row[1]): row for row in table if row[0]}
    assert len(listed) == rows
    assert listed["d", "trust"][2:7] == ["Trust", listed["d", "trust"][3], "7", "7", None]
    assert "which the questionnaire does not know" in listed["d", "trust"][3]
    assert listed["c", "hours"][5] == "30"
    offered = {choice.formula1 for choice in book["Answers"].data_validations.dataValidation}
    assert '"change,blank,remove interview,no action"' in offered
    (codes,) = [formula for formula in offered if formula.startswith("'Codes'")]
    first, last = (int(corner.rsplit("$", 1)[1]) for corner in codes.split(":"))
    shown = [book["Codes"].cell(row, 2).value for row in range(first, last + 1)]
    assert shown[0] == "0 | Not at all"
    assert "Lisez" not in book["Read me"]["A1"].value
    assert any("Comment corriger" in str(row[0].value) for row in book["Read me"].iter_rows())


@pytest.mark.parametrize("language", ["en", "fr"])
def test_filled_in_by_people_it_comes_back_as_clean_data(loaded, language):
    path = loaded.folder / "log.xlsx"
    write_log(loaded, open_store(loaded), path, language=language)
    book = openpyxl.load_workbook(path)
    words = {"en": ("change", "blank"), "fr": ("changer", "effacer")}[language]
    for row in book.worksheets[1].iter_rows(min_row=2):
        if (row[0].value, row[1].value) == ("d", "trust"):
            row[6].value, row[7].value = "1 | A little", words[0]
        elif (row[0].value, row[1].value) == ("c", "hours"):
            row[7].value = words[1]
        else:
            continue
        row[8].value, row[9].value, row[10].value = (
            "the interviewer says so",
            "Awa",
            datetime(2026, 2, 6, tzinfo=UTC).date(),
        )
    book.save(path)
    done = apply(loaded, open_store(loaded), path)
    assert (done.made, done.known) == (2, 0)
    assert clean(loaded)["d"] == "1"
    assert clean(loaded, "hours")["c"] != 30
    entries = [entry for entry in open_store(loaded).trail() if entry.action in {"change", "blank"}]
    assert {(e.item, e.old, e.new, e.why, e.made_by, e.decided_on, e.source) for e in entries} == {
        ("trust", "7", "1", "the interviewer says so", "Awa", "2026-02-06", "log.xlsx"),
        ("hours", "30", "", "the interviewer says so", "Awa", "2026-02-06", "log.xlsx"),
    }


def test_a_workbook_that_nobody_filled_in_changes_nothing(loaded):
    write_log(loaded, open_store(loaded), loaded.folder / "log.xlsx")
    assert apply(loaded, open_store(loaded), loaded.folder / "log.xlsx").made == 0


def test_text_of_respondents_never_becomes_a_formula(any_store, folder):
    hostile = [*ANSWERS[3][:5], '=HYPERLINK("http://x")', "", "2", "=cmd|' /C calc'!A0"]
    load(any_store, [write(folder / "a.csv", HEADER, [ANSWERS[0], hostile])])
    path = folder / "log.xlsx"
    write_log(any_store, open_store(any_store), path)
    book = openpyxl.load_workbook(path)
    cells = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.value is not None]
    assert {cell.data_type for cell in cells} == {"s"}
    assert all(cell.quotePrefix for cell in cells if cell.value.startswith("="))
    assert [sheet.sheet_state for sheet in book] == ["visible"] * len(book.sheetnames)
    for row in book["Answers"].iter_rows(min_row=2):
        if row[1].value == "trust":
            row[6].value, row[7].value, row[8].value, row[9].value = "1", "change", "a joke", "Awa"
    book.save(path)
    assert apply(any_store, open_store(any_store), path).made == 1


def test_no_interviewer_is_in_the_workbook(folder):
    file = folder / "questionnaire.toml"
    file.write_text(file.read_text(encoding="utf-8") + WHO, encoding="utf-8")
    study = read(folder)
    rows = [[*row, "E-secret-7"] for row in ANSWERS]
    load(study, [write(folder / "a.csv", [*HEADER, "who"], [*rows, [*ANSWERS[0][:-1], "e", ""]])])
    write_log(study, open_store(study), folder / "log.xlsx")
    book = openpyxl.load_workbook(folder / "log.xlsx")
    values = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row]
    assert not [value for value in values if "E-secret" in value]


def test_every_wrong_line_is_named_with_its_row_and_column_and_nothing_is_applied(loaded):
    assert problems(
        loaded,
        line(),
        line(interview="z"),
        line(item="nonsense"),
        line(old="0", interview="d"),
        line(new="5", interview="b", old="0"),
        line(why="", by=""),
        line(new=""),
        line(action="blank"),
        line(action="perhaps"),
        line(item="age", old="40", new="17", interview="b"),
    ) == [
        ("no_interview", 3, "interview"),
        ("no_item", 4, "item"),
        ("invalid_new", 6, "new value"),
        ("nobody", 7, "by"),
        ("no_reason", 7, "why"),
        ("no_new", 8, "new value"),
        ("new_unasked", 9, "new value"),
        ("no_action", 10, "action"),
        ("invalid_new", 11, "new value"),
        ("old_differs", 5, "old value"),
    ]
    assert clean(loaded)["a"] == "2"


def test_two_lines_on_one_answer_contradict_each_other(loaded):
    assert problems(loaded, line(new="1"), line(new="0")) == [("twice", 3, "item")]
    assert problems(loaded, line(new="2")) == [("nothing_changes", 2, "new value")]


def test_the_same_file_twice_changes_nothing_even_after_an_undo(loaded):
    path = log(loaded, line())
    store = open_store(loaded)
    assert apply(loaded, store, path).made == 1
    trail = store.trail()
    assert (apply(loaded, store, path).made, apply(loaded, store, path).known) == (0, 1)
    assert store.trail() == trail
    undo(loaded, store, trail[-1].number, by="Moussa", why="the first answer was right")
    assert clean(loaded)["a"] == "2"
    assert apply(loaded, store, path).known == 1
    assert clean(loaded)["a"] == "2"


def test_an_undo_is_on_record_with_who_and_why_and_happens_once(loaded):
    store = open_store(loaded)
    apply(loaded, store, log(loaded, line()))
    number = store.trail()[-1].number
    for by, why in (("", "because"), ("Awa", " ")):
        with pytest.raises(SurveyError):
            undo(loaded, store, number, by=by, why=why)
    undo(loaded, store, number, by="Moussa", why="it was right")
    last = store.trail()[-1]
    assert (last.action, last.undoes, last.old, last.new, last.made_by, last.why) == (
        "undo",
        number,
        "1",
        "2",
        "Moussa",
        "it was right",
    )
    for wrong in (number, last.number, 999):
        with pytest.raises(SurveyError):
            undo(loaded, store, wrong, by="Moussa", why="again")


def test_several_answers_and_their_columns_are_corrected_together(any_store, folder):
    header = [*HEADER[:6], "why", "why/violence", "why/looting", "why/none", *HEADER[7:]]
    row = [*ANSWERS[1][:6], "looting violence", "1", "1", "0", *ANSWERS[1][7:]]
    load(any_store, [write(folder / "a.csv", header, [row])])
    store = open_store(any_store)
    apply(any_store, store, log(any_store, line("why", "looting violence", "looting", interview="b")))
    found = responses(any_store, store).values
    assert found.loc[0, ["why/looting", "why/violence", "why/none"]].tolist() == [1, 0, 0]
    assert problems(any_store, line("why", "looting", "looting none", interview="b")) == [
        ("stands_alone", 2, "new value")
    ]


def test_an_interview_is_removed_put_on_hold_and_approved_again(loaded):
    store = open_store(loaded)
    apply(loaded, store, log(loaded, line("", "", "", "remove interview")))
    excluded = responses(loaded, store).excluded
    assert [(one.reason, one.submission_ids) for one in excluded] == [("rejected", ("a",))]
    decide(store, "a", status="on_hold", by="Awa", why="call back")
    assert [one.reason for one in responses(loaded, store).excluded] == ["on_hold"]
    decide(store, "a", status="approved", by="Awa", why="called back")
    assert responses(loaded, store).excluded == ()
    assert [entry.old for entry in store.trail() if entry.action == "status"] == ["", "rejected", "on_hold"]


def test_a_correction_outlives_an_edit_of_other_answers_but_not_of_its_own(any_store, folder):
    header = [*HEADER, "meta/deprecatedID"]
    load(any_store, [write(folder / "a.csv", header, [[*ANSWERS[0], ""], [*ANSWERS[1], ""]])])
    store = open_store(any_store)
    apply(any_store, store, log(any_store, line(), line("trust", "0", "1", interview="b")))
    other = [*ANSWERS[0][:3], "31", *ANSWERS[0][4:8], "a2", "a"]
    own = [*ANSWERS[1][:5], "2", "", "3", "b2", "b"]
    load(any_store, [write(folder / "b.csv", header, [other, own])])
    assert clean(any_store) == {"a": "1", "b": "2"}
    assert clean(any_store, "age")["a"] == 31
    write_log(any_store, store, folder / "log.xlsx")
    (row,) = openpyxl.load_workbook(folder / "log.xlsx")["Answers"].iter_rows(min_row=2, max_row=2, values_only=True)
    assert (row[0], row[1], row[5]) == ("b", "trust", "2")
    assert "Awa corrected this answer from “0” to “1”" in row[3]
    apply(any_store, store, log(any_store, line("trust", "2", "0", interview="b2"), name="again.csv"))
    assert clean(any_store) == {"a": "1", "b": "0"}


def test_a_log_that_several_people_apply_at_once_is_applied_once(loaded):
    path = log(loaded, line(), line("age", "40", "41", interview="b"))
    with ThreadPoolExecutor(4) as people:
        done = list(people.map(lambda _: apply(loaded, open_store(loaded), path), range(4)))
    assert sorted(one.made for one in done) == [0, 0, 0, 2]
    assert [entry.action for entry in open_store(loaded).trail()].count("change") == 2


def test_other_specify_is_recoded_and_the_words_are_no_longer_used(folder, any_store):
    file = folder / "questionnaire.toml"
    file.write_text(file.read_text(encoding="utf-8") + WORDS, encoding="utf-8")
    study = read(folder)
    rows = [[*ANSWERS[0], ""], [*ANSWERS[1], "they beat people"]]
    load(study, [write(folder / "a.csv", [*HEADER, "why_other"], rows)])
    store = open_store(study)
    path = folder / "log.xlsx"
    write_log(study, store, path)
    book = openpyxl.load_workbook(path)
    assert book.sheetnames == ["Read me", "Answers", "Other, specify", "Codes"]
    (row,) = [row for row in book["Other, specify"].iter_rows(min_row=2) if row[0].value]
    shown = ["b", "why", "Why?", "they beat people", "Looting, Violence", "looting violence"]
    assert [cell.value for cell in row[:6]] == shown
    row[6].value, row[7].value, row[8].value, row[9].value = "violence | Violence", "change", "the same", "Awa"
    book.save(path)
    assert apply(study, store, path).made == 2
    found = responses(study, store).values
    assert found.loc[1, ["why/looting", "why/violence"]].tolist() == [0, 1]
    assert found["why_other"].isna().all()


@pytest.mark.parametrize("which", [0, 1])
def test_undoing_a_recode_brings_back_the_answer_and_the_words(folder, any_store, which):
    file = folder / "questionnaire.toml"
    file.write_text(file.read_text(encoding="utf-8") + WORDS, encoding="utf-8")
    study, path = read(folder), folder / "log.xlsx"
    load(study, [write(folder / "a.csv", [*HEADER, "why_other"], [[*ANSWERS[1], "they beat people"]])])
    store = open_store(study)
    before = write_log(study, store, path)
    header = [*LOG, "in the respondent's words"]
    recoded = [*line("why", "looting violence", "violence", interview="b"), "they beat people"]
    apply(study, store, write(folder / "recode.csv", header, [recoded]))
    made = [entry.number for entry in store.trail() if entry.action in {"change", "blank"}]
    assert len(made) == 2
    assert undo(study, store, made[which], by="Awa", why="read again") == tuple(made)
    assert clean(study, "why_other") == {"b": "they beat people"}
    assert [entry.undoes for entry in store.trail() if entry.action == "undo"] == made
    assert write_log(study, store, path) == before
    for number in made:
        with pytest.raises(SurveyError):
            undo(study, store, number, by="Awa", why="again")


def test_undoing_leaves_what_other_lines_asked_for(loaded):
    store = open_store(loaded)
    apply(loaded, store, log(loaded, line(), line("age", "30", "31")))
    number = store.trail()[-1].number
    assert undo(loaded, store, number, by="Awa", why="it was right") == (number,)
    assert clean(loaded)["a"] == "1"


def test_an_answer_that_stands_alone_is_named_beside_others(loaded):
    store, given = open_store(loaded), line("why", "looting violence", "looting 99", interview="b")
    for language, told in (
        ("en", "why cannot be “looting 99”: 99 (Refused) must stand alone."),
        ("fr", "99 (Refus) doit être seul."),
    ):
        speak(language)
        with pytest.raises(SurveyError) as caught:
            apply(loaded, store, log(loaded, given))
        assert told in str(caught.value)


def test_what_was_typed_is_quoted_of_an_answer_that_is_recoded(folder, any_store):
    file = folder / "questionnaire.toml"
    file.write_text(file.read_text(encoding="utf-8") + WORDS, encoding="utf-8")
    study = read(folder)
    load(study, [write(folder / "a.csv", [*HEADER, "why_other"], [[*ANSWERS[1], "they beat people"]])])
    store, header = open_store(study), [*LOG, "in the respondent's words"]

    def recoded(new):
        words = [*line("why", "looting violence", new, interview="b"), "they beat people"]
        return write(folder / "recode.csv", header, [words])

    with pytest.raises(SurveyError, match="cannot be “violence forage”, expected"):
        apply(study, store, recoded("violence forage"))
    assert apply(study, store, recoded("violence")).made == 2
    assert [entry.new for entry in store.trail() if entry.action == "change"] == ["violence"]


@pytest.mark.parametrize("dates", ["day_first", "month_first", None])
def test_dates_of_a_log_are_read_as_those_of_files_are(folder, any_store, dates):
    file = folder / "questionnaire.toml"
    file.write_text(file.read_text(encoding="utf-8") + CAME, encoding="utf-8")
    if dates is not None:
        with (folder / "study.toml").open("a", encoding="utf-8") as told:
            told.write(f'[files]\ndates = "{dates}"\n')
    study = read(folder)
    load(study, [write(folder / "a.csv", [*HEADER, "came"], [[*ANSWERS[0], "2027-03-05"], [*ANSWERS[1], ""]])])
    store = open_store(study)
    old = "03/05/2027" if dates == "month_first" else "05/03/2027"
    lines = [line("came", old, "06/03/2027"), line("came", "", "25/03/2027", interview="b")]
    lines[0][-1] = "07/03/2027"
    if dates is None:
        assert problems(study, lines[0]) == [("date_form", 2, "date")]
        assert problems(study, [*lines[0][:-1], "2027-03-07"]) == [("date_form", 2, "old value")]
        assert problems(study, [*lines[0][:2], "2027-03-05", *lines[0][3:-1], ""]) == [("date_form", 2, "new value")]
        return
    assert apply(study, store, log(study, *lines)).made == 2
    first = {"day_first": ("2027-03-06", "2027-03-07"), "month_first": ("2027-06-03", "2027-07-03")}[dates]
    made = [entry for entry in store.trail() if entry.action == "change"]
    assert [(entry.new, entry.decided_on) for entry in made] == [first, ("2027-03-25", "2026-02-06")]
    assert {name: str(day)[:10] for name, day in clean(study, "came").items()} == {"a": first[0], "b": "2027-03-25"}
    assert problems(study, line("came", first[0], "31/12/2019", why="again")) == [("invalid_new", 2, "new value")]


def test_a_file_that_is_no_log_is_refused(loaded):
    path = write(loaded.folder / "a2.csv", HEADER, ANSWERS)
    with pytest.raises(SurveyError) as caught:
        apply(loaded, open_store(loaded), path)
    assert [one.code for one in caught.value.problems] == ["survey.corrections.no_log"]


def keeping(folder, *names):
    """The study, once it has said that these columns are kept though they are no question."""
    with (folder / "study.toml").open("a", encoding="utf-8") as file:
        file.write(f"[files]\nkeep = {list(names)}\n")
    return read(folder)


def test_answers_in_repeats_are_corrected_where_they_stand(any_store, folder):
    any_store = keeping(folder, "people-name", "people-years", "month")
    main = write(folder / "form.csv", [*HEADER[:-1], "KEY"], [[*row[:-1], f"uuid:{row[-1]}"] for row in ANSWERS[:2]])
    people = [["uuid:b", "uuid:b/1", "Awa", "30"], ["uuid:b", "uuid:b/2", "Issa", ""]]
    inner = [["uuid:b/2", "uuid:b/2/1", "May"]]
    files = [
        write(folder / "form-people.csv", ["PARENT_KEY", "KEY", "people-name", "people-years"], people),
        write(folder / "form-visits.csv", ["PARENT_KEY", "KEY", "month"], inner),
    ]
    load(any_store, [main, *files])
    store = open_store(any_store)

    def told():
        tables = responses(any_store, store).repeats
        return tables["people"].cells["people-years"].tolist(), tables["visits"].cells["month"].tolist()

    raw = told()
    assert raw == (["30", ""], ["May"])
    years = line("people[1]/years", "30", "31", interview="b")
    month = line("people[2]/visits[1]/month", "May", "", "blank", interview="b")
    assert apply(any_store, store, log(any_store, years, month)).made == 2
    assert told() == (["31", ""], [""])
    for gone in ("people[3]/years", "people[1]/visits[1]/month", "people[2]/visits[2]/month"):
        assert problems(any_store, line(gone, "", "1", interview="b")) == [("no_row", 2, "item")]
    assert problems(any_store, line("peopel[1]/years", "", "1", interview="b")) == [("no_item", 2, "item")]
    assert problems(any_store, line("people[1]/years", "30", "1", interview="b")) == [("old_differs", 2, "old value")]
    edited = [["uuid:b", "uuid:b/1", "Awa", "32"]]
    later = [*HEADER[:-1], "KEY", "meta-instanceID", "meta-deprecatedID"]
    main = write(folder / "late.csv", later, [[*ANSWERS[1][:-1], "uuid:b", "uuid:b2", "uuid:b"]])
    load(
        any_store,
        [main, write(folder / "late-people.csv", ["PARENT_KEY", "KEY", "people-name", "people-years"], edited)],
    )
    write_log(any_store, store, folder / "log.xlsx")
    answers = openpyxl.load_workbook(folder / "log.xlsx")["Answers"].iter_rows(min_row=2, values_only=True)
    assert ("b", "people[1]/years", "32") in {(row[0], row[1], row[5]) for row in answers}


def test_corrections_in_repeats_are_undone(any_store, folder):
    any_store = keeping(folder, "years")
    main = write(folder / "form.csv", [*HEADER[:-1], "KEY"], [[*row[:-1], f"uuid:{row[-1]}"] for row in ANSWERS[:2]])
    people = [["uuid:b", "uuid:b/1", "30"]]
    load(any_store, [main, write(folder / "form-people.csv", ["PARENT_KEY", "KEY", "years"], people)])
    store = open_store(any_store)
    raw = responses(any_store, store).repeats["people"].cells
    apply(any_store, store, log(any_store, line("people[1]/years", "30", "31", interview="b")))
    assert responses(any_store, store).repeats["people"].cells["years"].tolist() == ["31"]
    for entry in store.trail():
        if entry.action in {"change", "blank"}:
            undo(any_store, store, entry.number, by="Awa", why="it was right")
    assert responses(any_store, store).repeats["people"].cells.equals(raw)


def test_what_somebody_found_right_is_on_record_and_does_not_come_back(loaded):
    store, path = open_store(loaded), loaded.folder / "log.xlsx"
    before = write_log(loaded, store, path)
    looked = line("hours", "30", "", "no action", interview="c", why="a double shift")
    applied = apply(loaded, store, log(loaded, looked))
    assert (applied.made, applied.confirmed) == (0, 1)
    (entry,) = [entry for entry in store.trail() if entry.action == "confirm"]
    assert (entry.submission_id, entry.item, entry.old, entry.made_by, entry.why) == (
        "c",
        "hours",
        "30",
        "Awa",
        "a double shift",
    )
    after = write_log(loaded, store, path)
    assert (after.rows, after.left) == (before.rows - 1, 1)
    undo(loaded, store, entry.number, by="Awa", why="look again")
    assert write_log(loaded, store, path) == before


def test_a_look_without_a_name_or_a_reason_is_refused(loaded):
    assert problems(loaded, line("hours", "30", "", "no action", interview="c", why="", by="")) == [
        ("nobody", 2, "by"),
        ("no_reason", 2, "why"),
    ]
