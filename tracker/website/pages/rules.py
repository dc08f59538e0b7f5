"""The values of the pages of rules and of the process."""

from markupsafe import Markup

from tracker.frozen import frozen
from tracker.website.pages.findings import FindingLine
from tracker.website.pages.parts import Frame, Link, Mark, PageLink
from tracker.website.pages.pictures import Picture


@frozen
class RuleLine:
    """One rule in a list."""

    rule: PageLink
    title: str
    summary: Markup
    """In one sentence, as HTML that was made here."""
    severity: Mark | None
    """`None` of a criterion."""
    found: int
    """How many findings of it stand."""


@frozen
class RuleGroup:
    """The rules of one family."""

    anchor: str
    title: str
    said: Markup
    """What the family is about, in one sentence, as HTML that was made here."""
    lines: tuple[RuleLine, ...]


@frozen
class RulesPage:
    """`rules/index.html`: every rule."""

    frame: Frame
    groups: tuple[RuleGroup, ...]


@frozen
class RulePage:
    """`rules/ID/index.html`: one rule."""

    frame: Frame
    id: str
    title: str
    family: str
    severity: Mark | None
    text: Markup
    """Its document as HTML: made of our own Markdown, and cleaned."""
    found: tuple[FindingLine, ...]
    """What it finds now."""


@frozen
class PhaseLine:
    """One phase of the process."""

    number: int
    name: str
    since: str
    """Since when it can be entered, or that it cannot yet."""
    count: int
    """How many proposals are in it."""
    source: Link


@frozen
class RequirementLine:
    """One entry requirement, and how long it counts."""

    title: str
    rule: str | None
    """The path of its page."""
    phase: int
    state: Mark
    since: str
    until: str
    """Until when it counts or counted; empty while nobody said."""
    grace: str
    """Since when it counts for those in the phase already, where that is later."""
    requirement: str
    judged_by: str
    source: Link
    said: str
    """What the subgroup said about it; else empty."""


@frozen
class TermLine:
    """Something agreed, and how long it counts: a rule around votes, the rhythm of meetings, the days of a train."""

    title: str
    said: str
    state: Mark
    since: str
    until: str
    source: Link


@frozen
class ProcessPage:
    """`process/index.html`: phases, requirements and rules over time."""

    frame: Frame
    phases: tuple[PhaseLine, ...]
    requirements: tuple[RequirementLine, ...]
    votes: tuple[TermLine, ...]
    calendar: tuple[TermLine, ...]
    history: Picture | None


@frozen
class PersonLine:
    """Somebody whom the proposal list names."""

    anchor: str
    name: str
    spellings: tuple[str, ...]
    """Other ways in which the name is written."""
    subjects: tuple[PageLink, ...]
    count: int


@frozen
class PeoplePage:
    """`people/index.html`: champions and their subjects."""

    frame: Frame
    people: tuple[PersonLine, ...]
