"""The reference tool is found, is kept within limits, and what it could not judge is unknown."""

import stat
import sys
from pathlib import Path

import pytest

from tracker.facts import ReferenceStatus, ReferenceVerdict
from tracker.wit.reference import ReferenceTool

_USER = b"package a:b;\nworld w { import c:d/i; }\n"


def _program(folder: Path, body: str, name: str = "wasm-tools") -> Path:
    """Write a program that says its version, and does `body` otherwise."""
    path = folder / name
    path.write_text(
        f'#!/bin/sh\nif [ "$1" = --version ]; then echo "wasm-tools 9.9.9 (0000 2020-01-01)"; exit 0; fi\n{body}\n'
    )
    path.chmod(path.stat().st_mode | stat.S_IXUSR)
    return path


def _pretended(folder: Path, body: str) -> ReferenceTool:
    return ReferenceTool(_program(folder, body), "wasm-tools 9.9.9")


def test_a_program_on_path_is_found(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = _program(tmp_path, "exit 1")
    monkeypatch.setenv("PATH", str(tmp_path))
    assert ReferenceTool.find() == ReferenceTool(path, "wasm-tools 9.9.9")


def test_a_script_that_only_starts_python_is_passed_over(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    script = tmp_path / "wasm-tools"
    script.write_text(f"#!{sys.executable}\nprint('wasm-tools 1.0.0')\n")
    script.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    found = ReferenceTool.find()
    assert found is None or found.path != script


def test_a_program_that_does_not_answer_is_none(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    broken = tmp_path / "wasm-tools"
    broken.write_text("#!/bin/sh\nexit 3\n")
    broken.chmod(0o755)
    monkeypatch.setenv("PATH", str(tmp_path))
    monkeypatch.setattr("importlib.util.find_spec", lambda _name: None)
    assert ReferenceTool.find() is None


def test_a_good_folder_is_accepted(reference_tool: ReferenceTool) -> None:
    verdict = reference_tool.check("wit", {"wit/a.wit": b"package a:b;", "wit/b.wit": b"interface i {}"})
    assert verdict == ReferenceVerdict("wit", ReferenceStatus.ACCEPTED, reference_tool.version)


def test_a_bad_folder_is_rejected_with_its_first_error(reference_tool: ReferenceTool) -> None:
    verdict = reference_tool.check("wit", {"wit/a.wit": b"package a:b;", "wit/b.wit": b"\ninterface i {\n;"})
    assert verdict == ReferenceVerdict(
        "wit",
        ReferenceStatus.REJECTED,
        reference_tool.version,
        "expected `type`, `resource` or `func`, found ';'",
        "wit/b.wit",
        3,
    )


def test_an_error_in_a_long_line_is_placed_too(reference_tool: ReferenceTool) -> None:
    text = b"package a:b;\ninterface i { ; }" + b" " * 600
    verdict = reference_tool.check("wit", {"wit/a.wit": text})
    assert (verdict.message, verdict.line) == ("expected `type`, `resource` or `func`, found ';'", 2)


def test_a_missing_dependency_is_unknown(reference_tool: ReferenceTool) -> None:
    verdict = reference_tool.check("wit", {"wit/a.wit": _USER})
    assert (verdict.status, verdict.message, verdict.line) == (ReferenceStatus.UNKNOWN, "package 'c:d' not found.", 2)


def test_dependencies_are_found_where_they_are_vendored(reference_tool: ReferenceTool) -> None:
    near = {"wit/deps/d": {"wit/deps/d/d.wit": b"package c:d;\ninterface i { use e:f/k.{t}; }"}}
    far = {"wit/deps/d/deps/f": {"wit/deps/d/deps/f/f.wit": b"package e:f;\ninterface k { type t = u8; }"}}
    assert reference_tool.check("wit", {"wit/a.wit": _USER}, near).status is ReferenceStatus.UNKNOWN
    assert reference_tool.check("wit", {"wit/a.wit": _USER}, near | far).status is ReferenceStatus.ACCEPTED


def test_files_in_deps_itself_are_a_package_each(reference_tool: ReferenceTool) -> None:
    files = {
        "wit/deps/d.wit": b"package c:d;\ninterface i { use e:f/k.{t}; }",
        "wit/deps/f.wit": b"package e:f;\ninterface k { type t = u8; }",
    }
    assert reference_tool.check("wit", {"wit/a.wit": _USER}, {"wit/deps": files}).status is ReferenceStatus.ACCEPTED


def test_a_package_that_is_vendored_twice_is_taken_once(reference_tool: ReferenceTool) -> None:
    package = b"package c:d;\ninterface i {}"
    dependencies = {"wit/deps/one": {"one.wit": package}, "wit/deps/two": {"two.wit": package}}
    assert reference_tool.check("wit", {"wit/a.wit": _USER}, dependencies).status is ReferenceStatus.ACCEPTED


def test_an_error_in_a_dependency_is_told_with_its_path(reference_tool: ReferenceTool) -> None:
    dependencies = {"wit/deps/d": {"wit/deps/d/d.wit": b"package c:d;\ninterface i {\n"}}
    verdict = reference_tool.check("wit", {"wit/a.wit": _USER}, dependencies)
    assert (verdict.status, verdict.path, verdict.line) == (ReferenceStatus.REJECTED, "wit/deps/d/d.wit", 3)


def test_text_that_is_not_utf_8_is_rejected(reference_tool: ReferenceTool) -> None:
    verdict = reference_tool.check("wit", {"wit/a.wit": b"package a:b; // \xff"})
    assert (verdict.status, verdict.message) == (
        ReferenceStatus.REJECTED,
        'failed to read file "a.wit": stream did not contain valid UTF-8',
    )


def test_its_json_is_given_for_what_it_accepts(reference_tool: ReferenceTool) -> None:
    document = reference_tool.json({"a.wit": b"package a:b; interface i {}"})
    assert document is not None
    assert b'"a:b"' in document
    assert reference_tool.json({"a.wit": b"package a:b; interface i {"}) is None


@pytest.mark.parametrize(
    ("body", "reason"),
    [
        ("echo boom >&2; exit 101", "it failed with exit code 101: boom"),
        ("kill -9 $$", "it failed with exit code -9: it said nothing"),
    ],
)
def test_a_crash_is_unknown(tmp_path: Path, body: str, reason: str) -> None:
    verdict = _pretended(tmp_path, body).check("wit", {"a.wit": b""})
    assert verdict == ReferenceVerdict("wit", ReferenceStatus.UNKNOWN, "wasm-tools 9.9.9", reason)


def test_a_run_that_takes_too_long_is_stopped(tmp_path: Path) -> None:
    tool = ReferenceTool(_program(tmp_path, "exec sleep 60"), "wasm-tools 9.9.9", time_limit=0.2)
    verdict = tool.check("wit", {"a.wit": b""})
    assert (verdict.status, verdict.message) == (ReferenceStatus.UNKNOWN, "it took more than 0.2 seconds")


def test_a_run_that_writes_too_much_is_stopped(tmp_path: Path) -> None:
    tool = ReferenceTool(_program(tmp_path, "exec yes"), "wasm-tools 9.9.9", output_limit=1000)
    verdict = tool.check("wit", {"a.wit": b""})
    assert (verdict.status, verdict.message) == (ReferenceStatus.UNKNOWN, "it wrote more than 1000 bytes")


def test_a_program_that_is_gone_is_unknown(tmp_path: Path) -> None:
    verdict = ReferenceTool(tmp_path / "gone", "wasm-tools 9.9.9").check("wit", {"a.wit": b""})
    assert verdict.status is ReferenceStatus.UNKNOWN
    assert verdict.message.startswith("it could not be started: ")
