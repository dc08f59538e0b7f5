"""What changed in functions: their parameters, their result, and whether they are async."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Change
from tracker.frozen import frozen
from tracker.wit.compare.gates import attribute_changes
from tracker.wit.compare.meaning import Typed, same_type
from tracker.wit.compare.parts import order_changed
from tracker.wit.compare.sides import Scope, Seen
from tracker.wit.compare.telling import Role, told, written
from tracker.wit.syntax import Function, FunctionKind, Parameter

_ADDED = {
    FunctionKind.FREE: Change.FUNCTION_ADDED,
    FunctionKind.METHOD: Change.METHOD_ADDED,
    FunctionKind.STATIC: Change.STATIC_ADDED,
    FunctionKind.CONSTRUCTOR: Change.CONSTRUCTOR_ADDED,
}


@frozen
class FunctionSide:
    """A function, as one side has it."""

    seen: Seen
    """It, or the import or export it is."""
    function: Function
    scope: Scope
    """Where the names of its types are looked up."""


def function_changes(old: FunctionSide, new: FunctionSide, role: Role) -> Iterator[ApiChange]:
    """Yield what changed in a function that is there in both versions."""
    if _kind(old.function) is not _kind(new.function):
        yield function_removed(old)
        yield function_added(new, role)
        return
    yield from attribute_changes(old.seen, new.seen, role)
    yield from signature_changes(old, new)


def function_added(new: FunctionSide, role: Role) -> ApiChange:
    """Return that a function was added."""
    kind = _kind(new.function)
    message = role.added(f"the {kind.removesuffix('-added')} is new")
    return told(kind, None, new.seen, message, effect=role.addition)


def function_removed(old: FunctionSide) -> ApiChange:
    """Return that a function was removed."""
    kind = _kind(old.function).mirror
    return told(kind, old.seen, None, f"the {kind.removesuffix('-removed')} is gone")


def _kind(function: Function) -> Change:
    return _ADDED[function.kind] if function.accessor is None else Change.ACCESSOR_ADDED


def signature_changes(old: FunctionSide, new: FunctionSide) -> Iterator[ApiChange]:
    """Yield what changed in the signature; every such change breaks."""
    if old.function.asynchronous != new.function.asynchronous:
        became = new.function.asynchronous
        kind = Change.BECAME_ASYNC if became else Change.NO_LONGER_ASYNC
        yield told(kind, old.seen, new.seen, "it became async" if became else "it is no longer async")
    yield from _parameter_changes(old, new)
    yield from _result_changes(old, new)


def _parameter_changes(old: FunctionSide, new: FunctionSide) -> Iterator[ApiChange]:
    before, after = _parameters(old.function), _parameters(new.function)
    renamed = dict(_renamed(old.function, new.function))
    for name, parameter in before.items():
        other = after.get(renamed.get(name, name))
        if other is None:
            message = f"the parameter `{name}` is gone"
            at = (parameter.name.start, new.function.start)
            yield told(Change.PARAMETER_REMOVED, old.seen, new.seen, message, part=name, at=at)
        else:
            yield from _one_parameter(old, parameter, new, other)
    for name, parameter in after.items():
        if name not in before and name not in renamed.values():
            message = f"the parameter `{name}: {written(new.seen, parameter.type)}` is new"
            at = (old.function.start, parameter.name.start)
            yield told(Change.PARAMETER_ADDED, old.seen, new.seen, message, part=name, at=at)
    if order_changed([renamed.get(name, name) for name in before], list(after)):
        message = f"the order of the parameters changed to {_listed(after)}"
        yield told(Change.PARAMETERS_REORDERED, old.seen, new.seen, message)


def _one_parameter(old: FunctionSide, before: Parameter, new: FunctionSide, after: Parameter) -> Iterator[ApiChange]:
    name, at = after.name.name, (before.name.start, after.name.start)
    if before.name.name != name:
        message = f"the parameter `{before.name.name}` is called `{name}` now"
        yield told(Change.PARAMETER_RENAMED, old.seen, new.seen, message, part=name, at=at)
    if not same_type(Typed(before.type, old.scope), Typed(after.type, new.scope)):
        types = f"from `{written(old.seen, before.type)}` to `{written(new.seen, after.type)}`"
        message = f"the type of the parameter `{name}` changed {types}"
        yield told(Change.PARAMETER_TYPE_CHANGED, old.seen, new.seen, message, part=name, at=at)


def _parameters(function: Function) -> dict[str, Parameter]:
    return {parameter.name.name: parameter for parameter in function.parameters}


def _renamed(old: Function, new: Function) -> Iterator[tuple[str, str]]:
    """Yield the old and new name of each parameter that kept its place and changed nothing but its name, it seems."""
    before, after = [each.name.name for each in old.parameters], [each.name.name for each in new.parameters]
    if len(before) == len(after):
        for one, other in zip(before, after, strict=True):
            if one not in after and other not in before:
                yield one, other


def _result_changes(old: FunctionSide, new: FunctionSide) -> Iterator[ApiChange]:
    before, after = old.function.result, new.function.result
    if before is None and after is not None:
        yield told(Change.RESULT_ADDED, old.seen, new.seen, f"it returns `{written(new.seen, after)}` now")
    elif before is not None and after is None:
        message = f"it returned `{written(old.seen, before)}` and returns nothing now"
        yield told(Change.RESULT_REMOVED, old.seen, new.seen, message)
    elif not same_type(Typed(before, old.scope), Typed(after, new.scope)):
        one = "" if before is None else written(old.seen, before)
        other = "" if after is None else written(new.seen, after)
        yield told(Change.RESULT_TYPE_CHANGED, old.seen, new.seen, f"its result changed from `{one}` to `{other}`")


def _listed(names: dict[str, Parameter]) -> str:
    return ", ".join(f"`{name}`" for name in names)
