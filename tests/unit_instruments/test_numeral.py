"""Numbers in messages are written as the language of the message writes them, and never where they quote a file."""

from instruments.errors import Place
from instruments.numeral import numeral
from instruments.words import say


def test_a_french_message_has_a_comma_in_its_numbers():
    bounds = {"lower": numeral(0.2), "upper": numeral(5.0)}
    assert (
        say("survey.weights.within_bounds", "en", **bounds) == ", no weight multiplied by less than 0.2 or more than 5"
    )
    assert "0,2" in say("survey.weights.within_bounds", "fr", **bounds)


def test_numbers_that_are_not_yet_written_are_written_too():
    told = say("analysis.power.head", "fr", adults=12000, studies=50, error=0.5)
    assert "12\N{NARROW NO-BREAK SPACE}000" in told
    assert "0,5" in told


def test_counts_are_grouped_by_the_signs_of_the_language():
    counts = {"margin": "region", "got": numeral(22_395_488, ",.0f"), "total": 10_735_985}
    assert "22,395,488 people; only its distribution is used, on a total of 10,735,985" in say(
        "survey.weights.scaled", "en", **counts
    )
    french = say("survey.weights.scaled", "fr", **counts)
    assert "22 395 488 personnes" in french.replace("\N{NARROW NO-BREAK SPACE}", " ")
    assert "10 735 985" in french.replace("\N{NARROW NO-BREAK SPACE}", " ")


def test_what_quotes_a_file_stays_as_the_file_has_it():
    assert "1.5" in say("analysis.plan.out_of_scale", "fr", got=1.5)
    assert Place(row=12345).text("fr").endswith("12345")


def test_a_numeral_is_a_text_to_everything_else():
    assert numeral(-1234.5, ",.1f") == "-1,234.5"
    assert numeral(1e-7).text("fr") == "1e-07"
    assert numeral(-0.5).text("fr") == "\N{MINUS SIGN}0,5"
