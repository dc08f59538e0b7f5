"""What every test gets: a scrubbed environment, repositories to build, and the corpus when there is one."""

import os
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings

from tests.builders import MirrorFolder, RepositoryBuilder
from tests.synced_corpus import SyncedCorpus, synced_from

SCRUBBED = ("TRACKER_", "GITHUB_", "GH_", "GIT_", "XDG_")
"""Variables with these prefixes never reach a test: what a person or a CI service set must not change a result."""

CORPUS = os.environ.get("TRACKER_CORPUS")
"""The folder of real repositories, noted before the environment is scrubbed."""

# A slow machine fails no property, and continuous integration draws the same examples each time; `make fuzz` is for new
# ones.
settings.register_profile(
    "tracker", deadline=None, derandomize="CI" in os.environ, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("fuzz", settings.get_profile("tracker"), derandomize=False, max_examples=5000)
settings.load_profile("tracker")

GIT_SETTINGS = """\
[user]
\tname = Test Author
\temail = test.author@example.org
[init]
\tdefaultBranch = main
[commit]
\tgpgSign = false
[gc]
\tauto = 0
[safe]
\tdirectory = *
"""


def _settings(home: Path, git_settings: Path) -> dict[str, str]:
    return {
        "HOME": str(home),
        "XDG_CACHE_HOME": str(home / "cache"),
        "XDG_CONFIG_HOME": str(home / "config"),
        "XDG_DATA_HOME": str(home / "data"),
        "XDG_STATE_HOME": str(home / "state"),
        "XDG_RUNTIME_DIR": str(home / "run"),
        "GIT_CONFIG_GLOBAL": str(git_settings),
        "GIT_CONFIG_NOSYSTEM": "1",
        "GIT_TERMINAL_PROMPT": "0",
        "NO_COLOR": "1",
        "COLUMNS": "120",
        "LINES": "40",
        "TERM": "dumb",
        "TZ": "UTC",
        "LC_ALL": "C.UTF-8",
    }


def _scrub(patch: pytest.MonkeyPatch, home: Path, git_settings: Path) -> None:
    for name in [*os.environ]:
        if name.startswith(SCRUBBED) or name in {"FORCE_COLOR", "CLICOLOR_FORCE", "PY_COLORS"}:
            patch.delenv(name)
    for name, value in _settings(home, git_settings).items():
        patch.setenv(name, value)


@pytest.fixture(scope="session")
def git_settings(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the git configuration that replaces the user's own."""
    path = tmp_path_factory.mktemp("git") / "config"
    path.write_text(GIT_SETTINGS, encoding="utf-8")
    return path


@pytest.fixture(scope="session")
def homes(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Return the folder that holds one home per test."""
    return tmp_path_factory.mktemp("homes")


@pytest.fixture(scope="session", autouse=True)
def scrubbed_session(homes: Path, git_settings: Path) -> Iterator[None]:
    """Scrub the environment for fixtures that live longer than one test."""
    with pytest.MonkeyPatch.context() as patch:
        _scrub(patch, homes / "session", git_settings)
        time.tzset()
        yield
    time.tzset()


@pytest.fixture(autouse=True)
def home(homes: Path, git_settings: Path) -> Iterator[Path]:
    """Give each test a scrubbed environment with an empty home of its own, and return that home."""
    path = homes / str(time.monotonic_ns())
    path.mkdir()
    with pytest.MonkeyPatch.context() as patch:
        _scrub(patch, path, git_settings)
        yield path


@pytest.fixture(scope="session")
def corpus() -> Path:
    """Return the folder of real repositories; the test is skipped when there is none."""
    if not CORPUS:
        pytest.skip("TRACKER_CORPUS is not set: it names a folder of real repositories as git bundles")
    folder = Path(CORPUS).absolute()
    if not folder.is_dir():
        pytest.skip(f"TRACKER_CORPUS names no folder: {folder}")
    return folder


@pytest.fixture(scope="session")
def synced_corpus(corpus: Path, tmp_path_factory: pytest.TempPathFactory, scrubbed_session: None) -> SyncedCorpus:
    """Return the real repositories after one sync: it takes so long that all tests share it."""
    del scrubbed_session
    return synced_from(corpus, tmp_path_factory.mktemp("corpus"))


@pytest.fixture
def build_repository(tmp_path: Path) -> Callable[[str], RepositoryBuilder]:
    """Return a function that begins a repository; its argument tells one test's repositories apart."""

    def build(name: str, branch: str = "main") -> RepositoryBuilder:
        return RepositoryBuilder(tmp_path / "repositories" / f"{name}.git", branch=branch)

    return build


@pytest.fixture
def repository(build_repository: Callable[[str], RepositoryBuilder]) -> RepositoryBuilder:
    """Return an empty repository to build."""
    return build_repository("repository")


@pytest.fixture
def mirror_folder(tmp_path: Path) -> MirrorFolder:
    """Return an empty folder of mirrors, as `tracker sync --mirror` takes it."""
    return MirrorFolder(tmp_path / "mirrors")
