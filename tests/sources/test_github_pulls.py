"""A pull request through GitHub's API: the trees it lies between, what is asked for, and how that can fail."""

from datetime import UTC, datetime
from pathlib import Path

import pygit2
import pytest

from tests.github.endpoints import Answer
from tests.github.fake import RESET, FakeGitHub, Fault, status
from tests.github.world import Repository, Review
from tracker.facts import FileKind, RepositoryName
from tracker.hosting import HostedPull, PullState, ReviewDecision
from tracker.sources.errors import SourceError
from tracker.sources.github_answers import Limits
from tracker.sources.github_client import GitHubClient
from tracker.sources.github_pulls import GitHubPulls
from tracker.sources.github_settings import GitHubSettings
from tracker.sources.history import TreeReader, kind_at
from tracker.sources.pull_trees import MergedFile, PullTrees, merged_files

NAME = RepositoryName("lamps/bulb")
OLD, NEW = "package lamp:bulb@0.1.0;\n", "package lamp:bulb@0.2.0;\n"


@pytest.fixture
def bulb(hub: FakeGitHub) -> Repository:
    """Return a repository whose branch moved on since its pull request 1 parted from it."""
    bulb = hub.repository(NAME)
    bulb.commit({"wit/bulb.wit": OLD, "README.md": "# Bulb\n", "src/lib.rs": "//"})
    bulb.commit({"wit/bulb.wit": NEW}, branch="topic", message="Raise it\n\nAt last.")
    bulb.commit({"README.md": "# The bulb\n"})
    bulb.pull("Raise", head=bulb.refs["heads/topic"], head_branch="topic", labels=("P-lamp",), reviewers=("bo",))
    bulb.threads[1].reviews.append(Review("cleo", "APPROVED", datetime(2026, 1, 2, tzinfo=UTC)))
    return bulb


def _pulls(hub: FakeGitHub) -> GitHubPulls:
    limits = Limits(pause=0.0, secondary_pause=0.0, patience=5.0)
    return GitHubPulls(GitHubClient(GitHubSettings(hub.url, hub.token()), limits), NAME)


def _read(hub: FakeGitHub, number: int = 1, branch: str | None = None) -> tuple[PullTrees, HostedPull | None]:
    pulls = _pulls(hub)
    return pulls.trees(number, branch), pulls.hosted


def _places(trees: PullTrees) -> tuple[str, str, str, str | None]:
    merged = trees.merged.revision if trees.merged else None
    return trees.base.revision, trees.head.revision, trees.onto.revision, merged


def test_an_open_pull_request_lies_between_where_it_parted_and_its_newest_commit(
    hub: FakeGitHub, bulb: Repository
) -> None:
    trees, hosted = _read(hub)
    parted = bulb.commits[bulb.refs["heads/topic"]].parents[0]
    assert _places(trees) == (parted, bulb.refs["heads/topic"], bulb.refs["heads/main"], None)
    assert (trees.branch, trees.title, trees.author, trees.commits) == ("main", "Raise it", "Ada", 1)
    assert (trees.changed(), trees.head.date) == (
        frozenset({"wit/bulb.wit"}),
        bulb.commits[bulb.refs["heads/topic"]].at,
    )
    assert {path: kind for path, (kind, _) in trees.base.files.items()} == {
        "README.md": FileKind.README,
        "wit/bulb.wit": FileKind.WIT,
    }
    assert [*merged_files(trees)] == [MergedFile("wit/bulb.wit", FileKind.WIT, NEW.encode())]
    assert hosted is not None
    assert (hosted.title, hosted.state, hosted.author, hosted.labels, hosted.reviewers, hosted.decision) == (
        "Raise",
        PullState.OPEN,
        "ada",
        ("P-lamp",),
        ("bo",),
        ReviewDecision.APPROVED,
    )


def test_a_file_is_asked_for_once_and_only_when_it_is_read(hub: FakeGitHub, bulb: Repository) -> None:
    trees, _ = _read(hub)
    assert hub.counted == 7
    for tree in (trees.base, trees.head, trees.onto, trees.base):
        tree.read(tree.files["wit/bulb.wit"][1])
    assert hub.counted == 9
    assert trees.base.read(trees.base.files["wit/bulb.wit"][1]) == OLD.encode()
    del bulb


def test_where_nothing_moved_on_one_tree_less_is_asked_for(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.commit({"wit/bulb.wit": NEW}, branch="late", start="main")
    bulb.pull(head=bulb.refs["heads/late"])
    _read(hub, 2)
    assert hub.counted == 6


@pytest.mark.parametrize("how", ["merged", "squashed", "rebased", "squashed by hand"])
def test_a_merged_one_was_merged_onto_what_came_before(hub: FakeGitHub, bulb: Repository, how: str) -> None:
    topic, before = bulb.refs["heads/topic"], bulb.refs["heads/main"]
    tree = bulb.add_tree({**bulb.files("main"), **bulb.files("topic")})
    parents = (before, topic) if how == "merged" else (before,)
    if how == "rebased":
        parents = (bulb.add_commit(tree, parents, "First of two"),)
    message = {"merged": "Merge pull request #1 from x", "squashed": "Raise (#1)"}.get(how, "Raise it")
    merge = bulb.add_commit(tree, parents, message)
    bulb.refs["heads/main"] = merge
    commits = 1 if how == "squashed by hand" else 2
    bulb.touch(1, merged=bulb.world.tick(), state="closed", merge_commit=merge, base=before, commits=commits)
    trees, hosted = _read(hub)
    assert _places(trees) == (bulb.commits[topic].parents[0], topic, before, merge)
    assert trees.merged is not None
    assert (trees.merged.pull, trees.merged.date) == (1, bulb.commits[merge].at)
    assert hosted is not None
    assert hosted.state is PullState.MERGED


def test_another_branch_may_be_named(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.commit({"README.md": "# 1.x\n"}, branch="release/1.x")
    trees, _ = _read(hub, branch="release/1.x")
    assert (trees.branch, trees.onto.revision) == ("release/1.x", bulb.refs["heads/release/1.x"])


def test_a_renamed_repository_is_followed(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.rename("lamps/light")
    trees, hosted = _read(hub)
    assert trees.base.read(trees.base.files["wit/bulb.wit"][1]) == OLD.encode()
    assert (trees.repository, hosted and hosted.repository, hub.counted) == (NAME, NAME, 9)


def test_what_is_no_file_of_its_own_is_left_out(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.commit({"wit/link.wit": "bulb.wit", "wit/sub.wit": "elsewhere", "wit/run.wit": "// x"}, branch="topic")
    for text, mode in (("bulb.wit", "120000"), ("elsewhere", "160000"), ("// x", "100755")):
        bulb.modes[bulb.add_blob(text.encode())] = mode
    bulb.touch(1, head=bulb.refs["heads/topic"])
    assert _read(hub)[0].changed() == {"wit/bulb.wit", "wit/run.wit"}


def test_a_tree_that_is_too_large_for_one_answer_is_asked_for_in_parts(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.commit({f"{folder}/{name}.wit": folder + name for folder in "abc" for name in "xy"}, branch="topic")
    bulb.touch(1, head=bulb.refs["heads/topic"])
    whole = {tree.revision: tree.files for tree in (_read(hub)[0].base, _read(hub)[0].head)}
    bulb.most_entries = 6
    trees, _ = _read(hub)
    assert {tree.revision: tree.files for tree in (trees.base, trees.head)} == whole
    bulb.most_entries = 1
    with pytest.raises(SourceError, match=r"lamps/bulb#1: its root holds more files than GitHub tells"):
        _read(hub)


def test_what_is_no_file_of_a_person_is_not_asked_for(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.commit({"wit/bulb.wit": b"/" * (8 * 1024 * 1024 + 1)}, branch="topic")
    bulb.touch(1, head=bulb.refs["heads/topic"])
    trees, _ = _read(hub)
    with pytest.raises(SourceError, match="is no file that can be read"):
        trees.head.read(trees.head.files["wit/bulb.wit"][1])
    assert "blobs" not in hub.requests[-1].path


def test_a_number_that_is_none_of_a_pull_request_is_told(hub: FakeGitHub, bulb: Repository) -> None:
    bulb.issue()
    with pytest.raises(SourceError, match=r"lamps/bulb#2: GitHub has no such pull request, or it is private") as caught:
        _read(hub, 2)
    assert not caught.value.unreachable


@pytest.mark.parametrize("fault", [RESET, status(502), Fault(Answer(200, {})), Fault(Answer(200, []))])
@pytest.mark.parametrize("request_number", range(1, 9))
def test_whatever_fails_is_told_in_one_line(
    hub: FakeGitHub, bulb: Repository, fault: Fault, request_number: int
) -> None:
    del bulb
    hub.fail(request_number, fault, times=None)

    def read_all() -> None:
        trees, _ = _read(hub)
        trees.head.read(trees.head.files["wit/bulb.wit"][1])

    with pytest.raises(SourceError) as caught:
        read_all()
    assert (str(caught.value).startswith(NAME), "\n" in str(caught.value), caught.value.unreachable) == (
        True,
        False,
        True,
    )


def test_a_path_says_what_a_file_is_as_a_tree_does(tmp_path: Path) -> None:
    paths = [
        *("a.wit", "README", "readme.md", "Proposals.md", "docs/Proposals.md", "x/Proposals.md", "WASI-01-02.md"),
        *("deps/a.wit", "deps/README.md", "deps/x/y.wit", "deps/.x/y.wit", ".deps/a.wit", ".a.wit", "x/.a.wit"),
        *("wit/deps/io/a.wit", "wit/deps/docs/Proposals.md", "docs/readme.markdown", ".github/README.md", "a.rs"),
        *("docs/deps", "x/deps.wit", "wit/deps/a/deps/b.wit", "wit/deps/WASI-01-02.md"),
    ]
    git = pygit2.init_repository(str(tmp_path), bare=True)
    index = pygit2.Index()
    for path in paths:
        index.add(pygit2.IndexEntry(path, git.create_blob(path.encode()), pygit2.enums.FileMode.BLOB))
    tree = git[index.write_tree(git)].peel(pygit2.Tree)
    found = {path: kind for path, (kind, _) in TreeReader(git).files(tree, vendored=True).items()}
    assert {path: kind_at(path) for path in paths if kind_at(path)} == found
