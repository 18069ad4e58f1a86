"""Read a plan of claims: from the library, from a file, or a file that changes what the library says."""

import hashlib
import json
import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace
from importlib.resources import files
from pathlib import Path
from typing import Any

from analysis.claims.claim import Plan
from analysis.claims.margins import too_wide_for_shares
from analysis.claims.references import wrong_conditions, wrong_parts
from instruments.errors import Place, Problem, SurveyError, refuse
from instruments.words import listed
from instruments.written import parsed, validated
from survey.study import Study

Document = dict[str, Any]

_LIBRARY = "library:"
_CHANGES = ("based_on", "leave_out", "claim")
_SHARED = ("level", "margin", "minimum_base", "sponsor", "exposed", "sources")
_CLAIM_KEY = re.compile(r"^claim\[(\d+)\]")


def plan_of(study: Study) -> Plan | None:
    """Return the plan that a study names, or None where it names none."""
    if study.plan is None:
        return None
    if study.plan.library is not None:
        return library_plan(study.plan.library)
    return read(study.path(str(study.plan.file)))


def library_plan(name: str) -> Plan:
    """Return a plan that comes with the toolkit.

    Raises
    ------
    SurveyError
        If there is none of that name.

    Examples
    --------
    >>> library_plan("giustozzi_2024").claim[0].id
    'C01'
    """
    return _validated(_library_document(name), file=f"{name}.toml")


def read(path: str | Path) -> Plan:
    """Return the plan in a file.

    A file that says ``based_on = "giustozzi_2024"`` starts from that plan of the library: ``leave_out = ["C10"]`` takes
    claims away, a ``[[claim]]`` with a known ``id`` replaces the keys that it gives, and any other adds a claim. Such a
    plan is called ``giustozzi_2024_changed`` where it gives no ``name`` of its own.

    Parameters
    ----------
    path : str or Path

    Raises
    ------
    SurveyError
        With every fault: the key, what was got and what was expected.
    """
    path = Path(path)
    if not path.is_file():
        raise refuse("analysis.plan.no_file", Place(file=path.name))
    return _whole(path.read_bytes(), file=path.name)


def plan_as_written(source: str) -> Plan:
    """Return the plan that a store keeps from the time of a load: the text of its file, or ``library:name``.

    Raises
    ------
    SurveyError
        If the text is no plan.
    """
    if source.startswith(_LIBRARY):
        return library_plan(source.removeprefix(_LIBRARY))
    return _whole(source.encode(), file="plan")


def fingerprint(plan: Plan) -> str:
    """Return the SHA-256 of what a plan says, whatever the order of its claims and the layout of its file."""
    return fingerprint_of(written_claims(plan))


def fingerprint_of(claims: Mapping[str, Any]) -> str:
    """Return the SHA-256 of claims as they are written, whatever their order."""
    return _hash(sorted((name, _hash(claim)) for name, claim in claims.items()))


def claim_fingerprints(plan: Plan) -> dict[str, str]:
    """Return the SHA-256 of each claim together with what the plan sets for all."""
    return {name: _hash(claim) for name, claim in written_claims(plan).items()}


def written_claims(plan: Plan) -> dict[str, Any]:
    """Return each claim as plain data, with what the plan sets for all; what is left at its default is left out."""
    shared = {name: getattr(plan, name) for name in _SHARED}
    return {claim.id: {**shared, **claim.model_dump(mode="json", exclude_defaults=True)} for claim in plan.claim}


def _hash(content: object) -> str:
    canonical = json.dumps(content, sort_keys=True, ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()


def _library_document(name: str) -> Document:
    shelf = files("analysis.claims").joinpath("library")
    names = sorted(entry.name.removesuffix(".toml") for entry in shelf.iterdir() if entry.name.endswith(".toml"))
    if name not in names:
        raise refuse("analysis.plan.not_in_library", got=name, names=listed(names))
    return dict(parsed(shelf.joinpath(f"{name}.toml").read_bytes(), file=f"{name}.toml"))


def _whole(content: bytes, *, file: str) -> Plan:
    document = dict(parsed(content, file=file))
    if "based_on" in document:
        document = _changed(_library_document(str(document["based_on"])), by=document, file=file)
    return _validated(document, file=file)


def _changed(base: Document, *, by: Document, file: str) -> Document:
    claims = {claim["id"]: claim for claim in base["claim"]}
    _refuse_twice([claim.get("id", "") for claim in by.get("claim", ())], file)
    unknown = [name for name in by.get("leave_out", ()) if name not in claims]
    if unknown:
        raise SurveyError(
            Problem(
                code="analysis.plan.leaves_out_unknown",
                place=Place(file=file, key="leave_out"),
                values={"got": name, "known": listed(list(claims))},
            )
            for name in unknown
        )
    for claim in by.get("claim", ()):
        claims[claim.get("id", "")] = {**claims.get(claim.get("id", ""), {}), **claim}
    kept = [claim for name, claim in claims.items() if name not in by.get("leave_out", ())]
    named = {"name": f"{base['name']}_changed"} if by.get("leave_out") or by.get("claim") else {}
    said = {key: value for key, value in by.items() if key not in _CHANGES}
    return {**base, **named, **said, "claim": kept}


def _refuse_twice(names: Sequence[str], file: str) -> None:
    """Refuse claims that are written twice: the second would silently replace the first."""
    twice = {name: Place(file=file, key=f"claim[{name}]") for name, count in Counter(names).items() if count > 1}
    if twice:
        raise SurveyError(
            Problem(code="analysis.plan.taken_twice", place=place, values={"got": name})
            for name, place in twice.items()
        )


def _validated(document: Document, *, file: str) -> Plan:
    try:
        plan = validated(Plan, document, file=file)
    except SurveyError as error:
        raise SurveyError(_by_claim(problem, document) for problem in error.problems) from error
    problems = _wrong_claims(plan, file)
    if problems:
        raise SurveyError(problems)
    return plan


def _by_claim(problem: Problem, document: Mapping[str, Any]) -> Problem:
    """Name the claim by its id: in a plan built on another, its number says nothing."""
    found = _CLAIM_KEY.match(problem.place.key or "")
    if found is None:
        return problem
    number = found.group(1)
    name = document["claim"][int(number) - 1].get("id", number)
    key = _CLAIM_KEY.sub(f"claim[{name}]", str(problem.place.key))
    return replace(problem, place=replace(problem.place, key=key))


def _wrong_claims(plan: Plan, file: str) -> tuple[Problem, ...]:
    names = [claim.id for claim in plan.claim]
    taken = [
        Problem(code="analysis.plan.taken_twice", place=Place(file=file, key=f"claim[{name}]"), values={"got": name})
        for number, name in enumerate(names)
        if name in names[:number]
    ]
    parts = [
        problem
        for claim in plan.claim
        for problem in wrong_parts(claim, place=Place(file=file, key=f"claim[{claim.id}]"))
    ]
    return (*taken, *wrong_conditions(plan, place=Place(file=file)), *parts, *too_wide_for_shares(plan, file=file))
