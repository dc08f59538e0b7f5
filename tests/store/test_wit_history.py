"""What stood in WIT files is read with the commits that held it, and copies are nowhere taken for own files."""

from collections.abc import Sequence
from contextlib import closing
from datetime import timedelta
from typing import NamedTuple

from sqlalchemy import Engine

from tests.store.drawn import FIRST_DAY, NAME, blob_of
from tracker.chronicle import BranchHistory, BranchKind, FileChange, Span, Step
from tracker.facts import Commit, FileKind, Revision, WitDependency, WitFile, WitPackage
from tracker.readings import BlobFacts
from tracker.store.chronicles import chronicle_at
from tracker.store.database import transaction
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements
from tracker.store.wit_history import wit_history_at

POT = WitPackage("wasi", "pot", "0.1.0", 1)
NEEDED = WitDependency("wasi", "pot", "0.1.0", 2)
OWN, COPY = "wit/tea.wit", "wit/deps/pot/pot.wit"
SAYS: dict[FileKind, BlobFacts] = {
    FileKind.WIT: WitFile((WitPackage("wasi", "tea", "0.1.0", 1),), dependencies=(NEEDED,)),
    FileKind.VENDORED: WitFile((POT,)),
}


class _Held(NamedTuple):
    branch: str
    path: str
    first: int
    end: int | None


def _held(spans: Sequence[Span]) -> list[_Held]:
    return [
        _Held(each.branch.name, each.path, each.first.position, each.end.position if each.end else None)
        for each in spans
    ]


def _branch(kind: BranchKind, name: str, *changes: tuple[str, FileKind, int | None]) -> BranchHistory:
    steps = []
    for day, (path, what, number) in enumerate(changes):
        at = FIRST_DAY + timedelta(days=day)
        blob = None if number is None else blob_of(number)
        revision = Revision(f"{day + 1:040x}")
        steps.append(Step(Commit(revision, at, "Ada", "Change"), at, (FileChange(path, what, blob),)))
    return BranchHistory(name, None, tuple(steps), kind)


def _record(engine: Engine, location: Location) -> None:
    wit, vendored = FileKind.WIT, FileKind.VENDORED
    with transaction(engine, location) as session:
        recorder = Recorder(SessionStatements(session))
        recorder.blobs(1, {(blob_of(number), kind): said for kind, said in SAYS.items() for number in (1, 2)})
        repository = recorder.repository(NAME, "main")
        changes = ((OWN, wit, 1), (COPY, vendored, 1), (COPY, vendored, 2), (OWN, wit, None))
        recorder.history(repository, _branch(BranchKind.DEFAULT, "main", *changes))
        recorder.history(repository, _branch(BranchKind.RELEASE, "wasi-0.1", (OWN, wit, 2)))
        recorder.history(repository, _branch(BranchKind.PULL, "refs/pull/1/head", (OWN, wit, 1), (OWN, wit, 2)))


def test_files_and_the_packages_they_name_are_read_with_their_commits(engine: Engine, location: Location) -> None:
    _record(engine, location)
    with closing(Reader.open(location)) as reader:
        history = wit_history_at(reader)
    assert _held(history.files) == [
        _Held("main", OWN, 0, 3),
        _Held("main", COPY, 1, 2),
        _Held("main", COPY, 2, None),
        _Held("wasi-0.1", OWN, 0, None),
    ]
    assert [(each.blob, each.kind, each.packages) for each in history.files[1:3]] == [
        (blob_of(1), FileKind.VENDORED, (POT,)),
        (blob_of(2), FileKind.VENDORED, (POT,)),
    ]
    assert _held(history.dependencies) == [_Held("main", OWN, 0, 3)]
    assert [each.dependency for each in history.dependencies] == [NEEDED]


def test_nothing_that_came_after_a_moment_is_told(engine: Engine, location: Location) -> None:
    _record(engine, location)
    with closing(Reader.open(location)) as reader:
        history = wit_history_at(reader, FIRST_DAY + timedelta(days=1, hours=1))
    assert _held(history.files) == [
        _Held("main", OWN, 0, None),
        _Held("main", COPY, 1, None),
        _Held("wasi-0.1", OWN, 0, None),
    ]


def test_a_copy_is_no_file_and_no_package_of_the_repository(engine: Engine, location: Location) -> None:
    _record(engine, location)
    moment = FIRST_DAY + timedelta(days=2)
    with closing(Reader.open(location)) as reader:
        (repository,) = facts_at(reader, moment).repositories
        packages = chronicle_at(reader, NAME, (), moment).packages
    assert [path for path, _ in repository.wit] == [OWN]
    assert {each.path for each in packages} == {OWN}
