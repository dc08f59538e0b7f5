"""Releases made by hand: a first one, one that brought something of every kind, one that changed nothing, a draft."""

from datetime import UTC, datetime

from tracker.facts import GateKind, RepositoryName, Revision
from tracker.released import GateCounts, Release, ReleaseItem, ReleaseTag

HUB, LAMP, LOOM = RepositoryName("Own/HUB"), RepositoryName("Own/wasi-lamp"), RepositoryName("Own/wasi-loom")
COMMIT = Revision("c" * 40)
AS_OF = datetime(2026, 8, 20, 12, 30, tzinfo=UTC)


def tag(repository: RepositoryName, name: str, day: int) -> ReleaseTag:
    """Return a tag of a day in March 2026."""
    date = datetime(2026, 3, day, 9, tzinfo=UTC)
    return ReleaseTag(repository, name, COMMIT, date, f"https://github.com/{repository}/tree/{COMMIT}")


def item(
    name: str, item_kind: str, kind: GateKind, about: str, *, feature: str | None = None, line: int = 7
) -> ReleaseItem:
    """Return an item of the lamp; `about` is the version of its gate, or the feature of an unstable one."""
    unstable = kind is GateKind.UNSTABLE
    gated = about if unstable else feature
    path = "proposals/lamp/wit/types.wit"
    return ReleaseItem(
        proposal="lamp",
        amendment=f"lamp/{gated}" if gated else None,
        package="wasi:lamp@0.2.1",
        item=f"wasi:lamp/{name}",
        item_kind=item_kind,
        kind=kind,
        feature=gated,
        version=None if unstable else about,
        file=path,
        line=line,
        url=f"https://github.com/{HUB}/blob/{COMMIT}/{path}#L{line}",
    )


FIRST = Release(
    version="0.2.0",
    line="0.2",
    train=HUB,
    date=datetime(2026, 3, 1, 9, tzinfo=UTC),
    prerelease=False,
    tags=(tag(HUB, "v0.2.0", 2), tag(LAMP, "v0.2.0", 1)),
    previous=None,
    packages=("wasi:lamp@0.2.0",),
    holds=GateCounts(since=12, unstable=1),
)
FULL = Release(
    version="0.2.1",
    line="0.2",
    train=HUB,
    date=datetime(2026, 3, 8, 9, tzinfo=UTC),
    prerelease=False,
    tags=(tag(HUB, "v0.2.1", 8),),
    previous="0.2.0",
    packages=("wasi:lamp@0.2.1", "wasi:wick@0.2.0"),
    holds=GateCounts(15, 2, 1),
    stabilized=(item("types#lamp.dim", "method", GateKind.SINCE, "0.2.1", feature="lamp-dim"),),
    added=(
        item("types#lamp", "resource", GateKind.SINCE, "0.2.1", line=12),
        item("room", "world", GateKind.SINCE, "0.2.1", line=3),
    ),
    late=(item("types#off", "function", GateKind.SINCE, "0.2.0", line=20),),
    deprecated=(item("types#on", "function", GateKind.DEPRECATED, "0.2.1", line=21),),
    unstable=(item("types#blink", "function", GateKind.UNSTABLE, "lamp-blink", line=25),),
    removed=(item("types#glow", "function", GateKind.UNSTABLE, "lamp-glow", line=30),),
)
QUIET = Release(
    version="0.2.2",
    line="0.2",
    train=HUB,
    date=datetime(2026, 3, 15, 9, tzinfo=UTC),
    prerelease=False,
    tags=(tag(HUB, "v0.2.2", 15),),
    previous="0.2.1",
    packages=("wasi:lamp@0.2.2",),
    holds=GateCounts(15, 2, 1),
)
DRAFT = Release(
    version="0.1.0-draft",
    line="0.1",
    train=LOOM,
    date=datetime(2026, 3, 20, 9, tzinfo=UTC),
    prerelease=True,
    tags=(tag(LOOM, "v0.1.0-draft", 20),),
    previous=None,
    packages=(),
    holds=GateCounts(),
)
RELEASES = (FIRST, FULL, QUIET, DRAFT)
