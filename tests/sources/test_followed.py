"""Beside the default branch, release branches, tags and pull requests are followed, and nothing else."""

import subprocess
from collections.abc import Iterator, Mapping
from datetime import UTC, datetime
from itertools import takewhile
from pathlib import Path
from tempfile import TemporaryDirectory

import pygit2
import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.builders import FIRST_DAY, RepositoryBuilder
from tracker.chronicle import BranchHistory, BranchKind, FileChange, RepositoryHistory, Step, TagMark
from tracker.facts import BlobId, Commit, FileKind, RepositoryName, Revision
from tracker.sources.followed import carries_line
from tracker.sources.git import Mirror
from tracker.sources.history import first_parents

EMPTY_TREE = "4b825dc642cb6eb9a060e54bf8d69288fbee4904"
NOTHING = RepositoryHistory((), (), frozenset({"main"}))


def _follow(repository: RepositoryBuilder, known: Mapping[str, Revision] | None = None) -> RepositoryHistory:
    return Mirror(RepositoryName("Owner/wasi-tea"), repository.path).follow(known or {})


def _heads(history: RepositoryHistory) -> dict[str, Revision]:
    """Return what a sync that recorded a history knows the next time."""
    return {each.branch: each.head or each.steps[-1].commit.revision for each in history.branches}


def _summaries(history: RepositoryHistory) -> dict[str, list[str]]:
    return {each.branch: [step.commit.summary for step in each.steps] for each in history.branches}


def _pulls(repository: RepositoryBuilder) -> dict[int, str]:
    """Return the messages of each pull request's base and own commits: `base: first second`."""
    found = {}
    for branch, (base, *own) in ((name, each or [""]) for name, each in _summaries(_follow(repository)).items()):
        if branch.startswith("refs/pull/"):
            found[int(branch.split("/")[2])] = f"{base}: {' '.join(own)}" if own else base
    return found


def _write(repository: RepositoryBuilder, *messages: str, branch: str | None = None, file: str = "a") -> str:
    """Commit a change of a WIT file for each message, and return the last commit."""
    for message in messages:
        revision = repository.commit({f"wit/{file}.wit": f"// {message}\n"}, message=message, branch=branch)
    return revision


# --- branches ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    ["wasi-0.2", "v0.3", "0.2", "1.x", "release/1.x", "releases/0.2", "release-0.2", "stable/v0.2.x", "wasi_0.2.*"],
)
def test_a_branch_named_after_a_line_carries_it(name: str) -> None:
    assert carries_line(name)


@pytest.mark.parametrize(
    "name",
    [
        "main",
        "ci/0.3",
        "release-v0.2.4",
        "v0.2.4",
        "0.2.4",
        "update-wit-0.3.0-rc-2025-09-16",
        "pch/rc-2023-11-10",
        "wasi-0.2-docs",
        "0.2.x-fixes",
        "release",
        "release/next",
        "x",
        "2",
        "backport/wasi-0.2",
        "bump-to-0.3",
        "",
        "v0.3\n",
    ],
)
def test_a_branch_of_any_other_name_carries_none(name: str) -> None:
    assert not carries_line(name)


def test_the_default_branch_comes_first_then_release_branches_and_no_other(repository: RepositoryBuilder) -> None:
    first = _write(repository, "one")
    for name in ("wasi-0.2", "topic", "v0.1"):
        repository.switch(name, at=first)
        _write(repository, f"on {name}")
    _write(repository, "two", branch="main")
    history = _follow(repository)
    assert _summaries(history) == {
        "main": ["one", "two"],
        "v0.1": ["one", "on v0.1"],
        "wasi-0.2": ["one", "on wasi-0.2"],
    }
    kinds = [(each.branch, each.kind) for each in history.branches]
    assert kinds == [("main", BranchKind.DEFAULT), ("v0.1", BranchKind.RELEASE), ("wasi-0.2", BranchKind.RELEASE)]
    assert history.followed == {"main", "v0.1", "wasi-0.2"}


def test_a_default_branch_that_carries_a_line_is_still_the_default_branch(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("v0.2")
    repository.set_head("v0.2")
    history = _follow(repository)
    assert [(each.branch, each.kind) for each in history.branches] == [("v0.2", BranchKind.DEFAULT)]


def test_only_what_is_new_is_returned(repository: RepositoryBuilder) -> None:
    first = _write(repository, "one")
    repository.switch("wasi-0.2")
    _write(repository, "two")
    repository.tag("off", at=_write(repository, "beside", branch="topic"))
    repository.pull_request(1)
    known = _heads(_follow(repository))
    again = _follow(repository, known)
    assert (again.branches, [tag.name for tag in again.tags]) == ((), ["off"])
    assert again.followed == {"main", "wasi-0.2", "refs/tags/off", "refs/pull/1/head"} == known.keys()
    _write(repository, "three", branch="wasi-0.2")
    news = _follow(repository, known)
    assert [(each.branch, each.since) for each in news.branches] == [("wasi-0.2", known["wasi-0.2"])]
    assert _summaries(news) == {"wasi-0.2": ["three"]}
    repository.refer("refs/heads/wasi-0.2", first)
    (rewound,) = _follow(repository, known).branches
    assert (rewound.since, [step.commit.summary for step in rewound.steps]) == (None, ["one"])


def test_a_deleted_branch_is_followed_no_more(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("wasi-0.2")
    repository.pull_request(1)
    known = _heads(_follow(repository))
    repository.forget("refs/heads/wasi-0.2")
    repository.forget("refs/pull/1/head")
    assert _follow(repository, known) == NOTHING


def test_a_tag_keeps_what_a_deleted_branch_held(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("wasi-0.2")
    repository.tag("v0.2.1", at=_write(repository, "two"))
    before = _follow(repository)
    assert [tag.branch for tag in before.tags] == ["wasi-0.2"]
    repository.forget("refs/heads/wasi-0.2")
    after = _follow(repository, _heads(before))
    assert _summaries(after) == {"refs/tags/v0.2.1": ["two"]}
    assert [tag.branch for tag in after.tags] == ["refs/tags/v0.2.1"]
    assert after.followed == {"main", "refs/tags/v0.2.1"}


# --- tags -------------------------------------------------------------------------------------------------------------


def _day(day: int) -> datetime:
    return FIRST_DAY.replace(day=day)


def test_a_tag_belongs_to_the_branch_that_has_its_commit(repository: RepositoryBuilder) -> None:
    one = _write(repository, "one")
    repository.switch("wasi-0.2")
    two = _write(repository, "two")
    repository.tag("v0.2.0", at=one)
    repository.tag("v0.2.1", at=two, message="Release", date="2024-03-01")
    history = _follow(repository)
    assert history.tags == (
        TagMark("v0.2.0", Revision(one), _day(1), "main"),
        TagMark("v0.2.1", Revision(two), datetime(2024, 3, 1, tzinfo=UTC), "wasi-0.2"),
    )
    assert history.followed == {"main", "wasi-0.2"}


def test_a_commit_that_a_branch_only_merged_is_not_on_it(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    two = _write(repository, "two", file="b")
    _write(repository, "three", branch="main")
    repository.merge("topic")
    repository.tag("v0.2.0-rc", at=two)
    history = _follow(repository)
    assert [tag.branch for tag in history.tags] == ["refs/tags/v0.2.0-rc"]


def test_a_tag_off_all_branches_is_one_commit_with_all_its_wit(repository: RepositoryBuilder) -> None:
    repository.commit({"wit/a.wit": "a", "README.md": "read", "docs/Proposals.md": "list", "wit/deps/b.wit": "b"})
    repository.switch("topic")
    revision = repository.commit({"wit/c.wit": "c"}, message="Draft")
    repository.tag("v0.1.0")
    (_, tag) = _follow(repository).branches
    blobs = {path: BlobId(str(pygit2.hash(text))) for path, text in (("wit/a.wit", b"a"), ("wit/c.wit", b"c"))}
    changes = tuple(FileChange(path, FileKind.WIT, blob) for path, blob in blobs.items())
    step = Step(Commit(Revision(revision), _day(2), "Ada Author", "Draft"), _day(2), changes)
    assert tag == BranchHistory("refs/tags/v0.1.0", None, (step,), BranchKind.TAG)


def test_copies_are_followed_on_the_default_branch_only(repository: RepositoryBuilder) -> None:
    repository.commit({"wit/a.wit": "a", "wit/deps/b.wit": "b"})
    repository.switch("wasi-0.2")
    repository.commit({"wit/deps/b.wit": "c", "wit/a.wit": "c"})
    repository.switch("topic")
    repository.commit({"wit/deps/b.wit": "d", "wit/a.wit": "d"})
    repository.pull_request(1)
    repository.tag("v0.1.0")
    found = {
        each.branch: {change.path for step in each.steps for change in step.changes}
        for each in _follow(repository).branches
    }
    assert found == {
        "main": {"wit/a.wit", "wit/deps/b.wit"},
        "wasi-0.2": {"wit/a.wit"},
        "refs/tags/v0.1.0": {"wit/a.wit"},
        "refs/pull/1/head": {"wit/a.wit"},
    }


def test_nested_tags_lead_to_the_commit_and_the_outermost_tells_the_date(repository: RepositoryBuilder) -> None:
    commit = _write(repository, "one")
    inner = repository.tag("inner", message="Inner", date="2024-02-01")
    repository.tag("outer", at=inner, message="Outer", date="2024-02-02")
    assert _follow(repository).tags == (
        TagMark("inner", Revision(commit), datetime(2024, 2, 1, tzinfo=UTC), "main"),
        TagMark("outer", Revision(commit), datetime(2024, 2, 2, tzinfo=UTC), "main"),
    )


def test_a_tag_of_something_that_is_no_commit_is_passed_over(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    tree = str(repository.git[repository.head()].peel(pygit2.Tree).id)
    blob = str(repository.git.create_blob(b"a key"))
    repository.tag("tree", at=tree)
    repository.tag("blob", at=blob)
    inner = repository.tag("annotated-tree", at=tree, message="A tree")
    repository.tag("annotated-blob", at=blob, message="A key")
    repository.tag("nested-tree", at=inner, message="A tag of a tag of a tree")
    repository.refer("refs/pull/1/head", tree)
    assert _follow(repository) == _follow_only_main(repository)


def _follow_only_main(repository: RepositoryBuilder) -> RepositoryHistory:
    main = Mirror(RepositoryName("Owner/wasi-tea"), repository.path).history("main", None)
    return RepositoryHistory((main,), (), frozenset({"main"}))


def test_a_moved_tag_is_told_with_its_new_commit(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    repository.tag("draft", at=_write(repository, "two"))
    known = _heads(_follow(repository))
    moved = _write(repository, "three")
    repository.tag("draft", at=moved)
    news = _follow(repository, known)
    assert _summaries(news) == {"refs/tags/draft": ["three"]}
    assert news.tags == (TagMark("draft", Revision(moved), _day(3), "refs/tags/draft"),)
    repository.tag("draft", at=repository.head("main"))
    news = _follow(repository, known)
    assert news == RepositoryHistory(
        (), (TagMark("draft", Revision(repository.head("main")), _day(1), "main"),), frozenset({"main"})
    )


def test_a_name_that_is_no_text_is_passed_over(repository: RepositoryBuilder) -> None:
    revision = _write(repository, "one")
    packed = b"# pack-refs with: peeled fully-peeled sorted \n"
    names = (b"refs/heads/caf\xe9", b"refs/pull/1/head\xe9", b"refs/tags/v\xe9")
    (repository.path / "packed-refs").write_bytes(
        packed + b"".join(b"%s %s\n" % (revision.encode(), name) for name in names)
    )
    assert _follow(repository) == _follow_only_main(repository)


# --- pull requests ----------------------------------------------------------------------------------------------------


def test_an_open_pull_request_has_its_base_and_its_own_commits(repository: RepositoryBuilder) -> None:
    _write(repository, "one", "two")
    repository.switch("topic")
    _write(repository, "a", "b")
    repository.pull_request(12)
    _write(repository, "three", branch="main")
    assert _pulls(repository) == {12: "two: a b"}


def test_a_pull_request_holds_only_the_wit_and_the_list_that_it_changes(repository: RepositoryBuilder) -> None:
    repository.commit({"a.wit": "a", "b.wit": "b", "docs/Proposals.md": "list", "README.md": "read"}, message="base")
    repository.switch("topic")
    repository.commit(
        {"a.wit": "a1", "draft.wit": "d", "README.md": "read it", "docs/Proposals.md": "a list"}, message="1"
    )
    head = repository.commit({"a.wit": "a2", "draft.wit": None, "src/main.rs": "code"}, message="2")
    repository.pull_request(1)
    (_, pull) = _follow(repository).branches
    assert (pull.kind, pull.head, pull.since) == (BranchKind.PULL, head, None)
    assert [[(each.path, each.blob and str(each.blob)) for each in step.changes] for step in pull.steps] == [
        [("a.wit", _blob("a")), ("docs/Proposals.md", _blob("list"))],
        [("a.wit", _blob("a1")), ("docs/Proposals.md", _blob("a list"))],
        [("a.wit", _blob("a2"))],
    ]


def _blob(text: str) -> str:
    return str(pygit2.hash(text.encode()))


@pytest.mark.parametrize("how", ["nothing", "other files", "taken back"])
def test_a_pull_request_that_changes_nothing_of_ours_has_no_steps(repository: RepositoryBuilder, how: str) -> None:
    _write(repository, "one")
    repository.switch("topic")
    if how == "other files":
        repository.commit({"src/main.rs": "code", "README.md": "read"})
    if how == "taken back":
        _write(repository, "two", "one")
    head = repository.head()
    repository.pull_request(1)
    (_, pull) = _follow(repository).branches
    if how == "nothing":
        # Its head is the newest commit of the default branch: git does not tell it from one that was fast-forwarded.
        assert (pull.head, pull.steps) == (head, ())
    assert pull == BranchHistory("refs/pull/1/head", None, (), BranchKind.PULL, Revision(head))


def test_a_squashed_pull_request_keeps_its_base_and_its_own_commits(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    _write(repository, "a", "b")
    repository.pull_request(1)
    _write(repository, "two", branch="main", file="other")
    repository.commit({"wit/a.wit": "// b\n"}, message="All at once (#1)")
    assert _pulls(repository) == {1: "one: a b"}


def test_a_merged_pull_request_keeps_its_base_and_its_own_commits(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    _write(repository, "a", "b")
    repository.pull_request(1)
    _write(repository, "two", branch="main", file="other")
    repository.merge("topic", {"wit/a.wit": "// b\n"})
    _write(repository, "three")
    assert _pulls(repository) == {1: "one: a b"}


def test_of_a_fast_forwarded_pull_request_the_last_commit_is_known_to_be_its_own(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    head = _write(repository, "a", "b")
    repository.pull_request(1)
    repository.refer("refs/heads/main", head)
    assert _pulls(repository) == {1: "a: b"}


def test_a_pull_request_merged_into_another_one(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("big")
    _write(repository, "a")
    repository.switch("small")
    _write(repository, "b")
    repository.pull_request(2)
    repository.switch("big")
    repository.commit({"wit/a.wit": "// b\n"}, message="m", parents=(repository.head("small"),))
    _write(repository, "c")
    repository.pull_request(1)
    before = {1: "one: a m c", 2: "one: a b"}
    assert _pulls(repository) == before
    repository.switch("main")
    repository.merge("big", {"wit/a.wit": "// c\n"})
    assert _pulls(repository) == before


def test_a_pull_request_that_merged_the_default_branch_half_way_starts_there(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    _write(repository, "a", file="b")
    _write(repository, "two", "three", branch="main")
    repository.commit({"wit/a.wit": "// three\n"}, message="m", branch="topic", parents=(repository.head("main"),))
    _write(repository, "c", file="b")
    repository.pull_request(1)
    _write(repository, "four", branch="main")
    assert _pulls(repository) == {1: "three: a m c"}
    (*_, pull) = _follow(repository).branches
    assert [step.at.day for step in pull.steps] == [2, 2, 5, 6]
    assert {change.path for step in pull.steps for change in step.changes} == {"wit/b.wit"}


def test_a_pull_request_that_starts_from_an_unmerged_one_has_its_commits_too(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("first")
    _write(repository, "a")
    repository.pull_request(1)
    repository.switch("second")
    _write(repository, "b")
    repository.pull_request(2)
    assert _pulls(repository) == {1: "one: a", 2: "one: a b"}
    known = _heads(_follow(repository))
    repository.switch("main")
    repository.merge("first", {"wit/a.wit": "// a\n"})
    assert _pulls(repository) == {1: "one: a", 2: "a: b"}
    news = _summaries(_follow(repository, known))
    assert news == {"main": ["Merge first"], "refs/pull/2/head": ["a", "b"]}


def test_a_pull_request_without_a_common_commit_has_no_steps(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    head = _write(repository, "other", branch="unrelated")
    repository.pull_request(1)
    (_, pull) = _follow(repository).branches
    assert pull == BranchHistory("refs/pull/1/head", None, (), BranchKind.PULL, Revision(head))


def test_a_pull_request_that_crossed_the_default_branch_starts_from_a_common_commit(
    repository: RepositoryBuilder,
) -> None:
    one = _write(repository, "one")
    repository.switch("topic")
    left = _write(repository, "left", file="b")
    right = _write(repository, "right", branch="main")
    repository.commit({"wit/b.wit": "// left\n"}, message="main takes left", parents=(left,))
    repository.commit({"wit/a.wit": "// right\n"}, message="topic takes right", branch="topic", parents=(right,))
    _write(repository, "own", file="b")
    repository.pull_request(1)
    assert _pulls(repository) == {1: "left: topic takes right own"}
    assert one != left


def test_a_moved_pull_request_is_told_anew(repository: RepositoryBuilder) -> None:
    _write(repository, "one")
    repository.switch("topic")
    _write(repository, "a")
    repository.pull_request(1)
    known = _heads(_follow(repository))
    _write(repository, "b")
    repository.pull_request(1)
    (pull,) = _follow(repository, known).branches
    assert (pull.since, [step.commit.summary for step in pull.steps]) == (None, ["one", "a", "b"])


def test_time_never_goes_back_along_a_pull_request(repository: RepositoryBuilder) -> None:
    repository.commit({"a.wit": "1"}, date="2024-01-10")
    repository.switch("topic")
    for day, text in (("05", "2"), ("20", "3"), ("15", "4")):
        repository.commit({"a.wit": text}, date=f"2024-01-{day}")
    repository.pull_request(1)
    (_, pull) = _follow(repository).branches
    assert [step.at.day for step in pull.steps] == [5, 5, 20, 20]
    assert [step.commit.date.day for step in pull.steps] == [10, 5, 20, 15]


# --- whatever the history ---------------------------------------------------------------------------------------------

BRANCHES = ("main", "v0.2", "one", "two", "three")
MOVE = st.one_of(
    st.tuples(st.just("commit"), st.sampled_from(BRANCHES), st.sampled_from(BRANCHES)),
    st.tuples(st.just("merge"), st.sampled_from(BRANCHES), st.sampled_from(BRANCHES)),
    st.tuples(st.just("reset"), st.sampled_from(BRANCHES), st.sampled_from(BRANCHES)),
    st.tuples(st.just("tag"), st.sampled_from(BRANCHES), st.sampled_from(BRANCHES)),
)
"""What is done to a branch, with another one."""
HISTORY = st.lists(st.tuples(MOVE, st.integers(1, 9)), min_size=1, max_size=14)
"""Moves, each with the day of its commit, for committers' clocks are not in step."""


def _grow(repository: RepositoryBuilder, moves: list[tuple[tuple[str, str, str], int]]) -> Iterator[None]:
    """Make a move at a time; every branch but the default one is a pull request too."""
    for number, ((what, branch, other), day) in enumerate(moves):
        if f"refs/heads/{branch}" not in repository.git.references:
            repository.refer(f"refs/heads/{branch}", repository.head("main"))
        there = f"refs/heads/{other}" in repository.git.references
        if what == "reset" and there:
            repository.refer(f"refs/heads/{branch}", repository.head(other))
        elif what == "tag":
            repository.tag(other, at=repository.head(branch))
        else:
            parents = (repository.head(other),) if what == "merge" and there else ()
            files = {f"wit/{BRANCHES.index(branch)}.wit": f"{number}"}
            repository.commit(files, branch=branch, parents=parents, date=f"2024-01-{day:02}", message=str(number))
        for pull, name in enumerate(BRANCHES):
            if name != "main" and f"refs/heads/{name}" in repository.git.references:
                repository.pull_request(pull, at=repository.head(name))
        yield


def _ancestors(repository: RepositoryBuilder, revision: pygit2.Oid) -> set[pygit2.Oid]:
    return {commit.id for commit in repository.git.walk(revision)}


def _expected(repository: RepositoryBuilder, head: str) -> tuple[set[str], list[str]]:
    """Return what git calls the best common ancestors of a pull request, and its own commits."""
    newest = repository.git.references["refs/heads/main"].peel(pygit2.Commit)
    before = [*first_parents(newest)]
    while before and pygit2.Oid(hex=head) in _ancestors(repository, before[0].id):
        before = before[1:]
    if not before:
        return set(), []
    held = _ancestors(repository, before[0].id)
    chain = [commit.id for commit in first_parents(repository.git[head].peel(pygit2.Commit))]
    own = [*takewhile(lambda commit: commit not in held, chain)]
    command = ["git", "-C", str(repository.path), "merge-base", "--all", str(before[0].id), head]
    bases = subprocess.run(command, check=False, capture_output=True, text=True).stdout.split()
    return set(bases), [str(commit) for commit in reversed(own)]


@given(HISTORY)
def test_a_pull_request_starts_where_git_says(moves: list[tuple[tuple[str, str, str], int]]) -> None:
    with TemporaryDirectory() as folder:
        repository = RepositoryBuilder(Path(folder) / "a.git")
        repository.commit({"wit/0.wit": "start"}, message="start", date="2024-01-05")
        for _ in _grow(repository, moves):
            pass
        for pull in _follow(repository).branches:
            if pull.kind is BranchKind.PULL and pull.steps:
                bases, own = _expected(repository, str(pull.head))
                assert str(pull.steps[0].commit.revision) in bases
                assert [step.commit.revision for step in pull.steps[1:]] == own


@given(HISTORY, st.data())
def test_news_upon_news_are_what_one_reading_tells(
    moves: list[tuple[tuple[str, str, str], int]], data: st.DataObject
) -> None:
    with TemporaryDirectory() as folder:
        repository = RepositoryBuilder(Path(folder) / "a.git")
        repository.commit({"wit/0.wit": "start"}, message="start", date="2024-01-05")
        kept: dict[str, BranchHistory] = {}
        for _ in _grow(repository, moves):
            if data.draw(st.booleans()):
                _keep(kept, _follow(repository, {name: _newest(each) for name, each in kept.items()}))
        last = _follow(repository, {name: _newest(each) for name, each in kept.items()})
        _keep(kept, last)
        once = _follow(repository)
        assert kept == {each.branch: each for each in once.branches}
        assert (last.tags, last.followed) == (once.tags, once.followed)
        assert _follow(repository, {name: _newest(each) for name, each in kept.items()}).branches == ()


def _newest(history: BranchHistory) -> Revision:
    return history.head or history.steps[-1].commit.revision


def _keep(kept: dict[str, BranchHistory], news: RepositoryHistory) -> None:
    """Do with histories what a store does."""
    for name in kept.keys() - news.followed:
        del kept[name]
    for each in news.branches:
        before = kept[each.branch].steps if each.since is not None else ()
        kept[each.branch] = BranchHistory(each.branch, None, (*before, *each.steps), each.kind, each.head)
