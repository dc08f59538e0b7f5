import os
import stat
from pathlib import Path
from typing import IO

import pytest

from tracker.website import publishing
from tracker.website.errors import WebsiteError
from tracker.website.publishing import MARKER, publish

FILES = {"index.html": b"one", "about/index.html": b"two"}


def tree(folder: Path) -> dict[str, bytes]:
    return {
        each.relative_to(folder).as_posix(): each.read_bytes() for each in sorted(folder.rglob("*")) if each.is_file()
    }


def test_a_site_holds_its_files_and_a_marker_that_lists_them(out: Path) -> None:
    assert publish(FILES, out) == 2
    assert tree(out) == {**FILES, MARKER: b"tracker site 1\nabout/index.html\nindex.html\n"}
    assert [each.name for each in out.parent.iterdir()] == ["public"]


def test_folders_above_are_made(tmp_path: Path) -> None:
    publish(FILES, tmp_path / "a" / "b" / "public")
    assert set(FILES) < set(tree(tmp_path / "a" / "b" / "public"))


def test_others_may_read_the_site(out: Path) -> None:
    before = os.umask(0o022)
    try:
        publish(FILES, out)
    finally:
        os.umask(before)
    assert stat.S_IMODE(out.stat().st_mode) == 0o755


def test_an_empty_folder_becomes_a_site(out: Path) -> None:
    out.mkdir()
    assert publish(FILES, out) == 2


def test_only_what_changed_is_written_and_what_is_gone_is_removed(out: Path) -> None:
    publish({**FILES, "old/index.html": b"old"}, out)
    os.utime(out / "index.html", (1, 1))
    os.utime(out / "about/index.html", (1, 1))
    assert publish({"index.html": b"one", "about/index.html": b"new"}, out) == 1
    assert tree(out).keys() == {"index.html", "about/index.html", MARKER}
    assert not (out / "old").exists()
    assert (out / "index.html").stat().st_mtime == 1
    assert (out / "about/index.html").stat().st_mtime > 1


def test_nothing_is_touched_when_nothing_changed(out: Path) -> None:
    publish(FILES, out)
    before = out.stat()
    assert publish(FILES, out) == 0
    assert out.stat() == before


def test_a_page_that_was_removed_by_hand_comes_back(out: Path) -> None:
    publish(FILES, out)
    (out / "index.html").unlink()
    assert publish(FILES, out) == 1
    assert tree(out)["index.html"] == b"one"


def test_a_file_is_refused(out: Path) -> None:
    out.write_text("mine")
    with pytest.raises(WebsiteError, match=r"public: is a file"):
        publish(FILES, out)
    assert out.read_text() == "mine"


@pytest.mark.parametrize("name", ["notes.txt", ".hidden", "folder/notes.txt", MARKER])
def test_a_folder_that_is_not_a_site_is_refused(out: Path, name: str) -> None:
    (out / name).parent.mkdir(parents=True)
    (out / name).write_text("mine")
    with pytest.raises(WebsiteError, match=r"public: is not empty and not a site of the tracker"):
        publish(FILES, out)
    assert tree(out) == {name: b"mine"}


def test_a_folder_of_empty_folders_is_refused(out: Path) -> None:
    (out / "mine").mkdir(parents=True)
    with pytest.raises(WebsiteError, match="is not empty"):
        publish(FILES, out)
    assert (out / "mine").is_dir()


def test_a_site_with_a_file_of_somebody_else_is_refused(out: Path) -> None:
    publish(FILES, out)
    (out / "CNAME").write_text("example.org")
    with pytest.raises(WebsiteError, match=r"public: holds CNAME, which the tracker did not write"):
        publish({"index.html": b"new"}, out)
    assert tree(out)["index.html"] == b"one"


def test_a_link_to_a_folder_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "real").mkdir()
    (tmp_path / "public").symlink_to(tmp_path / "real")
    publish(FILES, tmp_path / "public")
    assert (tmp_path / "public").is_symlink()
    assert tree(tmp_path / "real").keys() == {*FILES, MARKER}


def test_the_old_site_stands_when_the_new_one_cannot_be_written(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(FILES, out)
    before = tree(out)

    def full(_: str, __: str) -> IO[bytes]:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(publishing, "open", full, raising=False)
    with pytest.raises(WebsiteError, match=r"public: the site cannot be written: No space left on device"):
        publish({"index.html": b"new"}, out)
    monkeypatch.undo()
    assert tree(out) == before
    assert [each.name for each in out.parent.iterdir()] == ["public"]


def test_the_old_site_is_put_back_when_the_swap_fails(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(FILES, out)
    before = tree(out)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name == "new":
            raise OSError(16, "Device or resource busy")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WebsiteError, match="Device or resource busy"):
        publish({"index.html": b"new"}, out)
    monkeypatch.undo()
    assert tree(out) == before
    assert [each.name for each in out.parent.iterdir()] == ["public"]


def test_the_old_site_is_kept_aside_when_it_cannot_even_be_put_back(out: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    publish(FILES, out)
    rename = Path.rename

    def failing(self: Path, target: Path) -> Path:
        if self.name in {"new", "old"}:
            raise OSError(5, "Input/output error")
        return rename(self, target)

    monkeypatch.setattr(Path, "rename", failing)
    with pytest.raises(WebsiteError):
        publish({"index.html": b"new"}, out)
    monkeypatch.undo()
    assert [each.read_bytes() for each in out.parent.rglob("old/index.html")] == [b"one"]
