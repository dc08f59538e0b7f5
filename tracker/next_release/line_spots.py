"""Finds where the packages of a release line stand: at which commit and folder of which repository.

The folder that phase-3 proposals share in the registry comes first, on a release branch of the line where there is one.
A package that does not lie there is read from its proposal's own repository, and only without one from wherever else
the registry has it: what lies there is a copy of a release.
"""

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping
from functools import cached_property

from semver import Version

from tracker.aliases import Aliases
from tracker.chronicle import Branch, BranchKind, Chronicle, PackageSpan
from tracker.facts import RepositoryName, Revision, WitPackage
from tracker.frozen import frozen
from tracker.next_release.interface import Target
from tracker.released import Release
from tracker.releases import parse_version
from tracker.subjects import AMENDABLE_PHASE, Subjects, short_name


@frozen
class Spot:
    """Where a package stands."""

    package: WitPackage
    version: Version
    """The one it declares."""
    repository: RepositoryName
    branch: str
    """The branch or tag, as it is shown."""
    kind: BranchKind
    revision: Revision
    folder: str


_Order = Callable[[Spot], tuple[object, ...]]
_FIRST = Version(0)


@frozen
class Spots:
    """Tells where the packages of the line of a coming release stand, and stood."""

    chronicle: Chronicle
    subjects: Subjects
    aliases: Aliases
    target: Target

    def standing(self) -> tuple[Spot, ...]:
        """Return where each package stands at the moment, by package."""
        heads = self.chronicle.heads
        spots = [
            spot
            for branch, spans in self._spans.items()
            if branch in heads and self._speaks(branch)
            for span in spans
            if span.standing
            for spot in self._spot(span, branch.name, heads[branch].revision)
        ]
        spots.sort(key=self._rank)
        return _best(spots, self._order_of_standing, parse_version(self.target.version) or _FIRST)

    def released(self, release: Release, beside: Mapping[str, RepositoryName] | None = None) -> tuple[Spot, ...]:
        """Return where each package stands at the tags of a release, by package.

        Of tags in several repositories, that in the one where the package stands `beside` it comes first.
        """
        names = {(each.repository, each.name) for each in release.tags}
        version, registry = parse_version(release.version) or _FIRST, self.aliases.registry

        def order(spot: Spot) -> tuple[object, ...]:
            near = (beside or {}).get(spot.package.id, registry)
            return spot.version != version, spot.repository != near, spot.repository != registry, spot.repository

        spots = [
            spot
            for tag in self.chronicle.tags
            if (tag.repository, tag.name) in names
            for span in self._spans.get(tag.branch, ())
            if span.holds_at(tag.position)
            for spot in self._spot(span, tag.name, tag.revision)
        ]
        spots.sort(key=self._rank)
        return _best(spots, order, version)

    @cached_property
    def _spans(self) -> Mapping[Branch, list[PackageSpan]]:
        found: dict[Branch, list[PackageSpan]] = defaultdict(list)
        for span in self.chronicle.packages:
            if span.line == self.target.line:
                found[span.branch].append(span)
        return found

    def _spot(self, span: PackageSpan, shown: str, revision: Revision) -> Iterator[Spot]:
        """Yield where a package stands, if its repository may speak for it."""
        version = parse_version(span.package.version)
        if version is not None and self._speaks_for(span.branch.repository, span.package):
            branch = span.branch
            yield Spot(span.package, version, branch.repository, shown, branch.kind, revision, span.folder)

    def _speaks(self, branch: Branch) -> bool:
        """Return whether a branch can carry the line: a release branch speaks for its own only."""
        if branch.kind is BranchKind.DEFAULT:
            return True
        return branch.kind is BranchKind.RELEASE and branch.line == self.target.line and self._has_left(branch)

    def _has_left(self, branch: Branch) -> bool:
        """Return whether a release branch has left the default branch: until then it says nothing of its own."""
        heads = self.chronicle.heads
        return all(
            head.revision != heads[branch].revision
            for other, head in heads.items()
            if other.kind is BranchKind.DEFAULT and other.repository == branch.repository
        )

    def _speaks_for(self, repository: RepositoryName, package: WitPackage) -> bool:
        """Return whether a repository is the registry, or the home of a package that ships with it."""
        if repository == self.aliases.registry:
            return True
        owner = self.subjects.owners.get(package.id)
        if owner is None or owner.phase is None or owner.phase < AMENDABLE_PHASE:
            return False
        at_home = owner.home is not None and owner.home.repository == repository
        return at_home or short_name(repository) in {owner.id, package.name}

    def _order_of_standing(self, spot: Spot) -> tuple[object, ...]:
        here = spot.repository == self.aliases.registry
        shared = here and spot.folder.startswith(f"{self.aliases.proposals}/")
        return not shared, here, spot.kind is not BranchKind.RELEASE

    @staticmethod
    def _rank(spot: Spot) -> tuple[object, ...]:
        """Return by what one of equal spots is chosen."""
        return spot.repository, spot.folder, spot.package.line


def _best(spots: Iterable[Spot], order: _Order, version: Version) -> tuple[Spot, ...]:
    """Return one spot a package: of those that `order` puts first the newest that is not past the version."""
    chosen: dict[str, Spot] = {}
    newest = sorted(spots, key=lambda each: each.version, reverse=True)
    for spot in sorted(newest, key=lambda each: (*order(each), each.version > version)):
        chosen.setdefault(spot.package.id, spot)
    return tuple(chosen[each] for each in sorted(chosen))
