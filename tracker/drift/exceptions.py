"""Disagreements that people declared to accept: `data/exceptions.toml`."""

from collections.abc import Container

from tracker.checks.exceptions_toml import FILE, ExceptionEntry, ExceptionsError, read_entries
from tracker.drift.findings import DeclaredException
from tracker.shipped import shipped

__all__ = ["ExceptionsError", "load_exceptions", "shipped_exceptions"]


def load_exceptions(text: str, rules: Container[str]) -> tuple[DeclaredException, ...]:
    """Return the exceptions of rules; `ExceptionsError` in one line when the file is not as it should be.

    `rules` are the ids there are. Entries about an entry requirement are for `tracker.checks.exceptions_toml`.
    """
    return tuple(_exception(each, rules) for each in read_entries(text) if "rule" in each.values)


def shipped_exceptions(rules: Container[str]) -> tuple[DeclaredException, ...]:
    """Return the exceptions that travel with the program."""
    return load_exceptions(shipped(FILE).read_text(encoding="utf-8"), rules)


def _exception(entry: ExceptionEntry, rules: Container[str]) -> DeclaredException:
    rule = entry.text("rule")
    if rule not in rules:
        raise entry.fail(f"there is no rule {rule!r}")
    return DeclaredException(rule, entry.subject, entry.reason, entry.who, entry.link, entry.since, entry.until)
