"""Reads core-module signatures from what the reference tool prints: a module that fits a world, and the types of WIT.

Names are those of the build target `wasm32` (BuildTargets.md of the Component Model), whose prefix is `cm32p2`. It has
no asynchronous form yet: of an `async` function it gives the one in which the caller waits.
"""

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

from tracker.core_signatures import Allocation, CoreFunction, Direction, WorldSignature
from tracker.frozen import frozen
from tracker.wit.core_types import Resolved, UnreadTypesError

PREFIX = "cm32p2"
"""What the names of the build target begin with."""

_TYPE = re.compile(r"^  \(type \(;(\d+);\) \(func(.*)\)\)$", re.MULTILINE)
_IMPORT = re.compile(r'^  \(import "([^"]*)" "([^"]*)" \(func \(;\d+;\) \(type (\d+)\)', re.MULTILINE)
_EXPORT = re.compile(r'^  \(export "([^"]*)" \(func (\d+)\)\)$', re.MULTILINE)
_FUNCTION = re.compile(r"^  \(func \(;(\d+);\) \(type (\d+)\)", re.MULTILINE)
_VALUES = re.compile(r"\((param|result) ([a-z0-9 ]+)\)")
_VERSION = re.compile(r"(?P<major>\d+)\.(?P<minor>\d+)\.(?P<patch>\d+)(?P<pre>-[0-9A-Za-z.-]+)?(?:\+.*)?")


def read_module(text: str) -> tuple[CoreFunction, ...]:
    """Return the functions that a module imports and exports, of its text as the tool prints it."""
    types = {number: _signature(rest) for number, rest in _TYPE.findall(text)}
    bodies = dict(_FUNCTION.findall(text))
    imports = [
        CoreFunction(Direction.IMPORT, module, name, *types[number]) for module, name, number in _IMPORT.findall(text)
    ]
    exports = [
        CoreFunction(Direction.EXPORT, None, name, *types[bodies[number]]) for name, number in _EXPORT.findall(text)
    ]
    return (*imports, *exports)


def world_signature(name: str, text: str, resolved: Resolved, package: str) -> WorldSignature:
    """Return the signature of a package's world, each function with what WIT says of it."""
    said = {(each.module, each.name): each for each in _said(resolved, package, name)}
    functions = tuple(_told(each, said.get((each.module, each.name))) for each in read_module(text))
    return WorldSignature(qualified(package, name), functions)


def with_features(signature: WorldSignature, without: Mapping[str, str | None]) -> WorldSignature:
    """Return a signature whose functions name the features that they need.

    `without` has for each feature the module's text without it; `None` where the world is not there without it.
    """
    left = {
        feature: frozenset() if text is None else frozenset(map(_key, read_module(text)))
        for feature, text in without.items()
    }
    return replace(
        signature,
        functions=tuple(
            replace(each, features=tuple(sorted(feature for feature, keys in left.items() if _key(each) not in keys)))
            for each in signature.functions
        ),
    )


def canonical_name(interface: str) -> str:
    """Return an interface's name as core modules spell it: with the part of its version that compatibility hangs on."""
    base, _, version = interface.partition("@")
    match = _VERSION.fullmatch(version)
    if match is None:
        return interface
    numbers = [match["major"], match["minor"], match["patch"]]
    if match["pre"]:
        return f"{base}@{'.'.join(numbers)}{match['pre']}"
    first = next((place for place, number in enumerate(numbers) if int(number)), 2)
    return f"{base}@{'.'.join(numbers[: first + 1])}"


def qualified(package: str, name: str) -> str:
    """Return a world's name with its package, as the tool takes it: `wasi:http/proxy@0.2.0`."""
    base, at, version = package.partition("@")
    return f"{base}/{name}{at}{version}"


@frozen
class _Said:
    """What WIT says of a core function."""

    module: str | None
    name: str
    item: str
    asynchronous: bool
    allocation: Allocation


def _signature(rest: str) -> tuple[tuple[str, ...], tuple[str, ...]]:
    values = {kind: tuple(listed.split()) for kind, listed in _VALUES.findall(rest)}
    return values.get("param", ()), values.get("result", ())


def _key(function: CoreFunction) -> tuple[str | None, str]:
    return function.module, function.name


def _told(function: CoreFunction, said: _Said | None) -> CoreFunction:
    if said is None:
        return function
    return replace(function, item=said.item, asynchronous=said.asynchronous, allocation=said.allocation)


def _said(resolved: Resolved, package: str, name: str) -> Iterator[_Said]:
    world = resolved.world(package, name)
    for direction, entries in ((Direction.IMPORT, world["imports"]), (Direction.EXPORT, world["exports"])):
        for key, entry in entries.items():
            match entry:
                case {"function": {**function}}:
                    whole = f"{qualified(package, name)}#{direction}:{key}"
                    yield _function(resolved, direction, "", function, whole)
                case {"interface": {"id": int(number)}}:
                    yield from _interface(resolved, direction, number, key)


def _interface(resolved: Resolved, direction: Direction, number: int, key: str) -> Iterator[_Said]:
    known = resolved.interface_name(number)
    for name, function in resolved.interface(number)["functions"].items():
        item = f"{known or key}#{_plain_name(name)}"
        yield _function(resolved, direction, canonical_name(known) if known else key, function, item)


def _function(
    resolved: Resolved, direction: Direction, interface: str, function: Mapping[Any, Any], item: str
) -> _Said:
    name, kind = str(function["name"]), function["kind"]
    words = kind if isinstance(kind, str) else " ".join(kind) if isinstance(kind, dict) else ""
    try:
        allocation = resolved.types.allocation(function, direction)
    except UnreadTypesError:
        allocation = Allocation.UNKNOWN
    if direction is Direction.IMPORT:
        module, spelled = f"{PREFIX}|{interface}" if interface else PREFIX, name
    else:
        module, spelled = None, f"{PREFIX}|{interface}|{name}"
    return _Said(module, spelled, item, words.startswith("async"), allocation)


def _plain_name(name: str) -> str:
    """Return a function's name as paths of items have it: `fields.get` for `[method]fields.get`."""
    kind, closed, rest = name.rpartition("]")
    return f"{rest}.constructor" if closed and kind.endswith("constructor") else rest
