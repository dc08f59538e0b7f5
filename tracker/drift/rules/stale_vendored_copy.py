"""`stale-vendored-copy`: a copy below `deps` is not what the release that it names holds."""

from collections.abc import Iterator, Sequence
from datetime import datetime

from tracker.chronicle import FileSpan, Tag
from tracker.drift.evidence import day, later, said
from tracker.drift.findings import Said, Severity
from tracker.drift.interface import Hit, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.vendored import Copy, State, copies, states, vendored
from tracker.facts import WitPackage
from tracker.subjects import Proposal


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every copy of a released version of a package that no tag of that version holds.

    A release of a version is a tag that names it and holds the package at it. A copy that shares neither a file nor the
    name of one with the package was written anew, as tools do it from what was published: its texts cannot be compared.
    """
    every, files = states(sources), vendored(sources)
    for proposal in sources.subjects.proposals:
        rewritten: list[Copy] = []
        for copy in copies(files, proposal):
            known = every.get(str(copy.package), [])
            releases = [
                (tag, state) for tag in sources.chronicle.tags for state in known if _releases(tag, copy, state)
            ]
            if not releases or any(copy.blobs == state.blobs for _, state in releases):
                continue
            if _is_rewritten(copy, known):
                rewritten.append(copy)
            else:
                yield _hit(sources, proposal, copy, known, releases)
        if rewritten:
            yield _untold(proposal, rewritten)


def _releases(tag: Tag, copy: Copy, state: State) -> bool:
    return _plain(tag.version) == _plain(copy.package.version) is not None and state.holds(tag)


def _plain(version: str | None) -> str | None:
    """Return a version without what only tells builds apart."""
    return version.partition("+")[0] if version else None


def _is_rewritten(copy: Copy, known: Sequence[State]) -> bool:
    files = [each for state in known for each in state.files]
    names = {_name(each) for each in files} & {_name(each) for each in copy.files}
    return not names and copy.blobs.isdisjoint(each.blob for each in files)


def _name(file: FileSpan) -> str:
    return file.path.rpartition("/")[2]


def _untold(proposal: Proposal, rewritten: Sequence[Copy]) -> Untold:
    names = ", ".join(str(each.package) for each in rewritten)
    copied, were, text = ("copy", "was", "its text") if len(rewritten) == 1 else ("copies", "were", "their texts")
    reason = (
        f"{proposal.id}: the {copied} of {names} {were} written anew, not copied file by file: only {text} could tell"
    )
    return Untold((proposal.id,), reason)


def _hit(
    sources: Sources, proposal: Proposal, copy: Copy, known: Sequence[State], releases: Sequence[tuple[Tag, State]]
) -> Hit:
    newest = releases[-1][1].blobs
    # What several repositories tagged was released by the first of them.
    tag, state = next(each for each in releases if each[1].blobs == newest)
    return Hit(
        subject=proposal.id,
        message=f"{copy.folder} of {proposal.title} names {copy.package}, released on {day(tag.at)}, "
        f"and {_difference(copy, known, tag, state)}",
        since=later(copy.since, tag.at),
        evidence=_evidence(sources, copy, tag, state),
        fix=f"vendor {copy.package} again, as it was released: `wit-deps update`, or `wkg wit fetch`",
    )


def _difference(copy: Copy, known: Sequence[State], tag: Tag, released: State) -> str:
    """Return how a copy differs from a release, with a day only where the package's own history has it."""
    until = _current_until(copy, known, tag, released)
    if until is not None:
        return f"is older: it is what the package was until {day(until)}"
    since = next((each.first.at for each in known if each.blobs == copy.blobs and each.began_after(tag)), None)
    if since is not None:
        return f"is not what was released: it is what the package became on {day(since)}"
    other = len(copy.blobs - released.blobs)
    if other:
        files = "its only file has" if len(copy.files) == 1 else f"{other} of its {len(copy.files)} files have"
        return f"is not what was released: {files} another text"
    return f"is not what was released: {len(released.blobs - copy.blobs)} of {len(released.files)} files are not there"


def _current_until(copy: Copy, known: Sequence[State], tag: Tag, released: State) -> datetime | None:
    """Return until when a package was what a copy is; `None` when no state before the release had each of its files.

    A copy may be of several states: then it is as old as the oldest of its files.
    """
    before = [each for each in known if each.ended_before(tag)]
    same = [each.end.at for each in before if each.blobs == copy.blobs and each.end]
    if same:
        return max(same)
    ends: dict[str, datetime] = {}
    for state in before:
        if state.end is not None:
            ends |= {each: max(state.end.at, ends.get(each, state.end.at)) for each in state.blobs}
    outdated = copy.blobs - released.blobs
    return min(ends[each] for each in outdated) if outdated and outdated <= ends.keys() else None


def _evidence(sources: Sources, copy: Copy, tag: Tag, released: State) -> tuple[Said, ...]:
    """Return where the copy and the release first differ, else where each declares the package."""
    differing = next((each for each in copy.files if each.blob not in released.blobs), None)
    there = next((each for each in released.files if differing and _name(each) == _name(differing)), None)
    if differing is None or there is None:
        differing, there = _declaring(copy.files, copy.package), _declaring(released.files, copy.package)
    head = sources.chronicle.heads[differing.branch]
    return (
        said(differing.branch.repository, head.revision, differing.path, _line(differing), f"copy of {copy.package}"),
        said(tag.repository, tag.revision, there.path, _line(there), f"tag {tag.name}: {copy.package}"),
    )


def _declaring(files: Sequence[FileSpan], package: WitPackage) -> FileSpan:
    return next(each for each in files if any(str(other) == str(package) for other in each.packages))


def _line(file: FileSpan) -> int | None:
    return file.packages[0].line if file.packages else None


RULE = rule(
    check,
    Severity.WARNING,
    "A copy below `deps` is not what the release that it names holds.",
    PHASES,
)
"""The rule."""
