"""Many problems of one cause are said in two sentences."""

from instruments.errors import Place, Problem
from survey.ingest.few_words import in_few_words


def test_problems_of_one_cause_are_told_once_with_their_number_and_first_places():
    rows = [
        Problem(code="survey.ingest.ragged_row", place=Place(file="a.csv", row=at), values={"got": 3, "expected": 4})
        for at in range(2, 94)
    ]
    other = Problem(code="survey.ingest.no_identity", place=Place(file="a.csv"))
    first, last = in_few_words([*rows, other], "fr")
    assert first.startswith("a.csv, ligne 2")
    assert "Et 91 autres" in first
    assert "ligne 10, ..." in first
    assert last == other.text("fr")


def test_a_few_problems_are_told_one_by_one_and_dates_by_what_was_found():
    dates = [
        Problem(
            code="survey.ingest.ambiguous_date",
            place=Place(file="a.csv", item="start"),
            values={"got": f"0{at}/02/2026", "count": 1},
        )
        for at in range(1, 7)
    ]
    assert len(list(in_few_words(dates[:3], "en"))) == 3
    (told,) = in_few_words(dates, "en")
    assert "And 5 more for the same reason: 02/02/2026, 03/02/2026" in told
