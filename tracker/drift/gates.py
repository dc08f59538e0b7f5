"""The gates of proposals on the branches that carry them, and since when they stand."""

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime

from tracker.chronicle import Branch, BranchKind, GateSpan, Span
from tracker.drift.interface import Sources
from tracker.subjects import AMENDABLE_PHASE, Proposal

Feature = tuple[str, str]
"""A proposal's id, and the name of a feature of it."""

_CARRYING = frozenset({BranchKind.DEFAULT, BranchKind.RELEASE})


def carries(sources: Sources, proposal: Proposal, branch: Branch) -> bool:
    """Return whether a branch is one from which a proposal is released now.

    These are the default and release branches of its home and of the registry; where it lived before, what was left
    behind changes no more.
    """
    homes = {sources.aliases.registry} | ({proposal.home.repository} if proposal.home else set())
    return branch.kind in _CARRYING and branch.repository in homes and not _is_default_still(sources, branch)


def _is_default_still(sources: Sources, branch: Branch) -> bool:
    """Return whether a release branch has not left the default branch yet: then it says nothing of its own."""
    heads = sources.chronicle.heads
    if branch.kind is not BranchKind.RELEASE or branch not in heads:
        return False
    head = heads[branch].revision
    return any(
        point.revision == head
        for other, point in heads.items()
        if other.kind is BranchKind.DEFAULT and other.repository == branch.repository
    )


def amendable(sources: Sources) -> dict[str, Proposal]:
    """Return the proposals that can be amended, by id."""
    return {
        each.id: each for each in sources.subjects.proposals if each.phase is not None and each.phase >= AMENDABLE_PHASE
    }


def owner_of(sources: Sources, span: GateSpan) -> str | None:
    """Return the id of the proposal whose package a gate belongs to."""
    owner = sources.subjects.owners.get(span.package.id) if span.package else None
    return owner.id if owner else None


def unstable_gates(sources: Sources) -> dict[Feature, list[GateSpan]]:
    """Return the `@unstable` gates of all amendable proposals that stand on a branch that carries them.

    Those of default branches come first.
    """
    found: dict[Feature, list[GateSpan]] = defaultdict(list)
    for owner, proposal in amendable(sources).items():
        standing = [span for span in sources.unstable.get(owner, ()) if span.standing and span.gate.feature]
        carrying = {branch for branch in {span.branch for span in standing} if carries(sources, proposal, branch)}
        for span in standing:
            if span.gate.feature and span.branch in carrying:
                found[owner, span.gate.feature].append(span)
    for spans in found.values():
        spans.sort(key=lambda each: (each.branch.kind, each.branch.repository, each.branch.name))
    return dict(found)


def features_at(sources: Sources, proposal: str, begin: datetime, end: datetime | None) -> frozenset[str]:
    """Return the features that gated a part of a proposal's packages at some time from `begin` up to `end`.

    On any branch but pull requests: what is only proposed there may bear an earlier name of the same thing.
    """
    return frozenset(
        span.gate.feature
        for span in sources.unstable.get(proposal, ())
        if span.gate.feature
        and span.branch.kind is not BranchKind.PULL
        and (end is None or span.first.at <= end)
        and (span.end is None or span.end.at > begin)
    )


def landed_since(sources: Sources, feature: Feature) -> datetime | None:
    """Return since when a feature stands on a default or release branch without a break, wherever it moved."""
    own = (
        span
        for span in sources.unstable.get(feature[0], ())
        if span.gate.feature == feature[1] and span.branch.kind in _CARRYING
    )
    return standing_since(own)


def standing_since(spans: Iterable[Span]) -> datetime | None:
    """Return since when one or another of some spans stands without a break; `None` when none stands now."""
    began: datetime | None = None
    ends: datetime | None = None
    for span in sorted(spans, key=lambda each: each.first.at):
        until = None if span.end is None else span.end.at
        if began is None or (ends is not None and ends < span.first.at):
            began, ends = span.first.at, until
        elif ends is not None:
            ends = None if until is None else max(ends, until)
    return began if ends is None else None


def places(spans: Iterable[GateSpan]) -> str:
    """Return the branches that gates stand on, in words: `main and wasi-0.2 of OWNER/NAME`."""
    branches: dict[str, list[str]] = defaultdict(list)
    for span in spans:
        if span.branch.name not in branches[span.branch.repository]:
            branches[span.branch.repository].append(span.branch.name)
    return " and ".join(f"{' and '.join(names)} of {repository}" for repository, names in branches.items())
