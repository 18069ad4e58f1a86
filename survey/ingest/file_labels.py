"""Labels that a statistics program keeps beside the codes: they say what a code of its own stands for."""

from collections.abc import Iterator, Mapping

from instruments.errors import Place, Problem, SurveyError
from instruments.instrument import Instrument
from instruments.scale import Scale
from survey.ingest.choices import codes_of
from survey.ingest.columns import Columns
from survey.ingest.export import Row, Table
from survey.offered import offered


def by_label(table: Table, *, columns: Columns, instrument: Instrument, file: str) -> Iterator[tuple[int, Row]]:
    """Yield the rows of a table; a code that the questionnaire does not have is given by its label, where it has that.

    Raises
    ------
    SurveyError
        If the file and the questionnaire mean different answers by the same code.
    """
    changes: dict[int, dict[str, str]] = {}
    problems: list[Problem] = []
    for position, scale, labels in _labelled(table, columns, instrument):
        problems += _contradictions(labels, scale, Place(file=file, column=table.header[position]))
        changes[position] = {text: label for text, label in labels.items() if _only_by_label(text, label, scale)}
    if problems:
        raise SurveyError(problems)
    return _given_by_label(table, {position: texts for position, texts in changes.items() if texts})


def _given_by_label(table: Table, changes: Mapping[int, Mapping[str, str]]) -> Iterator[tuple[int, Row]]:
    for number, row in table.rows:
        for position, texts in changes.items():
            if position < len(row):
                row[position] = texts.get(row[position], row[position])
        yield number, row


def _labelled(table: Table, columns: Columns, instrument: Instrument) -> Iterator[tuple[int, Scale, Mapping[str, str]]]:
    for name, position in columns.items.items():
        scale, labels = offered(instrument.item(name), instrument=instrument), table.labels.get(table.header[position])
        if scale is not None and labels:
            yield position, scale, labels


def _only_by_label(text: str, label: str, scale: Scale) -> bool:
    return not codes_of(text, scale) and len(codes_of(label, scale)) == 1


def _contradictions(labels: Mapping[str, str], scale: Scale, place: Place) -> Iterator[Problem]:
    for text, label in labels.items():
        code, meant = codes_of(text, scale), codes_of(label, scale)
        if code and meant and not set(code) & set(meant):
            values = {"code": text, "label": label, "meant": meant[0]}
            yield Problem(code="survey.ingest.labels_contradict", place=place, values=values)
