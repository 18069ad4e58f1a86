"""Many problems of one cause in two lines: the first of them in full, then how many more there are, and where."""

from collections.abc import Iterator, Sequence

from instruments.errors import Place, Problem
from instruments.language import Language
from instruments.words import say

TOLD_APART = 3  # so many of one cause are read one by one
_PLACES = 8


def in_few_words(problems: Sequence[Problem], language: Language | None = None) -> Iterator[str]:
    """Yield the problems in words, those of one cause together, in the order in which each cause first came."""
    causes: dict[tuple[str, str | None], list[Problem]] = {}
    for problem in problems:
        causes.setdefault((problem.code, problem.place.item), []).append(problem)
    for same in causes.values():
        if len(same) <= TOLD_APART:
            yield from (problem.text(language) for problem in same)
        else:
            first, *more = same
            between = "; " if any(problem.place.sheet for problem in more) else ", "
            places = between.join(_short(problem, language) for problem in more[:_PLACES])
            cut = f"{between}..." if len(more) > _PLACES else ""
            others = say("survey.ingest.more_of_kind", language, count=len(more), places=places + cut)
            yield f"{first.text(language)} {others}"


def _short(problem: Problem, language: Language | None) -> str:
    """Return what tells a problem from others of its cause: its row and sheet, else the text that was found."""
    if problem.place.row is not None:
        return Place(sheet=problem.place.sheet, row=problem.place.row).text(language)
    return str(problem.values.get("got", ""))
