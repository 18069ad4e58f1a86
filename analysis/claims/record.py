"""A verdict as a record for machines: the fields of ``survey compare --json``."""

from typing import Any

from analysis.claims.accounts import Account
from analysis.claims.bounds import CoverageBounds
from analysis.claims.grades import Grade
from analysis.claims.turnover import Turnover
from analysis.claims.verdict import DomainEstimate, Verdict
from instruments.language import Language

_NUMBERS = ("estimate", "se", "ci_low", "ci_high", "level", "margin", "df", "p", "p_adjusted", "n", "n_psu", "deff")
_BOUND_NUMBERS = ("covered", "estimate", "low", "high", "ci_low", "ci_high", "breakdown")
_ACCOUNT_NUMBERS = ("n", "above", "below", "alike", "lowest", "middle", "highest")
_TURNOVER_NUMBERS = ("persons", "stayed", "came", "left", "never")
_DOMAIN_NUMBERS = ("estimate", "se", "ci_low", "ci_high", "n", "n_psu")


def record(verdict: Verdict, language: Language) -> dict[str, Any]:
    """Return one verdict as a record; numbers that could not be estimated are None.

    The fields are documented in ``docs/compare-json.md``.
    """
    return {
        "claim": verdict.claim,
        "statement": verdict.statement.wording(language),
        "verdict": verdict.verdict,
        "reason": verdict.reason_text(language),
        "estimand": verdict.estimand.wording(language),
        **{name: getattr(verdict, name) for name in _NUMBERS},
        **{name: getattr(verdict, name) for name in ("detectable", "covered")},
        "grades": [_grade(grade, language) for grade in verdict.grades],
        "bounds": [_bounds(bounds, language) for bounds in verdict.bounds],
        "accounts": [_account(account, language) for account in verdict.told.accounts] if verdict.told else [],
        "sources": _sources(verdict),
        "turnover": [_turnover(turnover, language) for turnover in verdict.turnover],
        "domains": [_domain(domain, language) for domain in verdict.domains],
    }


def _domain(domain: DomainEstimate, language: Language) -> dict[str, Any]:
    reason = None if domain.reason is None else domain.reason.text(language)
    return {
        "label": domain.label.wording(language),
        **{name: getattr(domain, name) for name in _DOMAIN_NUMBERS},
        "reason": reason,
    }


def _grade(grade: Grade, language: Language) -> dict[str, Any]:
    return {"grade": grade.name, "mark": grade.mark, "reason": grade.text(language)}


def _bounds(bounds: CoverageBounds, language: Language) -> dict[str, Any]:
    return {
        "part": bounds.part,
        "estimand": bounds.estimand.wording(language),
        "label": bounds.label.wording(language),
        **{name: getattr(bounds, name) for name in _BOUND_NUMBERS},
        "restricted": [
            {"assumption": one.assumption, "limit": one.limit, "low": one.low, "high": one.high}
            for one in bounds.restricted
        ],
    }


def _account(account: Account, language: Language) -> dict[str, Any]:
    return {
        "part": account.part,
        "estimand": account.estimand.wording(language),
        "label": account.label.wording(language),
        **{name: getattr(account, name) for name in _ACCOUNT_NUMBERS},
    }


def _sources(verdict: Verdict) -> dict[str, int | None] | None:
    if verdict.told is None or verdict.told.sources is None:
        return None
    return {"kinds": verdict.told.sources, "agreeing": verdict.told.agreeing}


def _turnover(turnover: Turnover, language: Language) -> dict[str, Any]:
    numbers = {name: getattr(turnover, name) for name in _TURNOVER_NUMBERS}
    return {"part": turnover.part, "label": turnover.label.wording(language), **numbers}
