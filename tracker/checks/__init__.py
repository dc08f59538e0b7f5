"""The checks that judge the entry requirements of the phases: one module per criterion, all pure."""

from tracker.checks.errors import UnknownCriterionError
from tracker.checks.interface import Check, PackageStanding, Subject, Surroundings
from tracker.checks.registry import CHECKS, judge

__all__ = ["CHECKS", "Check", "PackageStanding", "Subject", "Surroundings", "UnknownCriterionError", "judge"]
