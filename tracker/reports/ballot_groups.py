"""How the changes of a release are put together for people: by amendment, then by proposal and commit."""

from collections.abc import Iterable
from dataclasses import dataclass

from tracker.changes import Stability
from tracker.next_release.ballot import AttributedChange, ChangeCommit


@dataclass(frozen=True, slots=True)
class ChangeGroup:
    """Changes that belong together."""

    amendment: str | None
    """The amendment they belong to; `None` when they belong to none."""
    proposal: str
    commit: ChangeCommit | None
    """The commit that brought them; of an amendment's, and where it cannot be told, `None`."""
    changes: tuple[AttributedChange, ...]
    """What breaks first, then in the order of the text."""

    @property
    def name(self) -> str:
        """What they belong to."""
        return self.amendment or self.proposal

    @property
    def commits(self) -> tuple[ChangeCommit, ...]:
        """The commits that brought them, each once, oldest first."""
        known = {each.commit.revision: each.commit for each in self.changes if each.commit is not None}
        return tuple(sorted(known.values(), key=lambda each: (each.date, each.revision)))


def change_groups(changes: Iterable[AttributedChange]) -> tuple[ChangeGroup, ...]:
    """Return the changes of amendments, a group each, then the others by proposal and commit."""
    groups: dict[tuple[bool, str, str], list[AttributedChange]] = {}
    for each in changes:
        groups.setdefault(_key(each), []).append(each)
    return tuple(_group(groups[key]) for key in sorted(groups, key=lambda key: (key[0], key[1])))


def mark(attributed: AttributedChange) -> str:
    """Return what must be known of a change's item beside its path; empty for a stable one."""
    stability = attributed.change.stability
    return "" if stability is Stability.STABLE else f" ({stability})"


def _key(attributed: AttributedChange) -> tuple[bool, str, str]:
    """Return what tells the groups apart; commits of one proposal stay in the order in which they are met."""
    if attributed.amendment is not None:
        return False, attributed.amendment, ""
    return True, attributed.proposal, attributed.commit.revision if attributed.commit else ""


def _group(changes: list[AttributedChange]) -> ChangeGroup:
    first = changes[0]
    ordered = sorted(changes, key=lambda each: each.change.compatible)
    commit = first.commit if first.amendment is None else None
    return ChangeGroup(first.amendment, first.proposal, commit, tuple(ordered))
