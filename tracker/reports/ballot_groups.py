"""How the findings and changes of a release are put together for people: what has one fix, what one commit brought."""

from collections import Counter
from collections.abc import Iterable

from tracker.changes import Change, Stability
from tracker.drift.findings import Severity
from tracker.frozen import frozen
from tracker.next_release.ballot import AttributedChange, BlockingFinding, ChangeCommit

_NUMBERS = frozenset({Change.PACKAGE_VERSION_CHANGED, Change.DEPENDENCY_VERSION_CHANGED})


@frozen
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


@frozen
class FindingGroup:
    """Findings of one rule that one thing would put right."""

    severity: Severity
    rule: str
    fix: str | None
    findings: tuple[BlockingFinding, ...]
    """In their order."""

    @property
    def subjects(self) -> str:
        """Whom they concern, and how often when there are several: `cli 3, http 46`."""
        found = Counter(each.subject for each in self.findings)
        if len(self.findings) == 1:
            return self.findings[0].subject
        return f"{len(self.findings)} findings: {', '.join(f'{name} {number}' for name, number in found.items())}"


def finding_groups(findings: Iterable[BlockingFinding]) -> tuple[FindingGroup, ...]:
    """Return findings by severity, rule and fix, in the order in which these are met first."""
    groups: dict[tuple[Severity, str, str | None], list[BlockingFinding]] = {}
    for each in findings:
        groups.setdefault((each.severity, each.rule, each.fix), []).append(each)
    return tuple(FindingGroup(*key, tuple(group)) for key, group in groups.items())


def change_groups(changes: Iterable[AttributedChange]) -> tuple[ChangeGroup, ...]:
    """Return the changes of amendments, a group each, then the others by proposal and commit."""
    groups: dict[tuple[bool, str, str], list[AttributedChange]] = {}
    for each in changes:
        groups.setdefault(_key(each), []).append(each)
    return tuple(_group(groups[key]) for key in sorted(groups, key=lambda key: (key[0], key[1])))


def numbers_apart(
    changes: Iterable[AttributedChange],
) -> tuple[tuple[AttributedChange, ...], tuple[AttributedChange, ...]]:
    """Return changes, and apart from them those that every release brings: versions of packages and dependencies."""
    listed = [(each, each.change.kind in _NUMBERS and each.change.compatible) for each in changes]
    return tuple(each for each, number in listed if not number), tuple(each for each, number in listed if number)


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
