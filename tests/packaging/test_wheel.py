"""The wheel is small, carries all that the program needs, and works away from the checkout."""

import subprocess
import sys
import sysconfig
import venv
import zipfile
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
LARGEST = 3_000_000
"""Bytes: what `pip install` of the program itself may cost."""


def _run(*command: str, cwd: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run(command, cwd=cwd, capture_output=True, text=True, stdin=subprocess.DEVNULL, check=False)


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Build the wheel from the checkout."""
    folder = tmp_path_factory.mktemp("wheel")
    built = _run(sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(folder), cwd=ROOT)
    assert built.returncode == 0, built.stderr
    (path,) = folder.glob("*.whl")
    return path


@pytest.fixture(scope="module")
def installed(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Install the wheel into an environment of its own and return the folder of its programs.

    The dependencies are those of the environment that runs the tests. The checkout is kept out of reach: a folder
    that is named in a `.pth` file is searched for modules, but `.pth` files in it (an editable install is one) are not
    read.
    """
    environment = tmp_path_factory.mktemp("environment") / "venv"
    venv.create(environment, with_pip=True, symlinks=True)
    programs = environment / "bin"
    python = programs / "python"
    step = _run(str(python), "-m", "pip", "install", "--quiet", "--no-index", "--no-deps", str(wheel), cwd=wheel.parent)
    assert step.returncode == 0, step.stderr
    packages = Path(sysconfig.get_path("purelib", "venv", {"base": str(environment)}))
    (packages / "dependencies.pth").write_text(sysconfig.get_path("purelib") + "\n", encoding="utf-8")
    return programs


def _shipped(folder: str) -> set[str]:
    """Return what the wheel should carry of one top-level folder."""
    paths = (path for path in (ROOT / folder).rglob("*") if path.is_file() and "__pycache__" not in path.parts)
    return {f"tracker/_shipped/{path.relative_to(ROOT).as_posix()}" for path in paths}


def test_the_wheel_is_small(wheel: Path) -> None:
    assert wheel.stat().st_size < LARGEST


@pytest.mark.parametrize("folder", ["data", "migrations", "site"])
def test_the_wheel_carries_every_file_the_program_reads(wheel: Path, folder: str) -> None:
    carried = {name for name in zipfile.ZipFile(wheel).namelist() if name.startswith(f"tracker/_shipped/{folder}/")}
    assert carried == _shipped(folder)
    assert carried != set()


def test_the_wheel_carries_nothing_but_the_program_and_its_licence(wheel: Path) -> None:
    names = zipfile.ZipFile(wheel).namelist()
    assert {name.split("/")[0].split("-")[0] for name in names} == {"tracker", "wasi_tracker"}
    assert [name for name in names if name.endswith("licenses/LICENSE")] != []
    assert [name for name in names if name.endswith((".pyc", ".db"))] == []


def test_the_program_in_the_environment_is_the_wheels(installed: Path, tmp_path: Path) -> None:
    said = _run(str(installed / "python"), "-c", "import tracker; print(tracker.__file__)", cwd=tmp_path)
    assert Path(said.stdout.strip()).is_relative_to(installed.parent), said.stderr


def test_status_works_from_any_folder_with_an_empty_home(installed: Path, home: Path, tmp_path: Path) -> None:
    assert list(home.iterdir()) == []
    status = _run(str(installed / "tracker"), "status", cwd=tmp_path)
    assert (status.returncode, status.stderr.count("\n")) == (0, 1), status.stderr
    assert status.stderr.startswith("tracker: no database at ")
    assert "Phase 3" in status.stdout


def test_the_site_builds_from_the_wheel_alone(installed: Path, tmp_path: Path) -> None:
    built = _run(str(installed / "tracker"), "site", "build", "--out", "public", cwd=tmp_path)
    assert built.returncode == 0, built.stderr
    assert (tmp_path / "public" / "index.html").is_file()
