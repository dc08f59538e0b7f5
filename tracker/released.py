"""What each release brought, as reports and the website show it.

`tracker.releases` builds these values; nothing here computes anything.
"""

from datetime import datetime

from tracker.facts import GateKind, RepositoryName, Revision
from tracker.frozen import frozen


@frozen
class ReleaseTag:
    """A tag that names a release."""

    repository: RepositoryName
    name: str
    """`v0.2.4`"""
    revision: Revision
    date: datetime
    url: str
    """The repository as the tag's commit holds it."""


@frozen
class ReleaseItem:
    """A gated item that a release changed, and the gate that says so."""

    proposal: str
    """The proposal's id; of a package that no proposal owns, the package's name."""
    amendment: str | None
    """The amendment's id whose feature gates it; `None` when none does, or the feature gates the proposal itself."""
    package: str
    """`wasi:clocks@0.2.4`: with the version that the tag's tree declares, which may lag behind the tag."""
    item: str
    """`wasi:clocks/timezone#utc-offset`"""
    item_kind: str
    kind: GateKind
    """The gate it has at the release; of a removed one, the gate it had before."""
    feature: str | None
    """The feature of an `@unstable` gate; of a stabilized item, of the gate it had before."""
    version: str | None
    """The version that a `@since` or `@deprecated` gate names."""
    file: str
    line: int
    url: str
    """A permalink to the gate at the tag; of a removed one, at the release before."""


@frozen
class GateCounts:
    """How many gates of each kind a release holds."""

    since: int = 0
    unstable: int = 0
    deprecated: int = 0


@frozen
class Release:
    """One version of one release train, and what it brought."""

    version: str
    """`0.2.4`"""
    line: str
    """`0.2`"""
    train: RepositoryName
    """The registry for what ships with WASI; a proposal that releases by itself is a train of its own."""
    date: datetime
    """The earliest of its tags'."""
    prerelease: bool
    """Whether its version is one: `0.3.0-rc-2026-01-06`."""
    tags: tuple[ReleaseTag, ...]
    """By repository, the train's own first."""
    previous: str | None
    """The release of the line that it is compared with; `None` for the first one, of which everything is initial."""
    packages: tuple[str, ...]
    """The packages of the line: `wasi:clocks@0.2.4`."""
    holds: GateCounts
    added: tuple[ReleaseItem, ...] = ()
    """Items since this version that the release before did not have at all; of a first release, every stable item."""
    stabilized: tuple[ReleaseItem, ...] = ()
    """Items that were `@unstable` in the release before and are stable now."""
    late: tuple[ReleaseItem, ...] = ()
    """Items whose `@since` names an earlier release that had gates, though no release before has theirs."""
    deprecated: tuple[ReleaseItem, ...] = ()
    unstable: tuple[ReleaseItem, ...] = ()
    """Items behind a feature that did not gate them in the release before."""
    removed: tuple[ReleaseItem, ...] = ()
    """Gated items of the release before that have no such gate any more: only gates are facts, so whether the item
    itself went is not told."""

    @property
    def amendments(self) -> tuple[str, ...]:
        """The ids of the amendments of which it stabilized an item, in order."""
        return tuple(sorted({each.amendment for each in self.stabilized if each.amendment is not None}))
