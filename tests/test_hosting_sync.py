"""Asking the host costs little, and goes on where it was, whenever it ended."""

import random
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest

from tests.github.fake import RESET, TRUNCATED, FakeGitHub, Fault, fake_github, secondary, status, too_many
from tracker.facts import RepositoryName
from tracker.hosting import Hosted, PullState
from tracker.hosting_sync import HostingReport, ask_host
from tracker.sources.github_answers import Limits
from tracker.sources.github_settings import GitHubSettings
from tracker.store.hosting import hosted
from tracker.store.location import Location
from tracker.store.reader import Reader

FAST = Limits(retries=0, pause=0.0, patience=5.0, secondary_pause=0.0)
SEEDED = random.Random(7)  # noqa: S311 -- examples, not secrets


@pytest.fixture
def hub() -> Iterator[FakeGitHub]:
    with fake_github() as running:
        yield running


@pytest.fixture
def location(tmp_path: Path) -> Location:
    return Location.of_file(tmp_path / "tracker.db")


def _names(hub: FakeGitHub) -> list[RepositoryName]:
    return [RepositoryName(each.name) for each in {id(each): each for each in hub.world.names.values()}.values()]


def _ask(
    hub: FakeGitHub, location: Location, limits: Limits = FAST, names: list[RepositoryName] | None = None
) -> HostingReport:
    settings = GitHubSettings(hub.url, hub.token())
    return ask_host(location, _names(hub) if names is None else names, settings, limits=limits)


def _read(location: Location) -> Hosted:
    """Return what is known, without when it was asked."""
    with Reader.open(location) as reader:
        return replace(hosted(reader), asked_at=())


def _fill(hub: FakeGitHub, sizes: list[int], *, issues: int) -> None:
    """Make repositories with so many pull requests, and with issues among them."""
    for number, size in enumerate(sizes):
        repository = hub.repository(f"WebAssembly/wasi-{number}")
        threads = ["pull"] * size + ["issue"] * issues
        SEEDED.shuffle(threads)
        for kind in threads:
            closed = SEEDED.random() < 0.7
            merged = closed and kind == "pull" and SEEDED.random() < 0.8
            at = hub.world.tick().isoformat()
            if kind == "pull":
                repository.pull(created=at, closed=at if closed else None, merged=at if merged else None)
            else:
                repository.issue("Proposal: more", created=at, closed=at if closed else None)
        repository.release("v0.1.0")


def test_a_full_sync_is_cheap_and_one_with_nothing_new_is_free(hub: FakeGitHub, location: Location) -> None:
    sizes = [960, 640, 480, 320, 300, *([100] * 20), *([20] * 15)]
    _fill(hub, sizes, issues=0)
    for repository in hub.world.names.values():
        repository.issue("Proposal: more")
    assert (len(sizes), sum(sizes)) == (40, 5000)
    done = _ask(hub, location)
    bound = sum(-(-size // 100) for size in sizes) + 2 * 40
    assert (done.repositories, done.pulls, done.issues, done.requests <= bound) == (40, 5000, 40, True)
    hub.mend()
    again = _ask(hub, location)
    assert (again.repositories, again.requests, hub.counted, len(hub.requests)) == (40, 0, 0, 3 * 40)


def test_what_is_told_is_recorded_as_it_is(hub: FakeGitHub, location: Location) -> None:
    lamp = hub.repository("WebAssembly/wasi-lamp")
    lamp.issue("[Proposal] Light", labels=("proposal",))
    lamp.pull("Dim", body="Fixes #1", reviewers=("bo", "@chairs"), labels=("P-lamp",), draft=True)
    lamp.pull("Blink", user=None, created="2026-01-02", merged="2026-01-05")
    lamp.release("v0.1.0-rc", "First")
    done = _ask(hub, location)
    told = _read(location)
    assert (done.repositories, done.pulls, done.issues, done.requests, done.unreachable) == (1, 2, 1, 3, False)
    assert [(each.number, each.state, each.author, each.labels) for each in told.pulls] == [
        (2, PullState.OPEN, "ada", ("P-lamp",)),
        (3, PullState.MERGED, "ghost", ()),
    ]
    assert (told.pulls[0].reviewers, told.pulls[0].linked, told.pulls[0].draft) == (("bo", "@chairs"), (1,), True)
    assert [(each.number, each.proposes, each.open) for each in told.issues] == [(1, True, True)]
    assert [(each.tag, each.name, each.prerelease) for each in told.releases] == [("v0.1.0-rc", "First", True)]


def test_only_what_changed_is_asked_for(hub: FakeGitHub, location: Location) -> None:
    _fill(hub, [250], issues=3)
    _ask(hub, location)
    hub.mend()
    repository = hub.repository("WebAssembly/wasi-0")
    repository.touch(next(each.number for each in repository.threads.values() if each.is_pull), title="Another title")
    done = _ask(hub, location)
    # The list of issues has it too; releases did not change.
    assert (done.requests, done.pulls, done.issues, len(hub.requests)) == (2, 1, 0, 3)


def test_issues_that_are_switched_off_are_asked_for_again_only_when_something_happens(
    hub: FakeGitHub, location: Location
) -> None:
    lamp = hub.repository("WebAssembly/wasi-lamp")
    lamp.issue("Proposal: dim")
    lamp.pull("Dim")
    lamp.has_issues = False
    done = _ask(hub, location)
    assert (done.requests, done.pulls, done.issues, done.unreachable) == (3, 1, 0, False)
    hub.mend()
    assert (_ask(hub, location).requests, hub.counted, len(hub.requests)) == (0, 0, 2)
    lamp.touch(2, title="Blink")
    assert [_ask(hub, location).requests for _ in range(2)] == [2, 0]
    lamp.has_issues = True
    lamp.touch(2, title="Glow")
    done = _ask(hub, location)
    assert (done.requests, done.pulls, done.issues) == (2, 1, 1)
    hub.mend()
    assert (_ask(hub, location).requests, len(hub.requests)) == (0, 3)
    assert [each.title for each in _read(location).issues] == ["Proposal: dim"]


def test_a_repository_without_pull_requests_is_asked_three_times_at_most(hub: FakeGitHub, location: Location) -> None:
    hub.repository("WebAssembly/wasi-empty")
    hub.repository("WebAssembly/wasi-thought").issue("Proposal: dim")
    assert _ask(hub, location).requests == 2 * 3
    assert (_ask(hub, location).requests, hub.counted) == (0, 2 * 3)


FAULTS = {
    "reset": RESET,
    "truncated": TRUNCATED,
    "500": status(500),
    "429": too_many(),
    "429 for an hour": too_many(3600),
    "secondary": secondary(),
    "secondary for an hour": secondary(3600),
    "401": status(401, "Bad credentials"),
}


def _whole(hub: FakeGitHub, folder: Path) -> Hosted:
    other = Location.of_file(folder / "whole.db")
    _ask(hub, other)
    return _read(other)


@pytest.mark.parametrize("fault", FAULTS.values(), ids=FAULTS)
def test_whenever_asking_ends_the_next_sync_completes_it(hub: FakeGitHub, tmp_path: Path, fault: Fault) -> None:
    _fill(hub, [130, 0, 3], issues=4)
    whole = _whole(hub, tmp_path)
    every = len(hub.requests)
    for number in range(1, every + 1):
        location = Location.of_file(tmp_path / f"{number}.db")
        hub.mend()
        hub.fail(number, fault, times=None)
        done = _ask(hub, location)
        assert (done.unreachable, done.ended is not None) == (True, True), number
        hub.mend()
        assert _ask(hub, location).unreachable is False
        assert _read(location) == whole, number
        assert hub.counted <= every + 2 - number + 3
        hub.mend()
        assert (_ask(hub, location).requests, hub.counted) == (0, 0)


@pytest.mark.parametrize("budget", [2, 3, 5])
def test_a_small_budget_gets_there_in_the_end(hub: FakeGitHub, location: Location, tmp_path: Path, budget: int) -> None:
    _fill(hub, [330, 20], issues=4)
    whole = _whole(hub, tmp_path)
    hub.mend()
    for _ in range(40):
        before = hub.counted
        done = _ask(hub, location, replace(FAST, requests=budget))
        assert hub.counted - before <= budget
        if not done.unreachable:
            break
        assert str(done.ended).endswith("for the next sync")
        assert f"the {budget} requests of --max-requests are used up" in str(done.ended)
    assert _read(location) == whole
