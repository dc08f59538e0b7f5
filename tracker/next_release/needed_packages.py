"""What packages depend on that are not on the line: told by facts, package by package."""

from collections import defaultdict
from collections.abc import Iterator, Mapping
from functools import cached_property

from tracker.facts import GateKind
from tracker.next_release.closure import Closure, Hold, Node
from tracker.next_release.evidence import at_phase_3, owner
from tracker.next_release.interface import Sources
from tracker.packages import Package
from tracker.subjects import AMENDABLE_PHASE, Proposal


class Reach:
    """What is held up, and what depends on what, as it comes to be known."""

    def __init__(self, sources: Sources) -> None:
        self.sources = sources
        self.edges: defaultdict[Node, set[Node]] = defaultdict(set)
        self.holds: dict[Node, Hold] = {}
        self._pending: dict[Node, tuple[str, str | None]] = {}
        """Packages that are not on the line, with name and version: what they need is read when all is asked for."""
        tree = sources.tree
        self.line = {} if tree is None else {each.declared.id: each.declared.version for each in tree.packages}
        """The packages of the line with their versions, by id."""

    def closure(self) -> Closure:
        """Return what is known, when what was met on the way is read as well."""
        for node in self._each_pending():
            self._expand(node, *self._pending[node])
        return Closure(dict(self.edges), dict(self.holds))

    def _each_pending(self) -> Iterator[Node]:
        """Yield each package that is to be read, also those that reading others leads to."""
        done: set[Node] = set()
        while left := self._pending.keys() - done:
            done |= left
            yield from sorted(left)

    # --- packages -----------------------------------------------------------------------------------------------------

    def package(self, package: str, version: str | None, within: str) -> Node:
        """Return a package that a proposal names, at the version it names, with all that it needs."""
        if package in self.line:
            return self._on_line(package, version, within)
        node = Node(_versioned(package, version))
        self._pending.setdefault(node, (package, version))
        proposal = owner(self.sources, package)
        siblings = proposal is not None and proposal.id == within
        if version is None or siblings or self._can_be_had(package, version):
            return node
        named = Node(node.step, within)
        self.edges[named].add(node)
        reason = f"{package}@{version}, which {within} names, was never released"
        self.holds[named] = Hold(f"let {within} depend on a released version of {package}", within, reason)
        return named

    def item(self, package: str, version: str | None, name: str, within: str) -> Node:
        """Return an interface or world of a package that is not on the line."""
        whole = self.package(package, version, within)
        node = Node(f"{whole.step}/{name}", whole.within)
        self.edges[node].add(whole)
        gates = self._gates(package, version)
        proposal = owner(self.sources, package)
        if name in gates and proposal is not None:
            self.holds[node] = _below(proposal, f"{name} of {package} is behind the feature {gates[name]}")
        return node

    def gated(self, package: str, version: str | None) -> Mapping[Node, str]:
        """Return the gated items of a package that is not on the line, each with its path: the package without any."""
        whole = Node(_versioned(package, version))
        self._pending.setdefault(whole, (package, version))
        found = {Node(f"{whole.step}/{item}"): f"{package}/{item}" for item in self._gates(package, version)}
        for node in found:
            self.edges[node].add(whole)
        return found or {whole: whole.step}

    def _on_line(self, package: str, version: str | None, within: str) -> Node:
        own = self.line[package]
        node = Node(_versioned(package, own))
        if version in {None, own, self.sources.target.version} or self._other_line_has(package, version, within):
            return node
        named = Node(_versioned(package, version), within)
        self.edges[named].add(node)
        self.holds[named] = Hold(
            f"let {within} depend on {node.step}", within, f"{within} names {named.step}, and the line has {node.step}"
        )
        return named

    def _other_line_has(self, package: str, version: str | None, within: str) -> bool:
        """Return whether somebody who is not on the line names a version of a package that is released."""
        names = {each.proposal for each in self.sources.tree.packages} if self.sources.tree else set()
        return within not in names and version is not None and self._can_be_had(package, version)

    # --- what is known of them ----------------------------------------------------------------------------------------

    def _expand(self, node: Node, package: str, version: str | None) -> None:
        """Note what a package that is not on the line needs, and what holds it up."""
        hold = self.in_phase(package)
        if hold is not None:
            self.holds[node] = hold
        proposal = owner(self.sources, package)
        for each in self._folders(package, version):
            for _, file in each.files:
                for need in file.dependencies:
                    if need.id != package:
                        within = proposal.id if proposal else package
                        self.edges[node].add(self.package(need.id, need.version, within))

    def in_phase(self, package: str) -> Hold | None:
        """Return what holds a package up as a whole: its phase, or that nobody listed it."""
        if not self.sources.subjects.proposals:
            return None
        proposal = owner(self.sources, package)
        if proposal is None or proposal.phase is None:
            action = f"list {package}, and advance it to phase {AMENDABLE_PHASE}"
            name = proposal.id if proposal else package
            return Hold(action, name, f"the proposal list has no row for {package}")
        return None if at_phase_3(proposal) else _below(proposal, f"{proposal.id} is in phase {proposal.phase}")

    def _folders(self, package: str, version: str | None) -> list[Package]:
        """Return where a package is: at that version, else as its proposal has it."""
        proposal = owner(self.sources, package)
        own = () if proposal is None else (*proposal.packages, *proposal.elsewhere)
        named = [each for each in own if each.declared.id == package]
        return [each for each in named if each.declared.version == version] or named[:1]

    def _gates(self, package: str, version: str | None) -> Mapping[str, str]:
        """Return the gated items of a package -> the feature of each."""
        return {
            gate.item: gate.feature or ""
            for each in self._folders(package, version)
            for _, gate, holder in each.gates()
            if gate.kind is GateKind.UNSTABLE and holder.id == package
        }

    def _can_be_had(self, package: str, version: str) -> bool:
        """Return whether a version was tagged wherever the package ever lived."""
        return (package, version) in self._released

    @cached_property
    def _released(self) -> set[tuple[str, str]]:
        chronicle = self.sources.chronicle
        homes: dict[str, set[str]] = defaultdict(set)
        for each in chronicle.packages:
            homes[each.branch.repository].add(each.package.id)
        return {
            (package, tag.version)
            for tag in chronicle.tags
            if tag.version is not None
            for package in homes[tag.repository]
        }


def advance(proposal: str) -> str:
    """Return the action that brings a proposal into the phase whose packages are released."""
    return f"advance {proposal} to phase {AMENDABLE_PHASE}"


def _below(proposal: Proposal, reason: str) -> Hold:
    return Hold(advance(proposal.id), proposal.id, reason)


def _versioned(package: str, version: str | None) -> str:
    return package if version is None else f"{package}@{version}"
