"""Lines of real releases: from where they are read, what changed, whose it is, and that no rule cries wolf."""

from datetime import UTC, datetime

import pytest

from tests.synced_corpus import SyncedCorpus
from tracker.cli.past import Past
from tracker.cli.release_sources import release_sources
from tracker.next_release.features import feature_standings
from tracker.next_release.interface import Sources
from tracker.next_release.rules import RELEASE_RULES

pytestmark = pytest.mark.corpus

OWN = ("stable-item-broken", "released-since-changed", "unadopted-component-feature", "package-versions-disagree")
RAISED = {"package-version-changed", "dependency-version-changed"}
OLD = ["cli", "clocks", "filesystem", "http", "io", "random", "sockets"]
NEW = [each for each in OLD if each != "io"]


@pytest.fixture(autouse=True)
def _kept(synced_corpus: SyncedCorpus, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TRACKER_CACHE_DIR", str(synced_corpus.cache))


def _sources(synced_corpus: SyncedCorpus, version: str, day: str) -> Sources:
    moment = datetime.fromisoformat(f"{day}T23:59:59").replace(tzinfo=UTC)
    return release_sources(Past.read(str(synced_corpus.database), moment), version)


@pytest.mark.parametrize(
    ("version", "day", "branch", "declared", "names"),
    [
        ("0.2.9", "2025-12-01", "main", "0.2.8", OLD),
        ("0.2.10", "2026-02-02", "main", "0.2.9", OLD),
        ("0.2.12", "2026-06-01", "main", "0.2.11", OLD),
        ("0.2.12", "2026-06-03", "v0.2.12", "0.2.12", OLD),
        ("0.2.13", "2026-07-22", "wasi-0.2", "0.2.12", OLD),
        ("0.3.0", "2026-06-10", "main", "0.3.0-rc-2026-03-15", NEW),
        ("0.3.0", "2026-06-12", "v0.3.0", "0.3.0", NEW),
        ("0.3.1", "2026-08-07", "main", "0.3.0", NEW),
    ],
)
def test_each_line_is_read_whole_and_from_where_it_stood(
    synced_corpus: SyncedCorpus, version: str, day: str, branch: str, declared: str, names: list[str]
) -> None:
    sources = _sources(synced_corpus, version, day)
    assert sources.tree is not None
    assert sources.problem == ""
    assert {(each.branch, each.declared.version) for each in sources.tree.packages} == {(branch, declared)}
    assert [each.declared.name for each in sources.tree.packages] == names
    found = [each for name in OWN for each in RELEASE_RULES[name].judge(sources)]
    assert found == []


def test_before_the_packages_moved_the_line_was_spread_over_their_repositories(synced_corpus: SyncedCorpus) -> None:
    sources = _sources(synced_corpus, "0.2.8", "2025-10-01")
    assert sources.tree is not None
    where = {
        each.declared.name: (each.repository.partition("/")[2], each.folder.path) for each in sources.tree.packages
    }
    own = {name: (f"wasi-{name}", "wit") for name in ("cli", "clocks", "filesystem", "io", "random")}
    assert where == own | {name: ("WASI", f"wasip2/{name}") for name in ("http", "sockets")}
    # What was put right six days later, on the day of the release.
    found = [*RELEASE_RULES["package-versions-disagree"].judge(sources)]
    assert [getattr(each, "message", "") for each in found] == [
        "wasi:clocks declares 0.2.5, and wasi:cli of the same line 0.2.7"
    ]


@pytest.mark.parametrize(
    ("version", "day", "told"),
    [
        ("0.2.9", "2025-12-02", []),
        (
            "0.2.10",
            "2026-02-03",
            [
                ("gate-added", "wasi:filesystem/types#directory-entry", None, "lint since (#867)"),
                ("gate-added", "wasi:filesystem/types#error-code", None, "lint since (#867)"),
            ],
        ),
        ("0.2.11", "2026-04-07", []),
        (
            "0.2.12",
            "2026-06-02",
            [
                (
                    "gate-stabilized",
                    "wasi:cli/exit#exit-with-code",
                    "cli/cli-exit-with-code",
                    "Release WASI v0.2.12",
                )
            ],
        ),
    ],
)
def test_what_a_release_changed_is_told_with_whose_it_is(
    synced_corpus: SyncedCorpus, version: str, day: str, told: list[tuple[str, str, str | None, str]]
) -> None:
    changes = _sources(synced_corpus, version, day).changes
    found = [
        (each.change.kind.value, each.change.item, each.amendment, each.commit.summary if each.commit else None)
        for each in changes
    ]
    assert [each for each in found if each[0] not in RAISED] == told
    assert {
        each.commit.summary.partition(" (")[0] for each in changes if each.commit and each.change.kind in RAISED
    } == {f"Release WASI v{version}"}


def test_the_third_line_uses_what_was_adopted_with_it(synced_corpus: SyncedCorpus) -> None:
    found = {each.id: each for each in feature_standings(_sources(synced_corpus, "0.3.1", "2026-08-07"))}
    assert {name for name, each in found.items() if each.used_by} == {"async"}
    assert {name: each.adopted_in for name, each in found.items() if each.allowed} == {
        "async": "0.3.0",
        "map": "0.3.1",
        "implements": "0.3.1",
    }
