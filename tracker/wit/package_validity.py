"""Checks the items of one package: what `use`, `include`, `import` and `export` refer to, and each interface."""

from collections.abc import Iterator, Mapping, Sequence

from tracker.wit.checked import CheckedInterface, CheckedWorld, FileName, InterfaceKey, Part, Target
from tracker.wit.definition_validity import DefinitionChecker, NameScope, check_attributes, check_setters
from tracker.wit.mentions import mentions, uses
from tracker.wit.scopes import Order, Reference, Scope, Source, Spanned, Trait, in_order, to_reference
from tracker.wit.syntax import (
    Extern,
    Function,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    NestedPackage,
    Resource,
    TopLevelUse,
    Use,
    World,
    WorldItem,
)
from tracker.wit.type_syntax import Identifier, PackageName, Path


class PackageChecker:
    """Checks one package."""

    def __init__(self, name: PackageName | None, source: Source, parts: list[Part], *, complete: bool) -> None:
        self.name = name
        self.source = source
        """The file that declares it."""
        self.interfaces: dict[str, CheckedInterface] = {}
        """In an order in which each follows those it uses."""
        self.worlds: dict[str, CheckedWorld] = {}
        """In an order in which each follows those it includes."""
        self.late: list[tuple[Source, str, Spanned]] = []
        """What other packages at hand lack; the reference looks there only when all else is well."""
        self._parts = parts
        self._complete = complete
        self._items: dict[str, tuple[Source, int, Interface | World]] = {}
        self._files: list[dict[str, FileName]] = []
        self._known: Mapping[str, PackageChecker] = {}

    # --- names --------------------------------------------------------------------------------------------------------

    def check(self, known: Mapping[str, "PackageChecker"]) -> None:
        """Check names, types and functions; `known` are the packages at hand."""
        self._known = known
        self._register()
        ordered = [self._items[name] for name in self._ordered()]
        self._check_origins()
        for source, part, item in ordered:
            if isinstance(item, Interface):
                self._check_interface(source, part, item)
        for source, part, item in ordered:
            if isinstance(item, World):
                self._check_world(source, part, item)

    def _register(self) -> None:
        """Learn the names of the package, and of each file."""
        for number, part in enumerate(self._parts):
            for item in part.items:
                if isinstance(item, Interface | World):
                    if item.name.name in self._items:
                        part.source.report(f"`{item.name.name}` is defined more than once", item.name)
                    else:
                        self._items[item.name.name] = (part.source, number, item)
        for part in self._parts:
            self._files.append(self._names_of_file(part))

    def _names_of_file(self, part: Part) -> dict[str, FileName]:
        names: dict[str, FileName] = {}
        for item in part.items:
            match item:
                case TopLevelUse():
                    name, entry = (
                        item.other or item.path.name,
                        FileName(self._target_of_use(part, item), item.path.name),
                    )
                case Interface() | World():
                    name, entry = item.name, FileName(item, item.name)
                case NestedPackage():
                    continue
            other = names.setdefault(name.name, entry)
            # Two definitions of one name were reported when the package's names were learned.
            both = isinstance(item, Interface | World) and not isinstance(other.target, Path | None)
            if other is not entry and not (both and other.origin is _name_of(other.target)):
                part.source.report(f"`{name.name}` is defined more than once in this file", name)
        return names

    def _target_of_use(self, part: Part, item: TopLevelUse) -> Target | None:
        if item.attributes:
            part.source.report(
                "a `use` at the top of a file cannot have attributes", Reference("", item.word, item.word + 3)
            )
        if item.path.package is not None:
            return item.path
        found = self._items.get(item.path.name.name)
        if found is None:
            self._report_missing(part.source, item.path.name)
            return None
        return found[2]

    def _report_missing(self, source: Source, name: Identifier) -> None:
        """Report a name that no file of the package defines, when all files are at hand."""
        if self._complete:
            source.report(f"there is no interface or world `{name.name}`", name)

    def _ordered(self) -> list[str]:
        """Return the package's items, each after those it refers to."""
        references = {name: list(self._references(*found)) for name, found in self._items.items()}
        order: Order = in_order(references)
        if order.cycle is not None:
            holder = next(name for name in references if order.cycle in references[name])
            message = f"the interface or world `{order.cycle.name}` depends on itself"
            self._items[holder][0].report(message, order.cycle)
        return order.names

    def _references(self, source: Source, part: int, item: Interface | World) -> Iterator[Reference]:
        for member in item.items:
            if isinstance(member, Include) or (isinstance(member, Use) and isinstance(item, Interface)):
                name = member.path.name
                if member.path.package is None and name.name in self._files[part]:
                    target, origin = self._files[part][name.name]
                    if isinstance(target, Interface | World):
                        yield Reference(target.name.name, origin.start, origin.end)
                elif isinstance(self.target(source, part, member.path), Interface | World):
                    yield to_reference(name)

    def _check_origins(self) -> None:
        """Report every `use` of what is no interface, before anything is said of the types in interfaces."""
        for number, part in enumerate(self._parts):
            for use in uses(part.items):
                check_attributes(part.source, use.attributes)
                if isinstance(self.target(part.source, number, use.path), World):
                    part.source.report(f"`{use.path.name.name}` is a world, not an interface", use.path.name)

    def target(self, source: Source, part: int, path: Path) -> Target | None:
        """Return what a path stands for in a file; report one that stands for nothing."""
        if path.package is not None:
            return path
        name = path.name.name
        if name in self._files[part]:
            return self._files[part][name].target
        found = self._items.get(name)
        if found is None:
            self._report_missing(source, path.name)
            return None
        return found[2]

    # --- interfaces ---------------------------------------------------------------------------------------------------

    def _check_interface(self, source: Source, part: int, item: Interface) -> None:
        check_attributes(source, item.attributes, external=False)
        checked = CheckedInterface(source, item.name, item.items)
        self.interfaces[item.name.name] = checked
        self._check_items(part, checked)

    def _check_items(self, part: int, checked: CheckedInterface) -> None:
        source, scope, items = checked.source, checked.scope, checked.items
        names = NameScope(source)
        checked.uses = [key for key in self._check_uses(part, source, scope, items, names) if key is not None]
        checker = DefinitionChecker(source, scope)
        checker.check_types(items, names)
        functions: list[tuple[str | None, Function]] = []
        for item in items:
            if isinstance(item, Function):
                scope.functions.add(item.name.name)
                functions.append((None, item))
            elif isinstance(item, Resource):
                functions.extend((item.name.name, function) for function in item.functions)
            else:
                continue
            for resource, function in functions[len(functions) - _added(item) :]:
                checker.check_function(function, resource)
                names.define_function(function, resource)
        check_setters(source, functions)

    def _check_uses(
        self,
        part: int,
        source: Source,
        scope: Scope,
        items: Sequence[InterfaceItem | WorldItem],
        names: NameScope,
    ) -> list[InterfaceKey | None]:
        """Put the types that are used from elsewhere in scope; return the interface each `use` takes types of."""
        used: list[InterfaceKey | None] = []
        for item in items:
            if not isinstance(item, Use):
                continue
            check_attributes(source, item.attributes)
            origin, key = self._interface(source, part, item.path)
            used.append(key if item.names else None)
            for alias in item.names:
                name = alias.other or alias.name
                if name.name in scope.types:
                    source.report(f"`{name.name}` is defined more than once", name)
                    continue
                scope.types[name.name] = self._used_traits(source, origin, alias.name, item.path)
                names.define(name)
        return used

    def _used_traits(self, source: Source, origin: Scope | None, name: Identifier, path: Path) -> Trait:
        """Return what is known of a type that is used from an interface; report one that is not there."""
        if origin is None:
            return Trait.UNKNOWN
        traits = origin.types.get(name.name)
        if traits is not None:
            return traits
        if name.name in origin.functions:
            message = f"`{name.name}` is a function: only types can be used"
        else:
            message = f"there is no type `{name.name}` in `{path}`"
        if path.package is None:
            source.report(message, name)
        else:
            self.late.append((source, message, name))
        return Trait.UNKNOWN

    def _interface(self, source: Source, part: int, path: Path) -> tuple[Scope | None, InterfaceKey | None]:
        """Return the scope and key of the interface a path leads to; `None` for one that is not at hand."""
        target = self.target(source, part, path)
        if isinstance(target, World):
            source.report(f"`{path.name.name}` is a world, not an interface", path.name)
            return None, None
        if isinstance(target, Interface):
            checked = self.interfaces.get(target.name.name)
            key = InterfaceKey(str(self.name), target.name.name)
            return None if checked is None else checked.scope, key
        if target is None:
            return None, None
        return self._foreign_interface(source, target, path.name)

    def _foreign_interface(
        self, source: Source, path: Path, where: Spanned
    ) -> tuple[Scope | None, InterfaceKey | None]:
        package = self._foreign(path)
        if package is None:
            return None, None
        checked = package.interfaces.get(path.name.name)
        if checked is None:
            message = f"the package `{package.name}` has no interface `{path.name.name}`"
            self.late.append((source, message, where))
            return None, None
        return checked.scope, InterfaceKey(str(package.name), path.name.name)

    def _foreign(self, path: Path) -> "PackageChecker | None":
        """Return the package a path leads to, when it is at hand."""
        return None if path.package is None else self._known.get(str(path.package))

    def interface_items(self) -> Iterator[Interface]:
        """Yield the interfaces' nodes, in the order in which they were checked."""
        for name in self.interfaces:
            item = self._items[name][2]
            if isinstance(item, Interface):
                yield item

    def mentions(self) -> Iterator[PackageName]:
        """Yield the other packages that this one refers to."""
        for part in self._parts:
            for path in mentions(part.items):
                if path.package is not None:
                    yield path.package

    # --- worlds -------------------------------------------------------------------------------------------------------

    def _check_world(self, source: Source, part: int, world: World) -> None:
        check_attributes(source, world.attributes, external=False)
        checked = CheckedWorld(source, world)
        self.worlds[world.name.name] = checked
        imports, exports = NameScope(source), NameScope(source)
        checked.used = self._check_uses(part, source, checked.scope, world.items, imports)
        checker = DefinitionChecker(source, checked.scope)
        checker.check_types(world.items, imports)
        for item in world.items:
            if isinstance(item, Include):
                check_attributes(source, item.attributes, external=False)
                checked.includes.append((item, self._included(source, part, item.path)))
        seen: set[tuple[bool, InterfaceKey | str]] = set()
        for item in world.items:
            if isinstance(item, Resource):
                for function in item.functions:
                    checker.check_function(function, item.name.name)
                    imports.define_function(function, item.name.name)
            elif isinstance(item, Extern):
                self._check_extern(part, checked, checker, item, exports if item.exported else imports, seen)

    def _check_extern(
        self,
        part: int,
        checked: CheckedWorld,
        checker: DefinitionChecker,
        item: Extern,
        names: NameScope,
        seen: set[tuple[bool, InterfaceKey | str]],
    ) -> None:
        """Check one import or export; `seen` are the interfaces met so far."""
        source, value = checked.source, item.value
        if isinstance(value, Function):
            check_attributes(source, item.attributes)
            checker.check_function(value)
            names.define_function(value)
            return
        check_attributes(source, item.attributes)
        if isinstance(value, InlineInterface):
            inline = CheckedInterface(source, value.name, value.items)
            checked.inline.append(inline)
            self._check_items(part, inline)
            names.define(value.name)
            return
        path = value if isinstance(value, Path) else value.path
        _scope, key = self._interface(source, part, path)
        checked.interfaces.append((item, key))
        if not isinstance(value, Path):
            names.define(value.name)
            return
        target = self.target(source, part, path)
        identity = (item.exported, key or str(target if isinstance(target, Path) else path))
        if identity in seen:
            direction = "exported" if item.exported else "imported"
            source.report(f"the interface `{path}` is {direction} more than once", path.name)
        seen.add(identity)

    def _included(self, source: Source, part: int, path: Path) -> CheckedWorld | None:
        """Return the world that a path in an `include` leads to, when it is at hand."""
        target = self.target(source, part, path)
        if isinstance(target, Interface) or (isinstance(target, Path) and path.package is None):
            source.report(f"`{path.name.name}` is an interface, not a world", path.name)
            return None
        if isinstance(target, World):
            return self.worlds.get(target.name.name)
        package = None if target is None else self._foreign(target)
        if package is None or target is None:
            return None
        found = package.worlds.get(target.name.name)
        if found is None:
            message = f"the package `{package.name}` has no world `{target.name.name}`"
            self.late.append((source, message, path.name))
        return found


def _name_of(target: Target | None) -> Identifier | None:
    return None if target is None else target.name


def _added(item: Function | Resource) -> int:
    return 1 if isinstance(item, Function) else len(item.functions)
