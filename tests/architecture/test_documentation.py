"""Every public thing says what it is, down to the fields of its dataclasses."""

import ast
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


def test_every_public_dataclass_field_has_a_docstring() -> None:
    bare = [
        f"{module.path}:{line} {owner.name}.{name}"
        for module in modules()
        for owner in _dataclasses(module)
        for name, line in _bare_names(owner)
    ]
    assert bare == []


def test_every_public_constant_has_a_docstring() -> None:
    bare = [f"{module.path}:{line} {name}" for module in modules() for name, line in _bare_names(module.tree)]
    assert [each for each in bare if each.rpartition(" ")[2].isupper()] == []


def _public(tree: ast.Module | ast.ClassDef) -> Iterator[ast.ClassDef | Function]:
    for node in tree.body:
        if isinstance(node, ast.ClassDef | Function) and not node.name.startswith("_"):
            yield node
        if isinstance(node, ast.ClassDef) and not node.name.startswith("_"):
            yield from _public(node)


def _dataclasses(module: Module) -> Iterator[ast.ClassDef]:
    for node in _public(module.tree):
        if isinstance(node, ast.ClassDef) and any("dataclass" in ast.unparse(each) for each in node.decorator_list):
            yield node


def _bare_names(tree: ast.Module | ast.ClassDef) -> Iterator[tuple[str, int]]:
    """Yield each public name that is assigned or declared without a docstring under it."""
    for node, following in zip(tree.body, [*tree.body[1:], None], strict=True):
        match node:
            case ast.AnnAssign(target=ast.Name(id=name)) | ast.Assign(targets=[ast.Name(id=name)]):
                documented = isinstance(following, ast.Expr) and isinstance(following.value, ast.Constant)
                if not documented and not name.startswith("_"):
                    yield name, node.lineno
