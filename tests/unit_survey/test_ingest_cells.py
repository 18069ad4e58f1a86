"""Every cell ends as an answer or as a reason why there is none."""

from datetime import date

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from instruments import library
from instruments.item import Item
from instruments.scale import Choice, NonAnswer, Scale
from instruments.text import Text
from survey.ingest.choices import read_choice, read_multiple
from survey.ingest.coding import code, code_ticks, read_text, reader_of, values_of
from survey.ingest.columns import match_columns
from survey.ingest.moments import order_of, read_moment
from survey.ingest.numbers import read_number
from survey.ingest.rows import code_columns, turned

TRUST = Scale(
    name="trust",
    ordered=True,
    choices=(
        Choice(code="0", label=Text.of({"fr": "Pas du tout", "en": "Not at all"}), value=0),
        Choice(code="1", label=Text.of({"fr": "Un peu", "en": "A little"}), value=1),
        Choice(code="other", label=Text.of({"fr": "Autre", "en": "Same"})),
        Choice(code="same", label=Text.of({"fr": "Pareil", "en": "Same"})),
        Choice(code="-1", label=Text.of({"en": "Missing"}), non_answer=NonAnswer.MISSING),
        Choice(code="99", label=Text.of({"fr": "Refus", "en": "Refused"}), non_answer=NonAnswer.REFUSED),
    ),
)
KINDS = (
    "select_one",
    "select_multiple",
    "integer",
    "decimal",
    "text",
    "date",
    "time",
    "calculate",
    "start",
    "deviceid",
)
TEXTS = st.one_of(
    st.text(max_size=40),
    st.sampled_from(["0", "1.0", "01", "Refus", "n/a", "5/2/2023", "31/02/2026", "0 99", "1e400", "NaN", "12,5", "²"]),
    st.floats().map(str),
    st.datetimes().map(str),
)


@given(texts=st.lists(TEXTS, min_size=1, max_size=6), kind=st.sampled_from(KINDS), scaled=st.booleans())
def test_any_cell_of_any_kind_ends_as_an_answer_or_a_reason(texts, kind, scaled):
    item = Item(name="x", kind=kind, scale="trust", minimum=0, maximum=10)
    reader = reader_of(item, scale=TRUST if scaled else None, texts=texts)
    for cell in map(reader, texts):
        assert (cell.value is None) != (cell.reason is None)
        assert bool(cell.why) == (cell.reason is NonAnswer.INVALID)


@pytest.mark.parametrize(
    ("text", "value", "reason"),
    [
        ("1", "1", None),
        ("1.0", "1", None),
        (" 01 ", "1", None),
        ("PAS  DU\u00a0TOUT", "0", None),
        ("a little", "1", None),
        ("99", None, NonAnswer.REFUSED),
        ("refus", None, NonAnswer.REFUSED),
        ("-1.0", None, NonAnswer.MISSING),
        ("", None, NonAnswer.MISSING),
        ("n/a", None, NonAnswer.MISSING),
        ("same", "same", None),  # a code wins over a label
        ("7", None, NonAnswer.INVALID),
    ],
)
def test_a_choice_is_known_by_its_code_or_its_label_in_either_language(text, value, reason):
    cell = read_choice(text, TRUST)
    assert (cell.value, cell.reason) == (value, reason)


def test_a_label_of_two_codes_is_not_guessed():
    twice = Scale(name="s", choices=tuple(Choice(code=code, label=Text.of({"fr": "Bof"})) for code in ("a", "b")))
    assert read_choice("bof", twice).why == "ambiguous_label"


@pytest.mark.parametrize(
    ("text", "value", "why"),
    [
        ("18", 18.0, ""),
        ("18,0", 18.0, ""),
        ("1\u202f200", None, "above_maximum"),
        ("17", None, "below_minimum"),
        ("18.5", None, "not_whole"),
        ("12,500.5", None, "not_a_number"),
        ("dix-huit", None, "not_a_number"),
    ],
)
def test_numbers_are_read_as_they_are_written_and_held_to_their_limits(text, value, why):
    cell = read_number(text, whole=True, minimum=18, maximum=110)
    assert (cell.value, cell.why) == (value, why)


def test_a_code_of_a_non_answer_is_no_number():
    assert read_number("99.0", whole=True, minimum=0, maximum=110, scale=TRUST).reason is NonAnswer.REFUSED


def test_several_choices_stand_together_unless_one_excludes_the_others():
    assert read_multiple("0 1.0", TRUST).value == {"0", "1"}
    assert read_multiple("99", TRUST).reason is NonAnswer.REFUSED
    assert read_multiple("0 99", TRUST).why == "not_alone"
    assert read_multiple("0 nine", TRUST).why == "unknown_code"


WORDY = Scale(
    name="wordy",
    choices=(
        Choice(code="1", label=Text.of({"fr": "Autre (préciser)"})),
        Choice(code="2", label=Text.of({"fr": "Chef de village"})),
        Choice(code="3", label=Text.of({"fr": "Chef"})),
        Choice(code="4", label=Text.of({"fr": "de village"})),
        Choice(code="99", label=Text.of({"fr": "Refus de répondre"}), non_answer=NonAnswer.REFUSED),
    ),
)


def test_labels_of_several_words_that_were_joined_are_taken_apart_unless_two_ways_are_open():
    assert read_multiple("Autre (préciser) Chef", WORDY).value == {"1", "3"}
    assert read_multiple("chef Autre (préciser)", WORDY).value == {"1", "3"}
    assert read_multiple("Autre (préciser) Chef de village", WORDY).why == "ambiguous_label"
    assert read_multiple("Refus de répondre", WORDY).reason is NonAnswer.REFUSED
    assert read_multiple("Autre (préciser) Refus de répondre", WORDY).why == "not_alone"
    assert read_multiple("Autre Chef", WORDY).why == "unknown_code"


@given(codes=st.sets(st.sampled_from(["1", "2", "3", "4"]), min_size=1), order=st.randoms())
def test_a_joined_cell_of_labels_is_never_read_as_other_choices(codes, order):
    labels = [WORDY.choice(code).label["fr"] for code in codes]
    order.shuffle(labels)
    cell = read_multiple(" ".join(labels), WORDY)
    assert cell.value == codes or cell.why == "ambiguous_label"


@given(codes=st.sets(st.sampled_from(TRUST.codes), min_size=1))
def test_a_joined_cell_of_codes_is_what_was_joined(codes):
    assert read_multiple(" ".join(sorted(codes)), TRUST).value == codes


def test_a_choice_that_was_blank_beside_a_zero_was_not_offered():
    coded = code_ticks({"0": ["1", "1"], "1": ["0", "0"], "other": ["", "0"]}, scale=TRUST)
    values = values_of(coded, item=Item(name="x", kind="select_multiple", scale="trust"), scale=TRUST)
    assert values["x/1"].tolist() == [0, 0]
    assert values["x/other"].isna().tolist() == [True, False]
    assert values["x/same"].isna().all()  # it has no column


def test_none_is_a_text_but_no_number():
    assert read_text("None").value == "None"
    assert read_text(" n/a ").reason is NonAnswer.MISSING
    assert read_number("None", whole=True, minimum=None, maximum=None).reason is NonAnswer.MISSING


def test_what_a_form_computes_is_a_number_where_it_has_bounds_or_a_unit(study):
    item = Item(name="x", kind="calculate", unit=Text.of({"en": "km"}))
    coded = code(["1,5", "far"], item=item, instrument=study.instrument)
    assert coded.cells[0].value == 1.5
    assert coded.cells[1].why == "not_a_number"
    assert values_of(coded, item=item, scale=None)["x"].dtype == float
    assert code(["far"], item=Item(name="x", kind="calculate"), instrument=study.instrument).cells[0].value == "far"


def test_a_date_is_held_to_the_bounds_of_its_question():
    item = Item(name="x", kind="date", earliest=date(2026, 1, 1), latest=date(2026, 12, 31))
    reader = reader_of(item, scale=None, texts=[])
    assert [reader(text).why for text in ("2025-12-31", "2026-06-01", "2027-01-01")] == ["too_early", "", "too_late"]


def test_ticks_of_a_question_that_was_skipped_are_no_answer_whether_blank_or_zero():
    coded = code_ticks({"0": ["", "0", "1", "True"], "1": ["", "0", "0", "maybe"]}, scale=TRUST)
    assert [coded.cells[which].reason for which in coded.which] == [
        NonAnswer.MISSING,
        NonAnswer.MISSING,
        None,
        NonAnswer.INVALID,
    ]


def test_the_whole_column_says_whether_days_come_first():
    assert order_of(["05/02/2026", "28/02/2026"]) == "day_first"
    assert order_of(["05/02/2026", "02/28/2026"]) == "month_first"
    assert moment("05/02/2026 14:30", order="day_first") == "2026-02-05 14:30:00"
    assert moment("05/02/2026", order="month_first") == "2026-05-02 00:00:00"
    assert moment("05/02/2026", order="unsettled") == "ambiguous_date"
    assert moment("2/5/2026 2:03:07 PM", order="month_first") == "2026-02-05 14:03:07"
    assert order_of(["05/02/2026"], otherwise="day_first") == "day_first"
    assert order_of(["28/02/2026", "02/28/2026"], otherwise="day_first") == "unsettled"
    assert moment("05/05/2026", order="unsettled") == "2026-05-05 00:00:00"
    assert moment("2026-02-05T14:30:00.000+01:00", order="unsettled") == "2026-02-05 13:30:00"
    assert moment("Mar 5, 2026 2:03:07 PM", order="unsettled") == "2026-03-05 14:03:07"


def moment(text, *, order):
    cell = read_moment(text, order=order)
    return cell.why or str(cell.value)


def test_a_column_is_read_once_for_each_distinct_text(study):
    coded = code(["98", "0", "98", ""], item=study.instrument.item("trust"), instrument=study.instrument)
    assert len(coded.cells) == 3
    assert coded.reasons.dtype == np.int8
    assert coded.reasons.tolist() == [1, 0, 1, 6]


def test_a_count_is_held_to_the_list_that_the_respondent_heard():
    household = library.load("household")
    columns = match_columns(["list_arm", "list_count"], instrument=household, file="f")
    rows = [["control", "3"], ["control", "4"], ["treatment", "4"], ["treatment", "5"], ["", "4"]]
    counts = code_columns(turned(rows), columns=columns, instrument=household)["list_count"]
    assert [counts.cells[which].why for which in counts.which] == ["", "above_maximum", "", "above_maximum", ""]
    assert [counts.texts[which] for which in counts.which] == [count for _, count in rows]
