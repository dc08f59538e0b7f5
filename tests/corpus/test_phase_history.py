"""The changes of the real proposal list are all there is to its history, and say what is known to have happened."""

import shutil
import subprocess
from collections import Counter
from contextlib import closing
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import pytest

from tests.conftest import CORPUS
from tracker.aliases import shipped_aliases
from tracker.chronicle import Chronicle
from tracker.facts import Facts, ProposalList, RepositoryFacts
from tracker.lives import ChangeKind, PhaseChange
from tracker.phases import former_names, phase_history
from tracker.sources.git import Mirrors
from tracker.sources.registry import read_proposal_list
from tracker.store.chronicles import chronicle_at
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.subjects import Amendment, Proposal, Subjects, identify
from tracker.sync import Sync
from tracker.titles import words

pytestmark = pytest.mark.corpus

ALIASES = shipped_aliases()
READ = (
    "WASI",
    "wasi-keyvalue",
    "wasi-webgpu",
    "wasi-gfx",
    "wasi-i2c",
    "wasi-cli",
    "wasi-clocks",
    "wasi-http",
    "wasi-io",
)
"""The repositories that the tests need."""


@dataclass(frozen=True, slots=True)
class _Past:
    """What was recorded of the list."""

    chronicle: Chronicle
    subjects: Subjects
    changes: tuple[PhaseChange, ...]
    git: Path
    """The mirror of the repository that holds the list."""

    def told(self, *subjects: str) -> list[tuple[date, str, int | str | None, int | str | None]]:
        """Return day, kind, from and to of the changes of some subjects."""
        return [
            (each.date.date(), each.kind.value, each.origin, each.target)
            for each in self.changes
            if each.subject in subjects
        ]


@pytest.fixture(scope="module")
def past(tmp_path_factory: pytest.TempPathFactory) -> _Past:
    """Sync what is needed of the corpus once."""
    if not CORPUS or not Path(CORPUS).is_dir():
        pytest.skip("TRACKER_CORPUS is not set: it names a folder of real repositories as git bundles")
    folder = tmp_path_factory.mktemp("corpus")
    (folder / "bundles").mkdir()
    for name in READ:
        if (bundle := Path(CORPUS) / f"WebAssembly+{name}.bundle").exists():
            shutil.copy(bundle, folder / "bundles")
    location = Location.of_file(folder / "tracker.db")
    Sync(location, Mirrors(folder / "cache", mirror=folder / "bundles"), ALIASES, None).run()
    with closing(Reader.open(location)) as reader:
        chronicle = chronicle_at(reader, ALIASES.registry, ALIASES.lists)
        subjects = identify(facts_at(reader), ALIASES)
    git = folder / "cache" / "mirrors" / f"{ALIASES.registry}.git"
    return _Past(chronicle, subjects, phase_history(chronicle, ALIASES, subjects), git)


def _git(past: _Past, *arguments: str) -> str:
    command = ["git", "-C", str(past.git), *arguments]
    return subprocess.run(command, check=True, capture_output=True).stdout.decode()


def _versions(past: _Past) -> list[tuple[str, str, ProposalList]]:
    """Return commit, path and content of each version, as git has them."""
    commits = _git(past, "log", "--first-parent", "--reverse", "--format=%H", "HEAD", "--", *ALIASES.lists).split()
    found = []
    for commit in commits:
        (path,) = _git(past, "ls-tree", "--name-only", commit, *ALIASES.lists).split()
        found.append((commit, path, read_proposal_list(_git(past, "show", f"{commit}:{path}"))))
    return found


def _listed(path: str, content: ProposalList, past: _Past) -> Counter[tuple[tuple[str, ...], int]]:
    """Return title and phase of each subject of one version."""
    hub = RepositoryFacts(ALIASES.registry, past.chronicle.lists[0].first.revision, past.chronicle.at)
    lists = ((path, content),)
    subjects = identify(
        Facts(past.chronicle.at, None, (RepositoryFacts(hub.name, hub.revision, hub.date, lists=lists),)), ALIASES
    )
    named: list[Proposal | Amendment] = [*subjects.proposals, *subjects.amendments]
    return Counter((words(each.row.row.title), each.row.row.phase) for each in named if each.row)


def test_the_changes_replayed_give_every_version_of_the_list(past: _Past) -> None:
    versions = _versions(past)
    state: dict[str, tuple[str, int]] = {}
    wrong = []
    for commit, path, content in versions:
        for change in past.changes:
            if change.revision == commit:
                _, phase = state.pop(change.subject, ("", 0))
                if change.kind is not ChangeKind.REMOVED:
                    state[change.subject] = change.title, change.target if isinstance(change.target, int) else phase
        if Counter((words(title), phase) for title, phase in state.values()) != _listed(path, content, past):
            wrong.append(commit)
    known = {commit for commit, _, _ in versions}
    assert (len(versions) > 60, wrong, {each.revision for each in past.changes} - known) == (True, [], set())


def test_what_stands_in_the_end_are_the_subjects_there_are(past: _Past) -> None:
    state: dict[str, int] = {}
    for change in past.changes:
        if isinstance(change.target, int):
            state[change.subject] = change.target
        elif change.kind is ChangeKind.REMOVED:
            del state[change.subject]
    listed: list[Proposal | Amendment] = [*past.subjects.proposals, *past.subjects.amendments]
    assert state == {each.id: each.row.row.phase for each in listed if each.row}


def test_each_change_links_to_the_row_it_speaks_of(past: _Past) -> None:
    missing = []
    for change in past.changes:
        path, _, line = change.url.partition(f"/blob/{change.revision}/")[2].partition("#L")
        text = _git(past, "show", f"{change.revision}:{path}").splitlines()
        if line and not set(words(change.title)) <= set(words(text[int(line) - 1])):
            missing.append((change.subject, change.url))
    assert missing == []


@pytest.mark.parametrize(
    ("subjects", "expected"),
    [
        (["i2c"], [("2023-04-01", "entered", None, 1), ("2024-10-16", "advanced", 1, 2)]),
        (
            ["webgpu"],
            [
                ("2024-02-22", "entered", None, 1),
                ("2024-11-01", "renamed", "WebGPU", "GFX"),
                ("2024-11-01", "advanced", 1, 2),
                ("2026-07-21", "renamed", "GFX", "WebGPU"),
            ],
        ),
        (["gpio"], [("2023-04-01", "entered", None, 1), ("2025-04-17", "renamed", "Digital I/O", "GPIO")]),
        (
            ["pattern-match"],
            [
                ("2023-04-01", "entered", None, 0),
                ("2023-04-21", "renamed", "wasi-pattern-match", "Patern Match"),
                ("2023-04-21", "advanced", 0, 1),
                ("2023-07-10", "renamed", "Patern Match", "Pattern Match"),
            ],
        ),
        (
            ["clocks/clocks-timezone"],
            [
                ("2024-05-30", "entered", None, 0),
                ("2024-06-19", "advanced", 0, 2),
                ("2024-11-12", "removed", 2, None),
                ("2025-02-07", "entered", None, 2),
            ],
        ),
        (
            ["cli/cli-exit-with-code"],
            [
                ("2024-08-01", "entered", None, 2),
                ("2024-11-12", "removed", 2, None),
                ("2025-02-07", "entered", None, 2),
                ("2026-06-02", "removed", 2, None),
            ],
        ),
        (
            ["io"],
            [("2020-04-13", "entered", None, 2), ("2023-11-30", "advanced", 2, 3), ("2026-06-11", "removed", 3, None)],
        ),
    ],
    ids=lambda value: value[0] if isinstance(value[0], str) else "",
)
def test_known_histories(
    past: _Past, subjects: list[str], expected: list[tuple[str, str, int | str | None, int | str | None]]
) -> None:
    assert past.told(*subjects) == [(date.fromisoformat(day), *rest) for day, *rest in expected]


def test_a_move_of_the_file_changes_nothing(past: _Past) -> None:
    assert [each for each in past.changes if each.date.date() == date(2025, 11, 26)] == []


def test_old_names_lead_to_the_subjects_of_today(past: _Past) -> None:
    names = former_names(past.chronicle, ALIASES, past.subjects)
    asked = (
        "kv-store",
        "wasi-kv-store",
        "gfx",
        "digital-io",
        "digital i/o",
        "patern match",
        "runtime-config",
        "networking",
    )
    assert {name: names.get(name) for name in asked} == {
        "kv-store": "keyvalue",
        "wasi-kv-store": "keyvalue",
        "gfx": "webgpu",
        "digital-io": "gpio",
        "digital i/o": "gpio",
        "patern match": "pattern-match",
        "runtime-config": "config",
        "networking": "sockets",
    }
