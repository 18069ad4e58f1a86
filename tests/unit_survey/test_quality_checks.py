from dataclasses import replace

import numpy as np
import pandas as pd
import pytest

from instruments.errors import Severity
from instruments.expression import parse
from instruments.instrument import Instrument
from instruments.item import Item
from instruments.scale import Choice, NonAnswer, Scale
from instruments.text import Text
from survey.quality.absent import absent
from survey.quality.duplicates import duplicates
from survey.quality.duration import duration
from survey.quality.flags import Flags
from survey.quality.missing import non_answer_frame, non_answers
from survey.quality.ranges import ranges
from survey.quality.refusals import refusals
from survey.quality.skips import skips
from survey.quality.straightlining import straightlining
from survey.responses import REASONS, Responses
from survey.study.settings import QualityLimits

POINTS = tuple("12345")
OPINIONS = [f"q{number:02d}" for number in range(20)]
INTERVIEWS = 60
LIMITS = QualityLimits(minimum_minutes=12, maximum_minutes=180, straightline_items=6)


def scale(name, codes, *, ordered):
    return Scale(name=name, ordered=ordered, choices=tuple(Choice(code=code, label=Text()) for code in codes))


INSTRUMENT = Instrument(
    name="small",
    version="1",
    title=Text(),
    languages=("fr", "en"),
    scales=(scale("agree", POINTS, ordered=True), scale("yes_no", ("yes", "no"), ordered=False)),
    items=(
        Item(name="interviewer", kind="text", role="interviewer"),
        Item(name="start", kind="start", role="start"),
        Item(name="end", kind="end", role="end"),
        Item(name="age", kind="integer", minimum=18, maximum=110),
        Item(name="aware", kind="select_one", scale="yes_no", required=True),
        Item(name="why", kind="select_one", scale="yes_no", relevant=parse("aware = 'yes'"), required=True),
        *(Item(name=name, kind="select_one", scale="agree", required=True) for name in OPINIONS),
    ),
)


@pytest.fixture
def responses():
    """Return interviews of six interviewers without a fault."""
    rng = np.random.default_rng(7)
    start = pd.Timestamp("2026-02-02 09:00") + pd.to_timedelta(np.arange(INTERVIEWS), unit="h")
    aware = rng.choice(["yes", "no"], INTERVIEWS)
    values = pd.DataFrame(
        {
            "interviewer": pd.Series([f"E{row % 6}" for row in range(INTERVIEWS)], dtype="str"),
            "start": start,
            "end": start + pd.Timedelta(minutes=40),
            "age": rng.integers(18, 90, INTERVIEWS).astype(float),
            "aware": pd.Categorical(aware, categories=["yes", "no"]),
            "why": pd.Categorical(np.where(aware == "yes", "no", None), categories=["yes", "no"]),
            **{name: pd.Categorical(rng.choice(POINTS, INTERVIEWS), categories=POINTS) for name in OPINIONS},
        }
    )
    reasons = pd.DataFrame(0, index=values.index, columns=values.columns, dtype=np.int8)
    reasons["why"] = np.where(aware == "yes", 0, REASONS[NonAnswer.NOT_ASKED]).astype(np.int8)
    submissions = pd.DataFrame({"submission_id": [f"s{row}" for row in range(INTERVIEWS)]})
    return Responses(instrument=INSTRUMENT, values=values, reasons=reasons, submissions=submissions)


def changed(responses, rows, **answers):
    values, reasons = responses.values.copy(), responses.reasons.copy()
    for name, answer in answers.items():
        if isinstance(answer, NonAnswer):
            values.loc[rows, name] = None
            reasons.loc[rows, name] = REASONS[answer]
        else:
            values.loc[rows, name] = answer
            reasons.loc[rows, name] = 0
    return replace(responses, values=values, reasons=reasons)


def found(flags):
    records = list(flags)
    for flag in records:
        assert "Please " in flag.text("en")
        assert "Veuillez " in flag.text("fr")
    return [(flag.code.rsplit(".", 1)[1], flag.submission_id) for flag in records]


@pytest.mark.parametrize("check", [duplicates, ranges, skips, refusals])
def test_good_interviews_raise_nothing(responses, check):
    assert found(check(responses)) == []


@pytest.mark.parametrize("check", [duration, straightlining])
def test_good_interviews_within_limits_raise_nothing(responses, check):
    assert found(check(responses, LIMITS)) == []


def test_an_interview_sent_twice(responses):
    again = responses.values.copy()
    again.loc[9] = again.loc[3]
    reasons = responses.reasons.copy()
    reasons.loc[9] = reasons.loc[3]
    twice = replace(responses, values=again, reasons=reasons)
    assert found(duplicates(twice)) == [("duplicates_answers", "s3"), ("duplicates_answers", "s9")]


def test_a_number_that_is_there_twice(responses):
    ids = responses.submissions.assign(submission_id=responses.submissions["submission_id"].replace("s5", "s4"))
    assert found(duplicates(replace(responses, submissions=ids))) == [("duplicates_id", "s4")] * 2


def test_nearly_the_same_answers_count_only_within_one_interviewer(responses):
    copied = {name: responses.values.loc[0, name] for name in [*OPINIONS, "age", "aware", "why"]}
    copied |= {"q00": "1" if copied["q00"] != "1" else "2"}
    if responses.values.loc[0, "aware"] == "no":
        copied["why"] = NonAnswer.NOT_ASKED
    near = changed(responses, 6, **copied)
    assert found(duplicates(near)) == [("duplicates_near", "s0"), ("duplicates_near", "s6")]
    assert found(duplicates(changed(responses, 7, **copied))) == []


def test_cells_that_are_no_answer_say_what_was_expected(responses):
    cells = [("s1", "age", "250", "above_maximum"), ("s2", "q01", "x", "unknown_code")]
    invalid = pd.DataFrame(cells, columns=["submission_id", "item", "raw", "why"], dtype="str")
    flags = list(ranges(replace(responses, invalid=invalid)))
    assert found(flags) == [("ranges_limits", "s1"), ("ranges_unreadable", "s2")]
    assert "250, expected 18 to 110" in flags[0].text("en")
    assert (flags[0].interviewer, flags[0].item, flags[1].value) == ("E1", "age", "x")


def test_the_routing_is_held_against_the_answers(responses):
    unaware = int(np.flatnonzero(responses.values["aware"] == "no")[0])
    aware = int(np.flatnonzero(responses.values["aware"] == "yes")[0])
    wrong = changed(changed(responses, unaware, why="yes"), aware, why=NonAnswer.MISSING)
    assert found(skips(wrong)) == [("skips_answered", f"s{unaware}"), ("skips_hole", f"s{aware}")]
    refused = changed(responses, unaware, why=NonAnswer.REFUSED)
    assert found(skips(refused)) == [("skips_answered", f"s{unaware}")]


def test_durations(responses):
    start = responses.values["start"]
    values = responses.values.copy()
    values.loc[2, "end"] = start[2] + pd.Timedelta(minutes=4)
    values.loc[3, "end"] = start[3] + pd.Timedelta(minutes=400)
    values.loc[4, "end"] = start[4] - pd.Timedelta(minutes=1)
    values.loc[5, "end"] = pd.NaT
    odd = replace(responses, values=values)
    assert found(duration(odd, LIMITS)) == [
        ("duration_negative", "s4"),
        ("duration_short", "s2"),
        ("duration_long", "s3"),
    ]
    assert found(duration(odd, QualityLimits())) == [("duration_negative", "s4")]
    short = next(flag for flag in duration(odd, LIMITS) if flag.code.endswith("short"))
    assert short.value in short.text("en")
    assert f"{short.value.replace('.', ',')} minutes" in short.text("fr")


def test_straightlining_needs_enough_answers(responses):
    alike = changed(responses, 8, **dict.fromkeys(OPINIONS, "3"))
    assert found(straightlining(alike, LIMITS)) == [("straightlining_battery", "s8")]
    few = changed(alike, 8, **dict.fromkeys(OPINIONS[5:], NonAnswer.DONT_KNOW))
    assert found(straightlining(few, LIMITS)) == []


def test_straightlining_by_many_is_only_a_note(responses):
    rare = list(straightlining(changed(responses, 8, **dict.fromkeys(OPINIONS, "3")), LIMITS))
    common = list(straightlining(changed(responses, range(10), **dict.fromkeys(OPINIONS, "3")), LIMITS))
    assert {flag.severity for flag in rare} == {Severity.WARNING}
    assert {flag.severity for flag in common} == {Severity.NOTE}


def test_an_interviewer_far_out_of_the_funnel(responses):
    rows = np.flatnonzero(responses.values["interviewer"] == "E2")
    evaded = changed(responses, rows, **dict.fromkeys(OPINIONS[:8], NonAnswer.DONT_KNOW))
    flags = list(refusals(evaded))
    assert found(flags) == [("interviewers_evaded", None)]
    assert flags[0].interviewer == "E2"


def test_non_answers_are_counted_by_kind(responses):
    some = changed(responses, [0, 1], q00=NonAnswer.REFUSED)
    table = {line.item: line for line in non_answers(some)}
    assert "interviewer" not in table
    assert table["q00"].count(NonAnswer.REFUSED) == 2
    assert table["q00"].answered == INTERVIEWS - 2
    unaware = int((responses.values["aware"] == "no").sum())
    assert table["why"].asked == INTERVIEWS - unaware
    assert table["q00"].share(NonAnswer.REFUSED) == 2 / INTERVIEWS
    frame = non_answer_frame(table.values()).set_index("item")
    assert frame.loc["why", "not_asked"] == unaware


def test_flags_as_a_table_and_as_counts(responses):
    flags = Flags.of(straightlining(changed(responses, 8, **dict.fromkeys(OPINIONS, "3")), LIMITS))
    assert flags.counts() == {"straightlining": 1}
    frame = flags.to_frame("fr")
    assert frame.loc[0, ["check", "severity", "submission_id", "interviewer"]].tolist() == [
        "straightlining",
        "warning",
        "s8",
        "E2",
    ]
    assert "modalité 3" in frame.loc[0, "text"]


def test_an_interview_with_the_answers_of_another_names_it(responses):
    twice = changed(responses, [3, 9], **{name: responses.values[name].iloc[3] for name in OPINIONS})
    same = {"age": 40.0, "aware": "no", "why": None}
    twice = changed(twice, [3, 9], **same)
    reasons = twice.reasons.copy()
    reasons.loc[[3, 9], "why"] = REASONS[NonAnswer.NOT_ASKED]
    found = [flag for flag in duplicates(replace(twice, reasons=reasons)) if flag.code.endswith("duplicates_answers")]
    assert [(flag.submission_id, flag.value) for flag in found] == [("s3", "s9"), ("s9", "s3")]
    assert "interview s9" in found[0].text("en")


def test_a_required_question_that_a_file_does_not_have_is_flagged_once_a_file(responses):
    reasons = responses.reasons.copy()
    reasons.loc[:9, "aware"] = REASONS[NonAnswer.NOT_OFFERED]
    files = ["a.csv"] * 10 + ["b.csv"] * (INTERVIEWS - 10)
    found = list(absent(replace(responses, reasons=reasons, submissions=responses.submissions.assign(file=files))))
    assert [(flag.item, flag.value, flag.values["count"]) for flag in found] == [("aware", "a.csv", 10)]


@pytest.mark.parametrize(("required", "severity"), [(True, Severity.ERROR), (False, Severity.WARNING)])
@pytest.mark.parametrize("reason", [NonAnswer.NOT_OFFERED, NonAnswer.MISSING])
def test_a_question_that_nobody_answers_is_flagged(responses, required, severity, reason):
    silent = changed(responses, slice(None), aware=reason)
    items = [replace(item, required=required) if item.name == "aware" else item for item in INSTRUMENT.items]
    (flag,) = absent(replace(silent, instrument=replace(INSTRUMENT, items=tuple(items))))
    assert (flag.item, flag.code, flag.severity) == ("aware", "survey.quality.absent_answers", severity)
    assert list(absent(changed(silent, [3], aware="no"))) == []


def short(rows):
    """Return interviews of a questionnaire with six questions, given as texts, numbers and points from 1 to 5."""
    items = [Item(name="words", kind="text"), Item(name="age", kind="integer")]
    items += [Item(name=name, kind="select_one", scale="agree") for name in OPINIONS[:4]]
    values = pd.DataFrame(rows, columns=[item.name for item in items])
    reasons = values.isna().astype(np.int8) * np.int8(REASONS[NonAnswer.MISSING])
    submissions = pd.DataFrame({"submission_id": [f"s{row}" for row in range(len(rows))]})
    instrument = replace(INSTRUMENT, items=tuple(items))
    return Responses(instrument=instrument, values=values, reasons=reasons, submissions=submissions)


@pytest.mark.parametrize("others", [0, 1, 30])
def test_an_interview_sent_twice_is_found_in_a_short_questionnaire(others):
    rng = np.random.default_rng(3)
    rows = [[f"word {row}", 20 + row, *rng.choice(POINTS, 4)] for row in range(others)]
    twice = ["the well", 44, "1", "2", "3", "4"]
    assert found(duplicates(short([*rows, twice, twice]))) == [
        ("duplicates_answers", f"s{others}"),
        ("duplicates_answers", f"s{others + 1}"),
    ]
    assert list(duplicates(short([*rows, twice, ["the mill", *twice[1:]]]))) == []


def test_where_chance_makes_people_answer_alike_it_is_said_that_none_is_named():
    rows = [[None, 40 + row % 3, "1", "2", "3", str(1 + row % 2)] for row in range(60)]
    (flag,) = duplicates(short(rows))
    assert (flag.code, flag.submission_id) == ("survey.quality.duplicates_too_few", None)
    assert (flag.severity, flag.values["count"]) == (Severity.NOTE, 60)
    few = [[None, 40 + row, None, None, None, "1"] for row in range(9)]
    assert found(duplicates(short([*few, few[0]]))) == [("duplicates_too_few", None)]
