"""Judges WIT by rules, without a database and without a network: findings, rules, suppression; no I/O."""

from tracker.lint.findings import Finding, Place, Related, RuleDescription, Severity
from tracker.lint.linting import Linted, lint
from tracker.lint.rules import RULES

__all__ = ["RULES", "Finding", "Linted", "Place", "Related", "RuleDescription", "Severity", "lint"]
