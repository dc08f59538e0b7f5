"""Packages as values that can be changed and written as WIT: valid by construction, before and after any change."""

import copy
import itertools
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field

from hypothesis import strategies as st

PRIMITIVES = ("u8", "s64", "string", "bool", "f32", "char")
SHAPES = ("{}", "{}", "list<{}>", "option<{}>", "result<{}>", "result<_, {}>", "tuple<{}, u16>", "future<{}>")
KINDS = ("type", "record", "variant", "enum", "flags", "resource")


@dataclass
class Function:
    name: str
    parameters: list[tuple[str, str]] = field(default_factory=list)
    result: str | None = None
    asynchronous: bool = False
    static: bool = False
    gate: str = ""

    def written(self, *, member: bool = False) -> str:
        parameters = ", ".join(f"{name}: {kind}" for name, kind in self.parameters)
        result = "" if self.result is None else f" -> {self.result}"
        words = ("static " if self.static and member else "") + ("async " if self.asynchronous else "")
        return f"{gated(self.gate)}{self.name}: {words}func({parameters}){result};"


@dataclass
class Definition:
    name: str
    kind: str
    parts: list[tuple[str, str | None]] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)

    def written(self) -> str:
        match self.kind:
            case "type":
                return f"type {self.name} = {self.parts[0][1] or 'u8'};"
            case "record":
                inner = ", ".join(f"{name}: {kind or 'u8'}" for name, kind in self.parts)
            case "variant":
                inner = ", ".join(name if kind is None else f"{name}({kind})" for name, kind in self.parts)
            case "resource":
                inner = " ".join(each.written(member=True) for each in self.functions)
            case _:
                inner = ", ".join(name for name, _kind in self.parts)
        return f"{self.kind} {self.name} {{ {inner} }}"


@dataclass
class Interface:
    name: str
    uses: list[tuple[str, str]] = field(default_factory=list)
    """Interface and type, from an interface before this one."""
    types: list[Definition] = field(default_factory=list)
    functions: list[Function] = field(default_factory=list)

    def names(self) -> list[str]:
        return [name for _interface, name in self.uses] + [each.name for each in self.types]

    def every_function(self) -> list[Function]:
        return [*self.functions, *(function for each in self.types for function in each.functions)]

    def written(self, *, used: bool) -> str:
        lines = [f"  use {interface}.{{{name}}};" for interface, name in self.uses]
        lines += [f"  {each.written()}" for each in self.types]
        # The reference passes over an import that offers nothing stable.
        lines += [f"  {each.written()}" for each in self.functions] + ["  stays: func();"]
        if used:
            # The reference looks only at types that functions need.
            lines += [f"  needs-{name}: func(it: {name});" for name in self.names()]
        return "\n".join([f"interface {self.name} {{", *lines, "}"])


@dataclass
class World:
    name: str
    imports: dict[str, str] = field(default_factory=dict)
    """Interface -> gate."""
    exports: dict[str, str] = field(default_factory=dict)
    functions: dict[str, tuple[bool, Function]] = field(default_factory=dict)
    """Whether it is exported, and what it is."""
    includes: list[str] = field(default_factory=list)

    def written(self) -> str:
        lines = [f"  include {name};" for name in self.includes]
        lines += [f"  {gated(gate)}import {name};" for name, gate in self.imports.items()]
        lines += [f"  {gated(gate)}export {name};" for name, gate in self.exports.items()]
        for exported, function in self.functions.values():
            direction = "export" if exported else "import"
            text = function.written().removeprefix(gated(function.gate))
            lines.append(f"  {gated(function.gate)}{direction} {text}")
        return "\n".join([f"world {self.name} {{", *lines, "}"])


@dataclass
class Package:
    interfaces: list[Interface] = field(default_factory=list)
    worlds: list[World] = field(default_factory=list)
    used: bool = True
    """Whether every type is needed by a function."""

    def written(self) -> str:
        every = [*(each.written(used=self.used) for each in self.interfaces), *(each.written() for each in self.worlds)]
        return "\n".join(every) + "\n"


def gated(gate: str) -> str:
    return f"{gate} " if gate else ""


SINCE = "@since(version = 1.0.0)"
UNSTABLE = "@unstable(feature = early)"
_COUNTER = itertools.count()


class Drawn:
    """Draws the parts of packages."""

    def __init__(self, draw: st.DrawFn) -> None:
        self.draw = draw

    def maybe(self) -> bool:
        return self.draw(st.booleans())

    def fresh(self, word: str) -> str:
        return f"{word}-n{next(_COUNTER)}"

    def gate(self) -> str:
        return self.draw(st.sampled_from(["", "", SINCE, UNSTABLE]))

    def type(self, interface: Interface, known: int | None = None) -> str:
        """Return a type made of the first `known` names of an interface."""
        names = interface.names()[:known]
        shape = self.draw(st.sampled_from(SHAPES))
        return shape.format(self.draw(st.sampled_from([*PRIMITIVES, *names, *names])))

    def function(self, interface: Interface, known: int | None = None) -> Function:
        number = self.draw(st.integers(0, 2))
        return Function(
            self.fresh("f"),
            [(f"p{each}", self.type(interface, known)) for each in range(number)],
            self.type(interface, known) if self.maybe() else None,
            asynchronous=self.maybe(),
            static=self.maybe(),
            gate=self.gate(),
        )

    def definition(self, interface: Interface) -> Definition:
        kind = self.draw(st.sampled_from(KINDS))
        found = Definition(self.fresh("t"), kind)
        if kind == "resource":
            found.functions = [self.function(interface) for _ in range(self.draw(st.integers(0, 2)))]
            return found
        for number in range(self.draw(st.integers(1, 3))):
            payload = None if kind in {"enum", "flags"} or (kind == "variant" and self.maybe()) else True
            found.parts.append((f"m{number}", self.type(interface) if payload else None))
        return found

    def interface(self, before: list[Interface]) -> Interface:
        made = Interface(self.fresh("i"))
        offered = [(each.name, name.name) for each in before for name in each.types]
        if offered:
            made.uses = self.draw(st.lists(st.sampled_from(offered), max_size=2, unique=True))
        for _ in range(self.draw(st.integers(0, 3))):
            made.types.append(self.definition(made))
        made.functions = [self.function(made) for _ in range(self.draw(st.integers(1, 3)))]
        return made

    def world_function(self) -> tuple[bool, Function]:
        return self.maybe(), self.function(Interface("none"))


@st.composite
def packages(draw: st.DrawFn, *, exporting: bool = False, used: bool = True) -> Package:
    """Draw a package; of its two worlds the second includes the first and imports, or exports, every interface."""
    drawn = Drawn(draw)
    made = Package(used=used)
    for _ in range(draw(st.integers(1, 3))):
        made.interfaces.append(drawn.interface(made.interfaces))
    gates = st.sampled_from(["", SINCE])
    some = {each.name: drawn.gate() for each in made.interfaces if drawn.maybe()}
    every = {each.name: draw(gates) for each in made.interfaces}
    first = World("some", imports=some)
    second = World("every", exports=every) if exporting else World("every", imports=every)
    for world in (first, second):
        for _ in range(draw(st.integers(0, 2))):
            exported, function = drawn.world_function()
            world.functions[function.name] = exported, function
    if drawn.maybe() and not exporting:
        second.includes.append("some")
    made.worlds = [first, second]
    return made


# --- changes ----------------------------------------------------------------------------------------------------------

Mutation = Callable[[Drawn, Package], None]


def _pick_interface(drawn: Drawn, package: Package) -> Interface:
    return drawn.draw(st.sampled_from(package.interfaces))


def _pick_function(drawn: Drawn, package: Package) -> tuple[Interface, Function] | None:
    every = [(each, function) for each in package.interfaces for function in each.every_function()]
    every += [(Interface("none"), function) for world in package.worlds for _, function in world.functions.values()]
    return drawn.draw(st.sampled_from(every)) if every else None


def _pick_definition(drawn: Drawn, package: Package, *kinds: str) -> tuple[Interface, Definition] | None:
    every = [(each, found) for each in package.interfaces for found in each.types if not kinds or found.kind in kinds]
    return drawn.draw(st.sampled_from(every)) if every else None


def add_function(drawn: Drawn, package: Package) -> None:
    interface = _pick_interface(drawn, package)
    interface.functions.append(drawn.function(interface))


def remove_function(drawn: Drawn, package: Package) -> None:
    interface = _pick_interface(drawn, package)
    if interface.functions:
        interface.functions.remove(drawn.draw(st.sampled_from(interface.functions)))


def change_signature(drawn: Drawn, package: Package) -> None:
    found = _pick_function(drawn, package)
    if found is None:
        return
    interface, function = found
    # A function in a resource may stand before the types that come after; types need no order in WIT, but a resource
    # must not be made part of itself, which no function does.
    match drawn.draw(st.sampled_from(["add", "remove", "rename", "reorder", "type", "result", "async"])):
        case "add":
            function.parameters.append((drawn.fresh("p"), drawn.type(interface)))
        case "remove":
            function.parameters = function.parameters[1:]
        case "rename":
            function.parameters = [(f"{name}x", kind) for name, kind in function.parameters]
        case "reorder":
            function.parameters.reverse()
        case "type":
            function.parameters = [(name, drawn.type(interface)) for name, _ in function.parameters]
        case "result":
            function.result = drawn.draw(st.sampled_from([None, "u8", "list<string>"]))
        case _:
            function.asynchronous = not function.asynchronous


def change_kind_of_method(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package, "resource")
    for function in found[1].functions if found else ():
        function.static = not function.static


def add_method(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package, "resource")
    if found is not None:
        found[1].functions.append(drawn.function(found[0]))


def remove_method(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package, "resource")
    if found is not None and found[1].functions:
        found[1].functions.pop()


def add_type(drawn: Drawn, package: Package) -> None:
    interface = _pick_interface(drawn, package)
    interface.types.append(drawn.definition(interface))


def remove_type(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package)
    if found is not None:
        interface, definition = found
        interface.types.remove(definition)
        for each in package.interfaces:
            if (interface.name, definition.name) in each.uses:
                each.uses.remove((interface.name, definition.name))
        _replace(package, definition.name, "u8")


def rename_type(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package)
    if found is not None:
        _interface, definition = found
        name = drawn.fresh("t")
        for each in package.interfaces:
            each.uses = [(i, name if t == definition.name else t) for i, t in each.uses]
        _replace(package, definition.name, name)
        definition.name = name


def move_type(drawn: Drawn, package: Package) -> None:
    """Move a type that needs no other into an interface of its own, and use it where it was."""
    found = _pick_definition(drawn, package, "enum", "flags", "resource")
    if found is None or (found[1].kind == "resource" and found[1].functions):
        return
    interface, definition = found
    home = Interface(drawn.fresh("i"), types=[definition])
    interface.types.remove(definition)
    interface.uses.append((home.name, definition.name))
    for each in package.interfaces:
        each.uses = [(home.name if t == definition.name else i, t) for i, t in each.uses]
    package.interfaces.insert(0, home)


def change_parts(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package, "record", "variant", "enum", "flags")
    if found is None:
        return
    parts = found[1].parts
    payload = None if found[1].kind in {"enum", "flags"} else drawn.draw(st.sampled_from(["u8", "list<string>"]))
    match drawn.draw(st.sampled_from(["add", "remove", "reorder", "change"])):
        case "add":
            parts.append((drawn.fresh("m"), payload))
        case "remove" if len(parts) > 1:
            parts.pop()
        case "reorder":
            parts.reverse()
        case _:
            parts[0] = (parts[0][0], payload)


def change_kind(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package, "record", "variant", "enum", "flags", "type")
    if found is not None:
        found[1].kind = drawn.draw(st.sampled_from(["type", "record", "variant", "enum", "flags"]))


def change_alias(drawn: Drawn, package: Package) -> None:
    found = _pick_definition(drawn, package, "type")
    if found is not None:
        found[1].parts[0] = ("m0", drawn.draw(st.sampled_from(["u8", "list<u8>", "string"])))


def name_a_type(drawn: Drawn, package: Package) -> None:
    """Write a function's primitive type through a new alias, which changes nothing but the alias."""
    found = _pick_function(drawn, package)
    if found is None or found[0].name == "none":
        return
    interface, function = found
    alias = Definition(drawn.fresh("t"), "type", [("m0", "u8")])
    interface.types.insert(0, alias)
    function.parameters = [(name, alias.name if kind == "u8" else kind) for name, kind in function.parameters]


def change_gate(drawn: Drawn, package: Package) -> None:
    found = _pick_function(drawn, package)
    if found is not None:
        found[1].gate = drawn.gate()


def add_interface(drawn: Drawn, package: Package) -> None:
    made = drawn.interface(package.interfaces)
    package.interfaces.append(made)
    for world in package.worlds:
        if drawn.maybe():
            (world.exports if drawn.maybe() else world.imports)[made.name] = drawn.gate()


def change_world(drawn: Drawn, package: Package) -> None:
    world = drawn.draw(st.sampled_from(package.worlds))
    held = drawn.draw(st.sampled_from([world.imports, world.exports]))
    match drawn.draw(st.sampled_from(["add", "remove", "gate", "add function", "remove function", "include"])):
        case "add":
            held.setdefault(_pick_interface(drawn, package).name, drawn.gate())
        case "remove" if held:
            held.pop(drawn.draw(st.sampled_from(sorted(held))))
        case "gate" if held:
            held[drawn.draw(st.sampled_from(sorted(held)))] = drawn.gate()
        case "add function":
            exported, function = drawn.world_function()
            world.functions[function.name] = exported, function
        case "remove function" if world.functions:
            world.functions.pop(next(iter(world.functions)))
        case _ if world.name == "every":
            world.includes = [] if world.includes else ["some"]


MUTATIONS: tuple[Mutation, ...] = (
    add_function,
    remove_function,
    change_signature,
    change_kind_of_method,
    add_method,
    remove_method,
    add_type,
    remove_type,
    rename_type,
    move_type,
    change_parts,
    change_kind,
    change_alias,
    name_a_type,
    change_gate,
    add_interface,
    change_world,
)


def _replace(package: Package, name: str, other: str) -> None:
    """Replace a type's name wherever it is used."""

    def renamed(text: str | None) -> str | None:
        return None if text is None else text.replace(name, other)

    for interface in package.interfaces:
        for function in interface.every_function():
            function.parameters = [(each, renamed(kind) or "") for each, kind in function.parameters]
            function.result = renamed(function.result)
        for definition in interface.types:
            definition.parts = [(each, renamed(kind)) for each, kind in definition.parts]


@st.composite
def evolutions(
    draw: st.DrawFn, *, exporting: bool = False, used: bool = True, largest: int = 2
) -> tuple[Package, Package]:
    """Draw a package and what became of it by one or more changes."""
    old = draw(packages(exporting=exporting, used=used))
    new = copy.deepcopy(old)
    for _ in range(draw(st.integers(1, largest))):
        draw(st.sampled_from(MUTATIONS))(Drawn(draw), new)
    return old, new


def names_of_worlds(package: Package) -> Iterator[str]:
    return (world.name for world in package.worlds)
