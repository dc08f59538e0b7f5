"""The values of the pages of meetings."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, Link, PageLink
from tracker.website.pages.votes import VoteLine


@frozen
class AgendaLine:
    """One item of an agenda."""

    text: str
    depth: int
    """0 to 4."""
    presenters: str
    """Their names, as they are written, with commas between them."""
    links: tuple[Link, ...]
    asks: str
    """What it asks for: `Vote on phase 3`; empty when it asks for no vote."""
    subjects: tuple[PageLink, ...]
    place: Link | None
    """Where it stands."""


@frozen
class MeetingLine:
    """One meeting in a list."""

    day: PageLink
    iso: str
    note: str
    """What became of it, or what is known of it: `3 decisions`, `planned`, `cancelled`."""
    matters: tuple[str, ...]
    """What stands on its agenda, or was decided, in short."""


@frozen
class DeadlineLine:
    """By when a vote must be on an agenda to come before a release."""

    release: PageLink
    due: str
    meeting: PageLink
    rule: str
    """The last day that the rule lets pass."""
    aim: str
    """The last day of the notice that the chairs aim for."""


@frozen
class MeetingsPage:
    """`meetings/index.html`: what comes, and what was."""

    frame: Frame
    coming: tuple[MeetingLine, ...]
    """Soonest first."""
    deadlines: tuple[DeadlineLine, ...]
    past: tuple[MeetingLine, ...]
    """Newest first."""
    rules: tuple[Link, ...]
    """Where the rules stand that the days follow from."""


@frozen
class MeetingPage:
    """`meetings/DATE/index.html`: one meeting."""

    frame: Frame
    day: str
    iso: str
    state: str
    """`Held, with 14 people`, `To come`, `Cancelled`, `Planned: no file of an agenda yet`."""
    notes: Link | None
    """Its file, at the commit that was read."""
    agenda: tuple[AgendaLine, ...]
    decisions: tuple[VoteLine, ...]
    sections: tuple[Link, ...]
    """The headings of the notes, each with its place."""
    problem: str | None
    """Why its file could not be read."""
    earlier: PageLink | None
    later: PageLink | None
