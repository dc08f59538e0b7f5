"""The values of the pages that tell whether a coming release is ready."""

from tracker.frozen import frozen
from tracker.website.pages.criteria import CriterionLine, Matrix
from tracker.website.pages.findings import FindingLine, UncheckedLine
from tracker.website.pages.parts import Frame, Link, Mark, PageLink
from tracker.website.pages.votes import VoteLine


@frozen
class Due:
    """When a release is due, and what comes before it."""

    countdown: str
    """`76 days left`, `9 days overdue`, `Released`, `No day is known`."""
    day: str | None
    iso: str | None
    how: str
    """`announced`, `by the rule of the train`, or empty."""
    meetings: tuple[PageLink, ...]
    deadline: str | None
    aim: str | None
    source: Link | None


@frozen
class GatePlace:
    """A gate, and where it stands."""

    item: str
    source: Link


@frozen
class Statement:
    """That somebody stated an implementation, or raised a concern."""

    by: str
    day: str
    text: str
    place: Link | None


@frozen
class BallotLine:
    """One subject that could enter the release."""

    anchor: str
    subject: PageLink
    id: str
    kind: str
    """Why it is on the ballot, in words."""
    question: str
    verdict: Mark
    reason: str
    next_step: str
    criteria: tuple[CriterionLine, ...]
    tally: str
    votes: tuple[VoteLine, ...]
    gates: tuple[GatePlace, ...]
    implementations: tuple[Statement, ...]
    concerns: tuple[Statement, ...]
    pulls: tuple[Link, ...]


@frozen
class ChangeLine:
    """One change of the API."""

    item: str
    kind: str
    effect: Mark
    message: str
    place: Link | None
    commit: Link | None


@frozen
class ChangeGroup:
    """The changes that belong to one subject."""

    subject: PageLink
    lines: tuple[ChangeLine, ...]


@frozen
class FeatureLine:
    """A feature of the Component Model that the line uses."""

    title: str
    source: Link
    adopted: str
    """Since which version, and when; or that it is not."""
    allowed: Mark
    stable: tuple[Link, ...]
    """Stable items that use it."""
    unstable: tuple[Link, ...]


@frozen
class ArtifactLine:
    """What a registry holds of one package."""

    package: str
    reference: str
    state: Mark
    checked: str
    said: str
    """What is wrong with it, or why nobody knows; else empty."""


@frozen
class UnlockLine:
    """A single act, and what it would free."""

    action: str
    frees: tuple[str, ...]


@frozen
class ReadinessPage:
    """`next/VERSION/index.html`: whether a release is ready."""

    frame: Frame
    version: str
    verdict: Mark
    reason: str
    previous: PageLink | None
    due: Due
    blocking: tuple[FindingLine, ...]
    findings: tuple[FindingLine, ...]
    """Those that do not block."""
    matrix: Matrix
    legend: tuple[Mark, ...]
    items: tuple[BallotLine, ...]
    tentative: tuple[BallotLine, ...]
    """Those of which only a pull request speaks."""
    changes: tuple[ChangeGroup, ...]
    features: tuple[FeatureLine, ...]
    artifacts: tuple[ArtifactLine, ...]
    unchecked: tuple[UncheckedLine, ...]
    unlocks: tuple[UnlockLine, ...]
    slides: str
    """The path of the same for a projector."""
    command: str
    """The command that shows the same."""


@frozen
class SlidesPage:
    """`next/VERSION/slides.html`: the same, one subject per screen."""

    frame: Frame
    version: str
    verdict: Mark
    reason: str
    due: Due
    back: str
    """The path of the page it is the projector's view of."""
    blocking: tuple[FindingLine, ...]
    items: tuple[BallotLine, ...]


@frozen
class NextLine:
    """One coming release in a list."""

    version: PageLink
    verdict: Mark
    reason: str
    due: Due
    tally: str
    """Its subjects by verdict: `3 ready, 2 blocked`."""


@frozen
class NextPage:
    """`next/index.html`: all coming releases."""

    frame: Frame
    releases: tuple[NextLine, ...]
