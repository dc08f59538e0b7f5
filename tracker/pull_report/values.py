"""What is said of a pull request: frozen values that the command fills and the reports show; nothing here computes."""

from datetime import date, datetime
from enum import StrEnum

from tracker.changes import Diff
from tracker.facts import RepositoryName, Revision, Skipped
from tracker.frozen import frozen
from tracker.hosting import HostedPull
from tracker.lint.findings import Finding


class FeatureEffect(StrEnum):
    """What a pull request does to a feature of a package."""

    ADDED = "added"
    """Items come behind its gate, where there were none."""
    STABILIZED = "stabilized"
    """`@since` takes the place of its gate on some items."""
    QUEUED = "queued"
    """`// @stabilize-next` comes to stand above its gates."""
    CHANGED = "changed"
    """It stays, on other items or lines than before."""
    RENAMED = "renamed"
    """All its items go on behind the gate of another feature."""
    REMOVED = "removed"
    """Its gates go, and no `@since` takes their place."""


class ItemEffect(StrEnum):
    """What becomes of one item's gate."""

    ADDED = "added"
    """The item is new, or had no gate before."""
    GATED = "gated"
    """It was stable, and is behind the gate now."""
    STABILIZED = "stabilized"
    QUEUED = "queued"
    UNQUEUED = "unqueued"
    RENAMED = "renamed"
    """It is behind another feature's gate now."""
    REMOVED = "removed"
    """Its gate went, and no `@since` came."""


@frozen
class GateChange:
    """What becomes of the `@unstable` gate of one item."""

    effect: ItemEffect
    path: str
    """`wasi:clocks/timezone#utc-offset`"""
    kind: str
    """What it is: `interface`, `function`."""
    file: str
    line: int
    """The gate's line after the change; of one that goes, before it."""
    version: str | None = None
    """The version of the `@since` that took the gate's place."""


@frozen
class FeatureChange:
    """What a pull request does to one feature of one package."""

    effect: FeatureEffect
    feature: str
    """Its name after the change."""
    package: str
    """`wasi:clocks@0.3.0`, after the change."""
    line: str | None
    """The package's release line."""
    proposal: str | None
    """The id of the proposal that owns the package; `None` when none is known to."""
    amends: bool
    """Whether that proposal is at phase 3, so that the feature amends it; below, it gates the proposal itself."""
    items: tuple[GateChange, ...]
    left: int = 0
    """How many of its items stay behind the gate."""
    former: str | None = None
    """Its name before, when it was renamed."""

    @property
    def subject(self) -> str | None:
        """The amendment's id; that of the proposal when the feature gates it; `None` when neither is known."""
        return f"{self.proposal}/{self.feature}" if self.amends else self.proposal


class CompanionStatus(StrEnum):
    """Whether what must come with a pull request is there."""

    MET = "met"
    UNMET = "unmet"
    UNKNOWN = "unknown"
    """No one can tell from what was read."""


@frozen
class Companion:
    """One thing that must come with a pull request, or before it."""

    id: str
    """`list-row`, `feature-prefix`, `vote`, `stabilize-next`, `since-version`, `gate`, `readme-phase`."""
    status: CompanionStatus
    text: str
    """What is asked and how it stands, in one sentence without a full stop."""
    url: str | None = None
    """Where that can be seen."""


@frozen
class ProcessStep:
    """Where in the process for amendments a pull request stands, for one subject."""

    subject: str
    number: int | None
    """Which of the eight steps it is; `None` when it is none of them."""
    text: str
    """What it is, in one sentence without a full stop."""
    companions: tuple[Companion, ...] = ()


class Area(StrEnum):
    """Where merging would be seen."""

    STATUS = "status"
    """`tracker status`"""
    DRIFT = "drift"
    """`tracker drift`"""
    BALLOT = "ballot"
    """The ballot of the next release: `tracker release next`."""


class Turn(StrEnum):
    """What merging would do to something that is told there."""

    APPEARS = "appears"
    GOES = "goes"
    CHANGES = "changes"


@frozen
class Consequence:
    """One thing that would be told otherwise after merging."""

    area: Area
    turn: Turn
    subject: str
    text: str
    """In one sentence without a full stop."""
    rule: str | None = None
    """The criterion or rule that it is about."""
    severity: str | None = None
    """Of a finding: `error`, `warning` or `note`."""


@frozen
class DryRun:
    """What merging would change: the facts of a moment, with the pull request's files in the place of the branch's."""

    as_of: datetime | None
    """The moment of the facts; `None` when nothing was compared."""
    version: str | None
    """The release whose ballot was compared; `None` when none was."""
    consequences: tuple[Consequence, ...]
    """By area, in the order in which each area tells them."""
    reason: str | None = None
    """Why nothing, or not all, was compared, in one sentence without a full stop; `None` when all was."""
    conflicts: tuple[str, ...] = ()
    """Files that the branch changed in the same place since: then nothing was compared."""


@frozen
class Merge:
    """How a pull request came into its branch."""

    revision: Revision
    day: date


@frozen
class PullReport:
    """All there is to say of a pull request."""

    as_of: datetime
    """The moment of the facts that it was judged by; of its newest commit where there were none."""
    repository: RepositoryName
    number: int | None
    """`None` for commits that nobody has made a pull request of yet."""
    title: str
    author: str
    """Who made its newest commit; the login of its author where the host told of it."""
    branch: str
    """The branch that it is to be merged into."""
    base: Revision
    """Where it parted from that branch."""
    head: Revision
    """Its newest commit."""
    merge: Merge | None
    """`None` when it is not known to be merged."""
    commits: int
    files: int
    """How many WIT files of packages of the repository's own it changes."""
    features: tuple[FeatureChange, ...]
    """By package and feature."""
    api: Diff
    """What it changes in the API, package by package."""
    findings: tuple[Finding, ...]
    """What the rules for WIT find on lines that it changes."""
    elsewhere: int
    """How many findings are on other lines of the files that were judged."""
    steps: tuple[ProcessStep, ...]
    dry_run: DryRun
    skipped: tuple[Skipped, ...] = ()
    """What could not be read or judged."""
    hosted: HostedPull | None = None
    """What its host tells; `None` when that is not known."""

    @property
    def name(self) -> str:
        """How it is called: `OWNER/NAME#N`, and without a number by its newest commit."""
        return f"{self.repository}@{self.head[:12]}" if self.number is None else f"{self.repository}#{self.number}"

    @property
    def url(self) -> str | None:
        """Its address; `None` without a number."""
        return None if self.number is None else f"https://github.com/{self.repository}/pull/{self.number}"

    @property
    def unmet(self) -> tuple[Companion, ...]:
        """What must come with it and is not there."""
        return tuple(each for step in self.steps for each in step.companions if each.status is CompanionStatus.UNMET)
