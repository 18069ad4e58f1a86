"""The tint of each verdict; the word always stands with it."""

from analysis.claims.rules import Decision
from reports.table import Tone

TONES: dict[Decision, Tone] = {
    "supported": "supported",
    "supported_but_small": "partly",
    "contradicted": "against",
    "no_difference_that_matters": "same",
    "inconclusive": "open",
    "not_testable": "open",
    "never_asked": "open",
    "consistent_with_accounts": "open",
    "not_consistent_with_accounts": "open",
}
