"""Files on disk as git sees them."""

import subprocess
from pathlib import Path

import pytest

from tracker.sources.errors import SourceError
from tracker.sources.working_tree import patched, uncommitted

PATCH = "--- a/deep/a.txt\n+++ b/deep/a.txt\n@@ -1,2 +1,2 @@\n one\r\n-two\n+three\n"


def _git(folder: Path, *arguments: str) -> None:
    who = ("-c", "user.name=Ada Author", "-c", "user.email=ada@example.org")
    subprocess.run(["git", "-C", str(folder), *who, *arguments], check=True, capture_output=True)


def test_what_differs_from_the_newest_commit_is_uncommitted(tmp_path: Path) -> None:
    below = tmp_path / "below"
    below.mkdir()
    for name in ("same", "changed", "staged"):
        (below / name).write_text("before")
    _git(tmp_path, "init", "-q")
    _git(tmp_path, "add", ".")
    _git(tmp_path, "commit", "-q", "-m", "Begin")
    (below / "changed").write_text("after")
    (below / "staged").write_text("after")
    _git(tmp_path, "add", "below/staged")
    (below / "new").write_text("new")
    assert uncommitted(below, ["same", "changed", "staged", "new"]) == ("changed", "staged", "new")


def test_outside_of_a_repository_nothing_is_known(tmp_path: Path) -> None:
    assert uncommitted(tmp_path, ["a"]) is None


def test_git_applies_a_patch_to_a_copy() -> None:
    files = {"deep/a.txt": b"one\r\ntwo\n", "b": b"b"}
    assert patched(files, PATCH) == {"deep/a.txt": b"one\r\nthree\n", "b": b"b"}


def test_a_patch_that_does_not_fit_is_refused_with_git_s_reason() -> None:
    with pytest.raises(SourceError, match=r"git apply: patch failed: deep/a\.txt:1"):
        patched({"deep/a.txt": b"other\n"}, PATCH)


def test_without_git_the_reason_is_told(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(SourceError, match="install git") as caught:
        patched({"deep/a.txt": b"one\r\ntwo\n"}, PATCH)
    assert caught.value.unreachable
