"""What is tracked holds on any machine, and what our papers name exists."""

import re
import shutil
import subprocess
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

from tests.architecture.program import ROOT

PAPERS = ("README.md", "CONTRIBUTING.md")

TOP_LEVEL = {"tracker", "data", "migrations", "tests", "site"}
"""The folders at the top; beside them lie files and dot-folders only."""

MACHINE_PATH = re.compile(r"(?<![\w.~$)}\]-])/(?!home/me/)(?:root|home|Users|work|workspace|workspaces|opt|mnt)/[\w.]")
"""A path that is right on one machine only; `me` stands for anybody in an example."""

REGISTRY_HOSTS = tuple(
    ".".join(labels)
    for labels in [
        ("pypi", "org"),
        ("pythonhosted", "org"),
        ("ghcr", "io"),
        ("docker", "io"),
        ("quay", "io"),
        ("gcr", "io"),
        ("npmjs", "org"),
        ("crates", "io"),
    ]
)
"""Joined here, so that this file does not name one itself."""

CODE = re.compile(r"(?<!`)`([^`\n]+)`(?!`)")
LINK = re.compile(r"\]\(<?([^)\s>#]+)[^)]*\)")


@cache
def _tracked() -> tuple[str, ...]:
    if shutil.which("git") is None or not (ROOT / ".git").exists():
        pytest.skip("not a git checkout: which files are tracked cannot be told")
    command = ["git", "-C", str(ROOT), "-c", "safe.directory=*", "ls-files", "-z"]
    listed = subprocess.run(command, check=True, capture_output=True, text=True).stdout
    return tuple(path for path in listed.split("\0") if (ROOT / path).is_file())


def _lines() -> Iterator[tuple[str, int, str]]:
    for path in _tracked():
        text = (ROOT / path).read_bytes().decode("utf-8", errors="ignore")
        yield from ((path, number, line) for number, line in enumerate(text.splitlines(), start=1))


def _named_paths(paper: str) -> list[str]:
    """Return the paths that a paper names: local links, and code that begins with a folder or file of ours."""
    text = (ROOT / paper).read_text(encoding="utf-8") if (ROOT / paper).is_file() else ""
    links = [target for target in LINK.findall(text) if "://" not in target and not target.startswith("mailto:")]
    own = {path.name for path in ROOT.iterdir()} | TOP_LEVEL
    spans = [span for span in CODE.findall(text) if re.fullmatch(r"[\w./*-]+", span)]
    return links + [span for span in spans if span.split("/")[0] in own or span.endswith(".py")]


def _exists(path: str) -> bool:
    return any(bool(list(base.glob(path.rstrip("/")))) for base in (ROOT, ROOT / "tracker"))


@pytest.mark.parametrize("paper", PAPERS)
def test_every_path_that_a_paper_names_exists(paper: str) -> None:
    assert [path for path in _named_paths(paper) if not _exists(path)] == []


def test_no_tracked_file_holds_a_path_of_one_machine() -> None:
    found = [f"{path}:{number}: {line.strip()[:80]}" for path, number, line in _lines() if MACHINE_PATH.search(line)]
    assert found == []


def test_no_tracked_file_names_a_registry() -> None:
    found = [f"{path}:{number}: {host}" for path, number, line in _lines() for host in REGISTRY_HOSTS if host in line]
    assert found == []


def test_the_top_level_is_fixed() -> None:
    folders = {Path(path).parts[0] for path in _tracked() if len(Path(path).parts) > 1}
    assert {folder for folder in folders if not folder.startswith(".")} - TOP_LEVEL == set()
