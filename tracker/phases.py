"""Tells what the proposal list did to each subject over time, under the id that the subject has now."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import field, replace
from functools import cached_property
from itertools import chain, count

from tracker.aliases import Aliases, Place
from tracker.chronicle import BranchKind, Chronicle
from tracker.facts import GateKind
from tracker.frozen import frozen
from tracker.lives import ChangeKind, PhaseChange
from tracker.permalink import permalink
from tracker.subjects import Amendment, Proposal, Row, Subjects, short_name
from tracker.threads import Entry, Thread, Version, telling_place, threads_of, versions_of
from tracker.titles import slug, tracked_features

_ORDER = (ChangeKind.REMOVED, ChangeKind.RENAMED, ChangeKind.MOVED_BACK, ChangeKind.ADVANCED, ChangeKind.ENTERED)
"""In which order the changes of one subject by one commit are told."""


@frozen
class ListHistory:
    """The versions of the list, the threads through them, and what each thread is called now."""

    aliases: Aliases
    versions: tuple[Version, ...]
    threads: Mapping[str, Thread]
    """Present id -> the subject's thread; of one that left the list, the id it would have."""

    @cached_property
    def changes(self) -> tuple[PhaseChange, ...]:
        """Every change of the list to every subject, oldest first."""
        found = [(number, change) for name, thread in self.threads.items() for number, change in self._of(name, thread)]
        found.sort(key=lambda each: (each[0], each[1].subject, _ORDER.index(each[1].kind)))
        return tuple(change for _, change in found)

    def _of(self, name: str, thread: Thread) -> Iterator[tuple[int, PhaseChange]]:
        for number in range(len(self.versions)):
            before, after = thread.seen.get(number - 1), thread.seen.get(number)
            for kind, origin, target in _differences(before, after):
                yield number, self._change(name, number, kind, origin, target, after or before)

    def _change(
        self,
        name: str,
        number: int,
        kind: ChangeKind,
        origin: int | str | None,
        target: int | str | None,
        entry: Entry | None,
    ) -> PhaseChange:
        version = self.versions[number]
        line = entry.row.row.line if entry and kind is not ChangeKind.REMOVED else None
        return PhaseChange(
            date=version.point.at,
            subject=name,
            kind=kind,
            origin=origin,
            target=target,
            revision=version.point.revision,
            title=entry.row.row.title if entry else "",
            url=permalink(self.aliases.registry, version.point.revision, version.path, line),
            author=version.point.author,
            summary=version.point.summary,
        )

    def former_names(self) -> dict[str, str]:
        """Return what each subject was ever called, in lower case -> its id; a name that several had leads nowhere.

        Names of subjects that are on the list come before those of subjects that left it.
        """
        standing = len(self.versions) - 1
        names: dict[str, str] = {}
        for still in (True, False):
            meant: dict[str, set[str]] = defaultdict(set)
            for identifier, thread in self.threads.items():
                if (thread.last == standing) is still:
                    for name in self._names(thread) | {identifier.casefold()}:
                        meant[name].add(identifier)
            names |= {name: min(ids) for name, ids in meant.items() if len(ids) == 1 and name not in names}
        return names

    def _names(self, thread: Thread) -> set[str]:
        # A row says the same in most versions.
        told = {(each.id, each.row.row.title, each.row.row.url, each.row.place): each for each in thread.seen.values()}
        return {name.casefold() for entry in told.values() for name in _called(entry, self.aliases) if name}


def list_history(chronicle: Chronicle, aliases: Aliases, subjects: Subjects) -> ListHistory:
    """Follow every subject through all versions of the list; `subjects` are those of the chronicle's moment."""
    versions = versions_of(chronicle, aliases)
    threads = threads_of(versions)
    return ListHistory(aliases, versions, _Naming(chronicle, aliases, subjects).name(threads, len(versions) - 1))


def phase_history(chronicle: Chronicle, aliases: Aliases, subjects: Subjects) -> tuple[PhaseChange, ...]:
    """Return every change of the proposal list to every subject, oldest first.

    `subjects` are those of the chronicle's moment: a change names its subject by the id it has then, also where it had
    another one at the time of the change.
    """
    return list_history(chronicle, aliases, subjects).changes


def former_names(chronicle: Chronicle, aliases: Aliases, subjects: Subjects) -> Mapping[str, str]:
    """Return what subjects were ever called (ids, titles, repositories; in lower case) -> the id each has now."""
    return list_history(chronicle, aliases, subjects).former_names()


def _differences(
    before: Entry | None, after: Entry | None
) -> Iterator[tuple[ChangeKind, int | str | None, int | str | None]]:
    """Yield what changed from one version to the next: kind, from, to."""
    if before is None or after is None:
        if before is not None:
            yield ChangeKind.REMOVED, before.phase, None
        if after is not None:
            yield ChangeKind.ENTERED, None, after.phase
        return
    if before.title != after.title:
        yield ChangeKind.RENAMED, before.row.row.title, after.row.row.title
    if before.phase != after.phase:
        kind = ChangeKind.ADVANCED if after.phase > before.phase else ChangeKind.MOVED_BACK
        yield kind, before.phase, after.phase


def _called(entry: Entry, aliases: Aliases) -> Iterator[str]:
    """Yield what a row is called: by its title, its id, its repository now, and the repository it links to."""
    yield entry.row.row.title
    if entry.parent is not None:
        yield entry.id
        return
    if entry.row.place is None or entry.home is not None:
        yield entry.id
    linked = replace(aliases, renamed={}).place(entry.row.row.url)
    for place in (entry.row.place, linked):
        if place is not None and telling_place(place, aliases) is not None:
            if place.repository != aliases.registry:
                yield from (place.repository, place.repository.rpartition("/")[2], short_name(place.repository))
            if place.path:
                yield place.path.rpartition("/")[2]


# --- present ids --------------------------------------------------------------------------------------------------


@frozen
class _Naming:
    """Gives each thread the id of its subject."""

    chronicle: Chronicle
    aliases: Aliases
    subjects: Subjects
    taken: dict[str, Thread] = field(default_factory=dict)
    """Id -> the thread that has it."""

    def name(self, threads: Sequence[Thread], newest: int) -> dict[str, Thread]:
        """Name proposals before amendments, and what is on the list before what left it, the latest first."""
        present: tuple[Proposal | Amendment, ...] = (*self.subjects.proposals, *self.subjects.amendments)
        listed = {(each.row.path, each.row.row): each.id for each in present if each.row}
        for thread in sorted(threads, key=lambda each: (each.newest.parent is not None, -each.last)):
            entry = thread.newest
            own = listed.get((entry.row.path, entry.row.row)) if thread.last == newest else None
            names = [own] if own else [self._amendment(thread) if entry.parent else self._proposal(entry)]
            names.append(names[0] if entry.parent else slug(entry.row.row.title) or names[0])
            numbered = (f"{names[0]}-{number}" for number in count(2))
            self.taken[next(each for each in chain(names, numbered) if each not in self.taken)] = thread
        return self.taken

    def _proposal(self, entry: Entry) -> str:
        """Return the id of a proposal that left the list: that of its repository's package, where one was read."""
        unlisted = ((each.id, telling_place(each.home, self.aliases)) for each in self.subjects.unlisted)
        found = (name for name, home in unlisted if home and entry.home and self._together(home, entry.home))
        return next(found, entry.id)

    def _together(self, one: Place, other: Place) -> bool:
        return one.repository == other.repository and (one.repository != self.aliases.registry or one == other)

    def _amendment(self, thread: Thread) -> str:
        """Return the id of an amendment that left the list: after the feature it tracked, if there was one."""
        entry = thread.newest
        parents = (name for name, each in self.taken.items() if _row(each, thread.last) == entry.parent)
        parent = next(parents, entry.id.partition("/")[0])
        title = entry.row.row.title
        features = self.aliases.features.get(title) or tracked_features(
            {title: entry.change}, self._features(parent), parent
        ).get(title)
        return f"{parent}/{features or slug(entry.change) or 'unnamed'}"

    def _features(self, parent: str) -> list[str]:
        """Return the features that ever gated a part of a proposal's packages and that no other thread tracks."""
        features = {
            span.gate.feature
            for span in self.chronicle.gates
            if span.branch.kind in {BranchKind.DEFAULT, BranchKind.RELEASE}
            and span.gate.kind is GateKind.UNSTABLE
            and span.gate.feature
            and span.package
            and (owner := self.subjects.owners.get(span.package.id))
            and owner.id == parent
        }
        return sorted(each for each in features if each and f"{parent}/{each}" not in self.taken)


def _row(thread: Thread, number: int) -> Row | None:
    entry = thread.seen.get(number)
    return entry.row if entry else None
