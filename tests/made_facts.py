"""Facts made by hand: a hub that holds the proposal list, and proposals' own repositories, about lamps and looms."""

from collections.abc import Iterable, Mapping
from datetime import UTC, datetime

from tracker.aliases import Aliases
from tracker.facts import (
    Document,
    Facts,
    GateKind,
    ListProblem,
    ListRow,
    ProposalList,
    RepositoryFacts,
    RepositoryName,
    Revision,
    Skipped,
    WitDependency,
    WitFile,
    WitGate,
    WitPackage,
    WitProblem,
)
from tracker.subjects import Subjects, identify

HUB = RepositoryName("Own/hub")
LIST = "docs/List.md"
AT = datetime(2026, 8, 20, 12, tzinfo=UTC)
ALIASES = Aliases(
    registry=HUB,
    lists=(LIST, "List.md"),
    proposals="proposals",
    renamed={RepositoryName("Own/wasi-lantern"): RepositoryName("Own/wasi-lamp")},
    more=(),
    not_proposals=frozenset({RepositoryName("Own/template")}),
    features={},
)


def github(name: str, path: str = "") -> str:
    """Return the address of a repository, or of a folder on its branch `main`."""
    return f"https://github.com/{name}" + (f"/tree/main/{path}" if path else "")


def row(
    phase: int, title: str, url: str | None = None, champions: tuple[str, ...] = ("Ada Author",), line: int = 5
) -> ListRow:
    """Return a row of the list."""
    return ListRow(phase, title, url, champions, "", line)


def unstable(feature: str, item: str = "types", *, line: int = 3, queued: bool = False) -> WitGate:
    """Return an `@unstable` gate on an interface."""
    return WitGate(item, "interface", GateKind.UNSTABLE, feature, None, line, line + 1, queued)


def since(version: str, item: str = "types", *, line: int = 3) -> WitGate:
    """Return a `@since` gate on an interface."""
    return WitGate(item, "interface", GateKind.SINCE, None, version, line, line + 1)


def wit(
    package: str | None = None,
    *gates: WitGate,
    nested: Iterable[str] = (),
    needs: Iterable[str] = (),
    problems: tuple[WitProblem, ...] = (),
) -> WitFile:
    """Return a WIT file with one interface; packages are written `wasi:lamp@0.1.0`."""
    declared = [package, *nested] if package else [*nested]
    dependencies = [_package(name, 2) for name in needs]
    return WitFile(
        packages=tuple(_package(name, line) for line, name in enumerate(declared, 1)),
        gates=gates,
        dependencies=tuple(WitDependency(each.namespace, each.name, each.version, 2) for each in dependencies),
        interfaces=1,
        problems=problems,
    )


def _package(text: str, line: int) -> WitPackage:
    names, _, version = text.partition("@")
    namespace, _, name = names.partition(":")
    return WitPackage(namespace, name, version or None, line)


def repository(
    name: str,
    files: Mapping[str, WitFile] | None = None,
    *,
    documents: Mapping[str, Document] | None = None,
    seen: tuple[tuple[str, str], ...] = (),
    problems: tuple[Skipped, ...] = (),
    read: bool = True,
) -> RepositoryFacts:
    """Return what a repository says; with `read=False` it has no commit."""
    return RepositoryFacts(
        name=RepositoryName(name),
        revision=Revision("b" * 40) if read else None,
        date=AT if read else None,
        wit=tuple(sorted((files or {}).items())),
        documents=tuple(sorted((documents or {}).items())),
        features_seen=seen,
        problems=problems,
    )


def hub(
    *rows: ListRow,
    files: Mapping[str, WitFile] | None = None,
    documents: Mapping[str, Document] | None = None,
    seen: tuple[tuple[str, str], ...] = (),
    broken: tuple[ListProblem, ...] = (),
) -> RepositoryFacts:
    """Return what the hub says: its list and the packages it holds."""
    return RepositoryFacts(
        name=HUB,
        revision=Revision("a" * 40),
        date=AT,
        wit=tuple(sorted((files or {}).items())),
        documents=tuple(sorted((documents or {}).items())),
        lists=((LIST, ProposalList(rows, broken)),),
        features_seen=seen,
    )


def facts(*repositories: RepositoryFacts, at: datetime = AT) -> Facts:
    """Return everything the sources say at one moment."""
    return Facts(at=at, synced_at=AT, repositories=tuple(sorted(repositories, key=lambda each: each.name)))


def identified(*repositories: RepositoryFacts, aliases: Aliases = ALIASES) -> Subjects:
    """Return the subjects of some repositories."""
    return identify(facts(*repositories), aliases)
