"""The values of the page of votes."""

from markupsafe import Markup

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, Link, Mark, PageLink


@frozen
class VoteLine:
    """One decision."""

    anchor: str
    """The id of its row on the page of votes."""
    iso: str
    """`2026-03-05`"""
    day: str
    """`5 March 2026`"""
    meeting: str | None
    """The path of the meeting's page."""
    subject: PageLink
    kind: str
    """What the subject is, in words."""
    question: str
    method: str
    phase: int | None
    """The phase that was asked for."""
    outcome: Mark
    bar: Markup | None
    """The tally as a bar; `None` when none was taken."""
    tally: str
    """The tally in short: `9 SF, 3 F`; else how it was decided."""
    spoken: str
    """The same in full words."""
    source: Link
    notice: Mark | None
    """Whether it was announced in time; `None` of one that no rule was held to."""
    noted: str
    """When it was announced and its notes published, and whether it is final; empty where nobody held it to rules."""
    reason: str
    """What else must be known, or why a person should look at it."""


@frozen
class WaitLine:
    """How long one subject's vote took to show in the list."""

    subject: PageLink
    days: str
    """`12 days`"""
    bar: Markup
    span: str
    """From when to when."""


@frozen
class Count:
    """How many of something there are."""

    number: int
    label: str


@frozen
class VotesPage:
    """`votes/index.html`: every decision."""

    frame: Frame
    counts: tuple[Count, ...]
    votes: tuple[VoteLine, ...]
    """Newest first."""
    review: tuple[VoteLine, ...]
    """Those that wait for a person, newest first."""
    waits: tuple[WaitLine, ...]
    """From the vote to the list, shortest first."""
    median: str | None
    """How long that takes on the median."""
