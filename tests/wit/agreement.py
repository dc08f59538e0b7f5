"""Says what a package contains in one way, from our tree and from the reference tool's JSON, to compare the two."""

import json
import re
from collections.abc import Iterator
from typing import Any

from tracker.facts import GateKind
from tracker.wit.gates import extern_name
from tracker.wit.parser import Parsed
from tracker.wit.syntax import (
    Accessor,
    Extern,
    Function,
    FunctionKind,
    Include,
    InlineInterface,
    Interface,
    InterfaceItem,
    Item,
    Resource,
    Use,
    World,
    WorldItem,
)
from tracker.wit.type_syntax import Gate, Path

Stability = tuple[str | None, str | None, str | None]
"""Since which version, behind which feature, deprecated in which version."""
Contents = dict[str, Stability]
"""The stability of each item, by a name such as `interface/[method]resource.name`."""

_FUNCTION_PREFIX = {
    FunctionKind.FREE: "",
    FunctionKind.METHOD: "[method]",
    FunctionKind.STATIC: "[static]",
    FunctionKind.CONSTRUCTOR: "[constructor]",
}
_ACCESSOR_PREFIX = {None: "", Accessor.GET: "[get]", Accessor.SET: "[set]"}


def contents_of_tree(parsed: Parsed) -> Contents:
    """Return what our tree says that a package contains, but for what worlds take over from elsewhere."""
    found: Contents = {}
    for item in parsed.tree.items:
        if isinstance(item, Interface):
            found[item.name.name] = _stability(item)
            found.update(_interface_contents(f"{item.name.name}/", item.items))
        elif isinstance(item, World):
            found[item.name.name] = _stability(item)
            found.update(_world_contents(f"{item.name.name}/", item.items))
    return found


def _interface_contents(prefix: str, items: tuple[InterfaceItem, ...]) -> Iterator[tuple[str, Stability]]:
    for item in items:
        if isinstance(item, Use):
            for alias in item.names:
                yield prefix + (alias.other or alias.name).name, _stability(item)
        elif isinstance(item, Function):
            yield prefix + _function_name(item), _stability(item)
        else:
            yield prefix + item.name.name, _stability(item)
        if isinstance(item, Resource):
            for function in item.functions:
                yield prefix + _function_name(function, item.name.name), _stability(function)


def _world_contents(prefix: str, items: tuple[WorldItem, ...]) -> Iterator[tuple[str, Stability]]:
    for item in items:
        if isinstance(item, Include) or (isinstance(item, Extern) and isinstance(item.value, Path)):
            continue
        if not isinstance(item, Extern):
            yield from _interface_contents(prefix + "imports/", (item,))
            continue
        side = prefix + ("exports/" if item.exported else "imports/")
        value = item.value
        name = _function_name(value) if isinstance(value, Function) else extern_name(item)
        yield side + name, _stability(item)
        if isinstance(value, InlineInterface):
            yield from _interface_contents(f"{side}{name}/", value.items)


def _function_name(function: Function, resource: str = "") -> str:
    prefix = _FUNCTION_PREFIX[function.kind] + _ACCESSOR_PREFIX[function.accessor]
    if function.kind is FunctionKind.CONSTRUCTOR:
        return prefix + resource
    return prefix + (f"{resource}." if resource else "") + function.name.name


def _stability(item: Item) -> Stability:
    gates = {gate.kind: gate for gate in item.attributes if isinstance(gate, Gate)}
    since, unstable = gates.get(GateKind.SINCE), gates.get(GateKind.UNSTABLE)
    deprecated = gates.get(GateKind.DEPRECATED)
    return (
        since.version.text if since and since.version else None,
        unstable.feature.name if unstable and unstable.feature else None,
        deprecated.version.text if deprecated and deprecated.version else None,
    )


def contents_of_json(document: bytes, name: str) -> Contents:
    """Return what the reference tool's JSON says that a package contains."""
    data = json.loads(document)
    package = next(package for package in data["packages"] if package["name"] == name)
    found: Contents = {}
    for item, number in package["interfaces"].items():
        interface = data["interfaces"][number]
        found[item] = _json_stability(interface)
        found.update(_json_interface(f"{item}/", interface, data))
    for item, number in package["worlds"].items():
        world = data["worlds"][number]
        found[item] = _json_stability(world)
        for side in ("imports", "exports"):
            found.update(_json_world(f"{item}/{side}/", world[side], data))
    return found


def _json_interface(prefix: str, interface: Any, data: Any) -> Iterator[tuple[str, Stability]]:
    for name, number in interface["types"].items():
        yield prefix + name, _json_stability(data["types"][number])
    for name, function in interface["functions"].items():
        yield prefix + name, _json_stability(function)


def _json_world(prefix: str, items: Any, data: Any) -> Iterator[tuple[str, Stability]]:
    for name, item in items.items():
        if re.fullmatch(r"interface-\d+", name):
            continue
        if "type" in item:
            yield prefix + name, _json_stability(data["types"][item["type"]])
        elif "function" in item:
            yield prefix + name, _json_stability(item["function"])
        else:
            yield prefix + name, _json_stability(item["interface"])
            inner = data["interfaces"][item["interface"]["id"]]
            if inner["name"] is None:
                yield from _json_interface(f"{prefix}{name}/", inner, data)


def _json_stability(item: Any) -> Stability:
    stability = item.get("stability", {})
    stable, unstable = stability.get("stable", {}), stability.get("unstable", {})
    return stable.get("since"), unstable.get("feature"), (stable or unstable).get("deprecated")
