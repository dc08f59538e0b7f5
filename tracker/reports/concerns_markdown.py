"""Open concerns as Markdown."""

from collections.abc import Iterable
from datetime import UTC, datetime

from tracker.reports.escaping import code, text
from tracker.standing import OpenConcern


def concerns_as_markdown(concerns: Iterable[OpenConcern], as_of: datetime) -> str:
    """Return a list of the concerns in the order in which they were raised."""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = [f"* `{code(each.subject)}`: {concern_words(each)}" for each in concerns]
    return "\n".join(["# Open concerns", "", f"As of {moment}.", "", *(lines or ["None is open."]), ""])


def concern_words(concern: OpenConcern) -> str:
    """Return what somebody is concerned about, who, since when, and where it is discussed."""
    where = f", [discussion]({concern.link})" if concern.link else ""
    return f"{text(concern.text)} ({text(concern.by)}, {concern.raised}{where}, `{concern.id[:12]}`)"
