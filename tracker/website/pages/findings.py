"""The values of findings: of drift, of a release, of a rule."""

from tracker.frozen import frozen
from tracker.website.pages.parts import Frame, Link, Mark, PageLink


@frozen
class SaidLine:
    """A place, and what one side says there."""

    place: Link
    says: str


@frozen
class FindingLine:
    """Something that a rule found."""

    severity: Mark
    rule: PageLink
    subject: PageLink
    message: str
    evidence: tuple[SaidLine, ...]
    fix: str | None
    since: str | None
    """Since when it stands, and for how long; `None` when that cannot be told."""
    excepted: str | None
    """Why it is accepted, by whom and since when; `None` when it is not."""
    agreed: Link | None
    """Where that was agreed."""


@frozen
class FindingGroup:
    """Findings of one severity."""

    anchor: str
    title: str
    """`3 errors`"""
    said: str
    """What the severity means, in one sentence."""
    lines: tuple[FindingLine, ...]


@frozen
class UncheckedLine:
    """A rule that could not be judged."""

    rule: PageLink
    reason: str
    subjects: tuple[PageLink, ...] = ()
    """Whom it could not judge; none when it could judge nobody."""


@frozen
class DriftPage:
    """`drift/index.html`: where the sources disagree."""

    frame: Frame
    compared: bool
    """Whether the sources were compared."""
    groups: tuple[FindingGroup, ...]
    """The worst first; a severity without findings is left out."""
    excepted: tuple[FindingLine, ...]
    unchecked: tuple[UncheckedLine, ...]
    unmatched: tuple[str, ...]
    """Exceptions that cover nothing, in words."""
