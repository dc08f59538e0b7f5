"""Compares two versions of a WIT API: named changes, and what they mean for the version; pure, like all of `wit`."""

from tracker.wit.compare.comparison import compare, compare_packages
from tracker.wit.compare.dependencies import all_at_hand
from tracker.wit.compare.sides import Package, connect, read_packages

__all__ = ["Package", "all_at_hand", "compare", "compare_packages", "connect", "read_packages"]
