"""A folder stands for the packages in it, a file for a package by itself; what is vendored only serves to look up."""

import os
from pathlib import Path

import pytest

from tracker.facts import WitFolder, WitText
from tracker.sources.errors import SourceError
from tracker.sources.folders import read_wit_paths


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def _write(*paths: str) -> None:
    for path in paths:
        Path(path).parent.mkdir(parents=True, exist_ok=True)
        Path(path).write_text(f"// {path}\n", encoding="utf-8")


def _folder(path: str, *files: str, dependencies: tuple[WitFolder, ...] = ()) -> WitFolder:
    return WitFolder(path, tuple(WitText(file, f"// {file}\n") for file in files), dependencies)


def test_a_folder_stands_for_every_package_below_it() -> None:
    _write("repo/lamp/wit/b.wit", "repo/lamp/wit/a.wit", "repo/room/wit/room.wit", "repo/README.md", "repo/.x/no.wit")
    assert read_wit_paths([Path("repo")]) == (
        _folder("repo/lamp/wit", "repo/lamp/wit/a.wit", "repo/lamp/wit/b.wit"),
        _folder("repo/room/wit", "repo/room/wit/room.wit"),
    )


def test_what_is_vendored_belongs_to_the_package_beside_it() -> None:
    _write("wit/a.wit", "wit/deps/one.wit", "wit/deps/two/two.wit", "wit/deps/two/deps/three/three.wit")
    assert read_wit_paths([Path("wit")]) == (
        _folder(
            "wit",
            "wit/a.wit",
            dependencies=(
                _folder("wit/deps/one.wit", "wit/deps/one.wit"),
                _folder("wit/deps/two", "wit/deps/two/two.wit"),
                _folder("wit/deps/two/deps/three", "wit/deps/two/deps/three/three.wit"),
            ),
        ),
    )


def test_a_vendored_package_that_is_named_is_judged() -> None:
    _write("wit/deps/two/two.wit")
    assert read_wit_paths([Path("wit/deps/two")]) == (_folder("wit/deps/two", "wit/deps/two/two.wit"),)


def test_a_file_stands_alone_and_each_path_counts_once() -> None:
    _write("wit/a.wit", "wit/b.txt")
    paths = [Path("./wit/b.txt"), Path("wit/a.wit"), Path("wit/a.wit")]
    assert read_wit_paths(paths) == (_folder("wit/b.txt", "wit/b.txt"), _folder("wit/a.wit", "wit/a.wit"))


def test_what_is_no_text_is_read_up_to_where_it_stops_being_one() -> None:
    Path("a.wit").write_bytes(b"\xef\xbb\xbfpackage\r\n// caf\xe9")
    assert read_wit_paths([Path("a.wit")]) == (
        WitFolder("a.wit", (WitText("a.wit", "\ufeffpackage\r\n// caf", "not UTF-8: byte 0xE9"),)),
    )


def test_a_name_that_is_no_text_can_be_shown() -> None:
    name = os.fsdecode(b"caf\xe9.wit")
    Path(name).write_text("", encoding="utf-8")
    assert read_wit_paths([Path(name)]) == (WitFolder("caf\ufffd.wit", (WitText("caf\ufffd.wit", ""),)),)


@pytest.mark.parametrize(
    ("path", "expected"),
    [
        ("gone", "gone: No such file or directory"),
        ("empty", "empty: holds no .wit file (what lies in deps is only looked up)"),
        ("dangling", "dangling/link.wit: No such file or directory"),
    ],
)
def test_where_there_is_nothing_to_read_one_line_says_so(path: str, expected: str) -> None:
    _write("empty/deps/one.wit", "dangling/a.wit")
    Path("dangling/link.wit").symlink_to("nowhere")
    with pytest.raises(SourceError) as raised:
        read_wit_paths([Path(path)])
    assert (str(raised.value), raised.value.unreachable) == (expected, False)
