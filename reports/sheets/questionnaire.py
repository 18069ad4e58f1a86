"""The questionnaire: every question as it was asked, in both languages, with its answers and of whom it is asked."""

from instruments.item import Item, Role
from instruments.language import LANGUAGES, Language
from instruments.words import say
from reports.edition import Edition, with_gaps
from reports.sheet import Sheet
from reports.sheets.routing import routing
from reports.table import Cell, Column, Mark, Table, Words
from survey.ingest.coding import NUMBER_KINDS

KEY = "questionnaire"

_NOTED: frozenset[Role | None] = frozenset(
    {"psu", "region", "milieu", "interviewer", "interview_language", "interview_id", "start", "end", "weight"}
)

_WIDTH_OF_NAME, _WIDTH_OF_QUESTION, _WIDTH_OF_ANSWERS, _WIDTH_OF_CONDITION = 20, 44, 34, 36


def questionnaire(edition: Edition) -> Sheet:
    """Return the sheet of the questionnaire, the language of the edition first."""
    columns = [Column(edition.say("reports.questionnaire.column_item"), _WIDTH_OF_NAME)]
    for language in _languages(edition):
        columns.append(Column(edition.say(f"reports.questionnaire.column_question_{language}"), _WIDTH_OF_QUESTION))
        columns.append(Column(edition.say(f"reports.questionnaire.column_answers_{language}"), _WIDTH_OF_ANSWERS))
    columns.append(Column(edition.say("reports.questionnaire.column_condition"), _WIDTH_OF_CONDITION))
    return Sheet(
        key=KEY,
        name=edition.say("reports.questionnaire.name"),
        title=edition.say("reports.questionnaire.title"),
        about=edition.about("reports.questionnaire.about"),
        table=Table(
            name="questionnaire",
            columns=tuple(columns),
            rows=tuple(_row(edition, item) for item in edition.results.instrument.asked),
        ),
    )


def _languages(edition: Edition) -> tuple[Language, ...]:
    """Return both languages, that of the edition first."""
    return (edition.language, *(language for language in LANGUAGES if language != edition.language))


def _row(edition: Edition, item: Item) -> tuple[Cell, ...]:
    cells: list[Cell] = [Words(item.name)]
    for language in _languages(edition):
        wording = with_gaps(item.label.wording(language)).strip()
        cells.append(Words(wording) if wording else Mark("z"))
        cells.append(_answers(edition, item, language))
    return (*cells, Words(_asked(edition, item)))


def _asked(edition: Edition, item: Item) -> str:
    if item.role in _NOTED:
        return edition.say("reports.questionnaire.noted")
    return edition.say("reports.questionnaire.everybody") if item.relevant is None else routing(edition, item)


def _answers(edition: Edition, item: Item, language: Language) -> Cell:
    scale = edition.results.instrument.scale_of(item)
    labels = [say("reports.questionnaire.number", language)] if item.kind in NUMBER_KINDS else []
    labels += [choice.label.wording(language) for choice in scale.choices] if scale else []
    told = " / ".join(dict.fromkeys(label for label in labels if label))
    read = dict.fromkeys(text.wording(language) for arm in item.arms for text in arm.statements)
    if read:
        told = say("reports.questionnaire.read_out", language, answers=told, statements=" / ".join(read))
    return Words(told) if told else Mark("z")
