"""A sync records what is new of each repository, and what it could not read, and nothing else."""

import json
import subprocess
import sys
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing
from dataclasses import replace
from pathlib import Path

import pygit2
import pytest
from alembic import command
from alembic.config import Config
from sqlmodel import SQLModel

from tests.builders import MirrorFolder, RepositoryBuilder
from tracker.aliases import Aliases, load_aliases
from tracker.facts import (
    BlobId,
    Facts,
    FileKind,
    ListProblem,
    ReferenceStatus,
    ReferenceVerdict,
    RepositoryFacts,
    RepositoryName,
    Skipped,
    WitFile,
    WitPackage,
    WitProblem,
)
from tracker.shipped import shipped
from tracker.sources import git
from tracker.sources.git import Mirror, Mirrors
from tracker.sources.history import TreeReader
from tracker.sources.reference import Referee
from tracker.store.database import open_engine, transaction, upgrade
from tracker.store.export import export_facts
from tracker.store.location import Location
from tracker.store.meetings import notes_at
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.store.recorder import Recorder
from tracker.sync import Sync, SyncReport, UnknownSubjectError

ALIASES = load_aliases("""
[registry]
repository = "Org/Registry"
lists = ["Proposals.md"]
proposals = "proposals"
[renamed]
"Org/wasi-old" = "Org/wasi-tea"
[repositories]
more = ["Org/wasi-more"]
not_proposals = ["Org/notes"]
""")
LIST = """
### Phase 2

| Proposal | Champion | Versions |
| --- | --- | --- |
| [Tea](https://github.com/Org/wasi-old) | Ada | |
| [Cup](https://github.com/Org/wasi-cup) | Bo | |
"""
WIT = "package wasi:tea@0.1.0;\ninterface i { @unstable(feature = tea-pot) pour: func(); }\n"
Build = Callable[[str], RepositoryBuilder]


class _Tracker:
    """A tracker of its own: a mirror folder, a cache and a database."""

    def __init__(self, path: Path, mirrors: MirrorFolder, build: Build) -> None:
        self.location = Location.of_file(path / "tracker.db")
        self.mirrors = mirrors
        self.cache = path / "cache"
        self._build = build
        self._repositories: dict[str, RepositoryBuilder] = {}

    def put(self, name: str, files: dict[str, str | bytes | None], **options: str) -> str:
        """Commit files to a repository of the mirror folder, and return the commit."""
        if name not in self._repositories:
            self._repositories[name] = self._build(name.replace("/", "+"))
        commit = self._repositories[name].commit(dict(files), **options)  # type: ignore[arg-type]
        self.bundle(name)
        return commit

    def bundle(self, name: str) -> None:
        self.mirrors.add(name, self._repositories[name])

    def at(self, name: str) -> RepositoryBuilder:
        """Return a repository that something was put into; `bundle` it when it has changed."""
        return self._repositories[name]

    def remove(self, name: str) -> None:
        (self.mirrors.path / f"{name.replace('/', '+')}.bundle").unlink()

    def sync(self, *subjects: str, aliases: Aliases = ALIASES, referee: Referee | None = None) -> SyncReport:
        return Sync(self.location, Mirrors(self.cache, mirror=self.mirrors.path), aliases, lambda: referee).run(
            subjects
        )

    def facts(self) -> Facts:
        with closing(Reader.open(self.location)) as reader:
            return facts_at(reader)

    def repository(self, name: str) -> RepositoryFacts:
        return next(each for each in self.facts().repositories if each.name == name)

    def dump(self) -> dict[str, list[tuple[object, ...]]]:
        engine = open_engine(self.location)
        with transaction(engine, self.location) as session:
            tables = {
                table.name: [tuple(row) for row in session.execute(table.select())]
                for table in SQLModel.metadata.sorted_tables
            }
        engine.dispose()
        return tables

    def export(self) -> str:
        engine = open_engine(self.location)
        with transaction(engine, self.location) as session:
            text = export_facts(session)
        engine.dispose()
        return text


@pytest.fixture
def tracker(tmp_path: Path, mirror_folder: MirrorFolder, build_repository: Build) -> _Tracker:
    """Return a tracker whose registry lists two proposals, of which one is there."""
    made = _Tracker(tmp_path, mirror_folder, build_repository)
    made.put("Org/Registry", {"Proposals.md": LIST})
    made.put("Org/wasi-tea", {"wit/tea.wit": WIT, "README.md": "# Tea\n"})
    return made


CUP_IS_MISSING = Skipped("Org/wasi-cup", "no mirror of it")


def test_a_sync_reads_the_registry_and_what_it_links_to_by_its_present_name(tracker: _Tracker) -> None:
    assert tracker.sync() == SyncReport(2, 2, 3, (CUP_IS_MISSING,))
    names = [repository.name for repository in tracker.facts().repositories]
    assert names == ["Org/Registry", "Org/wasi-cup", "Org/wasi-tea"]
    tea = tracker.repository("Org/wasi-tea")
    ((path, wit),) = tea.wit
    assert (path, wit.packages) == ("wit/tea.wit", (WitPackage("wasi", "tea", "0.1.0", 1),))
    assert tea.features_seen == (("wit/tea.wit", "tea-pot"),)
    ((_, listed),) = tracker.repository("Org/Registry").lists
    assert [row.title for row in listed.rows] == ["Tea", "Cup"]


def test_a_second_sync_changes_nothing(tracker: _Tracker) -> None:
    tracker.sync()
    before = tracker.dump()
    assert tracker.sync() == SyncReport(2, 0, 0, (CUP_IS_MISSING,))
    assert tracker.dump() == before


def test_a_second_sync_imports_no_database_library(tracker: _Tracker) -> None:
    tracker.sync()
    program = """if True:
        import sys
        from pathlib import Path
        from tests.test_sync import ALIASES
        for name in [name for name in sys.modules if name.split(".")[0] in ("sqlmodel", "sqlalchemy", "alembic")]:
            del sys.modules[name]
        from tracker.sources.git import Mirrors
        from tracker.store.location import Location
        from tracker.sync import Sync
        database, cache, mirrors = map(Path, sys.argv[1:])
        print(Sync(Location.of_file(database), Mirrors(cache, mirror=mirrors), ALIASES, None).run().repositories)
        print(*{name.split(".")[0] for name in sys.modules} & {"sqlmodel", "sqlalchemy", "alembic", "markdown_it"})
    """
    arguments = [str(tracker.location.file), str(tracker.cache), str(tracker.mirrors.path)]
    root = Path(__file__).parents[1]
    command = [sys.executable, "-c", program, *arguments]
    done = subprocess.run(command, check=True, capture_output=True, text=True, cwd=root)
    assert done.stdout.split("\n")[:2] == ["2", ""]


def test_a_new_commit_records_only_what_is_new(tracker: _Tracker) -> None:
    tracker.sync()
    before = tracker.dump()
    commit = tracker.put("Org/wasi-tea", {"wit/cup.wit": "interface cup {}"})
    assert tracker.sync() == SyncReport(2, 1, 1, (CUP_IS_MISSING,))
    after = tracker.dump()
    new = {name: len(after[name]) - len(rows) for name, rows in before.items() if after[name] != rows}
    assert new == {"blob": 1, "branch": 0, "commit": 1, "span": 1} | ({"meta": 0} if "meta" in new else {})
    assert tracker.repository("Org/wasi-tea").revision == commit


def test_history_in_two_syncs_is_history_in_one(tracker: _Tracker, tmp_path: Path, build_repository: Build) -> None:
    tracker.sync()
    tracker.put("Org/wasi-tea", {"wit/tea.wit": None, "tea.wit": WIT})
    tracker.put("Org/wasi-tea", {"README.md": "# Other\n"})
    tracker.sync()
    once = _Tracker(tmp_path / "once", tracker.mirrors, build_repository)
    once.sync()
    assert once.facts().repositories == tracker.facts().repositories


def test_a_blob_that_two_repositories_share_is_read_once(tracker: _Tracker) -> None:
    tracker.put("Org/wasi-cup", {"copy.wit": WIT})
    assert tracker.sync() == SyncReport(3, 3, 3, ())
    assert len(tracker.repository("Org/wasi-cup").wit) == 1


def test_what_an_older_reader_read_is_read_again(tracker: _Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    tracker.sync()
    facts = tracker.facts()
    with monkeypatch.context() as patch:
        patch.setattr("tracker.sync.READERS", dict.fromkeys(FileKind, 99))
        assert tracker.sync().blobs == 3
        assert tracker.sync().blobs == 0
    assert tracker.facts().repositories == facts.repositories


def test_a_branch_that_an_older_walk_read_is_read_anew(tracker: _Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    accepted = ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, "tool 1")
    judge, copy = _Judge(), "package wasi:pot@0.1.0;\ninterface i {}\n"
    tracker.put("Org/wasi-tea", {"wit/deps/pot/pot.wit": copy})
    with monkeypatch.context() as older:
        older.setattr("tracker.sync.WALK", 1)
        older.setattr(TreeReader, "_vendored", lambda _self, _tree: ())
        tracker.sync(referee=judge)
    assert ("vendored" in tracker.export(), tracker.repository("Org/wasi-tea").references) == (False, (accepted,))
    assert tracker.sync("tea", referee=judge) == SyncReport(2, 3, 1, ())
    once = tracker.export()
    assert (once.count('"vendored"'), tracker.repository("Org/wasi-tea").references) == (2, (accepted,))
    assert tracker.sync(referee=judge) == SyncReport(2, 0, 0, (CUP_IS_MISSING,))
    assert (tracker.export(), judge.asked.count("Org/wasi-tea")) == (once, 2)


# --- what is followed beside the default branch -----------------------------------------------------------------------


def _wit(feature: str) -> str:
    return f"package wasi:tea@0.2.0;\ninterface i {{ @unstable(feature = {feature}) pour: func(); }}\n"


@pytest.fixture
def followed(tracker: _Tracker) -> _Tracker:
    """Return a tracker that has synced a repository with a release branch, tags and pull requests."""
    tea = tracker.at("Org/wasi-tea")
    start = tea.head()
    tea.tag("v0.1.0")
    tea.switch("wasi-0.1")
    tea.tag("v0.1.1", at=tea.commit({"wit/tea.wit": _wit("old")}), message="Release", date="2024-05-01")
    for number, text in ((1, "one"), (2, "two"), (3, "three")):
        tea.switch(f"topic-{number}", at=start)
        tea.commit({"wit/tea.wit": _wit(text)}, message=f"Propose {text}")
        tea.pull_request(number)
    tea.switch("stacked")
    tea.commit({"wit/more.wit": "interface more {}"})
    tea.pull_request(4)
    tea.tag("draft")
    tea.commit({"wit/tea.wit": _wit("two")}, message="Two (#2)", branch="main")
    tracker.bundle("Org/wasi-tea")
    tracker.sync()
    return tracker


def _new_pull(tea: RepositoryBuilder) -> None:
    tea.switch("fourth")
    tea.commit({"wit/tea.wit": _wit("four")})
    tea.pull_request(5)


def _moved_pull(tea: RepositoryBuilder) -> None:
    tea.commit({"wit/tea.wit": _wit("once-more")}, branch="topic-1")
    tea.pull_request(1)


def _merged_pull(tea: RepositoryBuilder) -> None:
    tea.switch("main")
    tea.merge("topic-3", {"wit/tea.wit": _wit("three")})


def _deleted_pulls(tea: RepositoryBuilder) -> None:
    for number in (1, 4):
        tea.forget(f"refs/pull/{number}/head")


def _new_tags(tea: RepositoryBuilder) -> None:
    tea.tag("v0.1.2", at=tea.head("topic-1"), message="Release")
    tea.tag("v0.2.0", at=tea.head("main"))


def _moved_tags(tea: RepositoryBuilder) -> None:
    tea.tag("draft", at=tea.head("topic-2"))
    tea.tag("v0.1.0", at=tea.head("topic-1"))
    tea.tag("v0.1.1", at=tea.head("main"))


def _deleted_tags(tea: RepositoryBuilder) -> None:
    for name in ("draft", "v0.1.0"):
        tea.forget(f"refs/tags/{name}")


def _new_commit_on_a_release_branch(tea: RepositoryBuilder) -> None:
    tea.commit({"wit/tea.wit": _wit("older")}, branch="wasi-0.1", date="2024-01-02")


def _rewritten_release_branch(tea: RepositoryBuilder) -> None:
    tea.refer("refs/heads/wasi-0.1", tea.head("topic-1"))


def _deleted_release_branch(tea: RepositoryBuilder) -> None:
    tea.forget("refs/heads/wasi-0.1")


def _new_release_branch(tea: RepositoryBuilder) -> None:
    tea.switch("wasi-0.2", at=tea.head("topic-3"))


def _renamed_default_branch(tea: RepositoryBuilder) -> None:
    tea.switch("trunk", at=tea.head("main"))
    tea.set_head("trunk")
    tea.forget("refs/heads/main")


def _other_default_branch(tea: RepositoryBuilder) -> None:
    tea.set_head("wasi-0.1")


def _rewritten_default_branch(tea: RepositoryBuilder) -> None:
    tea.refer("refs/heads/main", tea.head("topic-3"))


def _first_parent_taken_from_a_pull(tea: RepositoryBuilder) -> None:
    tea.refer("refs/heads/main", tea.head("stacked"))


CHANGES = (
    _new_pull,
    _moved_pull,
    _merged_pull,
    _deleted_pulls,
    _new_tags,
    _moved_tags,
    _deleted_tags,
    _new_commit_on_a_release_branch,
    _rewritten_release_branch,
    _deleted_release_branch,
    _new_release_branch,
    _renamed_default_branch,
    _other_default_branch,
    _rewritten_default_branch,
    _first_parent_taken_from_a_pull,
)


@pytest.mark.parametrize("change", CHANGES, ids=lambda change: change.__name__.strip("_"))
def test_a_second_sync_comes_to_what_one_from_scratch_does(
    change: Callable[[RepositoryBuilder], None], followed: _Tracker, tmp_path: Path, build_repository: Build
) -> None:
    before = followed.export()
    change(followed.at("Org/wasi-tea"))
    followed.bundle("Org/wasi-tea")
    followed.sync()
    once = _Tracker(tmp_path / "once", followed.mirrors, build_repository)
    once.sync()
    assert followed.export() == once.export() != before
    assert followed.sync().commits == 0


def test_a_database_of_the_first_schema_comes_to_what_one_from_scratch_holds(followed: _Tracker) -> None:
    facts, whole = followed.facts(), followed.export()
    config = Config()
    config.set_main_option("script_location", str(shipped("migrations")))
    engine = open_engine(followed.location)
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.downgrade(config, "0001")
    upgrade(engine, followed.location)
    engine.dispose()
    assert followed.facts() == facts
    default = json.loads(whole)["repositories"][1]["branches"][0]
    (kept,) = json.loads(followed.export())["repositories"][1]["branches"]
    assert kept == default | {"head": ""}
    assert [each["pull"] for each in kept["commits"]] == [None, 2]
    followed.sync()
    assert followed.export() == whole


def test_a_sync_without_news_leaves_the_database_alone(followed: _Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    def opened(_: object) -> None:
        raise AssertionError

    assert followed.location.file is not None
    before = followed.location.file.read_bytes()
    monkeypatch.setattr("tracker.sync.Writer.open", opened)
    assert followed.sync() == SyncReport(2, 0, 0, (CUP_IS_MISSING,))
    assert followed.location.file.read_bytes() == before


def test_a_blob_that_a_branch_a_tag_and_a_pull_request_share_is_read_once(tracker: _Tracker) -> None:
    tracker.sync()
    tea = tracker.at("Org/wasi-tea")
    for name in ("topic", "wasi-0.1", "other"):
        tea.switch(name, at=tea.head("main"))
        tea.commit({"wit/tea.wit": _wit("shared")}, message=name)
    tea.pull_request(1, at=tea.head("topic"))
    tea.tag("v0.1.0", at=tea.head("other"))
    tracker.bundle("Org/wasi-tea")
    # The base and the head of the pull request, the start and the head of the release branch, and the tag's commit.
    assert tracker.sync() == SyncReport(2, 5, 1, (CUP_IS_MISSING,))


@pytest.mark.parametrize(("gone", "comes"), [("Org/apple", "Org/zebra"), ("Org/zebra", "Org/apple")])
def test_what_one_repository_drops_another_may_hold_from_the_same_sync_on(
    gone: str, comes: str, tracker: _Tracker
) -> None:
    for name in (gone, comes):
        tracker.put(name, {"README.md": f"# {name}\n"})
    builder = tracker.at(gone)
    builder.commit({"wit/moved.wit": _wit("moved")}, branch="topic")
    builder.pull_request(1)
    builder.commit({"wit/dropped.wit": _wit("dropped")}, branch="main")
    tracker.bundle(gone)
    tracker.sync()
    builder.forget("refs/pull/1/head")
    builder.refer("refs/heads/main", str(builder.git[builder.head("main")].peel(pygit2.Commit).parent_ids[0]))
    tracker.bundle(gone)
    tracker.put(comes, {"wit/moved.wit": _wit("moved"), "wit/dropped.wit": _wit("dropped")})
    tracker.sync()
    assert [path for path, _ in tracker.repository(comes).wit] == ["wit/dropped.wit", "wit/moved.wit"]
    assert tracker.repository(gone).wit == ()


# --- what cannot be read ----------------------------------------------------------------------------------------------


def test_one_bad_repository_or_file_leaves_all_else_recorded(
    tracker: _Tracker, build_repository: Build, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "BLOB_LIMIT", 1000)
    tracker.put("Org/huge", {"wit/huge.wit": "/" * 1001, "wit/ok.wit": WIT})
    tracker.put("Org/latin", {"README.md": "# Café\n".encode("latin-1"), "a.wit": WIT})
    tracker.put("Org/nothing", {"src/main.rs": "fn main() {}"})
    tracker.put("Org/Registry", {"Proposals.md": LIST + "| [Pot](https://github.com/Org/pot |\n| broken\n"})
    tracker.mirrors.add("Org/empty", build_repository("empty"), as_="git")
    (tracker.mirrors.path / "Org+broken.bundle").write_text("no bundle")
    report = tracker.sync()
    assert report.skipped == (
        CUP_IS_MISSING,
        Skipped("Org/broken", "Org+broken.bundle is not a git bundle"),
        Skipped("Org/empty", "has no default branch with a commit"),
    )
    assert not report.unreachable
    huge, latin = tracker.repository("Org/huge"), tracker.repository("Org/latin")
    assert [len(wit.problems) for _, wit in huge.wit] == [1, 0]
    (problem,) = huge.wit[0][1].problems
    assert isinstance(problem, WitProblem)
    assert "more than the 1000 read" in problem.message
    assert latin.documents[0][1].problem == "not UTF-8: byte 0xE9 at line 1"
    assert len(latin.wit) == 1
    nothing = tracker.repository("Org/nothing")
    assert (nothing.revision is None, nothing.wit, nothing.documents) == (False, (), ())
    ((_, listed),) = tracker.repository("Org/Registry").lists
    assert [row.title for row in listed.rows][:2] == ["Tea", "Cup"]
    assert all(isinstance(each, ListProblem) for each in listed.problems)


def test_a_huge_file_costs_the_verdict_of_its_folder_and_nothing_else(
    tracker: _Tracker, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "BLOB_LIMIT", 1000)
    tracker.put("Org/wasi-tea", {"wit/huge.wit": "/" * 1001})
    assert tracker.sync(referee=_Judge()).skipped == (CUP_IS_MISSING,)
    assert len(tracker.repository("Org/wasi-tea").wit) == 2


def test_a_repository_that_disappears_keeps_its_facts_until_it_returns(tracker: _Tracker) -> None:
    tracker.put("Org/unlisted", {"a.wit": WIT})
    tracker.sync()
    before = {name: tracker.repository(name) for name in ("Org/wasi-tea", "Org/unlisted")}
    for name in before:
        tracker.remove(name)
    gone = tuple(Skipped(name, "no mirror of it") for name in ("Org/wasi-tea", "Org/wasi-cup", "Org/unlisted"))
    assert tracker.sync().skipped == gone
    for name, facts in before.items():
        assert tracker.repository(name).problems == (Skipped(name, "no mirror of it"),)
        assert (tracker.repository(name).wit, tracker.repository(name).revision) == (facts.wit, facts.revision)
        tracker.bundle(name)
    assert tracker.sync().skipped == (CUP_IS_MISSING,)
    assert {name: tracker.repository(name) for name in before} == before


def test_a_problem_of_a_repository_that_nothing_names_any_more_is_forgotten(tracker: _Tracker) -> None:
    tracker.sync()
    assert tracker.repository("Org/wasi-cup").problems == (CUP_IS_MISSING,)
    tracker.put("Org/Registry", {"Proposals.md": "\n".join(LIST.splitlines()[:-1]) + "\n"})
    assert tracker.sync().skipped == ()
    assert [each.name for each in tracker.facts().repositories] == ["Org/Registry", "Org/wasi-tea"]


def test_a_sync_without_a_registry_reads_the_rest(tracker: _Tracker) -> None:
    tracker.remove("Org/Registry")
    assert tracker.sync().skipped == (Skipped("Org/Registry", "no mirror of it"),)
    assert len(tracker.repository("Org/wasi-tea").wit) == 1


def test_notes_count_where_meetings_are_only(tracker: _Tracker) -> None:
    path = "group/2024/Group-05-16.md"
    for name in ("Org/notes", "Org/wasi-tea"):
        tracker.put(name, {path: "# Notes\n", "other/2024/Other-05-16.md": "# Notes\n"})
    tracker.sync(aliases=replace(ALIASES, meetings=RepositoryName("Org/notes"), notes="group"))
    with closing(Reader.open(tracker.location)) as reader:
        held = {
            name: [each.path for each in notes_at(reader, RepositoryName(name))]
            for name in ("Org/notes", "Org/wasi-tea")
        }
    assert held == {"Org/notes": [path], "Org/wasi-tea": []}


def test_the_list_counts_in_the_registry_only(tracker: _Tracker) -> None:
    tracker.put("Org/fork", {"Proposals.md": LIST})
    tracker.sync()
    assert tracker.repository("Org/fork").lists == ()


def test_an_interrupted_sync_leaves_whole_repositories_only(tracker: _Tracker, monkeypatch: pytest.MonkeyPatch) -> None:
    followed = Recorder.followed

    def killed(self: Recorder, repository: int, new: object) -> None:
        followed(self, repository, new)  # type: ignore[arg-type]
        if repository > 1:
            raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(Recorder, "followed", killed)
        with pytest.raises(KeyboardInterrupt):
            tracker.sync()
    assert [each.name for each in tracker.facts().repositories] == ["Org/Registry"]
    tracker.sync()
    assert len(tracker.repository("Org/wasi-tea").wit) == 1


def test_a_rewritten_branch_replaces_what_was_recorded(tracker: _Tracker, build_repository: Build) -> None:
    tracker.sync()
    other = build_repository("rewritten")
    commit = other.commit({"b.wit": "interface b {}"})
    tracker.mirrors.add("Org/wasi-tea", other)
    tracker.sync()
    tea = tracker.repository("Org/wasi-tea")
    assert (tea.revision, [path for path, _ in tea.wit], tea.features_seen) == (commit, ["b.wit"], ())


# --- subjects ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("subject", ["tea", "wasi-tea", "Org/wasi-tea", "tea/tea-pot"])
def test_a_subject_is_read_with_the_registry_alone(subject: str, tracker: _Tracker) -> None:
    tracker.put("Org/unlisted", {"a.wit": WIT})
    assert tracker.sync(subject) == SyncReport(2, 2, 3, ())
    assert [each.name for each in tracker.facts().repositories] == ["Org/Registry", "Org/wasi-tea"]


def test_an_unknown_subject_is_named(tracker: _Tracker) -> None:
    with pytest.raises(UnknownSubjectError, match="coffee: no repository of that name is listed or mirrored"):
        tracker.sync("coffee")


# --- the reference tool -----------------------------------------------------------------------------------------------


class _Judge(Referee):
    """A referee that accepts everything and counts how often it is asked."""

    def __init__(self, version: str = "tool 1") -> None:
        self.asked: list[str] = []
        self.read_before: list[bool] = []
        """Whether each time all WIT at the head had been read by the same sync."""
        self._version = version

    @property
    def version(self) -> str:
        return self._version

    def judge(self, mirror: Mirror, branch: str, read: Mapping[BlobId, WitFile]) -> Iterator[ReferenceVerdict]:
        self.asked.append(mirror.name)
        own = {blob for kind, blob in mirror.files(branch).values() if kind is FileKind.WIT}
        self.read_before.append(own <= read.keys())
        if own:
            yield ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, self.version)


def test_the_reference_tool_is_told_what_the_same_sync_read(tracker: _Tracker) -> None:
    judge = _Judge()
    tracker.sync(referee=judge)
    assert judge.asked
    assert all(judge.read_before)


def test_the_reference_tool_is_asked_once_for_a_commit_and_a_version(tracker: _Tracker) -> None:
    tracker.sync()
    assert tracker.repository("Org/wasi-tea").references == ()
    judge = _Judge()
    tracker.sync(referee=judge)
    assert tracker.repository("Org/wasi-tea").references == (
        ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, "tool 1"),
    )
    assert judge.asked.count("Org/wasi-tea") == 1
    tracker.sync(referee=judge)
    tracker.sync()
    assert judge.asked.count("Org/wasi-tea") == 1
    tracker.put("Org/wasi-tea", {"wit/more.wit": "interface more {}"})
    tracker.sync(referee=judge)
    assert judge.asked.count("Org/wasi-tea") == 2
    newer = _Judge("tool 2")
    tracker.sync(referee=newer)
    assert [each.tool for each in tracker.repository("Org/wasi-tea").references] == ["tool 2"]
    tracker.put("Org/wasi-tea", {"wit/more.wit": None})
    tracker.sync()
    assert tracker.repository("Org/wasi-tea").references == ()
