"""Compares two versions of a WIT API: named changes, and what they mean for the version; pure, like all of `wit`."""

from tracker.wit.compare.comparison import compare, compare_packages
from tracker.wit.compare.sides import Package, read_packages

__all__ = ["Package", "compare", "compare_packages", "read_packages"]
