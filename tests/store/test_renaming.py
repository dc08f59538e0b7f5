"""What was recorded of a repository is there under its new name."""

from datetime import UTC, datetime
from pathlib import Path

import pytest

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.made_facts import ALIASES
from tracker.facts import RepositoryName
from tracker.hosting import HostedList, HostedRelease, Reach, Renamed
from tracker.sources.git import Mirrors
from tracker.store.hosting import HostingRecorder, hosted, reaches
from tracker.store.known import known, present_names
from tracker.store.location import Location
from tracker.store.reader import Reader
from tracker.store.renaming import rename_repository
from tracker.store.writer import Writer
from tracker.sync import Sync

OLD, NEW = RepositoryName("Own/wasi-lantern"), RepositoryName("New/wasi-lamp")


@pytest.fixture
def location(mirror_folder: MirrorFolder, repository: RepositoryBuilder, tmp_path: Path) -> Location:
    """Return a database with a repository, a missing one, and what their host told."""
    repository.commit({"README.md": "# Lantern\n", "wit/lamp.wit": "package own:lamp;\n"})
    mirror_folder.add(OLD, repository)
    location = Location.of_file(tmp_path / "tracker.db")
    Sync(location, Mirrors(tmp_path / "cache", mirror=mirror_folder.path), ALIASES, None).run()
    return location


def _releases(location: Location, name: RepositoryName, *tags: str) -> None:
    with Writer.open(location) as writer, writer.transaction() as statements:
        recorder = HostingRecorder(statements)
        recorder.releases(name, [HostedRelease(name, tag, f"{tag} of {name}", False, None) for tag in tags])
        recorder.reach(name, HostedList.RELEASES, Reach(f"etag of {name}"))


def _rename(location: Location) -> None:
    with Writer.open(location) as writer, writer.transaction() as statements:
        rename_repository(statements, OLD, NEW)


def test_everything_is_there_under_the_new_name(location: Location) -> None:
    _releases(location, OLD, "v1")
    with Reader.open(location) as reader:
        before = known(reader)
    for _ in range(2):
        _rename(location)
        with Reader.open(location) as reader:
            after, told = known(reader), hosted(reader)
            assert reaches(reader) == {(NEW, HostedList.RELEASES): Reach(f"etag of {OLD}")}
        assert [(each.repository, each.tag) for each in told.releases] == [(NEW, "v1")]
        assert {name: after.branches[name] for name in after.branches} == {
            NEW if name == OLD else name: branch for name, branch in before.branches.items()
        }
        assert after.heads == {(NEW if name == OLD else name, to): head for (name, to), head in before.heads.items()}
        assert (after.blobs, after.walks[NEW]) == (before.blobs, before.walks[OLD])


def test_what_was_read_under_both_names_stays_as_the_new_one_has_it(
    location: Location, mirror_folder: MirrorFolder, repository: RepositoryBuilder, tmp_path: Path
) -> None:
    repository.commit({"README.md": "# Lamp\n"})
    mirror_folder.add(NEW, repository)
    Sync(location, Mirrors(tmp_path / "cache2", mirror=mirror_folder.path), ALIASES, None).run()
    _releases(location, OLD, "v1", "v2")
    _releases(location, NEW, "v2")
    with Reader.open(location) as reader:
        before = known(reader)
    _rename(location)
    with Reader.open(location) as reader:
        after, told = known(reader), hosted(reader)
    assert OLD not in {*after.branches, *after.walks, *(name for name, _ in after.heads)}
    assert after.heads[NEW, "main"] == before.heads[NEW, "main"]
    assert {(each.repository, each.tag, each.name) for each in told.releases} == {
        (NEW, "v1", f"v1 of {OLD}"),
        (NEW, "v2", f"v2 of {NEW}"),
    }


def test_a_repository_that_gets_its_old_name_back_is_found_by_both(location: Location) -> None:
    for old, new, day in ((OLD, NEW, 1), (NEW, OLD, 2)):
        with Writer.open(location) as writer, writer.transaction() as statements:
            HostingRecorder(statements).renamed(Renamed(old, new, datetime(2026, 1, day, tzinfo=UTC)))
    with Reader.open(location) as reader:
        names = present_names(reader)
    assert names == {NEW: OLD}
    aliases = ALIASES.with_renamed(names)
    assert [aliases.current(name) for name in (OLD, NEW)] == [OLD, OLD]
