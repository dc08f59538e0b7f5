"""What an OCI registry holds of WIT packages: frozen values, each a dated fact.

`tracker.sources.oci` asks a registry; the store keeps what it answered. That something was fetched never means that it
is fine: what is wrong with it are findings of their own.
"""

from datetime import datetime
from enum import StrEnum

from tracker.frozen import frozen


class PublicationState(StrEnum):
    """What a registry said of one version of one package."""

    PUBLISHED = "published"
    """It has a manifest under the version's tag."""
    NO_TAG = "no-tag"
    """It has the package, and no such tag."""
    NO_PACKAGE = "no-package"
    """It knows no package of that name, or does not show it to strangers: a registry tells the two alike."""
    UNKNOWN = "unknown"
    """It could not be asked, or its answer could not be read; `problem` says why."""


class PublicationFault(StrEnum):
    """What can be wrong with a published package."""

    TAG_UNLIKE_VERSION = "tag-unlike-version"
    """The package declares another version than the tag names."""
    WRONG_PACKAGE = "wrong-package"
    """It holds another package than its name says."""
    MISSING_GATED_ITEM = "missing-gated-item"
    """The source has an item behind a gate that the published package lacks."""
    MISSING_DOCUMENTATION = "missing-documentation"
    """The source documents items that are published without a word."""
    WRONG_DEPENDENCY_VERSION = "wrong-dependency-version"
    """It asks for another version of a dependency than the source does."""
    DIFFERENT_API = "different-api"
    """It differs from the source in another way."""


@frozen
class PublicationFinding:
    """One thing that is wrong with a published package."""

    fault: PublicationFault
    item: str
    """The item, dependency or package that it is about."""
    message: str
    """What each side says, in one sentence without a full stop."""


@frozen
class Publication:
    """What a registry said of one version of one package, at one moment."""

    package: str
    """`wasi:clocks`"""
    version: str
    """The version that was asked for."""
    reference: str
    """Where it was looked for: `HOST/REPOSITORY:TAG`."""
    state: PublicationState
    checked_at: datetime
    """When the registry said so last."""
    digest: str | None = None
    """Of its manifest: `sha256:...`."""
    tags: tuple[str, ...] = ()
    """Every tag the registry has of the package, as it lists them."""
    created: str | None = None
    """When it was published, as its annotations say it."""
    annotations: tuple[tuple[str, str], ...] = ()
    """Key and value, sorted."""
    compared: bool = False
    """Whether its content was pulled, decoded and held against the source."""
    findings: tuple[PublicationFinding, ...] = ()
    """What is wrong with it; says nothing unless `compared`."""
    problem: str | None = None
    """Why it could not be asked, read or compared, in one line."""
