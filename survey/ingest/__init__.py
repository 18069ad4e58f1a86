"""Field data in: every file recognised, every cell an answer or a reason, every row accounted for."""

from survey.ingest.answering import responses
from survey.ingest.loading import load, loading
from survey.ingest.reconcile import Reconciliation

__all__ = ["Reconciliation", "load", "loading", "responses"]
