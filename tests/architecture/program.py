"""The program as text: every module of `tracker/`, parsed, with what it imports. Nothing is imported or run."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
"""The checkout."""

Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True)
class Module:
    """One module of the program."""

    name: str
    """Its dotted name: `tracker.store.tables`; a package's is that of its folder."""
    path: str
    """Relative to the checkout, with forward slashes."""
    text: str
    tree: ast.Module
    imports: tuple[str, ...]
    """Dotted names: each is a module, or a name within one (`tracker.facts.Commit`)."""

    @property
    def part(self) -> str:
        """The part of the program it belongs to: `store` for `tracker.store.tables`, empty for `tracker` itself."""
        return self.name.partition(".")[2].partition(".")[0]


@cache
def modules() -> tuple[Module, ...]:
    """Return every module of the program, sorted by path."""
    paths = sorted(path for path in (ROOT / "tracker").rglob("*.py") if "_shipped" not in path.parts)
    return tuple(_module(path) for path in paths)


@cache
def graph() -> dict[str, set[str]]:
    """Return, for each module of the program, the modules of the program that it imports."""
    known = {module.name for module in modules()}
    return {
        module.name: {target for name in module.imports if (target := _known(name, known)) not in {"", module.name}}
        for module in modules()
    }


def functions(tree: ast.AST) -> Iterator[Function]:
    """Yield every function and method, nested ones too."""
    return (node for node in ast.walk(tree) if isinstance(node, Function))


def _module(path: Path) -> Module:
    relative = path.relative_to(ROOT)
    parts = relative.with_suffix("").parts
    package = parts[:-1]
    text = path.read_text(encoding="utf-8")
    tree = ast.parse(text, filename=str(relative))
    imports = tuple(dict.fromkeys(name for node in ast.walk(tree) for name in _imported(node, package)))
    return Module(".".join(package if parts[-1] == "__init__" else parts), relative.as_posix(), text, tree, imports)


def _imported(node: ast.AST, package: tuple[str, ...]) -> list[str]:
    match node:
        case ast.Import(names):
            return [alias.name for alias in names]
        case ast.ImportFrom(module, names, level):
            above = package[: len(package) - level + 1] if level else ()
            source = ".".join([*above, *([module] if module else [])])
            return [f"{source}.{alias.name}" for alias in names]
        case _:
            return []


def _known(name: str, known: set[str]) -> str:
    while name and name not in known:
        name = name.rpartition(".")[0]
    return name
