"""What keeps candidates from a release beyond their own vote, and which single vote or fix frees the most items."""

from collections import defaultdict

from tracker.frozen import frozen
from tracker.next_release.ballot import Blockage, Unlock
from tracker.next_release.closure import Closure, Node, Path
from tracker.next_release.interface import Sources
from tracker.next_release.line_reach import LineReach
from tracker.next_release.needed_packages import Reach, advance
from tracker.subjects import AMENDABLE_PHASE


@frozen
class Candidates:
    """What could enter a release, and what it depends on."""

    closure: Closure
    items: dict[str, dict[Node, str]]
    """The gated items of each amendment and proposal, each with its path."""

    def own(self, subject: str) -> str:
        """Return the action that a candidate asks for itself."""
        return f"vote on {subject}" if "/" in subject else advance(subject)


def blockages(sources: Sources) -> tuple[Blockage, ...]:
    """Return what candidates reach that is not in phase, not listed, not released or still gated, by subject.

    A candidate's own gates, and its own phase, are what is to be voted on: they are none.
    """
    found = candidates(sources)
    return tuple(
        Blockage(subject, _steps(reached.path), reached.hold.reason)
        for subject, items in sorted(found.items.items())
        for action, reached in found.closure.held_by(items).items()
        if action != found.own(subject)
    )


def unlocks(sources: Sources) -> tuple[Unlock, ...]:
    """Return the single votes and fixes that free gated items, those that free most first.

    An item is free when nothing holds it up any more, nor anything that it depends on.
    """
    found = candidates(sources)
    frees: dict[tuple[str, str], dict[str, Path]] = defaultdict(dict)
    for items in found.items.values():
        for node, path in items.items():
            held = found.closure.held_by([node])
            if len(held) == 1:
                ((action, reached),) = held.items()
                frees[action, reached.hold.subject][path] = reached.path
    every = (_unlock(action, subject, paths) for (action, subject), paths in frees.items())
    return tuple(sorted(every, key=lambda each: (-len(each.frees), each.action)))


def candidates(sources: Sources) -> Candidates:
    """Return what could enter a release: gated items of the line, and proposals that may ask for phase 3.

    Without the line's texts only the proposals: what an amendment's items name nobody can tell then.
    """
    reach = Reach(sources)
    items: dict[str, dict[Node, str]] = {}
    if sources.tree is not None:
        line = LineReach(reach, sources.tree)
        line.walk()
        items |= line.gated
    if sources.target.actual is None:
        for proposal in sources.subjects.proposals:
            if proposal.phase == AMENDABLE_PHASE - 1:
                for each in proposal.packages:
                    if each.declared.id not in reach.line:
                        gated = reach.gated(each.declared.id, each.declared.version)
                        items.setdefault(proposal.id, {}).update(gated)
    return Candidates(reach.closure(), items)


def _unlock(action: str, subject: str, paths: dict[str, Path]) -> Unlock:
    """Return what an action frees, with the longest way to what holds an item up: none where each does so itself."""
    longest = _steps(paths[max(sorted(paths), key=lambda each: len(paths[each]))])
    return Unlock(action, subject, tuple(sorted(paths)), longest if len(longest) > 1 else ())


def _steps(path: Path) -> tuple[str, ...]:
    return tuple(dict.fromkeys(each.step for each in path))
