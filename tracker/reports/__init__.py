"""The formats of reports: table, JSON, Markdown; one module each, one interface."""

from importlib import import_module
from typing import TYPE_CHECKING, Any

from tracker.reports.formats import Format

if TYPE_CHECKING:
    from tracker.reports.interface import Check, Explanation, Report, Subject

__all__ = ["Check", "Explanation", "Format", "Report", "Subject", "report_of"]


def __getattr__(name: str) -> Any:
    """Return another public name: a command that prints no report does without the module that has them."""
    if name not in __all__:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.interface"), name)


def report_of(name: Format, width: int, *, color: bool) -> "Report":
    """Return the report of a format; `width` in columns and `color` are the terminal's, for tables."""
    match name:
        case Format.JSON:
            from tracker.reports.json import JsonReport  # noqa: PLC0415 -- only the format asked for is imported

            return JsonReport()
        case Format.MARKDOWN:
            from tracker.reports.markdown import MarkdownReport  # noqa: PLC0415 -- as above

            return MarkdownReport()
        case Format.TABLE:
            from tracker.reports.table import TableReport  # noqa: PLC0415 -- rich costs 90 ms

            return TableReport(width, color=color)
