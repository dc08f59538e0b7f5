"""What the items of a line's packages depend on: what they name, what holds them, and what they hold without a gate.

An interface, world or resource needs what it holds that has no gate of its own: that becomes stable with it. What has
one needs its holder, and not the other way round.
"""

from collections.abc import Iterator
from dataclasses import dataclass, field

from tracker.facts import GateKind
from tracker.next_release.closure import Hold, Node
from tracker.next_release.evidence import amendment_id, at_phase_3, owner, stabilizing_vote
from tracker.next_release.needed_packages import Reach, advance
from tracker.next_release.texts import LineTree
from tracker.wit.compare import Package
from tracker.wit.compare.sides import NamedType, Outside, Scope, Seen, WorldSide, function_name
from tracker.wit.scopes import parts, references_of, to_reference
from tracker.wit.syntax import (
    Enum,
    Extern,
    Flags,
    Function,
    Include,
    InlineInterface,
    NamedPath,
    Record,
    Resource,
    TypeDeclaration,
    Use,
    Variant,
)
from tracker.wit.type_syntax import Handle, Named, Path, Type


@dataclass(slots=True)
class LineReach:
    """Walks the packages of a line."""

    reach: Reach
    tree: LineTree
    gated: dict[str, dict[Node, str]] = field(default_factory=dict)
    """The gated items with their paths, by the amendment, or the proposal, that has them."""
    _named: dict[tuple[str, str | None], Package] = field(default_factory=dict)

    def walk(self) -> None:
        """Note what every item of the line depends on, and what holds it up."""
        packages = self.tree.read
        self._named = {(each.id, each.version): each for each in packages}
        self._named |= {(each.id, None): each for each in packages}
        released = {each.declared.id for each in self.reach.sources.base.packages} if self.reach.sources.base else set()
        for package in packages:
            hold = None if package.id in released else self.reach.in_phase(package.id)
            if hold is not None:
                self.reach.holds[Node(str(package))] = hold
            for scope in package.interfaces.values():
                self._scope(scope, self._top(package, scope.owner))
            for world in package.worlds.values():
                self._world(world, self._top(package, world.seen))

    def _top(self, package: Package, seen: Seen) -> Node:
        node = self._node(package, seen)
        self.reach.edges[node].add(Node(str(package)))
        self._gate(package, seen, node)
        return node

    def _world(self, world: WorldSide, node: Node) -> None:
        scope = world.scope
        self._scope(scope, node)
        for seen in (*world.externs, *world.includes):
            item = self._member(scope.package, seen, node)
            match seen.node:
                case Include(path=path) | Extern(value=Path() as path) | Extern(value=NamedPath(path=path)):
                    self._depend(item, self._target(scope.package, seen, path))
                case Extern(value=Function() as function):
                    self._on_types(item, scope, function)
                case Extern(value=InlineInterface() as inline):
                    inner = Scope(scope.package, seen, seen.path.removeprefix(f"{scope.package.id}/"))
                    for each in inline.items:
                        inner.add(each)
                    self._scope(inner, item)
                case _:
                    pass

    def _scope(self, scope: Scope, holder: Node) -> None:
        """Note what the types and functions of an interface or world depend on."""
        for function in scope.functions.values():
            item = self._member(scope.package, function, holder)
            if isinstance(function.node, Function):
                self._on_types(item, scope, function.node)
        for named in scope.types.values():
            item = self._member(scope.package, named.seen, holder, self._type(scope, named))
            self._definition(scope, named, item)

    def _definition(self, scope: Scope, named: NamedType, item: Node) -> None:
        match named.seen.node:
            case Use() as use:
                alias = named.alias.name.name if named.alias else ""
                self._depend(item, self._target(scope.package, named.seen, use.path))
                self._depend(item, self._used(scope.package, named.seen, use.path, alias))
            case Resource() as resource:
                for function in resource.functions:
                    seen = named.seen.holds(function, f"{named.seen.path}.{function_name(function)}")
                    self._on_types(self._member(scope.package, seen, item), scope, function)
            case TypeDeclaration() | Record() | Variant() | Enum() | Flags() as definition:
                for reference in references_of(definition):
                    self._depend(item, self._by_name(scope, reference.name))
            case _:
                pass

    # --- one item -----------------------------------------------------------------------------------------------------

    def _member(self, package: Package, seen: Seen, holder: Node, node: Node | None = None) -> Node:
        """Return an item that another one holds, as depending on it, or it on the item."""
        item = node or self._node(package, seen)
        self.reach.edges[item].add(holder)
        if seen.gate(GateKind.UNSTABLE) is None:
            self.reach.edges[holder].add(item)
        self._gate(package, seen, item)
        return item

    def _gate(self, package: Package, seen: Seen, node: Node) -> None:
        """Note whose gate an item is behind, and whether anything is left to be voted on."""
        gate = seen.gate(GateKind.UNSTABLE)
        if gate is None or gate.feature is None:
            return
        sources, feature = self.reach.sources, gate.feature.name
        proposal = owner(sources, package.id)
        if proposal is not None and not at_phase_3(proposal):
            subject, action = proposal.id, advance(proposal.id)
            reason = f"{proposal.id} is in phase {proposal.phase}, and {node.step} behind the feature {feature}"
        else:
            subject = amendment_id(sources, package.id, feature)
            action, reason = f"vote on {subject}", f"{subject} is still behind a gate, and not voted in"
        self.gated.setdefault(subject, {})[node] = f"{package.id}{node.step.removeprefix(str(package))}"
        if "/" not in subject or stabilizing_vote(sources, subject) is None:
            self.reach.holds[node] = Hold(action, subject, reason)

    def _node(self, package: Package, seen: Seen) -> Node:
        return Node(f"{package}{seen.path.removeprefix(package.id)}")

    def _type(self, scope: Scope, named: NamedType) -> Node:
        """Return a type; of one that is used from elsewhere the `use`, which gates all that it brings."""
        if not isinstance(named.seen.node, Use):
            return self._node(scope.package, named.seen)
        owner_, separator = self._node(scope.package, scope.owner).step, "." if "#" in scope.name else "#"
        return Node(f"{owner_}{separator}use:{named.seen.node.path}")

    # --- what it names ------------------------------------------------------------------------------------------------

    def _depend(self, item: Node, target: Node | None) -> None:
        if target is not None and target != item:
            self.reach.edges[item].add(target)

    def _on_types(self, item: Node, scope: Scope, function: Function) -> None:
        types = [each.type for each in function.parameters]
        types += [] if function.result is None else [function.result]
        for name in (name for each in types for name in _names(each)):
            self._depend(item, self._by_name(scope, name))

    def _by_name(self, scope: Scope, name: str) -> Node | None:
        named = scope.types.get(name)
        return None if named is None else self._type(scope, named)

    def _target(self, package: Package, seen: Seen, path: Path) -> Node | None:
        """Return the interface or world that a path leads to; `None` for one that is nowhere."""
        found = package.target(seen.source, path)
        if isinstance(found, Outside):
            return self._outside(package, found)
        return self._node(package, found.owner if isinstance(found, Scope) else found.seen)

    def _outside(self, package: Package, outside: Outside) -> Node | None:
        if not outside.package:
            return None
        within = self.tree.owner(package.id)
        proposal = within.proposal if within else package.id
        if outside.package not in self.reach.line:
            return self.reach.item(outside.package, outside.version, outside.name, proposal)
        whole = self.reach.package(outside.package, outside.version, proposal)
        here = self._at_hand(outside)
        if here is None:
            return whole
        item = self._node(here.package, here.owner)
        if not whole.within:
            return item
        # Named at another version than the line's: whoever corrects that depends on the line's item.
        named = Node(f"{whole.step}/{outside.name}", whole.within)
        self.reach.edges[named] |= {whole, item}
        return named

    def _used(self, package: Package, seen: Seen, path: Path, name: str) -> Node | None:
        """Return the type that a `use` brings, where its interface is on the line."""
        found = package.target(seen.source, path)
        scope = self._at_hand(found) if isinstance(found, Outside) else found if isinstance(found, Scope) else None
        return None if scope is None else self._by_name(scope, name)

    def _at_hand(self, outside: Outside) -> Scope | None:
        """Return an interface or world of another package of the line, whatever version of it is named."""
        package = self._named.get((outside.package, outside.version)) or self._named.get((outside.package, None))
        if package is None:
            return None
        world = package.worlds.get(outside.name)
        return package.interfaces.get(outside.name) or (world.scope if world else None)


def _names(node: Type) -> Iterator[str]:
    """Yield the names of the types that a type is made of."""
    match node:
        case Named():
            yield node.name
        case Handle():
            yield to_reference(node.resource).name
        case _:
            for part in parts(node):
                yield from _names(part)
