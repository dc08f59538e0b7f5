"""Puts the releases together: which tags name the same one, what it follows, and whose each change is."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace

from semver import Version

from tracker.aliases import Aliases
from tracker.chronicle import Tagged, line_of
from tracker.facts import GateKind, RepositoryName
from tracker.frozen import frozen
from tracker.permalink import permalink
from tracker.released import GateCounts, Release, ReleaseItem, ReleaseTag
from tracker.releases.changes import Before, Brought, Change, changes, initial
from tracker.releases.contents import Content, Numbered, best, numbered
from tracker.standing import GateStanding
from tracker.subjects import AMENDABLE_PHASE, Subjects


@frozen
class _Edition:
    """The tags of one version of one train, and the packages they hold."""

    train: RepositoryName
    version: Version
    tags: tuple[Numbered, ...]
    contents: dict[str, Content]

    @property
    def line(self) -> str:
        return line_of(str(self.version)) or ""


def releases_of(tagged: Iterable[Tagged], subjects: Subjects, aliases: Aliases) -> tuple[Release, ...]:
    """Return every release, prereleases too: the registry's train first, each by version.

    Tags of one version in several repositories name one release when the repositories ship together: those of the
    registry's packages and of phase-3 proposals. Any other proposal's tags are a train of its own.
    """
    editions = _editions(tagged, subjects, aliases)
    return tuple(_release(edition, _followed(edition, editions), subjects) for edition in editions)


def summarized(release: Release) -> Release:
    """Return a first release without its items, which are all there is of the line; any other release as it is."""
    if release.previous is not None:
        return release
    return replace(release, added=(), stabilized=(), late=(), deprecated=(), unstable=(), removed=())


def gates_of(version: str, tagged: Iterable[Tagged], subjects: Subjects, aliases: Aliases) -> tuple[GateStanding, ...]:
    """Return every gate of the releases of a version, by package, in the order of the text."""
    return tuple(
        GateStanding(
            proposal=_proposal(content, subjects),
            package=str(content.declared),
            item=f"{package}/{placed.gate.item}",
            item_kind=placed.gate.item_kind,
            kind=placed.gate.kind,
            feature=placed.gate.feature,
            version=placed.gate.version,
            file=placed.file,
            line=placed.gate.line,
            repository=content.tag.repository,
            revision=content.tag.revision,
            url=permalink(content.tag.repository, content.tag.revision, placed.file, placed.gate.line),
        )
        for edition in _editions(tagged, subjects, aliases)
        if str(edition.version) == version
        for package, content in sorted(edition.contents.items(), key=lambda each: (each[1].tag.repository, each[0]))
        for placed in sorted(
            (placed for gates in content.items.values() for placed in gates),
            key=lambda each: (each.file, each.gate.line),
        )
    )


# --- which tags are one release -----------------------------------------------------------------------------------


def _editions(tagged: Iterable[Tagged], subjects: Subjects, aliases: Aliases) -> list[_Edition]:
    tags = numbered(tagged)
    trains = _trains(tags, subjects, aliases.registry)
    groups: dict[tuple[RepositoryName, str], list[Numbered]] = defaultdict(list)
    for each in tags:
        groups[trains[each.tag.repository], str(each.version)].append(each)
    editions = []
    for (train, _), group in groups.items():
        group.sort(key=lambda each: (each.tag.repository != train, each.tag.repository, each.tag.name))
        version = group[0].version
        contents = best((content for each in group for content in each.contents), version, aliases.registry)
        editions.append(_Edition(train, version, tuple(group), contents))
    # SemVer ranks versions that differ in build metadata alike: then the older tag comes first.
    editions.sort(key=lambda each: min(tag.tag.at for tag in each.tags))
    editions.sort(key=lambda each: each.version)
    return sorted(editions, key=lambda each: (each.train != aliases.registry, each.train))


def _trains(
    tags: Sequence[Numbered], subjects: Subjects, registry: RepositoryName
) -> dict[RepositoryName, RepositoryName]:
    """Return the train that each repository's tags belong to."""
    shared = {content.declared.id for each in tags if each.tag.repository == registry for content in each.contents}
    shared |= {
        package
        for package, owner in subjects.owners.items()
        if owner.phase is not None and owner.phase >= AMENDABLE_PHASE
    }
    together = {each.tag.repository for each in tags if any(one.declared.id in shared for one in each.contents)}
    return {
        each.tag.repository: registry if each.tag.repository in {registry, *together} else each.tag.repository
        for each in tags
    }


def _followed(edition: _Edition, editions: Sequence[_Edition]) -> list[_Edition]:
    """Return the releases of the line before one, the newest first; a release never follows a prerelease."""
    earlier = editions[: editions.index(edition)]
    return [
        each
        for each in reversed(earlier)
        if (each.train, each.line) == (edition.train, edition.line)
        and (edition.version.prerelease or not each.version.prerelease)
    ]


# --- what it brought ----------------------------------------------------------------------------------------------


def _release(edition: _Edition, followed: Sequence[_Edition], subjects: Subjects) -> Release:
    brought: dict[str, list[ReleaseItem]] = {each.value: [] for each in Brought}
    for package, content in edition.contents.items():
        earlier = [Before(each.contents[package], each.version) for each in followed if package in each.contents]
        found = changes(content, edition.version, earlier) if followed else initial(content, edition.version)
        for change in found:
            brought[change.brought].append(_item(change, subjects))
    return Release(
        version=str(edition.version),
        line=edition.line,
        train=edition.train,
        date=min(each.tag.at for each in edition.tags),
        prerelease=bool(edition.version.prerelease),
        tags=tuple(_tag(each) for each in edition.tags),
        previous=str(followed[0].version) if followed else None,
        packages=tuple(str(content.declared) for content in edition.contents.values()),
        holds=_counts(edition.contents.values()),
        **{name: tuple(items) for name, items in brought.items()},
    )


def _tag(each: Numbered) -> ReleaseTag:
    tag = each.tag
    return ReleaseTag(tag.repository, tag.name, tag.revision, tag.at, permalink(tag.repository, tag.revision, ""))


def _counts(contents: Iterable[Content]) -> GateCounts:
    kinds = [placed.gate.kind for content in contents for gates in content.items.values() for placed in gates]
    return GateCounts(*(kinds.count(kind) for kind in (GateKind.SINCE, GateKind.UNSTABLE, GateKind.DEPRECATED)))


def _item(change: Change, subjects: Subjects) -> ReleaseItem:
    content, placed = change.content, change.placed
    package = content.declared
    return ReleaseItem(
        proposal=_proposal(content, subjects),
        amendment=_amendment(package.id, change.feature, subjects),
        package=str(package),
        item=f"{package.id}/{placed.gate.item}",
        item_kind=placed.gate.item_kind,
        kind=placed.gate.kind,
        feature=change.feature,
        version=placed.gate.version,
        file=placed.file,
        line=placed.gate.line,
        url=permalink(content.tag.repository, content.tag.revision, placed.file, placed.gate.line),
    )


def _proposal(content: Content, subjects: Subjects) -> str:
    owner = subjects.owners.get(content.declared.id)
    return owner.id if owner else content.declared.name


def _amendment(package: str, feature: str | None, subjects: Subjects) -> str | None:
    """Return the amendment of a feature: below phase 3 a feature gates the proposal itself."""
    owner = subjects.owners.get(package)
    if owner is None or feature is None or owner.phase is None or owner.phase < AMENDABLE_PHASE:
        return None
    return f"{owner.id}/{feature}"
