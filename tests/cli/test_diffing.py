"""`tracker diff`: each way to name a side, the exit codes, and what is told when something cannot be read."""

import json
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
import typer
from typer.testing import CliRunner

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.cli.conftest import LAMP, LAMP_OLD, World
from tracker.cli.diffing import diff
from tracker.errors import TrackerError

APP = typer.Typer()
APP.command("diff")(diff)

OLD = "package lamp:bulb@1.0.0;\ninterface glow {\n  on: func();\n}\n"
ADDED = "package lamp:bulb@1.1.0;\ninterface glow {\n  on: func();\n  off: func();\n}\n"
BROKEN = "package lamp:bulb@1.1.0;\ninterface glow {\n}\n"
FAULTY = "package lamp:bulb@1.1.0;\ninterface glow {\n  on: func();\n  off func();\n}\n"


@dataclass(frozen=True)
class Ran:
    code: int
    out: str
    err: str


def run(*arguments: str) -> Ran:
    """Run the command as the program does: a failure the user can act on is one line and an exit code."""
    result = CliRunner().invoke(APP, [*arguments])
    if isinstance(result.exception, TrackerError):
        return Ran(3 if getattr(result.exception, "unreachable", False) else 2, "", str(result.exception))
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return Ran(result.exit_code, result.stdout, result.stderr)


@pytest.fixture
def folders(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """Return the working folder, with a folder for each text."""
    for name, text in {"old": OLD, "added": ADDED, "broken": BROKEN, "faulty": FAULTY}.items():
        (tmp_path / name).mkdir()
        (tmp_path / name / "glow.wit").write_text(text, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    return tmp_path


@pytest.fixture
def mirrored(repository: RepositoryBuilder, mirror_folder: MirrorFolder, folders: Path) -> MirrorFolder:
    """Return a folder of mirrors: `lamps/bulb` with two tags, and a draft vendored below `deps`."""
    del folders
    repository.commit({"wit/glow.wit": OLD, "wit/deps/other/x.wit": "package x:y;\n"})
    repository.tag("v1.0.0", message="The first")
    repository.commit({"wit/glow.wit": ADDED})
    repository.tag("v1.1.0")
    mirror_folder.add("lamps/bulb", repository)
    return mirror_folder


@pytest.mark.usefixtures("folders")
def test_two_folders_are_compared() -> None:
    assert run("old", "added") == Ran(
        0,
        """\
old → added

lamp:bulb
  · package-version-changed  lamp:bulb
      the version was 1.0.0 and is 1.1.0
      old old/glow.wit:1
      new added/glow.wit:1

lamp:bulb/glow
  + function-added  off
      the function is new
      new added/glow.wit:4

compatible: 2 changes
lamp:bulb: fine: the changes need a minor bump, and 1.0.0 to 1.1.0 is a minor bump
✗ breaks   + addition   · neither
""",
        "",
    )


@pytest.mark.usefixtures("folders")
def test_a_file_is_compared_to_a_folder_and_an_incompatible_change_exits_1() -> None:
    ran = run("old/glow.wit", "broken", "--format", "json")
    said = json.loads(ran.out)
    assert (ran.code, said["verdict"]["compatible"]) == (1, False)
    assert [(each["kind"], each["old"]) for each in said["changes"]] == [
        ("package-version-changed", {"file": "old/glow.wit", "line": 1}),
        ("function-removed", {"file": "old/glow.wit", "line": 3}),
    ]


@pytest.mark.usefixtures("folders")
def test_a_fault_is_told_and_the_rest_is_compared() -> None:
    ran = run("old", "faulty")
    told = ran.err.splitlines()
    assert (ran.code, "compatible, as far as it could be read: 1 change\n" in ran.out) == (2, True)
    assert [line.partition(": ")[2].partition(": ")[0] for line in told] == [
        "faulty/glow.wit:4",
        "the comparison is incomplete",
    ]


@pytest.mark.usefixtures("folders")
def test_documentation_is_listed_when_asked_for(folders: Path) -> None:
    (folders / "added" / "glow.wit").write_text(OLD.replace("  on", "  /// Shine.\n  on"), encoding="utf-8")
    assert (
        "documentation-changed" in run("old", "added").out,
        "documentation-changed" in run("old", "added", "--all").out,
    ) == (
        False,
        True,
    )


def test_two_commits_of_a_mirror_are_compared(mirrored: MirrorFolder) -> None:
    ran = run("lamps/bulb@v1.0.0:wit", "lamps/bulb@v1.1.0", "--mirror", str(mirrored.path), "--format", "json")
    said = json.loads(ran.out)
    assert (ran.code, said["old"]["packages"], said["new"]["packages"]) == (0, ["lamp:bulb@1.0.0"], ["lamp:bulb@1.1.0"])
    assert (said["changes"][1]["new"], len(said["new"]["revision"])) == ({"file": "wit/glow.wit", "line": 4}, 40)


def test_a_revision_alone_is_of_the_other_sides_repository(mirrored: MirrorFolder) -> None:
    ran = run("lamps/bulb@v1.0.0:wit/glow.wit", "main:wit/glow.wit", "--mirror", str(mirrored.path))
    assert (ran.code, "function-added" in ran.out) == (0, True)


def test_a_revision_alone_is_else_of_the_repository_here(
    repository: RepositoryBuilder, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"wit/glow.wit": OLD})
    monkeypatch.chdir(repository.path)
    ran = run("main:wit", str(folders / "broken"))
    assert (ran.code, "function-removed" in ran.out) == (1, True)


def test_what_was_fetched_before_is_read_offline(mirrored: MirrorFolder) -> None:
    sides = ("lamps/bulb@v1.0.0:wit", "lamps/bulb@v1.1.0:wit")
    assert run(*sides, "--offline").code == 2
    assert run(*sides, "--mirror", str(mirrored.path)).code == 0
    assert run(*sides, "--offline").code == 0


@pytest.mark.parametrize(
    ("side", "said"),
    [
        ("nothing", "nothing: no such file or folder"),
        ("lamps/bulb@v9:wit", "no tag, branch or commit is called 'v9'"),
        ("lamps/bulb@main:docs", "holds no .wit file at docs"),
        ("lamps/none@main:wit", "lamps/none: "),
        ("x" * 5000, "no such file or folder"),
    ],
)
def test_what_is_not_there_is_told_in_one_line(mirrored: MirrorFolder, side: str, said: str) -> None:
    ran = run("old", side, "--mirror", str(mirrored.path))
    assert (ran.code, said in ran.err, len(ran.err.splitlines())) == (2, True, 1)


def test_without_git_a_repository_cannot_be_reached_and_the_exit_code_is_3(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, folders: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    repository.commit({"wit/glow.wit": OLD})
    mirror_folder.add("lamps/bulb", repository)
    monkeypatch.setenv("PATH", str(folders))
    assert run("old", "lamps/bulb@main:wit", "--mirror", str(mirror_folder.path)).code == 3


def test_two_releases_of_a_subject_are_found_by_their_tags(
    world: World, mirror_folder: MirrorFolder, build_repository: Callable[[str], RepositoryBuilder]
) -> None:
    old, new = build_repository("wasi-lamp"), build_repository("WASI")
    old.commit({"wit/types.wit": LAMP_OLD, "wit/deps/x/x.wit": LAMP})
    old.tag("v0.2.0")
    new.commit({"proposals/lamp/wit/types.wit": LAMP, "proposals/loom/wit/a.wit": "package wasi:loom@0.3.0;\n"})
    new.tag("v0.3.0", message="The third")
    mirror_folder.add("WebAssembly/wasi-lamp", old)
    mirror_folder.add("WebAssembly/WASI", new)
    options = ("--mirror", str(mirror_folder.path), "--db", str(world.database), "--format", "json")
    said = json.loads(run("lamp@0.2.0", "lamp@v0.3.0", *options).out)
    assert (said["old"]["packages"], said["new"]["packages"]) == (["wasi:lamp@0.2.0"], ["wasi:lamp@0.3.0"])
    assert [each["kind"] for each in said["changes"]] == [
        "package-version-changed",
        "gate-added",
        "gate-added",
        "function-added",
        "function-added",
    ]
    missing = run("lamp@0.2.0", "lamp@0.9.0", *options)
    assert (missing.code, "lamp@0.9.0: no repository has that tag with its package" in missing.err) == (2, True)
    assert run("lamp@0.2.0", "candle@0.9.0", *options).code == 2


def test_what_a_repository_holds_elsewhere_tells_what_an_include_brings(
    repository: RepositoryBuilder, mirror_folder: MirrorFolder, folders: Path
) -> None:
    del folders
    clock = "package lamps:clock@1.0.0;\ninterface wall { }\nworld imports { import wall; }\n"
    lamp = "package lamps:bulb@{}.0;\nworld w {{ {} }}\n"
    repository.commit(
        {"clock/a.wit": clock, "bulb/b.wit": lamp.format("1.0", "include lamps:clock/imports@1.0.0;")},
    )
    repository.tag("one")
    repository.commit(
        {"bulb/b.wit": lamp.format("1.1", "import lamps:clock/wall@1.0.0;"), "bulb/deps/clock.wit": clock}
    )
    mirror_folder.add("lamps/bulb", repository)
    ran = run("lamps/bulb@one:bulb", "main:bulb", "--mirror", str(mirror_folder.path), "--format", "json")
    verdict = json.loads(ran.out)["verdict"]
    assert (ran.code, verdict["packages"][0]["needed"]) == (0, "patch")
