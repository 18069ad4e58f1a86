"""Which items and variables a claim names, and which of them a study does not have."""

from collections.abc import Collection, Iterator, Mapping, Sequence
from difflib import get_close_matches

from analysis.claims.claim import Claim, Part, Plan
from analysis.claims.margins import too_wide_for_scores
from analysis.claims.measure import names_of
from analysis.claims.references import expressions, plan_expressions
from instruments import library
from instruments.errors import Place, Problem
from instruments.expression import check, parse
from instruments.language import LANGUAGES, Language
from instruments.scale import Scale
from instruments.text import Text
from instruments.words import listed, say
from survey.offered import offered
from survey.study import Study

_NEAR = 0.85  # of the letters in common: presence_suport for presence_support


def absent_items(claim: Claim, *, study: Study) -> list[str]:
    """Return the names that the deciding parts of a claim need and that the study does not have."""
    needed = [*claim.proxies, *_names_in(claim.population)]
    needed += [name for group in claim.covers for name in _names_in(group.where)]
    needed += [name for part in claim.part if part.decides for name in names_in(part)]
    return _absent(needed, study)


def without_absent(claim: Claim, *, study: Study) -> Claim:
    """Return a claim without what is only shown beside it and cannot be in this study, or waits for other waves."""
    possible = {part.name: _possible(part, study) for part in claim.part}
    replaced = {part.stands_in_for for part in claim.part}
    parts = tuple(part for part in claim.part if _stands(part, possible, replaced, study))
    domains = tuple(
        group
        for group in claim.domain
        if not _absent([*_names_in(group.where), *([group.by] if group.by else [])], study)
    )
    return claim.model_copy(update={"part": parts, "domain": domains})


def _possible(part: Part, study: Study) -> bool:
    return part.fewest_waves <= len(study.waves) and not _absent(names_in(part), study)


def _stands(part: Part, possible: Mapping[str, bool], replaced: Collection[str | None], study: Study) -> bool:
    """Return whether a part stays: one that stands in for another, or has a stand-in, gives way where it must."""
    if part.stands_in_for is not None:
        return not possible[part.stands_in_for]
    if part.decides and part.name not in replaced:
        return part.fewest_waves <= len(study.waves)
    return possible[part.name]


def asked_by(names: list[str], *, study: Study) -> list[str]:
    """Return the questionnaires of the library that ask what a study does not, as far as any asks it."""
    asked = set(names) - set(study.variables)
    others = [name for name in library.names() if name != study.instrument.name]
    return [name for name in others if asked & {item.name for item in library.load(name).items}]


def titles(questionnaires: Sequence[str], *, named: bool = True) -> Text:
    """Return questionnaires of the library by their titles, each with the name that a study gives it where asked."""
    read = {name: library.load(name).title for name in questionnaires if name in library.names()}

    def told(name: str, language: Language) -> str:
        if name not in read:
            return name
        title = say("analysis.claims.title_of", language, title=read[name].wording(language))
        return f"{title} ({name})" if named else title

    return Text.of(
        {language: listed([told(name, language) for name in questionnaires], language) for language in LANGUAGES}
    )


def names_in(part: Part) -> list[str]:
    """Return every item and variable that a part names."""
    measures = [part.measure, *(term.measure for term in part.term if term.measure)]
    names = [name for measure in measures for name in names_of(measure)]
    names += [name for where in (part.where, *(term.where for term in part.term)) for name in _names_in(where)]
    return names + [name for name in (part.by, part.dose, part.standardise, *part.adjust) if name]


def _names_in(expression: str) -> list[str]:
    return sorted(parse(expression).names) if expression else []


def _absent(names: list[str], study: Study) -> list[str]:
    known = {item.name for item in study.instrument.items} | set(study.variables)
    return [name for name in dict.fromkeys(names) if name not in known]


def wrong_codes(plan: Plan, *, study: Study) -> tuple[Problem, ...]:
    """Return a problem for each condition or margin of a plan that cannot be meant in a study.

    A code that no answer has; a margin as wide as the scale.
    A name that the study does not have is no fault: its claim cannot be tested, and says so. One that is nearly one of
    the study's, and that no questionnaire has, is a slip of the pen.
    """
    scope = _scope(study)
    said = [*plan_expressions(plan)]
    said += [(f"claim[{claim.id}].{key}", text) for claim in plan.claim for key, text in expressions(claim)]
    problems = (
        problem
        for key, text in said
        if text
        for problem in check(parse(text), scope, place=Place(file=plan.name, key=key))
    )
    wrong = tuple(problem for problem in problems if problem.code != "instruments.expression.unknown_item")
    return (*wrong, *_slips(plan, scope), *too_wide_for_scores(plan, study=study))


def _slips(plan: Plan, scope: Collection[str]) -> Iterator[Problem]:
    asked = {item.name for name in library.names() for item in library.load(name).items}
    for claim in plan.claim:
        named = [*_names_in(claim.population), *(name for part in claim.part for name in names_in(part))]
        for name in dict.fromkeys(named):
            near = get_close_matches(name, scope, n=1, cutoff=_NEAR)
            if name not in scope and name not in asked and near:
                place = Place(file=plan.name, key=f"claim[{claim.id}]")
                yield Problem(code="analysis.plan.slip", place=place, values={"got": name, "near": near[0]})


def _scope(study: Study) -> dict[str, Scale | None]:
    items = {item.name: offered(item, instrument=study.instrument) for item in study.instrument.items}
    derived = {name: Scale(name=name, choices=variable.values) for name, variable in study.variables.items()}
    return items | derived
