"""Every public thing says what it is, down to the fields of its dataclasses."""

import ast
import re
from collections.abc import Iterator

from tests.architecture.program import Function, Module, modules

Documented = ast.Module | ast.ClassDef | Function


def test_every_module_says_what_it_owns() -> None:
    assert [module.path for module in modules() if not ast.get_docstring(module.tree)] == []


def test_every_public_class_and_function_has_a_docstring() -> None:
    bare = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in modules()
        for node in _public(module.tree)
        if not ast.get_docstring(node)
    ]
    assert bare == []


def test_every_public_dataclass_field_is_explained() -> None:
    """A field has a docstring, unless one name means one thing: its type, its class or a namesake explains it."""
    owners = [(module, owner) for module in modules() for owner in _dataclasses(module)]
    classes = {name for module in modules() for name in _types(module)}
    namesakes = {name for _, owner in owners for name in _field_types(owner).keys() - dict(_bare_names(owner)).keys()}
    bare = [
        f"{module.path}:{line} {owner.name}.{name}"
        for module, owner in owners
        for name, line in _bare_names(owner)
        if name not in namesakes | _words(ast.get_docstring(owner) or "")
        and not _words(_field_types(owner).get(name, "")) & classes
    ]
    assert bare == []


def test_every_public_constant_is_explained() -> None:
    """A constant has a docstring, unless it is a plain string, which reads for itself."""
    bare = [
        f"{module.path}:{line} {name}"
        for module in modules()
        for name, line in _bare_names(module.tree)
        if name.isupper() and not _is_text(module, name)
    ]
    assert bare == []


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node)


def _dataclasses(module: Module) -> Iterator[ast.ClassDef]:
    for node in _public(module.tree):
        if isinstance(node, ast.ClassDef) and _is_dataclass(node):
            yield node


def _is_dataclass(node: ast.ClassDef) -> bool:
    names = {ast.unparse(each).partition("(")[0] for each in node.decorator_list}
    return bool(names & {"dataclass", "frozen"})


def _types(module: Module) -> Iterator[str]:
    """Yield the classes of a module, and its unions of them."""
    yield from (node.name for node in _public(module.tree) if isinstance(node, ast.ClassDef))
    yield from (name for name in _assigned(module) if name[0].isupper() and not name.isupper())


def _assigned(module: Module) -> dict[str, ast.expr | None]:
    """Return what each constant of a module is set to."""
    found: dict[str, ast.expr | None] = {}
    for node in module.tree.body:
        match node:
            case ast.AnnAssign(target=ast.Name(id=name), value=value):
                found[name] = value
            case ast.Assign(targets=[ast.Name(id=name)], value=value):
                found[name] = value
    return found


def _is_text(module: Module, name: str) -> bool:
    value = _assigned(module)[name]
    return isinstance(value, ast.Constant) and isinstance(value.value, str)


def _field_types(owner: ast.ClassDef) -> dict[str, str]:
    """Return each field's type as it is written."""
    return {
        node.target.id: ast.unparse(node.annotation)
        for node in owner.body
        if isinstance(node, ast.AnnAssign) and isinstance(node.target, ast.Name)
    }


def _words(text: str) -> set[str]:
    return set(re.findall(r"\w+", text))


def _bare_names(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, int]]:
    """Yield each public name that is assigned or declared without a docstring under it."""
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                documented = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
                if not documented and not name.startswith("_"):
                    yield name, node.lineno
