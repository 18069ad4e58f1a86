"""From results to a book, and from a book to its file."""

from pathlib import Path

from analysis.results import Results
from instruments.errors import SurveyError
from instruments.language import Language
from reports.book import Book
from reports.edition import Edition
from reports.excel.audit import audit
from reports.excel.writer import write
from reports.sheet import Sheet
from reports.sheets.claim import claim
from reports.sheets.contents import contents
from reports.sheets.cover import cover
from reports.sheets.crosstab import crosstab_sheet
from reports.sheets.hidden import hidden
from reports.sheets.method import method
from reports.sheets.notes import notes
from reports.sheets.provenance import provenance
from reports.sheets.quality import quality
from reports.sheets.verdicts import verdicts
from reports.sheets.weights import margins, weights


def book(results: Results, *, language: Language) -> Book:
    """Return the report of a study in one language; sheets and tables have the same numbers in every language."""
    edition = Edition(results=results, language=language)
    study = results.study
    footer = [edition.wording(study.title), *([edition.say("reports.sheets.synthetic")] if study.synthetic else [])]
    return Book(
        language=language,
        title=edition.wording(study.title),
        author=edition.wording(study.organisation) or study.instrument.name,
        made=results.provenance.generated_at,
        footer=" · ".join(footer),
        sheets=_sheets(edition),
    )


def write_report(results: Results, path: Path, *, language: Language) -> None:
    """Write the workbook of a study and look through it once more.

    Raises
    ------
    SurveyError
        If the finished file holds what it must not hold.
    """
    write(book(results, language=language), path)
    if problems := audit(path):
        raise SurveyError(problems)


def _sheets(edition: Edition) -> tuple[Sheet, ...]:
    results = edition.results
    first = [cover(edition), *([verdicts(edition)] if results.verdicts else [])]
    claims = [claim(edition, verdict) for verdict in results.verdicts]
    tables = [
        crosstab_sheet(edition, crosstab, place=place) for place, crosstab in enumerate(results.crosstabs, start=1)
    ]
    weighting = [weights(edition), *([margins(edition)] if results.weights.margins else [])]
    last = [method(edition), *weighting, quality(edition), hidden(edition, [*first, *claims, *tables])]
    last += [notes(edition), provenance(edition)]
    listed = [*first, *claims, *tables, *last]
    return (*first, contents(edition, listed), *claims, *tables, *last)
