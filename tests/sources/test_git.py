"""Mirrors follow what they are fetched from, and say in one line what they cannot read."""

import os
import socket
import stat
import subprocess
import time
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import Literal

import pytest

from tests.builders import MirrorFolder, RepositoryBuilder
from tracker.facts import BlobId, RepositoryName
from tracker.sources import git
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror, Mirrors

NAME = RepositoryName("Owner/wasi-demo")
Build = Callable[[str], RepositoryBuilder]


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "cache"


def _heads(mirror: Mirror) -> tuple[str | None, list[str]]:
    """Return the default branch and the ids of its commits, oldest first."""
    branch = mirror.default_branch
    return branch, [] if branch is None else [str(step.commit.revision) for step in mirror.history(branch, None).steps]


def _error(mirrors: Mirrors, name: str = NAME) -> tuple[str, bool]:
    """Return what opening a repository complains of, and whether it is out of reach."""
    with pytest.raises(SourceError) as caught:
        mirrors.open(RepositoryName(name))
    assert "\n" not in str(caught.value)
    return str(caught.value), caught.value.unreachable


def _recorded_calls(monkeypatch: pytest.MonkeyPatch) -> list[str]:
    """Return a list that fills with the git commands that are run."""
    calls: list[str] = []
    run = subprocess.run

    def recording(command: list[str], **options: object) -> object:
        calls.extend(word for word in command if word in {"clone", "fetch", "ls-remote", "symbolic-ref"})
        return run(command, **options)  # type: ignore[call-overload]

    monkeypatch.setattr(subprocess, "run", recording)
    return calls


# --- following --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["bundle", "git"])
def test_a_repository_is_read_from_a_bundle_or_a_bare_repository(
    form: Literal["bundle", "git"], repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commits = [repository.commit({"README.md": "one"}), repository.commit({"README.md": "two"})]
    mirror_folder.add(NAME, repository, as_=form)
    mirrors = Mirrors(cache, mirror=mirror_folder.path)
    assert mirrors.names() == (NAME,)
    assert mirrors.holds(NAME)
    mirror = mirrors.open(NAME)
    assert _heads(mirror) == ("main", commits)
    (_, blob) = mirror.files("main")["README.md"]
    assert mirror.read(blob) == b"two"
    assert mirror.head("main") == commits[-1]


def test_a_second_open_fetches_nothing_and_a_changed_bundle_is_fetched(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    first = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    calls = _recorded_calls(monkeypatch)
    mirrors = Mirrors(cache, mirror=mirror_folder.path)
    mirrors.open(NAME)
    assert (calls.count("clone"), calls.count("fetch")) == (1, 0)
    calls.clear()
    assert _heads(mirrors.open(NAME)) == ("main", [first])
    assert calls == []
    second = repository.commit({"README.md": "two"})
    mirror_folder.add(NAME, repository)
    assert _heads(mirrors.open(NAME)) == ("main", [first, second])


@pytest.mark.parametrize("form", ["bundle", "git"])
def test_forced_pushes_and_deleted_branches_are_followed(
    form: Literal["bundle", "git"], build_repository: Build, tmp_path: Path, cache: Path
) -> None:
    before = build_repository("before")
    before.commit({"README.md": "one"})
    before.switch("topic")
    folder = MirrorFolder(tmp_path / "one")
    folder.add(NAME, before, as_=form)
    Mirrors(cache, mirror=folder.path).open(NAME)

    after = build_repository("after")
    rewritten = after.commit({"README.md": "another"})
    # A branch below the name of one that is gone: git cannot hold both.
    after.switch("topic/below")
    folder = MirrorFolder(tmp_path / "two")
    folder.add(NAME, after, as_=form)
    mirror = Mirrors(cache, mirror=folder.path).open(NAME)
    assert _heads(mirror) == ("main", [rewritten])
    assert mirror.head("topic/below") == rewritten
    with pytest.raises(SourceError, match="branch topic cannot be read"):
        mirror.history("topic", None)


def test_mirrors_are_kept_when_the_mirror_folder_moves(
    repository: RepositoryBuilder, tmp_path: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repository.commit({"README.md": "one"})
    for place in ("here", "there"):
        MirrorFolder(tmp_path / place).add(NAME, repository)
    Mirrors(cache, mirror=tmp_path / "here").open(NAME)
    calls = _recorded_calls(monkeypatch)
    assert _heads(Mirrors(cache, mirror=tmp_path / "there").open(NAME)) == ("main", [commit])
    assert calls == []


def test_two_that_open_a_repository_for_the_first_time_at_once_both_read_it(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commit = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    with ThreadPoolExecutor(6) as pool:
        opened = list(pool.map(lambda _: Mirrors(cache, mirror=mirror_folder.path).open(NAME), range(6)))
    assert [_heads(mirror) for mirror in opened] == [("main", [commit])] * 6
    assert [path.name for path in (cache / "mirrors" / "Owner").iterdir()] == ["wasi-demo.git"]


def test_the_repository_of_a_surrounding_git_process_is_left_alone(
    build_repository: Build, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository, surrounding = build_repository("repository"), build_repository("surrounding")
    other = surrounding.commit({"README.md": "not this"})
    mirrors = Mirrors(cache, mirror=mirror_folder.path)
    for branch in ("main", "later"):
        commit = repository.commit({"README.md": branch}, branch=branch)
        mirror_folder.add(NAME, repository)
        with monkeypatch.context() as patch:
            patch.setenv("GIT_DIR", str(surrounding.path))
            assert mirrors.open(NAME).head(branch) == commit
    assert [*surrounding.git.references] == ["refs/heads/main"]
    assert surrounding.head() == other


# --- the default branch -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("form", ["bundle", "git"])
@pytest.mark.parametrize("branch", ["trunk", "wasi-0.2", "release/next", "größe", "HEAD2", "a.b"])
def test_the_default_branch_is_the_one_that_head_names(
    form: Literal["bundle", "git"], branch: str, mirror_folder: MirrorFolder, tmp_path: Path, cache: Path
) -> None:
    repository = RepositoryBuilder(tmp_path / "repository.git", branch=branch)
    commit = repository.commit({"README.md": "one"})
    repository.commit({"README.md": "two"}, branch="main")
    repository.set_head(branch)
    mirror_folder.add(NAME, repository, as_=form)
    assert _heads(Mirrors(cache, mirror=mirror_folder.path).open(NAME)) == (branch, [commit])


def test_of_branches_at_the_commit_of_a_bundles_head_the_accustomed_name_is_the_default(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    repository.commit({"README.md": "one"})
    repository.switch("a-topic")
    mirror_folder.add(NAME, repository)
    assert Mirrors(cache, mirror=mirror_folder.path).open(NAME).default_branch == "main"


@pytest.mark.parametrize(
    ("branches", "expected"),
    [(("trunk",), "trunk"), (("main", "trunk"), "main"), (("dev", "master"), "master"), (("dev", "trunk"), None)],
)
def test_a_bundle_without_head_has_its_only_or_its_accustomed_branch_as_default(
    branches: tuple[str, ...], expected: str | None, mirror_folder: MirrorFolder, tmp_path: Path, cache: Path
) -> None:
    repository = RepositoryBuilder(tmp_path / "repository.git", branch=branches[0])
    for branch in branches:
        repository.commit({"README.md": branch}, branch=branch)
    bundle = mirror_folder.path / "Owner+wasi-demo.bundle"
    command = ["git", "-C", str(repository.path), "bundle", "create", "--quiet", str(bundle), "--branches"]
    subprocess.run(command, check=True, capture_output=True)
    assert Mirrors(cache, mirror=mirror_folder.path).open(NAME).default_branch == expected


def test_a_default_branch_that_changes_is_followed(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    repository.commit({"README.md": "one"}, branch="master")
    repository.set_head("master")
    mirror_folder.add(NAME, repository)
    mirrors = Mirrors(cache, mirror=mirror_folder.path)
    assert mirrors.open(NAME).default_branch == "master"
    commit = repository.commit({"README.md": "two"}, branch="main")
    repository.set_head("main")
    repository.git.references.delete("refs/heads/master")
    mirror_folder.add(NAME, repository)
    assert _heads(mirrors.open(NAME)) == ("main", [commit])


def test_a_repository_without_a_commit_has_no_default_branch(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    mirror_folder.add(NAME, repository, as_="git")
    assert Mirrors(cache, mirror=mirror_folder.path).open(NAME).default_branch is None


def test_a_detached_head_names_no_branch(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commit = repository.commit({"README.md": "one"})
    repository.commit({"README.md": "two"})
    repository.git.set_head(repository.git[commit].id)
    mirror_folder.add(NAME, repository, as_="git")
    assert Mirrors(cache, mirror=mirror_folder.path).open(NAME).default_branch is None


# --- what cannot be read ----------------------------------------------------------------------------------------------


def test_offline_reads_what_was_fetched_before_and_nothing_else(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commit = repository.commit({"README.md": "one"})
    bundle = mirror_folder.add(NAME, repository)
    offline = Mirrors(cache, offline=True)
    assert not offline.holds(NAME)
    expected = (f"{NAME}: no mirror was fetched before, and --offline fetches none", False)
    assert _error(offline) == expected
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    bundle.unlink()
    assert offline.holds(NAME)
    assert _heads(offline.open(NAME)) == ("main", [commit])


def test_a_repository_that_the_mirror_folder_does_not_hold_is_named(mirror_folder: MirrorFolder, cache: Path) -> None:
    mirrors = Mirrors(cache, mirror=mirror_folder.path)
    assert (mirrors.names(), mirrors.holds(NAME)) == ((), False)
    assert _error(mirrors) == (f"{NAME}: no mirror of it", False)


def test_a_mirror_folder_that_is_none_is_told_at_once(tmp_path: Path, cache: Path) -> None:
    with pytest.raises(SourceError, match="is not a folder; --mirror takes a folder"):
        Mirrors(cache, mirror=tmp_path / "none")


def test_a_file_that_is_no_bundle_is_told(mirror_folder: MirrorFolder, cache: Path) -> None:
    (mirror_folder.path / "Owner+wasi-demo.bundle").write_bytes(b"\x00\x01 no bundle")
    expected = (f"{NAME}: Owner+wasi-demo.bundle is not a git bundle", False)
    assert _error(Mirrors(cache, mirror=mirror_folder.path)) == expected


@pytest.mark.parametrize("kept", [0.3, 0.6, 0.95])
def test_a_truncated_bundle_is_told_and_leaves_no_mirror(
    kept: float, repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    repository.commit({"README.md": os.urandom(3000).hex()})
    bundle = mirror_folder.add(NAME, repository)
    data = bundle.read_bytes()
    bundle.write_bytes(data[: int(len(data) * kept)])
    message, unreachable = _error(Mirrors(cache, mirror=mirror_folder.path))
    assert message.startswith(f"{NAME}: git could not fetch it: ")
    assert not unreachable
    assert [*(cache / "mirrors" / "Owner").iterdir()] == []


def test_a_folder_that_is_no_repository_is_told(mirror_folder: MirrorFolder, cache: Path) -> None:
    (mirror_folder.path / "Owner" / "wasi-demo.git").mkdir(parents=True)
    message, unreachable = _error(Mirrors(cache, mirror=mirror_folder.path))
    assert "does not appear to be a git repository" in message
    assert not unreachable


def test_a_kept_mirror_that_is_damaged_is_told(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    (cache / "mirrors" / f"{NAME}.git" / "HEAD").unlink()
    message, _ = _error(Mirrors(cache, offline=True))
    assert message.startswith(f"{NAME}: the mirror at {cache}/mirrors/{NAME}.git is not a git repository: ")


def test_an_unreachable_remote_is_told_in_one_line(cache: Path, tmp_path: Path, git_settings: Path) -> None:
    with socket.socket() as closed:
        closed.bind(("127.0.0.1", 0))
        port = closed.getsockname()[1]
    settings = tmp_path / "settings"
    redirect = f'[url "http://127.0.0.1:{port}/"]\n\tinsteadOf = https://github.com/\n'
    settings.write_text(git_settings.read_text() + redirect)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("GIT_CONFIG_GLOBAL", str(settings))
        for name in ("http_proxy", "https_proxy", "all_proxy", "HTTP_PROXY", "HTTPS_PROXY", "ALL_PROXY"):
            patch.delenv(name, raising=False)
        message, unreachable = _error(Mirrors(cache))
    assert message.startswith(f"{NAME}: git could not fetch it: unable to access")
    assert unreachable


def test_a_remote_that_does_not_answer_in_time_is_told(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    slow = mirror_folder.path.parent / "slow"
    slow.mkdir()
    (slow / "git").write_text("#!/bin/sh\nexec sleep 30\n")
    (slow / "git").chmod(stat.S_IRWXU)
    monkeypatch.setenv("PATH", str(slow), prepend=":")
    expected = (f"{NAME}: git gave no answer in 0 s", True)
    assert _error(Mirrors(cache, mirror=mirror_folder.path, timeout=0.2)) == expected


def test_without_the_git_program_the_next_step_is_to_install_it(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    monkeypatch.setenv("PATH", str(mirror_folder.path))
    message, unreachable = _error(Mirrors(cache, mirror=mirror_folder.path))
    expected = "the git program cannot be started (No such file or directory): install git"
    assert (message, unreachable) == (f"{NAME}: {expected}", True)


def test_a_cache_that_cannot_be_written_is_told(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    cache.write_text("a file where the folder should be")
    kept = f"{cache}/mirrors/{NAME}.git"
    expected = (f"{NAME}: its mirror cannot be kept at {kept}: Not a directory", False)
    assert _error(Mirrors(cache, mirror=mirror_folder.path)) == expected


@pytest.mark.parametrize("name", ["../x", "-o", "-o/x", "a/b/c", "a/", "/a", "a/-b", "", "a b/c", "a/b\n", "a/..\\x"])
def test_what_is_no_repository_name_reaches_neither_git_nor_the_disk(
    name: str, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    calls = _recorded_calls(monkeypatch)
    with pytest.raises(SourceError, match="is not a repository name of the form OWNER/NAME"):
        Mirrors(cache, mirror=mirror_folder.path).open(RepositoryName(name))
    assert (calls, cache.exists()) == ([], False)


def test_files_of_other_names_in_the_mirror_folder_are_no_repositories(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder
) -> None:
    repository.commit({"README.md": "one"})
    mirror_folder.add("Owner/.github", repository)
    for name in ("README.md", "plain.bundle", "+.bundle", "-o+x.bundle", "a+b+c.bundle"):
        (mirror_folder.path / name).write_text("x")
    assert Mirrors(mirror_folder.path, mirror=mirror_folder.path).names() == ("Owner/.github",)


def test_a_clone_that_was_interrupted_is_never_taken_for_a_mirror(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    commit = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    run = subprocess.run

    def interrupted(command: list[str], **options: object) -> object:
        run(command, **options)  # type: ignore[call-overload]
        raise KeyboardInterrupt

    with monkeypatch.context() as patch:
        patch.setattr(subprocess, "run", interrupted)
        with pytest.raises(KeyboardInterrupt):
            Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    # What a process that was killed leaves behind is in the way of nobody either, and is removed a day later.
    left = [cache / "mirrors" / "Owner" / f"wasi-demo.git.{number}.partial" for number in (1, 2)]
    for each in left:
        (each / "new").mkdir(parents=True)
    two_days_ago = time.time() - 2 * 24 * 60 * 60
    os.utime(left[1], (two_days_ago, two_days_ago))
    assert not Mirrors(cache, offline=True).holds(NAME)
    assert _heads(Mirrors(cache, mirror=mirror_folder.path).open(NAME)) == ("main", [commit])
    assert [each.exists() for each in left] == [True, False]


@pytest.mark.parametrize("lock", ["HEAD.lock", "packed-refs.lock", "refs/heads/main.lock", "config.lock"])
def test_a_mirror_in_which_git_was_killed_is_made_anew(
    lock: str, repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    first = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    (cache / "mirrors" / f"{NAME}.git" / lock).touch()
    second = repository.commit({"README.md": "two"})
    mirror_folder.add(NAME, repository)
    assert _heads(Mirrors(cache, mirror=mirror_folder.path).open(NAME)) == ("main", [first, second])
    assert [path.name for path in (cache / "mirrors" / "Owner").iterdir()] == ["wasi-demo.git"]


@pytest.mark.parametrize("damage", ["HEAD", "objects", "refs"])
def test_a_mirror_that_lost_a_part_is_made_anew(
    damage: str, repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    path = cache / "mirrors" / f"{NAME}.git" / damage
    path.rename(path.with_name("lost"))
    second = repository.commit({"README.md": "two"})
    mirror_folder.add(NAME, repository)
    assert _heads(Mirrors(cache, mirror=mirror_folder.path).open(NAME))[1][-1] == second


def test_a_fetch_that_fails_leaves_the_kept_mirror_alone(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    first = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    repository.commit({"README.md": os.urandom(3000).hex()})
    bundle = mirror_folder.add(NAME, repository)
    bundle.write_bytes(bundle.read_bytes()[:-1000])
    assert _error(Mirrors(cache, mirror=mirror_folder.path))[0].startswith(f"{NAME}: git could not fetch it: ")
    assert _heads(Mirrors(cache, offline=True).open(NAME)) == ("main", [first])


# --- blobs ------------------------------------------------------------------------------------------------------------


def test_a_blob_beyond_the_limit_is_told_and_not_read(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git, "BLOB_LIMIT", 1000)
    repository.commit({"a.wit": "x" * 1000, "b.wit": "x" * 1001})
    mirror_folder.add(NAME, repository)
    mirror = Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    files = mirror.files("main")
    assert mirror.read(files["a.wit"][1]) == b"x" * 1000
    with pytest.raises(SourceError, match="has 1001 bytes, more than the 1000 read"):
        mirror.read(files["b.wit"][1])


def test_what_is_no_blob_of_the_mirror_is_told(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commit = repository.commit({"a.wit": "x"})
    mirror_folder.add(NAME, repository)
    mirror = Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    for blob, reason in (("0" * 40, "is missing from the mirror"), ("no id", "is missing"), (commit, "is not a blob")):
        with pytest.raises(SourceError, match=reason):
            mirror.read(BlobId(blob))


# --- another name -----------------------------------------------------------------------------------------------------


def test_a_mirror_folder_may_hold_a_repository_by_its_old_name(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commit = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    new = RepositoryName("Other/wasi-demo")
    mirrors = Mirrors(cache, mirror=mirror_folder.path, renamed={NAME: new})
    assert mirrors.names() == (new,)
    assert _heads(mirrors.open(new)) == ("main", [commit])


def test_a_kept_mirror_follows_its_repository_to_another_name(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, cache: Path
) -> None:
    commit = repository.commit({"README.md": "one"})
    mirror_folder.add(NAME, repository)
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    new, kept = RepositoryName("Other/wasi-demo"), Mirrors(cache, offline=True)
    for _ in range(2):
        kept.rename(NAME, new)
        assert _heads(kept.open(new)) == ("main", [commit])
        assert not kept.holds(NAME)
    Mirrors(cache, mirror=mirror_folder.path).open(NAME)
    kept.rename(NAME, new)
    assert kept.holds(NAME), "what is there under the new name stays, and nothing is lost"
    kept.rename(RepositoryName("../x"), RepositoryName("Other/y"))
    assert not kept.holds(RepositoryName("Other/y"))
