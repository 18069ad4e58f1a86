"""From results to a book, and from a book to its file."""

from collections.abc import Iterator
from pathlib import Path

from analysis.results import Results
from instruments.errors import SurveyError
from instruments.language import Language
from reports.book import Book
from reports.edition import Edition, edition_of
from reports.excel.audit import audit
from reports.excel.writer import write
from reports.page import page
from reports.profile import Profile
from reports.sheet import Sheet
from reports.sheets.claim import claim
from reports.sheets.contents import contents
from reports.sheets.cover import cover
from reports.sheets.crosstab import crosstab_sheet
from reports.sheets.findings import findings
from reports.sheets.forest import forest
from reports.sheets.hidden import hidden
from reports.sheets.margins import margins
from reports.sheets.method import method
from reports.sheets.notes import notes
from reports.sheets.provenance import provenance
from reports.sheets.quality import quality
from reports.sheets.questionnaire import questionnaire
from reports.sheets.region_map import region_map
from reports.sheets.rounds import rounds
from reports.sheets.sample import sample
from reports.sheets.scales import main_scales, scale_sheet
from reports.sheets.two_ways import two_ways_sheet
from reports.sheets.verdicts import verdicts
from reports.sheets.weights import weights

_STAMPED = 12  # digits of the hash of the plan: Provenance has all of them


def book(results: Results, *, language: Language, profile: Profile = "funder") -> Book:
    """Return the report of a study in one language; sheets and tables have the same numbers in every language."""
    edition = edition_of(results, language=language, profile=profile)
    study = results.study
    footer = [*([edition.say("reports.sheets.synthetic")] if study.synthetic else []), edition.wording(study.title)]
    return Book(
        language=language,
        title=edition.wording(study.title),
        author=edition.wording(study.organisation) or study.instrument.name,
        made=results.provenance.generated_at,
        footer=" · ".join(footer),
        sheets=_sheets(edition),
        profile=profile,
        mark=edition.say("reports.page.synthetic") if study.synthetic else "",
        stamp=_stamp(edition),
    )


def _stamp(edition: Edition) -> str:
    digest = edition.results.provenance.plan
    return "" if digest is None else edition.say("reports.sheets.plan_stamp", hash=digest[:_STAMPED])


def write_workbook(made: Book, path: Path) -> None:
    """Write a book as a workbook and look through it once more.

    Raises
    ------
    SurveyError
        If the finished file holds what it must not hold.
    """
    write(made, path)
    if problems := audit(path):
        raise SurveyError(problems)


def write_page(made: Book, path: Path) -> None:
    """Write the summary of a funder's book as one page of HTML."""
    path.write_text(page(made), encoding="utf-8", newline="\n")


def _sheets(edition: Edition) -> tuple[Sheet, ...]:
    first = (cover(edition), *_told(edition))
    charts = tuple(_charts(edition))
    claims = tuple(claim(edition, verdict) for verdict in edition.results.verdicts)
    tables = tuple(
        crosstab_sheet(edition, each, place=place) for place, each in enumerate(edition.results.crosstabs, start=1)
    )
    last = tuple(_annex(edition, shown=(*first, *charts, *claims, *tables)))
    return (*first, *charts, contents(edition, (*first, *charts, *claims, *tables, *last)), *claims, *tables, *last)


def _told(edition: Edition) -> Iterator[Sheet]:
    if edition.results.verdicts:
        yield findings(edition)
        yield verdicts(edition)


def _charts(edition: Edition) -> Iterator[Sheet]:
    drawn = [forest(edition) if edition.results.verdicts else None]
    drawn += [scale_sheet(edition, each, place=place) for place, each in enumerate(main_scales(edition), start=1)]
    drawn += [region_map(edition), rounds(edition)]
    drawn += [two_ways_sheet(edition, each, place=n) for n, each in enumerate(edition.results.two_ways, start=1)]
    yield from (sheet for sheet in drawn if sheet is not None)


def _annex(edition: Edition, *, shown: tuple[Sheet, ...]) -> Iterator[Sheet]:
    yield method(edition)
    annex = [ledger for ledger in (sample(edition),) if ledger is not None]
    annex += [weights(edition), *([margins(edition)] if edition.results.weights.margins else []), quality(edition)]
    yield from annex
    yield hidden(edition, [*shown, *annex])
    yield questionnaire(edition)
    yield notes(edition)
    yield provenance(edition)
