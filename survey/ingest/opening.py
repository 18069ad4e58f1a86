"""Open a file of answers: what it is, which table holds the interviews, where the questions are, and its rows."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from instruments.errors import Place, Problem, Severity, refuse
from survey.ingest.bundles import Bundle
from survey.ingest.column_map import ColumnMap, mapped
from survey.ingest.columns import REPEAT, Columns, match_columns
from survey.ingest.export import Export, Kind, Row, Rows, Table
from survey.ingest.file_labels import by_label
from survey.ingest.kept_columns import Kept, kept_of, near_misses, only_kept
from survey.ingest.origin import note_on, origin_of
from survey.ingest.recognise import read_export
from survey.ingest.repeats import attached, gathered, is_repeat
from survey.ingest.sheet_row import on_sheet
from survey.ingest.synthetic import none_synthetic
from survey.ingest.tables import choose_table, more_of
from survey.ingest.tally import Tally
from survey.ingest.tidy import tidied, with_sound_header
from survey.ingest.totals import without_totals
from survey.study import Study


@dataclass(frozen=True, slots=True, kw_only=True)
class Opened:
    """A file of answers, opened; its rows come when they are asked for.

    Attributes
    ----------
    kind, origin, sheet : str
    header : tuple of str
        As it is kept: with the names of a written map, and a column for each repeat.
    columns : Columns
    kept : Kept
        What of the file that is.
    from_1904 : bool
        Whether it counts days from 1904.
    unmatched : tuple of str
        Headers of the file that are no question.
    rows : iterable of (row number, cells)
    notes : tuple of Problem
    misspelt : tuple of Problem
        Columns that are nearly a question for which there is none.
    mapped : tuple of (str, str)
        What a written map renamed.
    """

    kind: Kind
    origin: str
    sheet: str
    header: tuple[str, ...]
    columns: Columns
    kept: Kept
    from_1904: bool
    unmatched: tuple[str, ...]
    rows: Rows
    notes: tuple[Problem, ...]
    misspelt: tuple[Problem, ...]
    mapped: tuple[tuple[str, str], ...]


def opened(bundle: Bundle, *, study: Study, written: ColumnMap | None, tally: Tally, repair: bool) -> Opened:
    """Open a file of answers, with the files of its repeats.

    Raises
    ------
    SurveyError
        If it cannot be read, or is no export of this questionnaire.
    """
    file = bundle.main.name
    export = _with_repeats(read_export(bundle.main), bundle)
    sound = [_sound(table, file=file, several=len(export.tables) > 1, repair=repair) for table in export.tables]
    tables = _mapped(sound, written, file)
    main, columns = choose_table(tables, instrument=study.instrument, file=file)
    origin = origin_of(main.header, kind=export.kind)
    others = [table for table in tables if table.name != main.name]
    repeats = [table for table in others if is_repeat(table)]
    alone = [table for table in others if table not in repeats]
    more = more_of(main, among=alone, instrument=study.instrument, file=file)
    if more and repeats:
        raise refuse("survey.ingest.several_headers", Place(file=file), sheets=_listed([main, *more, *repeats]))
    header = _whole_header([main, *more])
    rows: Rows = _rows([main, *more], len(header), columns, study, tally, file=file, repair=repair)
    found = gathered(repeats, main=main, study=study, file=file, tally=tally, repair=repair)
    if repeats:
        rows = attached(rows, repeats=found, main=main, file=file, tally=tally)
        header = (*header, *(name + REPEAT for name in found.names))
    rows = none_synthetic(rows, header=header, synthetic=study.synthetic, file=file)
    whole = match_columns(header, instrument=study.instrument, file=file)
    whole_rows = without_totals(rows, columns=whole, tally=tally, file=file)
    kept = kept_of(header, columns=whole, instrument=study.instrument, keep=study.files.keep)
    misspelt = near_misses(kept, columns=whole, instrument=study.instrument, place=Place(file=file))
    return Opened(
        kind=export.kind,
        origin=origin.name,
        sheet=main.name,
        header=kept.header,
        columns=match_columns(kept.header, instrument=study.instrument, file=file),
        kept=kept,
        from_1904=export.from_1904,
        unmatched=(*whole.unmatched, *found.unmatched),
        rows=only_kept(whole_rows, header=header, kept=kept, tally=tally),
        notes=(
            note_on(origin, kind=export.kind, file=file),
            *export.notes,
            *_sheets(main, more, alone, file),
            *found.notes,
        ),
        misspelt=(*misspelt, *found.misspelt),
        mapped=_renamed(sound, main),
    )


def _sound(table: Table, *, file: str, several: bool, repair: bool) -> Table:
    place = Place(file=file, sheet=table.name if several else None)
    return replace(table, header=with_sound_header(table, place=place, repair=repair))


def _whole_header(tables: Sequence[Table]) -> tuple[str, ...]:
    """Return the header of the first table, as wide as the widest: what has no name may hold something."""
    width = max(len(table.header) for table in tables)
    return (*tables[0].header, *[""] * (width - len(tables[0].header)))


def _with_repeats(export: Export, bundle: Bundle) -> Export:
    added = [replace(table, name=path.stem) for path in bundle.repeats for table in read_export(path).tables]
    if not added:
        return export
    return replace(export, tables=(*(replace(table, name=bundle.main.stem) for table in export.tables), *added))


def _mapped(tables: Sequence[Table], written: ColumnMap | None, file: str) -> list[Table]:
    """Return the tables with the names of the map, where they have one of its columns."""
    if written is None:
        return list(tables)
    named = set(written.columns.values())
    meant = [table for table in tables if named & set(table.header)]
    if written.required and not meant:
        meant = list(tables[:1])
    return [
        replace(table, header=mapped(table.header, written=written, file=file)) if table in meant else table
        for table in tables
    ]


def _renamed(before: Sequence[Table], main: Table) -> tuple[tuple[str, str], ...]:
    source = next(table for table in before if table.name == main.name)
    pairs = zip(source.header, main.header, strict=True)
    return tuple((name, here) for name, here in pairs if name != here and name not in source.titles)


def _rows(
    tables: Sequence[Table], width: int, columns: Columns, study: Study, tally: Tally, *, file: str, repair: bool
) -> Iterator[tuple[int, Row]]:
    """Yield the rows of all tables of interviews, all of one width."""
    for table in tables:
        sheet = None if len(tables) == 1 else table.name
        labelled = by_label(table, columns=columns, instrument=study.instrument, file=file)
        told = replace(table, rows=labelled if sheet is None else on_sheet(labelled, sheet=sheet))
        rows = tidied(told, place=Place(file=file, sheet=sheet), tally=tally, repair=repair)
        short = [""] * (width - len(table.header))
        yield from ((at, [*row, *short]) for at, row in rows) if short else rows


def _sheets(main: Table, more: Sequence[Table], alone: Sequence[Table], file: str) -> Iterator[Problem]:
    """Yield which sheets were read as interviews, where there are several, and which were not read."""
    if more:
        values = {"sheets": _listed([main, *more])}
        yield Problem(code="survey.ingest.sheets_read", place=Place(file=file), values=values, severity=Severity.NOTE)
    for table in alone:
        if table not in more:
            place = Place(file=file, sheet=table.name)
            yield Problem(code="survey.ingest.table_not_read", place=place, severity=Severity.NOTE)


def _listed(tables: Sequence[Table]) -> str:
    return ", ".join(table.name for table in tables)
