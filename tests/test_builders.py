"""The repository builder makes what it says, the same each time."""

import os
import subprocess
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.builders import MirrorFolder, RepositoryBuilder, Symlink


def _git(path: Path, *arguments: str) -> str:
    command = ["git", "-C", str(path), *arguments]
    return subprocess.run(command, check=True, capture_output=True, text=True).stdout.strip()


def _history(repository: RepositoryBuilder) -> list[str]:
    repository.commit({"wit/a.wit": "package a:b;\n", "README.md": "# A\n"}, message="First")
    repository.switch("side")
    second = repository.commit({"wit/a.wit": None, "latin": b"\xe9"}, date="2024-03-01T10:00:00+02:00", author="Bo B")
    repository.switch("main")
    merged = repository.merge("side", {"link": Symlink("README.md")}, date="2024-03-02")
    repository.tag("v1")
    repository.tag("v2", message="Second release")
    repository.pull_request(7, at=second)
    return [second, merged]


def test_the_same_steps_give_the_same_commit_ids(build_repository: Callable[[str], RepositoryBuilder]) -> None:
    assert _history(build_repository("one")) == _history(build_repository("two"))


def test_dates_authors_and_parents_are_as_given(repository: RepositoryBuilder) -> None:
    second, merged = _history(repository)
    log = _git(repository.path, "log", "--format=%an %cI %p", second).splitlines()
    assert [line.split()[:-1] for line in log[:1]] == [["Bo", "B", "2024-03-01T10:00:00+02:00"]]
    assert _git(repository.path, "rev-parse", f"{merged}^2") == second


def test_a_removed_folder_takes_its_files_with_it(repository: RepositoryBuilder) -> None:
    repository.commit({"wit/deps/a.wit": "", "wit/b.wit": "", "witness": ""})
    repository.commit({"wit": None})
    assert _git(repository.path, "ls-tree", "-r", "--name-only", "HEAD") == "witness"


@pytest.mark.parametrize("layout", ["bundle", "git"])
def test_a_mirror_holds_every_reference(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, layout: str
) -> None:
    _history(repository)
    path = mirror_folder.add("Owner/some-name", repository, as_="bundle" if layout == "bundle" else "git")
    expected = {"bundle": "Owner+some-name.bundle", "git": "Owner/some-name.git"}
    assert path.relative_to(mirror_folder.path).as_posix() == expected[layout]
    references = {line.split()[1] for line in _git(mirror_folder.path, "ls-remote", str(path)).splitlines()}
    assert references - {"refs/tags/v2^{}"} == {
        "HEAD",
        "refs/heads/main",
        "refs/heads/side",
        "refs/pull/7/head",
        "refs/tags/v1",
        "refs/tags/v2",
    }


def test_no_setting_of_the_user_reaches_a_test(home: Path, git_settings: Path) -> None:
    prefixes = ("TRACKER_", "GITHUB_", "GH_")
    assert [name for name in os.environ if name.startswith(prefixes)] == []
    assert (Path.home(), time.tzname[0], list(home.iterdir())) == (home, "UTC", [])
    assert os.environ["GIT_CONFIG_GLOBAL"] == str(git_settings)
