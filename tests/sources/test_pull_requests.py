"""Pull requests of repositories on disk: where each is to be merged, where it parted, and what merging makes of it."""

from collections.abc import Callable
from pathlib import Path

import pygit2
import pytest

from tests.builders import RepositoryBuilder
from tracker.facts import FileKind, RepositoryName
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.pull_requests import local_pulls
from tracker.sources.pull_trees import MergedFile, PullTrees, merge_texts, merged_files

NAME = RepositoryName("lamps/bulb")
Build = Callable[[str], RepositoryBuilder]


def wit(version: str, *functions: str) -> str:
    return (
        f"package lamp:bulb@{version};\n\ninterface glow {{\n"
        + "".join(f"  {each}: func();\n" for each in functions)
        + "}\n"
    )


def pull(repository: RepositoryBuilder, number: int, branch: str | None = None) -> PullTrees:
    return Mirror(NAME, repository.path).pulls().trees(number, branch)


def told(trees: PullTrees) -> tuple[str, str, str, str, str | None, int]:
    """Return the branch, base, head, what it is merged onto, by what, and how many commits."""
    merged = trees.merged.revision if trees.merged else None
    return trees.branch, trees.base.revision, trees.head.revision, trees.onto.revision, merged, trees.commits


def test_an_open_pull_request_parts_from_the_default_branch(repository: RepositoryBuilder) -> None:
    base = repository.commit({"wit/glow.wit": wit("0.1.0", "on")})
    repository.switch("topic")
    repository.commit({"wit/glow.wit": wit("0.1.0", "on", "off")}, message="Add off")
    head = repository.commit({"README.md": "# Bulb\n"}, message="Say so", author="Bo Builder")
    repository.pull_request(7)
    repository.switch("main")
    newest = repository.commit({"other.md": "x"})
    trees = pull(repository, 7)
    assert told(trees) == ("main", base, head, newest, None, 2)
    assert (trees.title, trees.author, trees.changed()) == (
        "Say so",
        "Bo Builder",
        frozenset({"wit/glow.wit", "README.md"}),
    )


@pytest.mark.parametrize("how", ["squashed", "merged", "fast-forward"])
def test_a_merged_pull_request_lies_between_where_it_parted_and_where_it_came_in(
    repository: RepositoryBuilder, how: str
) -> None:
    base = repository.commit({"wit/glow.wit": wit("0.1.0", "on")})
    repository.switch("topic")
    head = repository.commit({"wit/glow.wit": wit("0.1.0", "on", "off")})
    repository.pull_request(7)
    repository.switch("main")
    if how == "fast-forward":
        repository.refer("refs/heads/main", head)
        onto, merged = base, head
    else:
        onto = repository.commit({"wit/other.wit": "interface other {}\n"})
        content = {"wit/glow.wit": wit("0.1.0", "on", "off")}
        merged = (
            repository.commit(content, message="Add off (#7)")
            if how == "squashed"
            else repository.commit(content, message="Take it", parents=(head,))
        )
    repository.commit({"later.md": "x"})
    assert told(pull(repository, 7)) == ("main", base, head, onto, merged, 1)


def test_a_pull_request_against_a_release_branch_is_told_by_where_it_parted(repository: RepositoryBuilder) -> None:
    repository.commit({"wit/glow.wit": wit("0.1.0", "on")})
    repository.switch("bulb-0.1")
    base = repository.commit({"wit/glow.wit": wit("0.1.1", "on")})
    repository.switch("topic")
    head = repository.commit({"wit/glow.wit": wit("0.1.1", "on", "off")})
    repository.pull_request(8)
    repository.switch("main")
    newest = repository.commit({"wit/glow.wit": wit("0.2.0", "on")})
    assert told(pull(repository, 8)) == ("bulb-0.1", base, head, base, None, 1)
    assert told(pull(repository, 8, "main"))[0::3] == ("main", newest)


def test_of_branches_that_are_equally_near_the_line_of_its_packages_tells(repository: RepositoryBuilder) -> None:
    base = repository.commit({"wit/glow.wit": wit("0.1.0", "on")})
    repository.switch("topic")
    repository.commit({"wit/glow.wit": wit("0.1.0", "on", "off")})
    repository.pull_request(8)
    repository.switch("bulb-0.1", at=base)
    repository.commit({"notes.md": "x"})
    repository.switch("main")
    repository.commit({"wit/glow.wit": wit("0.2.0", "on")})
    assert pull(repository, 8).branch == "bulb-0.1"


def test_what_was_not_fetched_is_told_in_one_line(repository: RepositoryBuilder) -> None:
    repository.commit({"a.md": "x"})
    with pytest.raises(SourceError, match="what was fetched of it has no pull request 9; `tracker sync` fetches"):
        pull(repository, 9)


def test_histories_without_a_common_commit_cannot_be_compared(
    build_repository: Build, repository: RepositoryBuilder
) -> None:
    repository.commit({"a.md": "x"})
    other = build_repository("other")
    alone = other.commit({"b.md": "y"})
    repository.git.remotes.create_anonymous(str(other.path)).fetch([alone])
    repository.pull_request(3, at=alone)
    with pytest.raises(SourceError, match=r"have no commit in common; .*fetch-depth: 0"):
        pull(repository, 3)


# --- what merging makes -----------------------------------------------------------------------------------------------


def _both(repository: RepositoryBuilder, ours: str | None, base: str, theirs: str | None) -> list[MergedFile]:
    repository.commit({"wit/glow.wit": base})
    repository.switch("topic")
    repository.commit({"wit/glow.wit": theirs, "wit/deps/x/x.wit": "package x:x;\n", "code.rs": "fn main() {}\n"})
    repository.pull_request(1)
    repository.switch("main")
    if ours != base:
        repository.commit({"wit/glow.wit": ours})
    return [*merged_files(pull(repository, 1))]


THREE = "interface glow {\n  a: func();\n  b: func();\n  c: func();\n  d: func();\n  e: func();\n}\n"


def test_what_the_pull_request_alone_changed_is_as_it_has_it(repository: RepositoryBuilder) -> None:
    mine = THREE.replace("a:", "aa:")
    assert _both(repository, THREE, THREE, mine) == [MergedFile("wit/glow.wit", FileKind.WIT, mine.encode())]


def test_what_both_changed_is_merged_line_by_line(repository: RepositoryBuilder) -> None:
    found = _both(repository, THREE.replace("a:", "aa:"), THREE, THREE.replace("e:", "ee:"))
    expected = THREE.replace("a:", "aa:").replace("e:", "ee:").encode()
    assert found == [MergedFile("wit/glow.wit", FileKind.WIT, expected)]


@pytest.mark.parametrize("ours", [THREE.replace("a:", "x:"), None])
def test_what_both_changed_in_one_place_is_a_conflict(repository: RepositoryBuilder, ours: str | None) -> None:
    mine = THREE.replace("a:", "y:")
    expected = [MergedFile("wit/glow.wit", FileKind.WIT, mine.encode(), conflict=True)]
    assert _both(repository, ours, THREE, mine) == expected


def test_what_the_branch_has_already_is_not_merged(repository: RepositoryBuilder) -> None:
    mine = THREE.replace("a:", "y:")
    assert _both(repository, mine, THREE, mine) == []


def test_a_file_may_go(repository: RepositoryBuilder) -> None:
    assert _both(repository, THREE, THREE, None) == [MergedFile("wit/glow.wit", FileKind.WIT, None)]


def test_what_is_no_text_is_not_merged() -> None:
    assert merge_texts(b"\0a", b"\0", b"\0b") is None


# --- a checkout -------------------------------------------------------------------------------------------------------


@pytest.fixture
def checkout(repository: RepositoryBuilder, tmp_path: Path) -> tuple[Path, str, str]:
    """Return a clone on a topic branch, where it parted, and its head."""
    base = repository.commit({"wit/glow.wit": wit("0.1.0", "on")})
    repository.switch("topic")
    head = repository.commit({"wit/glow.wit": wit("0.1.0", "on", "off")})
    folder = tmp_path / "checkout"
    clone = pygit2.clone_repository(str(repository.path), str(folder), checkout_branch="topic")
    clone.remotes.set_url("origin", "git@github.com:lamps/bulb.git")
    return folder, base, head


@pytest.mark.parametrize("base", [None, "main", "origin/main", "refs/remotes/origin/main"])
def test_a_checkout_is_compared_with_a_branch_of_origin(checkout: tuple[Path, str, str], base: str | None) -> None:
    folder, parted, head = checkout
    trees = local_pulls(str(folder)).between(base, "HEAD")
    assert (trees.repository, trees.number, *told(trees)) == (NAME, None, "main", parted, head, parted, None, 1)


def test_a_commit_that_is_not_there_is_told(checkout: tuple[Path, str, str]) -> None:
    with pytest.raises(SourceError, match="no tag, branch or commit is called 'nowhere'"):
        local_pulls(str(checkout[0])).between("nowhere", "HEAD")


def test_a_folder_outside_of_any_repository_is_told(tmp_path: Path) -> None:
    with pytest.raises(SourceError, match="is in no git repository; name a pull request as OWNER/NAME#NUMBER"):
        local_pulls(str(tmp_path))
