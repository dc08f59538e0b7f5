"""What things depend on and what holds them up: a graph that can be asked what an action would free."""

from collections import deque
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from typing import NamedTuple

from tracker.frozen import frozen


@dataclass(frozen=True, slots=True, order=True)
class Node:
    """A package, or an item of one."""

    step: str
    """As a reader knows it: `wasi:tls@0.2.0`, `wasi:tls@0.2.0/client#connect`."""
    within: str = ""
    """Of a package that is named at a version that cannot be had, the proposal that names it so; else empty."""


@dataclass(frozen=True, slots=True, order=True)
class Hold:
    """What holds a thing up, and the one action that would put an end to that."""

    action: str
    """`vote on clocks/clocks-timezone`: what is known by one action is held up together."""
    subject: str
    """The proposal or amendment that the action is about."""
    reason: str
    """What holds it up, in one line."""


Path = tuple[Node, ...]
"""What leads from one thing to another, both included."""


class Reached(NamedTuple):
    """Something that holds a thing up, and how the thing comes to depend on it."""

    hold: Hold
    path: Path
    """A shortest one."""


@frozen
class Closure:
    """Things, what each depends on, and what holds each up."""

    edges: Mapping[Node, Collection[Node]] = field(default_factory=dict)
    """What each thing depends on."""
    holds: Mapping[Node, Hold] = field(default_factory=dict)
    """Of each thing that is held up itself, what does so."""

    def held_by(self, starts: Iterable[Node]) -> "dict[str, Reached]":
        """Return by action what holds up some things or anything they depend on, the nearest first."""
        before: dict[Node, Node | None] = dict.fromkeys(sorted(starts))
        pending = deque(before)
        found: dict[str, Reached] = {}
        while pending:
            node = pending.popleft()
            hold = self.holds.get(node)
            if hold is not None and hold.action not in found:
                found[hold.action] = Reached(hold, _back(node, before))
            for target in sorted(self.edges.get(node, ())):
                if target not in before:
                    before[target] = node
                    pending.append(target)
        return found

    def freed(self, items: Iterable[Node], actions: Collection[str]) -> set[Node]:
        """Return the items that are held up, and would not be any more if some actions were taken."""
        held = ((each, self.held_by([each]).keys()) for each in items)
        return {each for each, by in held if by and by <= {*actions}}


def _back(node: Node, before: Mapping[Node, Node | None]) -> Path:
    path = [node]
    while (earlier := before[path[-1]]) is not None:
        path.append(earlier)
    return tuple(reversed(path))
