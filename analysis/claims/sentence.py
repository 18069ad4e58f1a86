"""The finding in words, to be read without the table beside it. Association is never worded as cause."""

from functools import reduce
from itertools import groupby
from typing import TYPE_CHECKING

from analysis.claims.accounts import Account, Told
from analysis.claims.claim import Unit
from analysis.claims.figures import written, written_interval, written_level, written_range
from analysis.claims.gap import Sides, gap, gap_range
from analysis.claims.rules import Decision
from instruments.language import Language
from instruments.numeral import numeral
from instruments.words import say

if TYPE_CHECKING:
    from analysis.claims.verdict import Verdict


def sentence(verdict: "Verdict", language: Language) -> str:
    """Return claim, verdict, number, interval, base and what the interval shows."""
    if verdict.reason is not None:
        return _say("no_finding", language, **_claim(verdict, language), reason=verdict.reason_text(language))
    if verdict.told is not None:
        return _say("told", language, **_claim(verdict, language), told=_told(verdict.told, language))
    numbers = _numbers(verdict, language) | _by_side(verdict, language)
    finding = _say(_finding(verdict), language, **_claim(verdict, language), **numbers)
    exploratory = _say("exploratory", language) if verdict.changed else ""
    return finding + _turnover(verdict, language) + _one_of_many(verdict, language) + exploratory


def decision_in_words(decision: Decision, language: Language | None = None) -> str:
    """Return a verdict as people read it."""
    return say(f"analysis.claims.{decision}", language)


def _say(name: str, language: Language, /, **values: object) -> str:
    return say(f"analysis.claims.{name}", language, **values)


def _claim(verdict: "Verdict", language: Language) -> dict[str, str]:
    return {
        "statement": verdict.statement.wording(language),
        "verdict": decision_in_words(verdict.verdict, language),
    }


def _numbers(verdict: "Verdict", language: Language) -> dict[str, object]:
    estimand = verdict.estimand.wording(language)
    label = verdict.label.wording(language)
    return {
        "estimand": estimand[:1].upper() + estimand[1:],
        "label": _say("for_label", language, label=label) if label else "",
        "estimate": _figure(verdict, verdict.estimate, language),
        "range": _interval(verdict, language),
        "level": written_level(verdict.level, language=language),
        "base": _base(verdict, language),
        "how": _weakened(verdict, language) + _how(verdict, language),
    }


def _base(verdict: "Verdict", language: Language) -> str:
    counts = {name: numeral(getattr(verdict, name), ",") for name in ("n", "n_psu")}
    return _say("base_in_places" if verdict.places_named else "base_of_interviews", language, **counts)


def _finding(verdict: "Verdict") -> str:
    """Return which sentence tells a finding: most by a signed number, some better by how much more or less."""
    if verdict.rule == "plurality":
        return "finding_plurality"
    return "finding_index" if verdict.unit == "index" and verdict.compares else "finding"


def _by_side(verdict: "Verdict", language: Language) -> dict[str, str]:
    """Return the numbers of a finding that is told by how much more or less, and what its scale means."""
    told = _finding(verdict)
    if told == "finding" or verdict.estimate is None or verdict.ci_low is None or verdict.ci_high is None:
        return {}
    sides: Sides = "height" if told == "finding_index" else "amount"
    return {
        "estimate": gap(verdict.estimate, unit=verdict.unit, sides=sides, language=language),
        "range": gap_range(verdict.ci_low, verdict.ci_high, unit=verdict.unit, sides=sides, language=language),
        "answer": verdict.answer.wording(language),
        "rival": verdict.label.wording(language),
        "scale": _say(f"scale_{verdict.kind}", language) if told == "finding_index" else "",
    }


def _told(told: Told, language: Language) -> str:
    """Return what was counted, part by part, and how many kinds of source agree."""
    said = []
    for estimand, accounts in groupby(told.accounts, key=lambda account: account.estimand):
        words = estimand.wording(language)
        each = [_account(account, language) for account in accounts]
        counted = reduce(lambda told, more: _say("account_more", language, told=told, more=more), each)
        said.append(_say("account_estimand", language, estimand=words[:1].upper() + words[1:], accounts=counted))
    values = {"agreeing": told.agreeing, "sources": told.sources}
    return " ".join(said) + (_say("sources_agree", language, **values) if told.sources else "")


def _account(account: Account, language: Language) -> str:
    middle = {name: getattr(account, name) for name in ("lowest", "middle", "highest")}
    shown = {name: numeral(value) for name, value in middle.items() if value is not None}
    counts = {name: getattr(account, name) for name in ("above", "below", "alike", "n")}
    told = _say(f"account_{account.kind}", language, **counts, **shown)
    label = account.label.wording(language)
    return _say("account_for", language, label=label, account=told) if label else told


def _figure(verdict: "Verdict", value: float | None, language: Language) -> str:
    return "" if value is None else written(value, unit=verdict.unit, language=language)


def _range(verdict: "Verdict", low: float | None, high: float | None, language: Language) -> str:
    return "" if low is None or high is None else written_range(low, high, unit=verdict.unit, language=language)


def _interval(verdict: "Verdict", language: Language) -> str:
    if verdict.ci_low is None or verdict.ci_high is None:
        return ""
    return written_interval(verdict.ci_low, verdict.ci_high, unit=verdict.unit, language=language)


def _how(verdict: "Verdict", language: Language) -> str:  # noqa: PLR0911 - one return a verdict
    """Return what the interval shows that counts: within the family, where that takes something back."""
    match verdict.verdict, verdict.rule:
        case ("supported", "equivalence") | ("no_difference_that_matters", _):
            return _within(verdict, "how_within", language)
        case "supported" | "contradicted", "non_inferiority":
            return _no_worse(verdict, language)
        case "supported" | "contradicted", "plurality":
            return _say(f"how_{verdict.verdict}_plurality", language)
        case "supported", _:
            return _beyond(verdict, _threshold(verdict), verdict.direction, language)
        case "contradicted", "equivalence":
            return _within(verdict, "how_outside", language)
        case "contradicted", _:
            other = "below" if verdict.direction == "above" else "above"
            return _beyond(verdict, verdict.reference, other, language)
        case "supported_but_small", "minimum_effect":
            values = {"value": verdict.reference, "threshold": _threshold(verdict)}
            return _say("how_not_beyond", language, **{k: _border(verdict, v, language) for k, v in values.items()})
        case "supported_but_small", _:
            return _within(verdict, "how_within_ahead", language)
        case _:
            return _open(verdict, language)


def _no_worse(verdict: "Verdict", language: Language) -> str:
    border, other = _not_worse_than(verdict), "below" if verdict.direction == "above" else "above"
    return _beyond(verdict, border, verdict.direction if verdict.verdict == "supported" else other, language)


def _open(verdict: "Verdict", language: Language) -> str:
    """Return why the interval leaves a claim open, and what such a sample could have seen."""
    why = _why_open(verdict, language)
    if verdict.detectable is None:
        return why
    unit: Unit = "points" if verdict.unit == "percent" else verdict.unit
    detectable = written(verdict.detectable, unit=unit, language=language)
    value = _border(verdict, verdict.reference, language)
    return why + _say("detectable", language, detectable=detectable, value=value)


def _why_open(verdict: "Verdict", language: Language) -> str:
    if verdict.rule == "equivalence":
        return _within(verdict, "how_open_around", language)
    border = _not_worse_than(verdict) if verdict.rule == "non_inferiority" else verdict.reference
    low, high = _deciding_interval(verdict)
    value = _border(verdict, border, language)
    if low is not None and high is not None and not low <= border <= high:
        # One of several parts has left the value behind, at an error level that is not enough for several.
        return _say("how_open_parts", language, value=value, parts=_parts(verdict))
    return _say("how_open_plurality" if verdict.rule == "plurality" else "how_open", language, value=value)


def _deciding_interval(verdict: "Verdict") -> tuple[float | None, float | None]:
    if verdict.verdict == verdict.unadjusted:
        return verdict.ci_low, verdict.ci_high
    return verdict.adjusted_low, verdict.adjusted_high


def _not_worse_than(verdict: "Verdict") -> float:
    margin = verdict.margin or 0.0
    return verdict.reference + (-margin if verdict.direction == "above" else margin)


def _border(verdict: "Verdict", value: float, language: Language) -> str:
    return _figure(verdict, value, language) if value else _say("zero", language)


def _threshold(verdict: "Verdict") -> float:
    if verdict.rule != "minimum_effect" or verdict.margin is None:
        return verdict.reference
    return verdict.reference + (verdict.margin if verdict.direction == "above" else -verdict.margin)


def _beyond(verdict: "Verdict", threshold: float, side: str, language: Language) -> str:
    return _say(f"how_{side}", language, threshold=_border(verdict, threshold, language))


def _within(verdict: "Verdict", name: str, language: Language) -> str:
    margin = verdict.margin or 0.0
    level = verdict.level if verdict.verdict == verdict.unadjusted else verdict.adjusted_level
    return _say(
        name,
        language,
        value=_border(verdict, verdict.reference, language),
        range=_range(verdict, verdict.reference - margin, verdict.reference + margin, language),
        level=written_level(2 * level - 1, language=language),
    )


def _turnover(verdict: "Verdict", language: Language) -> str:
    """Return how many persons changed, for the group that decides."""
    here = next((one for one in verdict.turnover if one.label == verdict.label), None)
    if here is None:
        return ""
    counts = {name: numeral(getattr(here, name), ",") for name in ("persons", "came", "left")}
    return _say("turnover", language, **counts)


def _one_of_many(verdict: "Verdict", language: Language) -> str:
    parts = _parts(verdict)
    return _say(f"of_{verdict.relation}", language, parts=parts) if parts > 1 else ""


def _parts(verdict: "Verdict") -> int:
    return len({part.name for part in verdict.parts if part.decides})


def _weakened(verdict: "Verdict", language: Language) -> str:
    """Return what the claim would be by itself, and the interval that counts in its family, where they differ."""
    if verdict.verdict == verdict.unadjusted:
        return ""
    return _say(
        "weakened",
        language,
        alone=decision_in_words(verdict.unadjusted, language),
        family=_say(f"family_{verdict.family}", language),
        level=written_level(verdict.adjusted_level, language=language),
        range=_range(verdict, verdict.adjusted_low, verdict.adjusted_high, language),
    )
