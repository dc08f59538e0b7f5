"""Facts are read as of a moment."""

from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Engine

from tests.store.drawn import FIRST_DAY, NAME, blob_of, content, facts, record
from tracker.chronicle import BranchHistory, FileChange, Step
from tracker.facts import Commit, FileKind, RepositoryFacts, Revision, WitPackage
from tracker.store.blob_facts import parse_package
from tracker.store.database import transaction
from tracker.store.location import Location
from tracker.store.moments import from_text, to_text
from tracker.store.recorder import Recorder
from tracker.store.statements import SessionStatements

REVISIONS = [Revision(f"{place}" * 40) for place in range(4)]


@pytest.fixture
def three_commits(engine: Engine, location: Location) -> Location:
    """Return a database of a branch with a commit every ten days; the second changes a file, the third removes it."""
    blobs = (blob_of(1), blob_of(2), None)
    steps = tuple(
        Step(Commit(REVISIONS[place], at, "Ada", "Change"), at, (FileChange("a.wit", FileKind.WIT, blob),))
        for place, blob in enumerate(blobs)
        for at in [FIRST_DAY + timedelta(days=10 * place)]
    )
    record(engine, location, BranchHistory("main", None, steps))
    return location


def _at(location: Location, moment: datetime | None) -> RepositoryFacts:
    (repository,) = facts(location, moment).repositories
    return repository


@pytest.mark.parametrize(
    ("moment", "commit", "number"),
    [
        (FIRST_DAY - timedelta(seconds=1), None, None),
        (FIRST_DAY, 0, 1),
        (FIRST_DAY + timedelta(days=10, seconds=-1), 0, 1),
        (FIRST_DAY + timedelta(days=10), 1, 2),
        (FIRST_DAY + timedelta(days=19), 1, 2),
        (FIRST_DAY + timedelta(days=20), 2, None),
        (None, 2, None),
    ],
)
def test_between_two_commits_the_earlier_one_holds(
    moment: datetime | None, commit: int | None, number: int | None, three_commits: Location
) -> None:
    repository = _at(three_commits, moment)
    assert repository.name == NAME
    assert repository.revision == (None if commit is None else REVISIONS[commit])
    assert repository.date == (None if commit is None else FIRST_DAY + timedelta(days=10 * commit))
    assert repository.wit == (() if number is None else (("a.wit", content(FileKind.WIT, number)),))


def test_a_moment_may_be_given_in_any_zone(three_commits: Location) -> None:
    east = timezone(timedelta(hours=9))
    assert _at(three_commits, FIRST_DAY.astimezone(east)).revision == REVISIONS[0]
    midnight_there = FIRST_DAY.replace(tzinfo=east)
    assert _at(three_commits, midnight_there).revision is None


def test_features_seen_are_all_that_ever_stood_up_to_the_moment(three_commits: Location) -> None:
    seen = [_at(three_commits, FIRST_DAY + timedelta(days=days)).features_seen for days in (-1, 0, 10, 20)]
    both = (("a.wit", "f1"), ("a.wit", "f2"))
    assert seen == [(), both[:1], both, both]


def test_a_commit_from_the_future_is_seen_without_a_moment_and_not_before(engine: Engine, location: Location) -> None:
    ahead = datetime(2999, 1, 1, tzinfo=UTC)
    step = Step(Commit(REVISIONS[0], ahead, "Ada", "x"), ahead, (FileChange("a.wit", FileKind.WIT, blob_of(1)),))
    record(engine, location, BranchHistory("main", None, (step,)))
    with transaction(engine, location) as session:
        Recorder(SessionStatements(session)).synced(FIRST_DAY)
    assert _at(location, None).revision == REVISIONS[0]
    assert len(_at(location, None).wit) == 1
    assert _at(location, FIRST_DAY).revision is None
    assert (facts(location).at, facts(location).synced_at) == (FIRST_DAY, FIRST_DAY)


def test_an_empty_database_holds_no_repositories(engine: Engine, location: Location) -> None:
    with engine.begin():
        pass
    read = facts(location)
    assert (read.synced_at, read.repositories) == (None, ())


def test_repositories_and_paths_are_in_the_order_of_their_names(engine: Engine, location: Location) -> None:
    changes = tuple(FileChange(path, FileKind.WIT, blob_of(1)) for path in ("b.wit", "B.wit", "a/é.wit", "a.wit"))
    step = Step(Commit(REVISIONS[0], FIRST_DAY, "Ada", "x"), FIRST_DAY, changes)
    for name in ("b/x", "B/x", "a/x", "é/x"):
        record(engine, location, BranchHistory("main", None, (step,)), name=type(NAME)(name))
    repositories = facts(location).repositories
    assert [repository.name for repository in repositories] == ["B/x", "a/x", "b/x", "é/x"]
    assert [path for path, _ in repositories[0].wit] == ["B.wit", "a.wit", "a/é.wit", "b.wit"]


@pytest.mark.parametrize("moment", [FIRST_DAY, datetime(1970, 1, 1, tzinfo=UTC), datetime(9999, 12, 31, tzinfo=UTC)])
def test_a_moment_survives_as_text(moment: datetime) -> None:
    assert from_text(to_text(moment)) == moment


@pytest.mark.parametrize("version", [None, "0.1.0", "0.1.0-rc.1+build"])
def test_a_package_survives_as_text(version: str | None) -> None:
    package = WitPackage("wasi", "demo-more", version, 0)
    make: Callable[[str | None], WitPackage | None] = parse_package
    assert make(str(package)) == package
    assert make(None) is None
