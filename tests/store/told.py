"""Repositories with release branches, tags and pull requests, told in moves, and recorded whole."""

from collections.abc import Sequence
from datetime import datetime, timedelta

from tests.builders import FIRST_DAY, RepositoryBuilder
from tracker.facts import BlobId, RepositoryName
from tracker.sources.blobs import READERS, read_blob
from tracker.sources.git import Mirror
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.location import Location
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements

TEA = RepositoryName("Owner/wasi-tea")
LISTS = ("docs/Proposals.md", "Proposals.md")


def record(location: Location, repository: RepositoryBuilder) -> None:
    """Record everything of a repository."""
    engine = open_engine(location)
    upgrade(engine, location)
    mirror = Mirror(TEA, repository.path)
    history = mirror.follow({})
    changes = [change for branch in history.branches for step in branch.steps for change in step.changes]
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        for kind, version in READERS.items():
            blobs = {BlobId(each.blob) for each in changes if each.blob is not None and each.kind is kind}
            recorder.blobs(version, {(blob, kind): read_blob(kind, mirror.read(blob)) for blob in sorted(blobs)})
        recorder.followed(recorder.repository(TEA, mirror.default_branch), history)
    engine.dispose()


def day(day: int) -> datetime:
    """Return noon of a day of the story."""
    return FIRST_DAY + timedelta(days=day - 1)


def wit(gate: str, package: str | None = None, name: str = "pour") -> str:
    """Return a WIT file with a gate, and the package where it declares one."""
    return f"{f'package {package};' if package else ''}\ninterface i {{\n  @{gate}\n  {name}: func();\n}}\n"


def proposal_list(*titles: str) -> str:
    """Return a proposal list with some rows."""
    rows = "".join(f"| [{title}](https://example.org/{title}) | Ada | |\n" for title in titles)
    return f"### Phase 1\n\n| Proposal | Champion | Versions |\n| --- | --- | --- |\n{rows}"


def tell(repository: RepositoryBuilder, moves: Sequence[tuple[str, str, int]]) -> None:
    """Make a move a day: what, where, and which of several."""
    repository.commit({"wit/world.wit": "package wasi:tea@0.2.0;"}, message="start")
    repository.switch("wasi-0.2")
    for number, (what, where, value) in enumerate(moves):
        date = day(number + 2)
        if what == "wit":
            gate = f"unstable(feature = f{value})" if value % 2 else "since(version = 0.2.0)"
            repository.commit({"wit/a.wit": wit(gate, name=f"f{value // 2}")}, date=date, branch=where)
        elif what == "world":
            version = f"0.{2 + value % 2}.{value // 2}"
            repository.commit({"wit/world.wit": f"package wasi:tea@{version};"}, date=date, branch=where)
        elif what == "list":
            repository.commit({where: proposal_list(*"ABC"[:value]) if value else None}, date=date, branch="main")
        elif what == "readme":
            repository.commit({"README.md": f"# A\n\nCurrent Phase: {value}\n"}, date=date, branch="main")
        elif what == "pull":
            repository.switch(f"topic-{value}", at=repository.head("main"))
            repository.commit({"wit/a.wit": wit(f"unstable(feature = p{number})")}, date=date)
            repository.pull_request(value)
        elif what == "merge":
            repository.commit(
                {"wit/a.wit": wit(f"unstable(feature = m{value})")},
                date=date,
                branch="main",
                message=f"Merge (#{value})",
            )
        elif (
            f"refs/heads/{where}" in repository.git.references
            and f"refs/tags/v0.{value}.0" not in repository.git.references
        ):
            repository.tag(f"v0.{value}.0", at=repository.head(where), message="Tag", date=date.isoformat())
