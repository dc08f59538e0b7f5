"""Single objects are read from a kept mirror, and what is wrong with one is told in a line."""

import subprocess
from pathlib import Path

import pytest

from tests.builders import RepositoryBuilder
from tracker.facts import BlobId, RepositoryName, Revision, WitFolder, WitText
from tracker.sources import git_objects
from tracker.sources.errors import SourceError
from tracker.sources.git import Mirror
from tracker.sources.git_objects import GitObjects, MissingCommitError, git_environment

NAME = RepositoryName("a/lamp")
LAMP = "package wasi:lamp@0.2.0;\n"
NOWHERE = "0" * 40


@pytest.fixture
def path(tmp_path: Path) -> Path:
    made = RepositoryBuilder(tmp_path / "lamp.git")
    files = {
        "wit/lamp.wit": LAMP,
        "wit/a b ü.wit": "// ü\n",
        "wit/deps/io/io.wit": "package wasi:io;\n",
        "wit/README.md": "# Lamp\n",
        "wit.wit/inner.wit": "// inner\n",
        "top.wit": "// top\n",
    }
    made.commit(files)
    return made.path


def _head(path: Path) -> Revision:
    return Mirror(NAME, path).head("main")


def test_the_wit_that_lies_directly_in_a_folder_is_read(path: Path) -> None:
    with GitObjects(NAME, path) as objects:
        found = [objects.wit_folder(_head(path), folder) for folder in ("wit", "", "wit.wit", "nothing", "top.wit")]
    assert found == [
        WitFolder("wit", (WitText("wit/a b ü.wit", "// ü\n"), WitText("wit/lamp.wit", LAMP))),
        WitFolder("", (WitText("top.wit", "// top\n"),)),
        WitFolder("wit.wit", (WitText("wit.wit/inner.wit", "// inner\n"),)),
        WitFolder("nothing", ()),
        WitFolder("top.wit", ()),
    ]


def test_a_file_is_what_libgit2_reads(path: Path) -> None:
    mirror = Mirror(NAME, path)
    with GitObjects(NAME, path) as objects:
        for blob in mirror.folder(_head(path), "").values():
            assert objects.read(blob) == mirror.read(blob)


def _git(folder: Path, *arguments: str) -> str:
    done = subprocess.run(
        ["git", "-C", str(folder), *arguments], env=git_environment(), capture_output=True, text=True, check=True
    )
    return done.stdout.strip()


def test_only_files_are_read_and_longer_ids_too(tmp_path: Path) -> None:
    _git(tmp_path, "init", "--quiet", "--object-format=sha256", "work")
    work = tmp_path / "work"
    (work / "bulb.wit").write_text("// bulb\n", "utf-8")
    (work / "lamp.wit").symlink_to("bulb.wit")
    _git(work, "add", ".")
    _git(work, "-c", "user.name=Ada", "-c", "user.email=ada@example.org", "commit", "--quiet", "-m", "Begin")
    head = Revision(_git(work, "rev-parse", "HEAD"))
    with GitObjects(NAME, work) as objects:
        assert objects.wit_folder(head, "") == WitFolder("", (WitText("bulb.wit", "// bulb\n"),))


def test_what_is_no_text_says_why(tmp_path: Path) -> None:
    made = RepositoryBuilder(tmp_path / "lamp.git")
    made.commit({"lamp.wit": b"a\xff"})
    with GitObjects(NAME, made.path) as objects:
        (file,) = objects.wit_folder(_head(made.path), "").files
    assert (file.text, file.problem) == ("", "not UTF-8: byte 0xFF at line 1")


@pytest.mark.parametrize(
    ("asked", "reason"),
    [(NOWHERE, f"blob {NOWHERE} is missing from the mirror"), ("HEAD", "HEAD is not a blob")],
)
def test_what_is_no_blob_is_told(path: Path, asked: str, reason: str) -> None:
    with GitObjects(NAME, path) as objects, pytest.raises(SourceError) as caught:
        objects.read(BlobId(asked))
    assert str(caught.value) == f"a/lamp: {reason}"


def test_a_commit_that_is_missing_is_told_and_the_next_is_read(path: Path) -> None:
    with GitObjects(NAME, path) as objects:
        with pytest.raises(MissingCommitError, match="no commit 0000"):
            objects.wit_folder(Revision(NOWHERE), "wit")
        assert len(objects.wit_folder(_head(path), "wit").files) == 2


def test_what_is_larger_than_any_document_is_not_read_but_the_next_is(
    path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(git_objects, "BLOB_LIMIT", 6)
    blobs = Mirror(NAME, path).folder(_head(path), "wit")
    with GitObjects(NAME, path) as objects:
        with pytest.raises(SourceError, match="has 25 bytes, more than the 6 read"):
            objects.read(blobs["lamp.wit"])
        assert objects.read(blobs["a b ü.wit"]) == "// ü\n".encode()


def test_a_name_of_several_lines_asks_nothing_else(path: Path) -> None:
    with GitObjects(NAME, path) as objects, pytest.raises(SourceError, match="several lines"):
        objects.wit_folder(_head(path), "wit\nHEAD:wit")


def test_a_folder_that_is_no_repository_says_how_to_get_one(tmp_path: Path) -> None:
    (tmp_path / "empty.git").mkdir()
    with GitObjects(NAME, tmp_path / "empty.git") as objects:
        for _ in range(2):
            with pytest.raises(SourceError, match=r"^a/lamp: its mirror cannot be read"):
                objects.read(BlobId(NOWHERE))


def test_without_git_the_way_to_it_is_told(path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    with GitObjects(NAME, path) as objects, pytest.raises(SourceError, match="install git") as caught:
        objects.read(BlobId(NOWHERE))
    assert caught.value.unreachable


def test_a_hook_that_calls_us_leads_nowhere_else(path: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("GIT_DIR", str(tmp_path / "elsewhere"))
    with GitObjects(NAME, path) as objects:
        assert objects.wit_folder(_head(path), "").files == (WitText("top.wit", "// top\n"),)


def test_the_program_ends_with_the_context(path: Path) -> None:
    with GitObjects(NAME, path) as objects:
        objects.wit_folder(_head(path), "")
        process = objects._process
        assert process is not None
    assert process.returncode == 0
