"""`unvoted-gate-flip`: the release would expose what was behind `@unstable`, and no passed vote is recorded."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from tracker.chronicle import BranchKind, GateSpan
from tracker.drift.evidence import gate_said
from tracker.drift.findings import Said, Severity
from tracker.drift.links import AMENDING
from tracker.facts import GateKind
from tracker.next_release.evidence import (
    NO_VOTES,
    amendment_id,
    compared,
    feature_row,
    listed_said,
    owner,
    stabilizing_vote,
    trees,
    votes_said,
)
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.next_release.line_items import ItemKey, LineItem, items_of, package_said, stable_path
from tracker.next_release.texts import LineTree

_CARRYING = frozenset({BranchKind.DEFAULT, BranchKind.RELEASE})


class _Flip(NamedTuple):
    """An item that is exposed, and where it was not."""

    item: LineItem
    feature: str
    before: Said


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every amendment that becomes stable without a vote; as warnings, what never was behind a gate."""
    read = trees(sources)
    if isinstance(read, Untold):
        yield read
        return
    tree, base = read
    now = items_of(tree)
    before = items_of(base) if base else {}
    gated = dict(_gated_since(sources))
    flips: dict[str, list[_Flip]] = defaultdict(list)
    for item in now.values():
        flip = None if item.hidden else _flip(item, before.get(item.key), base, gated)
        if flip is not None:
            flips[amendment_id(sources, item.key.package, flip.feature)].append(flip)
    if flips and sources.chronicle.decisions is None:
        yield Untold(NO_VOTES)
    else:
        yield from (
            _exposed(sources, tree, subject, each)
            for subject, each in sorted(flips.items())
            if stabilizing_vote(sources, subject) is None
        )
    if base is not None and not sources.target.prerelease:
        yield from _additions(sources, tree, base, _new(now, before, gated))


# --- what was behind a gate -------------------------------------------------------------------------------------------


def _flip(
    item: LineItem, before: LineItem | None, base: LineTree | None, gated: Mapping[ItemKey, tuple[str, Said]]
) -> _Flip | None:
    if before is not None and base is not None:
        # What the release before exposes is released: a gate that it had for a while on a branch is another story.
        return _Flip(item, before.features[0], before.said(base)) if before.features else None
    found = gated.get(item.key)
    return None if found is None else _Flip(item, *found)


def _gated_since(sources: Sources) -> Iterator[tuple[ItemKey, tuple[str, Said]]]:
    """Yield the items of the line that were behind a gate on a branch after the release before, the last gate last."""
    spans = [each for each in sources.chronicle.gates if _counts(sources, each)]
    for span in sorted(spans, key=lambda each: each.first.at):
        if span.package is not None and span.gate.feature is not None:
            key = ItemKey(span.package.id, stable_path(span.gate.item), span.gate.item_kind)
            yield key, (span.gate.feature, gate_said(compared(sources), span))


def _counts(sources: Sources, span: GateSpan) -> bool:
    previous = sources.target.previous
    recent = previous is None or span.end is None or span.end.at > previous.date
    return (
        recent
        and span.gate.kind is GateKind.UNSTABLE
        and span.branch.kind in _CARRYING
        and span.line == sources.target.line
    )


def _exposed(sources: Sources, tree: LineTree, subject: str, flips: list[_Flip]) -> Hit:
    first = flips[0]
    package, feature = first.item.key.package, first.feature
    more = _more(len(flips) - 1, "item")
    return Hit(
        subject=subject,
        message=f"{first.item.path}{more} was @unstable(feature = {feature}) and would be exposed {_as(first.item)}, "
        "and no passed vote on it is recorded",
        evidence=(
            *(place for flip in _one_per_file(flips) for place in (flip.item.said(tree), flip.before)),
            *listed_said(sources, feature_row(sources, package, feature)),
            *votes_said(sources, subject),
        ),
        fix="record the vote that was held, or put the @unstable gates back until it is held",
        severity=Severity.WARNING if sources.target.prerelease else None,
    )


def _as(item: LineItem) -> str:
    return "without a gate" if item.since is None else f"as @since(version = {item.since})"


def _one_per_file(flips: list[_Flip]) -> list[_Flip]:
    return list({(flip.item.package.declared.id, flip.item.file): flip for flip in reversed(flips)}.values())[::-1]


def _more(count: int, noun: str) -> str:
    return "" if count == 0 else f" and {count} more {noun if count == 1 else f'{noun}s'}"


# --- what never was ---------------------------------------------------------------------------------------------------


def _new(
    now: Mapping[ItemKey, LineItem], before: Mapping[ItemKey, LineItem], gated: Mapping[ItemKey, tuple[str, Said]]
) -> Iterator[LineItem]:
    """Yield the items that the release before has not, and that are not within another such one."""
    packages = {key.package for key in before}
    new = {
        key
        for key, item in now.items()
        if key.package in packages and key not in before and key not in gated and not item.hidden
    }
    paths = {(key.package, key.path) for key in new}
    for key in now:
        if key in new and now[key].since is not None and not any((key.package, each) in paths for each in _around(key)):
            yield now[key]


def _around(key: ItemKey) -> tuple[str, ...]:
    return key.path.partition("#")[0] if "#" in key.path else "", key.path.rpartition(".")[0]


def _additions(sources: Sources, tree: LineTree, base: LineTree, new: Iterator[LineItem]) -> Iterator[Hit]:
    packages: dict[str, list[LineItem]] = defaultdict(list)
    for item in new:
        packages[item.key.package].append(item)
    for package, items in sorted(packages.items()):
        proposal, was = owner(sources, package), base.owner(package)
        yield Hit(
            subject=proposal.id if proposal else package.partition(":")[2],
            message=f"{items[0].path}{_more(len(items) - 1, 'item')} would be new {_as(items[0])} and never was behind "
            "@unstable",
            evidence=(
                *(each.said(tree) for each in items),
                *([package_said(was, f"{base.name}: {was.declared} is without it")] if was else []),
            ),
            fix="put it behind @unstable and file it as an amendment, or say where the subgroup agreed to it",
            severity=Severity.WARNING,
        )


RULE = rule(
    check,
    Severity.ERROR,
    "What was behind `@unstable` would be exposed by the release, and no passed vote on it is recorded.",
    AMENDING,
)
"""The rule."""
