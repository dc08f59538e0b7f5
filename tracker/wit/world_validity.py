"""Checks what needs a whole package read: the versions of its gates, borrowed results, and what worlds include."""

from collections.abc import Iterable

from tracker.facts import GateKind
from tracker.wit.checked import CheckedInterface, CheckedWorld
from tracker.wit.definition_validity import DefinitionChecker
from tracker.wit.inclusion import Inclusion
from tracker.wit.names import version_key
from tracker.wit.package_validity import PackageChecker
from tracker.wit.scopes import Source, Spanned
from tracker.wit.syntax import (
    Extern,
    Function,
    InterfaceItem,
    Item,
    Resource,
    TypeDefinition,
    Use,
    WorldItem,
)
from tracker.wit.type_syntax import Gate, Identifier


class PackageFinisher:
    """Checks one package, after all packages' names were checked without a fault."""

    def __init__(self, package: PackageChecker) -> None:
        self._package = package
        self._version = package.name.version.text if package.name is not None and package.name.version else None

    def check(self, inclusion: Inclusion) -> None:
        """Check the package; what its worlds contain is added to `inclusion`."""
        interfaces, worlds = self._package.interfaces.values(), self._package.worlds.values()
        for interface in interfaces:
            self._check_type_gates(interface.source, interface.items)
        for world in worlds:
            self._check_type_gates(world.source, world.world.items)
            for inline in world.inline:
                self._check_type_gates(inline.source, inline.items)
        for item in self._package.interface_items():
            self._check_gate(self._package.interfaces[item.name.name].source, item, item.name)
            self._check_functions(self._package.interfaces[item.name.name])
        for world in worlds:
            self._check_world(world)
        for world in worlds:
            inclusion.add(world)

    # --- gates --------------------------------------------------------------------------------------------------------

    def _check_gate(self, source: Source, item: Item, where: Spanned) -> None:
        """Report a `@since` that the package's version does not reach."""
        if self._package.name is None:
            return
        for gate in item.attributes:
            if not isinstance(gate, Gate) or gate.kind is not GateKind.SINCE or gate.version is None:
                continue
            if self._version is None:
                source.report("a package with `@since` gates must have a version", where)
            elif version_key(gate.version.text) > version_key(self._version):
                message = f"`@since` names {gate.version.text}, which is after the package's version {self._version}"
                source.report(message, where)

    def _check_type_gates(self, source: Source, items: Iterable[InterfaceItem | WorldItem]) -> None:
        for item in items:
            if isinstance(item, Use):
                if item.names:
                    self._check_gate(source, item, item.names[0].name)
            elif isinstance(item, TypeDefinition):
                self._check_gate(source, item, item.name)

    def _check_functions(self, interface: CheckedInterface) -> None:
        checker = DefinitionChecker(interface.source, interface.scope)
        for item in interface.items:
            functions = item.functions if isinstance(item, Resource) else (item,) if isinstance(item, Function) else ()
            for function in functions:
                self._check_gate(interface.source, function, function.name)
                checker.check_borrowed_result(function)

    def _check_world(self, checked: CheckedWorld) -> None:
        source = checked.source
        for inline in checked.inline:
            self._check_functions(inline)
        self._check_gate(source, checked.world, checked.world.name)
        checker = DefinitionChecker(source, checked.scope)
        for item in checked.world.items:
            if isinstance(item, Resource):
                for function in item.functions:
                    self._check_gate(source, function, function.name)
                    checker.check_borrowed_result(function)
            elif isinstance(item, Extern):
                self._check_gate(source, item, _name_of(item))
                if isinstance(item.value, Function):
                    checker.check_borrowed_result(item.value)
        # The reference looks at what a world includes when all else is read.
        for include, _world in checked.includes:
            self._check_gate(source, include, include.path.name)


def _name_of(item: Extern) -> Identifier:
    """Return where the reference points at an import or export."""
    return item.value.name
