"""What every check is: a pure function from a subject and its surroundings to one judged criterion."""

from collections.abc import Callable, Mapping
from dataclasses import field

from tracker.facts import Document, ReferenceVerdict, RepositoryName, Revision, WitFile, WitPackage
from tracker.frozen import frozen
from tracker.permalink import evidence
from tracker.published import Publication
from tracker.standing import Criterion, CriterionResult, CriterionStatus, Evidence


@frozen
class Subject:
    """What was read of one proposal at one revision."""

    id: str
    """The proposal's id: `clocks`."""
    phase: int | None
    """The phase it is in; `None` when the proposal list does not say."""
    repository: RepositoryName | None = None
    """The repository that holds it."""
    revision: Revision | None = None
    """The commit that was read."""
    path: str | None = None
    """The folder that holds its README and WIT; empty for the repository's root."""
    problem: str | None = None
    """Why nothing could be read (a missing mirror, an empty repository), in one line without a period."""
    documents: tuple[tuple[str, Document], ...] = ()
    """READMEs by path: that of its folder first, then those of the folders above it, up to the root."""
    wit_files: tuple[tuple[str, WitFile], ...] = ()
    """Its own WIT files by path."""
    reference: tuple[ReferenceVerdict, ...] = ()
    """What the reference tool said of the folders that hold its WIT."""

    @property
    def packages(self) -> tuple[WitPackage, ...]:
        """Its own packages, in the order of its files."""
        return tuple(package for _, file in self.wit_files for package in file.packages)

    def unreadable(self) -> str | None:
        """Return why no check can look at its files; `None` when they were read."""
        if self.problem is not None:
            return self.problem
        return "no repository was read" if self.repository is None or self.revision is None else None

    def place(self, path: str, line: int | None = None) -> tuple[Evidence, ...]:
        """Return the place in its repository as evidence: none when no repository was read."""
        if self.repository is None or self.revision is None:
            return ()
        return (evidence(self.repository, self.revision, path, line),)


@frozen
class PackageStanding:
    """Where the proposal that owns a package stands."""

    proposal: str
    """The proposal's id."""
    phase: int | None
    """`None` when the proposal list has no row for it."""
    row: Evidence | None = None
    """Its row in the proposal list."""


@frozen
class Surroundings:
    """What a check may know beyond its subject."""

    packages: Mapping[str, PackageStanding] = field(default_factory=dict)
    """Every package that is known, by its id without the version: `wasi:io`."""
    problem: str | None = None
    """Why the proposal list could not be read; then no phase is known."""
    publications: tuple[Publication, ...] = ()
    """What registries were last known to hold."""


Check = Callable[[Subject, Surroundings, Criterion], CriterionResult]
"""A check judges one criterion for one subject. It never raises: what it cannot tell is `unknown`, with the reason."""


def met(criterion: Criterion, reason: str, places: tuple[Evidence, ...] = ()) -> CriterionResult:
    """Return that the criterion is fulfilled."""
    return CriterionResult(criterion.id, criterion.phase, CriterionStatus.MET, reason, places)


def unmet(criterion: Criterion, reason: str, places: tuple[Evidence, ...] = ()) -> CriterionResult:
    """Return that the criterion is not fulfilled."""
    return CriterionResult(criterion.id, criterion.phase, CriterionStatus.UNMET, reason, places)


def unknown(criterion: Criterion, reason: str, places: tuple[Evidence, ...] = ()) -> CriterionResult:
    """Return that nothing that was read tells."""
    return CriterionResult(criterion.id, criterion.phase, CriterionStatus.UNKNOWN, reason, places)
