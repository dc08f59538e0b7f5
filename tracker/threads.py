"""Follows each subject of the proposal list from version to version, through new titles, links and phases.

A thread is one subject over time. Of two versions in a row, what says most is compared first: the same title and link,
the same title, the same place; then what a subject was called before; last what only makes it likely that one row took
over from another: a shared name, a typo, the same champions. Whatever fits more than one row equally well fits none.
"""

from bisect import bisect
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from functools import lru_cache

from tracker.aliases import Aliases, Place
from tracker.chronicle import Chronicle, Point
from tracker.facts import Facts, RepositoryFacts, RepositoryName
from tracker.frozen import frozen
from tracker.subjects import Amendment, Proposal, Row, identify, remainder, short_name
from tracker.titles import names_of, same_but_for_typos, words


@frozen
class Entry:
    """A row of one version of the list that is a subject of its own."""

    id: str
    """What the subject would be called if there were nothing but this version of the list."""
    row: Row
    parent: Row | None
    """The row that it amends; `None` for a proposal."""
    home: Place | None
    """Where it links to, if that place can tell one proposal from another."""

    title: tuple[str, ...]
    """The words of its title."""
    link: tuple[str, str] | str | None
    """Where it links to, the same for every spelling of one place."""

    @property
    def phase(self) -> int:
        """The phase it is in."""
        return self.row.row.phase

    @property
    def change(self) -> str:
        """Of an amendment, the part of its title after its parent's."""
        return remainder(self.row.row.title)

    @property
    def champions(self) -> frozenset[str]:
        """Its champions, in any order."""
        return frozenset(name.casefold() for name in self.row.row.champions)

    @property
    def names(self) -> frozenset[tuple[str, ...]]:
        """What it may be called: by its title, or by its repository."""
        own = names_of(self.row.row.title)
        return own if self.home is None else own | {words(short_name(self.home.repository))}


@frozen
class Version:
    """The list as one commit left it."""

    point: Point
    path: str
    """The file that holds it."""
    entries: tuple[Entry, ...]
    """By phase, the highest first, then in the order of the text."""


@dataclass(slots=True, eq=False)
class Thread:
    """One subject over the versions of the list."""

    seen: dict[int, Entry] = field(default_factory=dict)
    """Number of a version, from 0 -> its row there; versions without it are left out."""

    @property
    def last(self) -> int:
        """The number of the newest version that has it."""
        # Versions are seen in order.
        return next(reversed(self.seen))

    @property
    def newest(self) -> Entry:
        """Its row in that version."""
        return self.seen[self.last]


def versions_of(chronicle: Chronicle, aliases: Aliases) -> tuple[Version, ...]:
    """Return every version of the list, oldest first.

    Commits at which there was no list, or none that could be read, say nothing about anything and are left out.
    """
    points = {point.position: point for each in chronicle.lists for point in (each.first, each.end) if point}
    return tuple(version for _, point in sorted(points.items()) if (version := _version(point, chronicle, aliases)))


def _version(point: Point, chronicle: Chronicle, aliases: Aliases) -> Version | None:
    held = tuple(
        (each.path, each.content)
        for each in chronicle.lists
        if each.path in aliases.lists
        and each.branch.repository == aliases.registry
        and each.holds_at(point.position)
        and (each.content.rows or not each.content.problems)
    )
    if not held:
        return None
    hub = RepositoryFacts(aliases.registry, point.revision, point.at, lists=held)
    subjects = identify(Facts(point.at, None, (hub,)), aliases)
    listed: tuple[Proposal | Amendment, ...] = (*subjects.proposals, *subjects.amendments)
    entries = [_entry(each, each.row, aliases) for each in listed if each.row]
    entries.sort(key=lambda each: (-each.phase, each.row.row.line))
    return Version(point, entries[0].row.path if entries else held[0][0], tuple(entries))


def _entry(subject: Proposal | Amendment, row: Row, aliases: Aliases) -> Entry:
    place = row.place
    return Entry(
        id=subject.id,
        row=row,
        parent=subject.parent.row if isinstance(subject, Amendment) else None,
        home=telling_place(place, aliases),
        title=words(row.row.title),
        link=row.row.url if place is None else (place.repository.casefold(), place.path),
    )


def telling_place(place: Place | None, aliases: Aliases) -> Place | None:
    """Return a place in a form that tells one proposal from another; `None` where several proposals may link to it."""
    if place is None or place.repository.casefold() in _folded(aliases.not_proposals):
        return None
    if place.repository != aliases.registry:
        return Place(RepositoryName(place.repository.casefold()), place.path)
    prefix = f"{aliases.proposals}/"
    folder = place.path.removeprefix(prefix).partition("/")[0] if place.path.startswith(prefix) else ""
    return Place(place.repository, f"{prefix}{folder}") if folder else None


@lru_cache(maxsize=16)
def _folded(names: frozenset[RepositoryName]) -> frozenset[str]:
    return frozenset(name.casefold() for name in names)


def threads_of(versions: Sequence[Version]) -> tuple[Thread, ...]:
    """Return the threads that run through the versions, in the order in which they began."""
    threads: list[Thread] = []
    for number, version in enumerate(versions):
        step = _Step(threads, number, version)
        step.match()
        threads += [Thread({number: entry}) for entry in step.free]
        for thread, entry in step.pairs:
            thread.seen[number] = entry
    return tuple(threads)


Alike = Callable[[Thread, Entry], bool]
"""Whether an entry may go on a thread."""


@dataclass(slots=True)
class _Step:
    """The step from one version to the next."""

    threads: Sequence[Thread]
    number: int
    """The number of the next version."""
    version: Version
    free: list[Entry] = field(init=False)
    """Entries that are on no thread yet."""
    pairs: list[tuple[Thread, Entry]] = field(default_factory=list)
    _free: list[Thread] = field(init=False)
    """Threads that do not go on yet, the most recent first."""

    def __post_init__(self) -> None:
        self.free = list(self.version.entries)
        self._free = sorted(self.threads, key=lambda each: -each.last)

    def match(self) -> None:
        """Find the thread of every entry that goes on one."""
        self._same_rows()
        self._first(self._standing(_same_title))
        self._only(self._standing(_same_home))
        self._only(self._standing(_nearly_same_row))
        self._only(self._standing(self._same_change))
        for alike in (_same_row, _same_title, self._back_home, _same_id):
            self._first(self._before(alike))
        self._only(self._standing(_same_name))
        self._only(self._standing(self._misspelled))
        self._only(self._standing(self._taken_over))

    def _same_rows(self) -> None:
        """Put each entry on the first thread that had the same row in the version before: most are found here."""
        standing: dict[tuple[object, object], list[Thread]] = {}
        for thread in self._free:
            if self._stood(thread):
                standing.setdefault((thread.newest.title, thread.newest.link), []).append(thread)
        for entry in [*self.free]:
            if found := standing.get((entry.title, entry.link)):
                self._put(found.pop(0), entry)

    def _standing(self, alike: Callable[[Entry, Entry], bool]) -> Alike:
        """Compare with what stood in the version before."""
        return lambda thread, entry: self._stood(thread) and alike(thread.newest, entry)

    def _before(self, alike: Callable[[Entry, Entry], bool]) -> Alike:
        """Compare with everything that a subject ever was."""
        return lambda thread, entry: any(alike(each, entry) for each in thread.seen.values())

    def _stood(self, thread: Thread) -> bool:
        return thread.last == self.number - 1

    def _first(self, alike: Alike) -> None:
        """Put each entry on the first thread that it may go on."""
        for entry in [*self.free]:
            thread = next((each for each in self._free if alike(each, entry)), None)
            if thread is not None:
                self._put(thread, entry)

    def _only(self, alike: Alike) -> None:
        """Put each entry on the only thread that it may go on, if no other may."""
        found = [(thread, entry) for entry in self.free for thread in self._free if alike(thread, entry)]
        for thread, entry in found:
            if sum(each is thread or other is entry for each, other in found) == 1:
                self._put(thread, entry)

    def _put(self, thread: Thread, entry: Entry) -> None:
        self._free.remove(thread)
        self.free.remove(entry)
        self.pairs.append((thread, entry))

    def _same_change(self, old: Entry, new: Entry) -> bool:
        """Return whether both amend the same proposal in the same words, or all but the same."""
        if old.parent is None or new.parent is None:
            return False
        parents = {entry.row: thread for thread, entry in self.pairs}
        parent = parents.get(new.parent)
        return (
            parent is not None
            and parent.newest.row == old.parent
            and (words(old.change) == words(new.change) or same_but_for_typos(old.change, new.change))
        )

    def _back_home(self, old: Entry, new: Entry) -> bool:
        """Return whether a place that is no other proposal's now was this one's before."""
        return _same_home(old, new) and (
            sum(each.parent is None and each.home == new.home for each in self.version.entries) == 1
        )

    def _misspelled(self, old: Entry, new: Entry) -> bool:
        return (
            _both_proposals(old, new)
            and same_but_for_typos(old.row.row.title, new.row.row.title)
            and (bool(old.champions & new.champions) or self._in_place(old, new))
        )

    def _taken_over(self, old: Entry, new: Entry) -> bool:
        """Return whether the same champions' row took the place of a row, or one phase on came in its stead."""
        if not _both_proposals(old, new) or not old.champions or old.champions != new.champions:
            return False
        return new.phase == old.phase + 1 or self._in_place(old, new)

    def _in_place(self, old: Entry, new: Entry) -> bool:
        """Return whether a row stands where the other stood: in the same table, between the same neighbours."""
        if old.phase != new.phase:
            return False
        kept = [
            (thread.newest, entry)
            for thread, entry in self.pairs
            if self._stood(thread) and thread.newest.phase == entry.phase == old.phase
        ]
        before = sorted(each.row.row.line for each, _ in kept)
        after = sorted(each.row.row.line for _, each in kept)
        above = {entry.row.row.line: each.row.row.line for each, entry in kept}
        old_at, new_at = bisect(before, old.row.row.line), bisect(after, new.row.row.line)
        return before[:old_at] == sorted(above[line] for line in after[:new_at])


def _same_row(old: Entry, new: Entry) -> bool:
    return old.title == new.title and old.link == new.link


def _same_title(old: Entry, new: Entry) -> bool:
    return old.title == new.title and bool(old.title)


def _same_home(old: Entry, new: Entry) -> bool:
    return _both_proposals(old, new) and old.home is not None and old.home == new.home


def _nearly_same_row(old: Entry, new: Entry) -> bool:
    """Return whether two rows link to one place under titles that differ by a typo."""
    return (
        (old.parent is None) == (new.parent is None)
        and old.home is not None
        and old.home == new.home
        and same_but_for_typos(old.row.row.title, new.row.row.title)
    )


def _same_id(old: Entry, new: Entry) -> bool:
    return _both_proposals(old, new) and old.home is not None and new.home is not None and old.id == new.id


def _same_name(old: Entry, new: Entry) -> bool:
    return _both_proposals(old, new) and bool(old.names & new.names)


def _both_proposals(old: Entry, new: Entry) -> bool:
    return old.parent is None and new.parent is None
