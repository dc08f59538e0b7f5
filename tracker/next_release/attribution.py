"""Tells whose each change of a release is: its amendment, or the commit that it came with."""

import posixpath
from collections.abc import Mapping, Sequence
from functools import cached_property
from urllib.parse import quote

from tracker.changes import ApiChange, Comparison, Place
from tracker.chronicle import Chronicle, WitHistory
from tracker.facts import BlobId
from tracker.frozen import frozen
from tracker.lives import AmendmentLife
from tracker.next_release.ballot import AttributedChange, ChangeCommit
from tracker.next_release.file_history import FileCommit, FileHistory, Steps
from tracker.next_release.texts import LinePackage, LineTree
from tracker.permalink import permalink
from tracker.subjects import AMENDABLE_PHASE, Subjects
from tracker.wit.gated_paths import UnstablePaths

_NO_TEXTS: Mapping[BlobId, str] = {}


def attributed(
    comparison: Comparison,
    base: LineTree,
    tree: LineTree,
    subjects: Subjects,
    lives: Sequence[AmendmentLife],
    history: WitHistory | None,
    chronicle: Chronicle,
    texts: Mapping[BlobId, str] = _NO_TEXTS,
) -> tuple[AttributedChange, ...]:
    """Return each change from one tree to another with the proposal, amendment and commit it belongs to.

    `texts` are those that files had between the two: `texts_wanted` says which. Without them what came with one of
    several commits is left without a commit.
    """
    files = None if history is None else FileHistory(history, chronicle)
    attribution = _Attribution(_Sides(base, tree), subjects, lives, files, Steps(texts))
    return tuple(map(attribution.of, comparison.changes))


def texts_wanted(
    comparison: Comparison, base: LineTree, tree: LineTree, history: WitHistory, chronicle: Chronicle
) -> tuple[FileCommit, ...]:
    """Return the commits whose texts tell which of several brought a change, each with the repository that has it."""
    sides, files = _Sides(base, tree), FileHistory(history, chronicle)
    each_file = {commits for change in comparison.changes if len(commits := sides.commits(change, files)) > 1}
    return tuple(dict.fromkeys(commit for commits in each_file for commit in commits))


@frozen
class _Sides:
    """The two trees."""

    base: LineTree
    tree: LineTree

    def packages(self, change: ApiChange) -> tuple[LinePackage | None, LinePackage | None]:
        """Return the package that a change is of, in either tree."""
        package = package_of(change)
        return _holder(self.base, package, change.old), _holder(self.tree, package, change.new)

    def paths(self, change: ApiChange) -> tuple[str, ...]:
        """Return where the file of a change lies in the later tree, and where it lay in the earlier one."""
        before, after = self.packages(change)
        old, new = change.old, change.new
        named = (new or old or Place("", 1)).file
        places = [new.file] if new else [_beside(after, named)]
        places += [old.file] if old else [_beside(before, named)]
        return tuple(dict.fromkeys(places))

    def base_text(self, change: ApiChange) -> str:
        """Return the text of the file before all commits; empty when there was none."""
        before, _ = self.packages(change)
        parsed = before.parsed if before else {}
        return next((parsed[path].text for path in reversed(self.paths(change)) if path in parsed), "")

    def commits(self, change: ApiChange, files: FileHistory) -> tuple[FileCommit, ...]:
        """Return the commits that changed the file of a change between the two trees."""
        before, after = self.packages(change)
        # What is new to the line is as old as the release before; what left it, left the folder of its neighbours.
        since = before or next(iter(self.base.packages), None)
        return () if since is None or after is None else files.commits(self.paths(change), since, after)


@frozen
class _Attribution:
    """Everything that tells whose a change is."""

    sides: _Sides
    subjects: Subjects
    lives: Sequence[AmendmentLife]
    files: FileHistory | None
    steps: Steps

    def of(self, change: ApiChange) -> AttributedChange:
        package = package_of(change)
        before, after = self.sides.packages(change)
        owner, held = self.subjects.owners.get(package), after or before
        return AttributedChange(
            change=change,
            package=package,
            proposal=owner.id if owner else held.proposal if held else package.partition(":")[2],
            amendment=self._amendment(change, package),
            commit=self._commit(change, package),
            url=_url(after, change.new) or _url(before, change.old),
        )

    def _amendment(self, change: ApiChange, package: str) -> str | None:
        """Return the amendment whose feature gates an item, or gated it: below phase 3 it gates the proposal itself."""
        owner = self.subjects.owners.get(package)
        if owner is None or owner.phase is None or owner.phase < AMENDABLE_PHASE:
            return None
        sides = (self._unstable[1], self._unstable[0])
        features = (each[package].feature(change.item) for each in sides if package in each)
        feature = next((each for each in features if each is not None), None)
        if feature is None:
            return None
        own = (each.id for each in self.lives if (each.parent, each.feature) == (owner.id, feature))
        return next(own, f"{owner.id}/{feature}")

    @cached_property
    def _unstable(self) -> tuple[Mapping[str, UnstablePaths], Mapping[str, UnstablePaths]]:
        """The items behind `@unstable` of each package, in the earlier tree and in the later one."""
        sides = self.sides
        before, after = (
            {each.declared.id: UnstablePaths.of(each.parsed) for each in side.packages}
            for side in (sides.base, sides.tree)
        )
        return before, after

    def _commit(self, change: ApiChange, package: str) -> ChangeCommit | None:
        commits = self.sides.commits(change, self.files) if self.files else ()
        if not commits:
            return None
        found = self.steps.bringing(change, package, commits, self.sides.base_text(change))
        return None if found is None else _told(found)


def package_of(change: ApiChange) -> str:
    """Return the id of the package that a change is of: `wasi:http`."""
    return change.item.partition("/")[0].partition("#")[0]


def _holder(tree: LineTree, package: str, place: Place | None) -> LinePackage | None:
    """Return the package of an id; of one that is nested in another's file, that other."""
    return tree.owner(package) or (tree.package_of(place.file) if place else None)


def _beside(package: LinePackage | None, file: str) -> str:
    """Return where a file of this name would lie in a package's folder."""
    folder = package.folder.path if package else posixpath.dirname(file)
    return posixpath.join(folder, posixpath.basename(file))


def _url(package: LinePackage | None, place: Place | None) -> str | None:
    if package is None or place is None:
        return None
    return permalink(package.repository, package.revision, place.file, place.line)


def _told(commit: FileCommit) -> ChangeCommit:
    point = commit.point
    url = f"https://github.com/{quote(commit.repository, safe='/')}/commit/{point.revision}"
    return ChangeCommit(commit.repository, point.revision, point.at, point.summary, url)
