"""Writes definitions, functions and types of WIT in one form each, on one line, whatever their text looks like."""

from typing import TypeGuard

from tracker.wit.syntax import Case, Enum, Flags, Function, FunctionKind, Item, Record, TypeDeclaration, Variant
from tracker.wit.type_syntax import (
    Future,
    Handle,
    List,
    Map,
    Named,
    Option,
    Primitive,
    Result,
    Stream,
    Tuple,
    Type,
)


def definition_form(node: Item) -> str:
    """Return a definition without its name; what a resource holds is not in it."""
    match node:
        case TypeDeclaration(type=target):
            # Only here `own` says something: elsewhere a resource's name means the same.
            return f"type own<{target.resource.name}>" if _owned(target) else f"type {type_form(target)}"
        case Record(fields=fields):
            members = [f"{each.name.name}: {type_form(each.type)}" for each in fields]
        case Variant(cases=cases):
            members = [_case(each) for each in cases]
        case Enum(cases=names) | Flags(flags=names):
            members = [each.name for each in names]
        case _:
            return "resource"
    return f"{type(node).__name__.lower()} {{{', '.join(members)}}}"


def function_form(function: Function) -> str:
    """Return a function without its name."""
    words = ["static"] if function.kind is FunctionKind.STATIC else []
    words += ["async"] if function.asynchronous else []
    words.append("constructor" if function.kind is FunctionKind.CONSTRUCTOR else str(function.accessor or "func"))
    parameters = ", ".join(f"{each.name.name}: {type_form(each.type)}" for each in function.parameters)
    result = "" if function.result is None else f" -> {type_form(function.result)}"
    return f"{' '.join(words)}({parameters}){result}"


def type_form(node: Type) -> str:
    """Return a type."""
    match node:
        case Primitive(name=name) | Named(name=name):
            return name
        case Handle(owned=owned, resource=resource):
            return resource.name if owned else _generic("borrow", resource.name)
        case List(element=element, length=length):
            return _generic("list", type_form(element), "" if length is None else str(length))
        case Result(ok=ok, error=error):
            wanted = [] if ok is error is None else ["_" if ok is None else type_form(ok)]
            return _generic("result", *wanted, "" if error is None else type_form(error))
        case _:
            return _generic(type(node).__name__.lower(), *map(type_form, _parts(node)))


def _parts(node: Map | Tuple | Option | Future | Stream) -> tuple[Type, ...]:
    match node:
        case Map(key=key, value=value):
            return key, value
        case Tuple(elements=elements):
            return elements
        case _:
            return () if node.payload is None else (node.payload,)


def _generic(word: str, *arguments: str) -> str:
    said = ", ".join(each for each in arguments if each)
    return f"{word}<{said}>" if said else word


def _owned(node: Type) -> TypeGuard[Handle]:
    return isinstance(node, Handle) and node.owned


def _case(case: Case) -> str:
    return case.name.name if case.payload is None else f"{case.name.name}({type_form(case.payload)})"
