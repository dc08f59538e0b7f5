"""Packages as the rules see them: items with what contains them and the gates they stand behind."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from functools import cached_property

from tracker.facts import GateKind, WitFolder
from tracker.frozen import frozen
from tracker.lint.files import LintFile, Span
from tracker.wit import lexer
from tracker.wit.gates import ItemKind, NamedItem, items
from tracker.wit.syntax import (
    Enum,
    Extern,
    Flags,
    Function,
    Include,
    InlineInterface,
    Interface,
    Item,
    NamedPath,
    Record,
    Resource,
    TopLevelUse,
    TypeDeclaration,
    Use,
    Variant,
    World,
)
from tracker.wit.type_syntax import Gate, PackageName, Path

_PREFIXES = ("use:", "import:", "export:", "include:")
_CALLED = {ItemKind.STATIC: "static function"}


@dataclass(frozen=True, eq=False)
class LintItem:
    """One item of a package."""

    file: LintFile
    path: str
    """Its path in its package: `types#request.new`."""
    kind: ItemKind
    item: Item
    container: "LintItem | None"
    """The interface, world, resource or import that it stands in."""

    @cached_property
    def gates(self) -> tuple[Gate, ...]:
        """Return the gates that stand on it."""
        return tuple(each for each in self.item.attributes if isinstance(each, Gate))

    def gates_of(self, kind: GateKind) -> tuple[Gate, ...]:
        """Return its gates of one kind."""
        return tuple(gate for gate in self.gates if gate.kind is kind)

    @cached_property
    def since(self) -> Gate | None:
        """Return its own `@since`."""
        return next((gate for gate in self.gates if gate.kind is GateKind.SINCE), None)

    @cached_property
    def features(self) -> frozenset[str]:
        """Return the features that its own gates name."""
        return frozenset(gate.feature.name for gate in self.gates if gate.feature is not None)

    @cached_property
    def all_features(self) -> frozenset[str]:
        """Return the features without which it does not exist: its own and those of what contains it."""
        return self.features if self.container is None else self.features | self.container.all_features

    @cached_property
    def head(self) -> Span:
        """Return its first words, up to its name: what a finding about it points at."""
        attributes = self.item.attributes
        start = lexer.after_trivia(self.file.text, attributes[-1].end) if attributes else self.item.start
        return Span(start, max(start, _name_end(self.item)))

    @property
    def title(self) -> str:
        """Return what a message calls it: `the method request.new`."""
        name = self.path.rpartition("#")[2]
        for prefix in _PREFIXES:
            name = name.removeprefix(prefix)
        return f"the {_CALLED.get(self.kind, self.kind)} `{name}`"


@dataclass(frozen=True, eq=False)
class LintPackage:
    """One package: a folder's own, or one that stands nested in a file."""

    folder: str
    name: PackageName | None
    """`None` when no file of the folder declares it."""
    declared_in: LintFile | None
    """The file that declares it."""
    files: tuple[LintFile, ...]
    items: tuple[LintItem, ...] = field(repr=False)

    @property
    def id(self) -> str | None:
        """Return `namespace:name`, or `None` when it is not declared."""
        return None if self.name is None else f"{self.name.namespace.name}:{self.name.name.name}"

    @property
    def version(self) -> str | None:
        """Return its version."""
        return None if self.name is None or self.name.version is None else self.name.version.text


@frozen
class LintFolder:
    """A folder of files, the packages in it and, read only when somebody asks, the packages vendored with it."""

    source: WitFolder

    @cached_property
    def files(self) -> tuple[LintFile, ...]:
        """Return its files, sorted by path."""
        return tuple(LintFile(each) for each in self.source.files)

    @cached_property
    def packages(self) -> tuple[LintPackage, ...]:
        """Return the package of the folder, then those nested in its files."""
        return tuple(_packages(self.source.path, self.files))

    @cached_property
    def dependencies(self) -> tuple[LintPackage, ...]:
        """Return the packages below its `deps`."""
        return tuple(package for each in self.source.dependencies for package in LintFolder(each).packages)


def _packages(folder: str, files: tuple[LintFile, ...]) -> Iterator[LintPackage]:
    own: list[LintItem] = []
    nested: dict[PackageName, tuple[LintFile, list[LintItem]]] = {}
    for file in files:
        for item, package in _items(file):
            if package is None:
                own.append(item)
            else:
                nested.setdefault(package, (file, []))[1].append(item)
    declaring = next((file for file in files if file.parsed.tree.package is not None), None)
    name = None if declaring is None else declaring.parsed.tree.package
    if own or declaring is not None or not nested:
        yield LintPackage(folder, name, declaring, files, tuple(own))
    for package, (file, members) in nested.items():
        yield LintPackage(folder, package, file, (file,), tuple(members))


def _items(file: LintFile) -> Iterator[tuple[LintItem, PackageName | None]]:
    """Yield a file's items with their packages; a file whose syntax is broken shows none."""
    if not file.is_readable:
        return
    open_items: list[LintItem] = []
    for named in items(file.parsed.tree):
        while open_items and open_items[-1].item.end <= named.item.start:
            open_items.pop()
        item = _item(file, named, open_items[-1] if open_items else None)
        open_items.append(item)
        yield item, named.package


def _item(file: LintFile, named: NamedItem, container: LintItem | None) -> LintItem:
    return LintItem(file, named.path, named.kind, named.item, container)


def _name_end(item: Item) -> int:
    """Return the offset after an item's name, or after the path that serves as one."""
    match item:
        case Extern(value=Path() as path) | Use(path=path) | TopLevelUse(path=path) | Include(path=path):
            return path.end
        case Extern(value=NamedPath() | InlineInterface() | Function() as value):
            return value.name.end
        case Interface() | World() | Function() | Resource() | Record() | Variant() | Enum() | Flags():
            return item.name.end
        case TypeDeclaration():
            return item.name.end
        case _:
            return item.end


def all_packages(folders: Iterable[LintFolder]) -> tuple[LintPackage, ...]:
    """Return the packages of several folders."""
    return tuple(package for folder in folders for package in folder.packages)
