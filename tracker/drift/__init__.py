"""Finds where the sources disagree about the same thing: rules, declared exceptions, patches; no I/O."""

from tracker.drift.exceptions import load_exceptions, shipped_exceptions
from tracker.drift.findings import (
    CouldNotCheck,
    DeclaredException,
    Drift,
    DriftFinding,
    Patch,
    Said,
    Severity,
)
from tracker.drift.interface import DriftRule, Sources
from tracker.drift.judging import compare_sources
from tracker.drift.patching import Patched, apply_edits, unified_diff
from tracker.drift.rules import DRIFT_RULES

__all__ = [
    "DRIFT_RULES",
    "CouldNotCheck",
    "DeclaredException",
    "Drift",
    "DriftFinding",
    "DriftRule",
    "Patch",
    "Patched",
    "Said",
    "Severity",
    "Sources",
    "apply_edits",
    "compare_sources",
    "load_exceptions",
    "shipped_exceptions",
    "unified_diff",
]
