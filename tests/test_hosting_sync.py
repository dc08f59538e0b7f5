"""Asking the host costs little, and goes on where it was, whenever it ended."""

import random
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
import time_machine

from tests.github.fake import RESET, TRUNCATED, FakeGitHub, Fault, fake_github, secondary, status, too_many
from tests.github.queries import RATE_LIMITED, refused
from tracker import hosting_sync
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


def _kinds(hub: FakeGitHub) -> dict[str, int]:
    """Return how many requests were made of each kind."""
    return dict(Counter(each.path.partition("?")[0].rpartition("/")[2] for each in hub.requests))


BOUND = 5000 // 100 + 2 * 40
DIVISIONS = {
    "some that are large": [960, 640, 480, 320, 300, *([100] * 20), *([20] * 15)],
    # Of 40 repositories with 5,000 pull requests, none need more than 89 pages: (5000 + 40 * 99) / 100.
    "each with one more than a page": [*([101] * 39), 1061],
}


@pytest.mark.parametrize("sizes", DIVISIONS.values(), ids=DIVISIONS)
def test_a_full_sync_is_cheap_and_one_with_nothing_new_is_free(
    hub: FakeGitHub, location: Location, sizes: list[int]
) -> None:
    _fill(hub, sizes, issues=0)
    for repository in hub.world.names.values():
        repository.issue("Proposal: more")
    assert (len(sizes), sum(sizes)) == (40, 5000)
    pages = sum(-(-size // 100) for size in sizes)
    done = _ask(hub, location)
    assert (done.repositories, done.pulls, done.issues, len(_read(location).releases)) == (40, 5000, 40, 40)
    assert (done.requests, hub.counted, _kinds(hub)) == (
        1 + pages + 40,
        done.requests,
        {"graphql": 1, "pulls": pages, "issues": 40},
    )
    assert done.requests <= BOUND
    hub.mend()
    again = _ask(hub, location)
    assert (again.repositories, again.requests, hub.counted) == (40, 0, 0)
    assert (_kinds(hub), {each.status for each in hub.requests}) == ({"pulls": 40, "issues": 40}, {304})


def test_releases_that_a_query_told_are_listed_once_when_a_day_went_by(hub: FakeGitHub, location: Location) -> None:
    _fill(hub, [3, 0, 2], issues=1)
    began = datetime(2026, 3, 1, 12, tzinfo=UTC)
    costs = []
    for later in (
        timedelta(),
        timedelta(seconds=1),
        timedelta(days=1),
        timedelta(days=1, seconds=1),
        timedelta(days=9),
    ):
        hub.mend()
        with time_machine.travel(began + later):
            costs.append((_ask(hub, location).requests, hub.counted, len(hub.requests)))
    # A query, and a page of each list; nothing new; that again; the lists of releases, which are free from then on.
    assert costs == [(7, 7, 7), (0, 0, 6), (0, 0, 6), (3, 3, 9), (0, 0, 9)]


def test_releases_that_a_query_told_are_listed_when_the_clock_went_back(hub: FakeGitHub, location: Location) -> None:
    _fill(hub, [1, 1], issues=0)
    for day, requests in ((9, 5), (8, 2), (7, 0)):
        with time_machine.travel(datetime(2026, 3, day, tzinfo=UTC)):
            assert _ask(hub, location).requests == requests


@pytest.mark.parametrize("kind", ["pull", "issue"])
def test_releases_that_a_query_told_are_listed_when_something_happens(
    hub: FakeGitHub, location: Location, kind: str
) -> None:
    _fill(hub, [3, 2, 1], issues=1)
    _ask(hub, location)
    hub.mend()
    repository = hub.repository("WebAssembly/wasi-1")
    repository.release("v0.2.0")
    assert (_ask(hub, location).requests, len(_read(location).releases)) == (0, 3)
    hub.mend()
    number = next(each.number for each in repository.threads.values() if each.is_pull == (kind == "pull"))
    repository.touch(number, title="Another title")
    done = _ask(hub, location)
    # The list of issues has pull requests too; only of this repository releases are asked for.
    assert (done.requests, _kinds(hub)) == ({"pull": 3, "issue": 2}[kind], {"pulls": 3, "issues": 3, "releases": 1})
    assert len(_read(location).releases) == 4
    hub.mend()
    assert (_ask(hub, location).requests, _kinds(hub)) == (0, {"pulls": 3, "issues": 3, "releases": 1})


@pytest.mark.parametrize("requests", [1, 2])
def test_that_something_happened_is_not_forgotten(hub: FakeGitHub, location: Location, requests: int) -> None:
    _fill(hub, [3, 2], issues=1)
    _ask(hub, location)
    repository = hub.repository("WebAssembly/wasi-0")
    repository.release("v0.2.0")
    repository.touch(next(each.number for each in repository.threads.values() if each.is_pull), title="Another title")
    assert _ask(hub, location, replace(FAST, requests=requests)).ended is not None
    assert (_ask(hub, location).requests, len(_read(location).releases)) == (3 - requests, 3)


UNTOLD = {
    "no such place": status(404, "Not Found"),
    "no permission": status(403, "Resource not accessible by integration"),
    "a limit of its own": Fault(refused(RATE_LIMITED, "API rate limit exceeded for user ID 1.")),
    "a failure of its own": status(502),
    "what breaks off": TRUNCATED,
    "no answer": RESET,
}


@pytest.mark.parametrize("fault", UNTOLD.values(), ids=UNTOLD)
def test_what_no_query_tells_the_lists_tell(hub: FakeGitHub, location: Location, tmp_path: Path, fault: Fault) -> None:
    _fill(hub, [3, 0, 2], issues=1)
    whole = _whole(hub, tmp_path)
    hub.mend()
    hub.fail(1, fault)
    done = _ask(hub, location)
    assert (done.repositories, done.unreachable, done.requests) == (3, False, 1 + 3 * 3)
    assert (_kinds(hub), _read(location) == whole) == ({"graphql": 1, "pulls": 3, "issues": 3, "releases": 3}, True)
    hub.mend()
    assert (_ask(hub, location).requests, hub.counted, len(hub.requests)) == (0, 0, 3 * 3)


def test_only_what_a_query_does_not_tell_of_is_listed(hub: FakeGitHub, location: Location) -> None:
    _fill(hub, [1, 1, 1], issues=0)
    for number in range(101):
        hub.repository("WebAssembly/wasi-1").release(f"v1.{number}.0")
    hub.repository("WebAssembly/wasi-gone").gone = 404
    done = _ask(hub, location)
    assert (done.repositories, [each.source for each in done.skipped]) == (3, ["WebAssembly/wasi-gone"])
    # The list of the many releases has two pages.
    assert _kinds(hub) == {"graphql": 1, "pulls": 4, "issues": 3, "releases": 2}
    assert Counter(each.repository for each in _read(location).releases) == {
        "WebAssembly/wasi-0": 1,
        "WebAssembly/wasi-1": 102,
        "WebAssembly/wasi-2": 1,
    }


def test_without_a_token_nothing_is_queried(hub: FakeGitHub, location: Location) -> None:
    _fill(hub, [1, 1], issues=0)
    done = ask_host(location, _names(hub), GitHubSettings(hub.url), FAST)
    assert (done.repositories, {each.verb for each in hub.requests}, _kinds(hub)["releases"]) == (2, {"GET"}, 2)


def test_a_new_name_is_the_same_whoever_tells_it(hub: FakeGitHub, location: Location, tmp_path: Path) -> None:
    _fill(hub, [2, 2], issues=1)
    names = _names(hub)
    hub.repository(names[0]).rename("Weavers/wasi-loom")
    done = _ask(hub, location, names=names)
    # With the new name nothing is redirected.
    assert (done.repositories, done.requests, {each.status for each in hub.requests}) == (2, 1 + 2 * 2, {200})
    hub.mend()
    hub.fail(1, status(404))
    listed = Location.of_file(tmp_path / "listed.db")
    assert _ask(hub, listed, names=names).requests > 1 + 3 * 2
    told, other = _read(location), _read(listed)
    assert [(each.old, each.new) for each in told.renamed] == [(names[0], "Weavers/wasi-loom")]
    assert replace(told, renamed=()) == replace(other, renamed=())
    assert [(each.old, each.new) for each in other.renamed] == [(names[0], "Weavers/wasi-loom")]


@pytest.mark.parametrize("recorded", range(6))
def test_a_sync_that_is_killed_after_its_query_is_completed(
    hub: FakeGitHub, location: Location, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, recorded: int
) -> None:
    _fill(hub, [1, 0, 2], issues=1)
    whole = _whole(hub, tmp_path)
    hub.mend()
    record, left = hosting_sync._record, [*range(recorded)]

    def killed(*said: object) -> None:
        if not left:
            raise KeyboardInterrupt
        left.pop()
        record(*said)  # type: ignore[arg-type]  # handed on as it is

    with monkeypatch.context() as patched:
        patched.setattr(hosting_sync, "_record", killed)
        with pytest.raises(KeyboardInterrupt):
            _ask(hub, location)
    hub.mend()
    assert _ask(hub, location).unreachable is False
    # What was recorded is not asked for again; of one that is left the list is as cheap as a query.
    asked = {"graphql": _kinds(hub).get("graphql", 0), "releases": _kinds(hub).get("releases", 0)}
    assert asked == {
        0: {"graphql": 1, "releases": 0},
        1: {"graphql": 1, "releases": 0},
        2: {"graphql": 0, "releases": 1},
    }.get(recorded, {"graphql": 0, "releases": 0})
    assert _read(location) == whole
    hub.mend()
    assert (_ask(hub, location).requests, hub.counted) == (0, 0)


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
    assert _ask(hub, location).requests == 3
    hub.repository("WebAssembly/wasi-thought").issue("Proposal: dim")
    hub.repository("WebAssembly/wasi-lamp")
    # Of the two that are new, a query tells the releases.
    assert _ask(hub, location).requests == 1 + 2 * 2
    assert (_ask(hub, location).requests, hub.counted) == (0, 3 + 1 + 2 * 2)


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
