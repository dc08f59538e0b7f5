"""Checks the types and functions of one interface or world, as the reference implementation does."""

from collections.abc import Iterable, Iterator

from tracker.wit.attribute_validity import attribute_conflicts
from tracker.wit.scopes import (
    NO_TRAITS,
    Reference,
    Scope,
    Source,
    Trait,
    canonical,
    in_order,
    parts,
    references_of,
)
from tracker.wit.syntax import (
    Accessor,
    Enum,
    Flags,
    Function,
    FunctionKind,
    Parameter,
    Record,
    Resource,
    TypeDeclaration,
    TypeDefinition,
    Use,
    Variant,
)
from tracker.wit.type_syntax import (
    Attribute,
    Handle,
    Identifier,
    Map,
    Named,
    Primitive,
    Result,
    Tuple,
    Type,
)

_MOST_FLAGS = 32
_KEY_TYPES = frozenset({"bool", "u8", "u16", "u32", "u64", "s8", "s16", "s32", "s64", "char", "string"})
_RENAMED = {"float32": "f32", "float64": "f64"}


def check_attributes(source: Source, attributes: tuple[Attribute, ...], *, external: bool = True) -> None:
    """Report attributes that cannot stand together."""
    for message, attribute in attribute_conflicts(attributes, one_id=external):
        source.report(message, attribute)


class NameScope:
    """Sees to it that the names of an interface, or of a world's imports or exports, can be told apart."""

    def __init__(self, source: Source) -> None:
        self._source = source
        self._seen: dict[str, list[tuple[str, Accessor | None]]] = {}

    def define(self, name: Identifier) -> None:
        """Add the name of a type or of something a world imports or exports."""
        self._define(canonical(name.name), name.name, None, name)

    def define_function(self, function: Function, resource: str | None = None) -> None:
        """Add a function, with the resource it belongs to."""
        name = function.name.name
        if resource is None:
            self._define(canonical(name), name, function.accessor, function.name)
        elif function.kind is FunctionKind.CONSTRUCTOR:
            self._define(f"[constructor]{canonical(resource)}", f"{resource}.constructor", None, function.name)
        else:
            # A function named like its resource is not told apart from the resource.
            same = canonical(resource) == canonical(name)
            key = canonical(name) if same else f"{canonical(resource)}.{canonical(name)}"
            self._define(key, f"{resource}.{name}", function.accessor, function.name)

    def _define(self, key: str, name: str, accessor: Accessor | None, where: Identifier) -> None:
        for other, other_accessor in self._seen.setdefault(key, []):
            if accessor is None or other_accessor is None or accessor is other_accessor:
                same = other == name and accessor is other_accessor
                rest = "is defined more than once" if same else f"cannot be told apart from `{other}`"
                self._source.report(f"`{name}` {rest}", where)
                return
        self._seen[key].append((name, accessor))


def check_setters(source: Source, functions: Iterable[tuple[str | None, Function]]) -> None:
    """Report setters without a getter of exactly the same name; each function comes with its resource."""
    accessors = [(resource, function) for resource, function in functions if function.accessor is not None]
    getters = {
        (resource, function.kind, function.name.name)
        for resource, function in accessors
        if function.accessor is Accessor.GET
    }
    for resource, function in accessors:
        key = (resource, function.kind, function.name.name)
        if function.accessor is Accessor.SET and key not in getters:
            source.report(f"the setter `{function.name.name}` has no getter", function.name)


class DefinitionChecker:
    """Checks what one interface or world defines, and fills its scope."""

    def __init__(self, source: Source, scope: Scope) -> None:
        self._source = source
        self._scope = scope

    # --- types --------------------------------------------------------------------------------------------------------

    def check_types(self, items: "Iterable[object]", names: NameScope) -> None:
        """Check the types that are defined, after `use` has put those used from elsewhere in scope."""
        definitions: dict[str, TypeDefinition | None] = {}
        for item in items:
            if isinstance(item, Use):
                # The reference forgets a type that a later `use` defines again, and does not complain.
                definitions.update(dict.fromkeys((alias.other or alias.name).name for alias in item.names))
            elif isinstance(item, TypeDefinition):
                if item.name.name in definitions:
                    self._source.report(f"`{item.name.name}` is defined more than once", item.name)
                definitions[item.name.name] = item
        ordered = in_order({name: [] if item is None else references_of(item) for name, item in definitions.items()})
        for reference in ordered.missing:
            self._report_missing_type(reference)
        if ordered.cycle is not None:
            self._source.report(f"the type `{ordered.cycle.name}` contains itself", ordered.cycle)
            self._scope.types.update(dict.fromkeys(definitions, Trait.UNKNOWN))
        for name in ordered.names:
            definition = definitions[name]
            if definition is not None:
                self._check_definition(definition)
                names.define(definition.name)

    def _report_missing_type(self, reference: Reference) -> None:
        hint = f"the type is now called `{_RENAMED[reference.name]}`" if reference.name in _RENAMED else None
        self._source.report(f"there is no type `{reference.name}` here", reference, hint)

    def _check_definition(self, definition: TypeDefinition) -> None:
        check_attributes(self._source, definition.attributes)
        self._check_members(definition)
        types = tuple(_types_of(definition))
        for node in types:
            self._check_type(node, missing_known=True)
        name = definition.name.name
        self._scope.definitions[name] = definition
        self._scope.types[name] = self._traits_of(definition, types)

    def _traits_of(self, definition: TypeDefinition, types: tuple[Type, ...]) -> Trait:
        if isinstance(definition, Resource):
            return Trait.RESOURCE
        if isinstance(definition, TypeDeclaration) and isinstance(definition.type, Named):
            return self._scope.types.get(definition.type.name, Trait.UNKNOWN)
        return Trait.BORROWS if any(self.borrows(node) for node in types) else NO_TRAITS

    def _check_members(self, definition: TypeDefinition) -> None:
        """Check the names of fields, cases and flags."""
        match definition:
            case Record():
                what, kind, members = "a record", "field", [member.name for member in definition.fields]
            case Variant():
                what, kind, members = "a variant", "case", [case.name for case in definition.cases]
            case Enum():
                what, kind, members = "an enum", "case", list(definition.cases)
            case Flags():
                what, kind, members = "a flags type", "flag", list(definition.flags)
            case _:
                return
        if not members:
            self._source.report(f"{what} cannot be empty", definition.name)
        self._check_distinct(members, f"the {kind}")
        if isinstance(definition, Flags) and len(members) > _MOST_FLAGS:
            self._source.report(f"there cannot be more than {_MOST_FLAGS} flags", members[_MOST_FLAGS])

    def _check_distinct(self, names: list[Identifier], what: str) -> None:
        seen: dict[str, Identifier] = {}
        for name in names:
            other = seen.setdefault(canonical(name.name), name)
            if other is not name:
                same = other.name == name.name
                rest = "is defined more than once" if same else f"cannot be told apart from `{other.name}`"
                self._source.report(f"{what} `{name.name}` {rest}", name)

    def _check_type(self, node: Type, *, missing_known: bool = False) -> None:
        """Check a type; `missing_known` when names that are not there were reported already."""
        if isinstance(node, Named):
            if not missing_known:
                self._check_name(Reference(node.name, node.start, node.end))
        elif isinstance(node, Handle):
            self._check_handle(node, missing_known=missing_known)
        elif not isinstance(node, Primitive):
            for part in parts(node):
                self._check_type(part, missing_known=missing_known)
            if isinstance(node, Tuple) and not node.elements:
                self._source.report("a tuple cannot be empty", node)
            if isinstance(node, Map) and not (isinstance(node.key, Primitive) and node.key.name in _KEY_TYPES):
                self._source.report("a map's key is an integer, `bool`, `char` or `string`, not another type", node)

    def _check_name(self, reference: Reference) -> None:
        if reference.name in self._scope.types:
            return
        if reference.name in self._scope.functions:
            self._source.report(f"`{reference.name}` is a function, not a type", reference)
        else:
            self._report_missing_type(reference)

    def _check_handle(self, node: Handle, *, missing_known: bool) -> None:
        resource = node.resource
        traits = self._scope.types.get(resource.name)
        if traits is None:
            if not missing_known:
                self._check_name(Reference(resource.name, resource.start, resource.end))
        elif not traits & (Trait.RESOURCE | Trait.UNKNOWN):
            self._source.report(f"`{resource.name}` is not a resource: it has no handle", resource)

    def borrows(self, node: Type) -> bool:
        """Whether a type is or contains a `borrow`."""
        if isinstance(node, Named):
            return Trait.BORROWS in self._scope.types.get(node.name, NO_TRAITS)
        if isinstance(node, Handle):
            return not node.owned
        return not isinstance(node, Primitive) and any(self.borrows(part) for part in parts(node))

    # --- functions ----------------------------------------------------------------------------------------------------

    def check_function(self, function: Function, resource: str | None = None) -> None:
        """Check a function's attributes, parameters and result."""
        check_attributes(self._source, function.attributes)
        self._check_parameters(function)
        if function.result is not None:
            self._check_type(function.result)
        if function.accessor is Accessor.GET and function.result is None:
            self._source.report("a getter must return a value", Reference("", function.word, function.word))
        if function.accessor is Accessor.SET and function.result is not None:
            result = self._result_type(function.result)
            if result is None or result.ok is not None:
                self._source.report("a setter returns nothing, or a `result` without an `ok` type", function.result)
        if function.kind is FunctionKind.CONSTRUCTOR and function.result is not None and resource is not None:
            self._check_constructor_result(function.result, resource)

    def _check_parameters(self, function: Function) -> None:
        parameters = function.parameters
        if function.accessor is Accessor.GET and parameters:
            self._source.report("a getter has no parameters", parameters[0].name)
        if function.accessor is Accessor.SET and len(parameters) != 1:
            where = parameters[1].name if parameters else Reference("", function.word, function.word)
            self._source.report("a setter has exactly one parameter", where)
        seen = {"self"} if function.kind is FunctionKind.METHOD else set()
        for parameter in parameters:
            self._check_parameter(parameter, seen)

    def _check_parameter(self, parameter: Parameter, seen: set[str]) -> None:
        key = canonical(parameter.name.name)
        if key in seen:
            self._source.report(f"the parameter `{parameter.name.name}` is defined more than once", parameter.name)
        seen.add(key)
        self._check_type(parameter.type)

    def _result_type(self, node: Type) -> Result | None:
        """Return the `result` that a type is, also where a declaration in the same scope names it."""
        if isinstance(node, Named):
            definition = self._scope.definitions.get(node.name)
            if not isinstance(definition, TypeDeclaration):
                return None
            node = definition.type
        return node if isinstance(node, Result) else None

    def _check_constructor_result(self, node: Type, resource: str) -> None:
        result = self._result_type(node)
        if result is None:
            self._source.report("a constructor returns nothing, or a `result`", node)
            return
        ok = result.ok
        own = (isinstance(ok, Named) and ok.name == resource) or (
            isinstance(ok, Handle) and ok.owned and ok.resource.name == resource
        )
        if not own:
            where: Type | Identifier = node
            if isinstance(node, Result) and ok is not None:
                where = ok.resource if isinstance(ok, Handle) else ok
            self._source.report("the `ok` type must be the resource that is constructed", where)

    def check_borrowed_result(self, function: Function) -> None:
        """Report a function that returns what was only borrowed."""
        if function.result is not None and self.borrows(function.result):
            self._source.report(f"`{function.name.name}` returns a `borrow`", function.name)


def _types_of(definition: TypeDefinition) -> Iterator[Type]:
    match definition:
        case TypeDeclaration():
            yield definition.type
        case Record():
            for member in definition.fields:
                yield member.type
        case Variant():
            for case in definition.cases:
                if case.payload is not None:
                    yield case.payload
        case _:
            pass
