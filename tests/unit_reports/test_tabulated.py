"""Where a study does not name what is tabulated, every closed question is; what cannot be counted, or hides, is not."""

from dataclasses import replace

from analysis.crosstab import closed_questions, crosstab
from analysis.groups import banners_of
from reports.edition import edition_of
from reports.sheets.crosstab import crosstab_sheet


def test_every_question_with_answers_or_a_number_is_tabulated_opinions_first(results):
    names = closed_questions(results.study)
    kinds = {results.instrument.item(name).kind for name in names}
    assert kinds == {"select_one", "select_multiple", "integer"}
    opinions = [item.name for item in results.instrument.attitudes if item.name in names]
    assert list(names[: len(opinions)]) == opinions
    assert {"age", "education", "media_sources"} <= set(names)


def test_what_hides_an_answer_and_what_the_design_uses_is_not(results):
    names = set(closed_questions(results.study))
    items = results.instrument.items
    assert not names & {item.name for item in items if item.technique or item.arms or item.assigned_by}
    assert not names & {item.name for item in items if item.role not in (None, "age")}
    assert not names & {item.name for item in items if item.kind in ("text", "date", "note", "calculate")}
    assert not names & set(banners_of(results.study))


def test_a_number_is_shown_by_its_mean(results):
    age = crosstab("age", banners=(), sample=results.sample)
    shown = replace(results, crosstabs=(*results.crosstabs, age))
    sheet = crosstab_sheet(edition_of(shown, language="en"), age, place=99)
    assert age.rows == ()
    assert any(
        value == age.mean[0] for row in sheet.table.rows for value in [getattr(cell, "value", None) for cell in row]
    )
