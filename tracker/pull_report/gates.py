"""Tells what a pull request does to the gates of features: which it adds, stabilizes, queues, changes or removes."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from tracker.chronicle import line_of
from tracker.facts import GateKind, WitGate, WitPackage
from tracker.frozen import frozen
from tracker.gate_standings import item_path
from tracker.lifecycle.register import identity
from tracker.packages import Package
from tracker.pull_report.values import FeatureChange, FeatureEffect, GateChange, ItemEffect
from tracker.subjects import AMENDABLE_PHASE, Proposal

_Place = tuple[str, str, str | None]
"""Package id, its folder, and release line: a package may lie in several folders of one repository."""


@frozen
class _Gated:
    """A gate, and where it stands."""

    gate: WitGate
    file: str
    package: WitPackage


@dataclass(slots=True)
class _Side:
    """The gates of one package in one folder, by item."""

    package: WitPackage
    unstable: dict[str, _Gated]
    since: dict[str, _Gated]


def feature_changes(
    before: Iterable[Package], after: Iterable[Package], owners: Mapping[str, Proposal]
) -> tuple[FeatureChange, ...]:
    """Return what becomes of each feature between two sets of packages, by package and feature.

    `owners` are the proposals by the ids of their packages, as `Subjects` have them.
    """
    old, new = _sides(before), _sides(after)
    found: list[FeatureChange] = []
    for one, other in _paired(old, new):
        package = other.package if other is not None else one.package if one is not None else None
        if package is None:
            continue
        owner = owners.get(package.id)
        items = tuple(_item_changes(one, other))
        for change in _features(items, one, other, package):
            amends = owner is not None and owner.phase is not None and owner.phase >= AMENDABLE_PHASE
            found.append(replace(change, proposal=owner.id if owner else None, amends=amends))
    return tuple(sorted(found, key=lambda each: (each.package, each.feature)))


def _sides(packages: Iterable[Package]) -> dict[_Place, _Side]:
    sides: dict[_Place, _Side] = {}
    seen: set[tuple[str, int]] = set()
    for package in packages:
        for path, gate, declared in package.gates():
            if (path, gate.line) in seen:
                continue
            seen.add((path, gate.line))
            side = sides.setdefault((declared.id, package.folder, line_of(declared.version)), _Side(declared, {}, {}))
            gated = _Gated(gate, path, declared)
            if gate.kind is GateKind.UNSTABLE and gate.feature:
                side.unstable.setdefault(identity(gate.item), gated)
            elif gate.kind is GateKind.SINCE:
                side.since.setdefault(identity(gate.item), gated)
    return sides


def _paired(old: Mapping[_Place, _Side], new: Mapping[_Place, _Side]) -> Iterator[tuple[_Side | None, _Side | None]]:
    """Yield the two sides of each package: of one that moved, by its id when it lies in one place on each side."""
    for place in sorted(old.keys() & new.keys(), key=str):
        yield old[place], new[place]
    gone, come = [each for each in old if each not in new], [each for each in new if each not in old]
    for place in list(gone):
        same = [each for each in come if each[0] == place[0]]
        if len(same) == 1 and sum(each[0] == place[0] for each in gone) == 1:
            gone.remove(place)
            come.remove(same[0])
            yield old[place], new[same[0]]
    yield from ((old[each], None) for each in gone)
    yield from ((None, new[each]) for each in come)


# --- items ------------------------------------------------------------------------------------------------------------

_Changed = tuple[str | None, str | None, GateChange]
"""The feature before, the feature after, and what became of the item."""


def _item_changes(one: _Side | None, other: _Side | None) -> Iterator[_Changed]:
    before = one.unstable if one else {}
    after = other.unstable if other else {}
    for item, gated in after.items():
        former = before.get(item)
        effect = _effect_of(former, gated, stable=one is not None and item in one.since)
        if effect is not None:
            yield former.gate.feature if former else None, gated.gate.feature, _told(effect, gated)
    for item, gated in before.items():
        if item in after:
            continue
        since = other.since.get(item) if other else None
        if since is None:
            yield gated.gate.feature, None, _told(ItemEffect.REMOVED, gated)
        else:
            change = replace(_told(ItemEffect.STABILIZED, since), version=since.gate.version)
            yield gated.gate.feature, None, change


def _effect_of(former: _Gated | None, gated: _Gated, *, stable: bool) -> ItemEffect | None:
    if former is None:
        return ItemEffect.GATED if stable else ItemEffect.ADDED
    if former.gate.feature != gated.gate.feature:
        return ItemEffect.RENAMED
    if former.gate.queued != gated.gate.queued:
        return ItemEffect.QUEUED if gated.gate.queued else ItemEffect.UNQUEUED
    return None


def _told(effect: ItemEffect, gated: _Gated) -> GateChange:
    path = item_path(gated.package.id, gated.gate.item)
    return GateChange(effect, path, gated.gate.item_kind, gated.file, gated.gate.line)


# --- features ---------------------------------------------------------------------------------------------------------


def _features(
    items: tuple[_Changed, ...], one: _Side | None, other: _Side | None, package: WitPackage
) -> Iterator[FeatureChange]:
    before, after = _by_feature(one), _by_feature(other)
    changed: dict[str, list[GateChange]] = defaultdict(list)
    renamed: dict[str, set[str]] = defaultdict(set)
    for former, now, change in items:
        changed[now or former or ""].append(change)
        if change.effect is ItemEffect.RENAMED and former and now:
            renamed[former].add(now)
    whole = {name: next(iter(to)) for name, to in renamed.items() if len(to) == 1 and not after.get(name)}
    heirs = {now: former for former, now in whole.items()}
    for feature, own in sorted(changed.items()):
        effect = _feature_effect(feature in before, bool(after.get(feature)), {each.effect for each in own})
        former = heirs.get(feature)
        if former is not None and effect is FeatureEffect.ADDED:
            effect = FeatureEffect.RENAMED
        yield FeatureChange(
            effect=effect,
            feature=feature,
            package=str(package),
            line=line_of(package.version),
            proposal=None,
            amends=False,
            items=tuple(sorted(own, key=lambda each: (each.file, each.line, each.path))),
            left=after.get(feature, 0),
            former=former if effect is FeatureEffect.RENAMED else None,
        )


def _by_feature(side: _Side | None) -> dict[str, int]:
    counts: dict[str, int] = defaultdict(int)
    for gated in side.unstable.values() if side else ():
        counts[gated.gate.feature or ""] += 1
    return counts


def _feature_effect(was: bool, stands: bool, effects: set[ItemEffect]) -> FeatureEffect:
    if stands and not was:
        return FeatureEffect.ADDED
    if ItemEffect.STABILIZED in effects:
        return FeatureEffect.STABILIZED
    if not stands:
        return FeatureEffect.REMOVED
    return FeatureEffect.QUEUED if effects == {ItemEffect.QUEUED} else FeatureEffect.CHANGED
