"""Asking about forty repositories with five thousand pull requests, stopped anywhere, ends in the same facts."""

import os
import random
from dataclasses import replace
from pathlib import Path

from tests.github.fake import RESET, FakeGitHub, fake_github
from tracker.facts import RepositoryName
from tracker.hosting_sync import HostingReport, ask_host
from tracker.sources.github_answers import Limits
from tracker.sources.github_settings import GitHubSettings
from tracker.store.database import open_engine, transaction
from tracker.store.export import export_facts
from tracker.store.location import Location

SIZES = (960, 640, 480, 320, 300, *([100] * 20), *([20] * 15))
"""How many pull requests each repository has."""
FAST = Limits(retries=0, pause=0.0)
STOPS = 12
ALONE = os.environ.get("TRACKER_STOPS") == "each"
"""Whether each stop is of an asking of its own; else they are stops of one, one after the other."""


def _fill(hub: FakeGitHub) -> list[RepositoryName]:
    for number, size in enumerate(SIZES):
        repository = hub.repository(f"WebAssembly/wasi-{number:02}")
        for _ in range(size):
            repository.pull()
        repository.issue("Proposal: more")
        repository.release("v0.1.0")
    return [RepositoryName(f"WebAssembly/wasi-{number:02}") for number in range(len(SIZES))]


def _ask(hub: FakeGitHub, names: list[RepositoryName], location: Location, limits: Limits = FAST) -> HostingReport:
    return ask_host(location, names, GitHubSettings(hub.url, hub.token()), limits)


def _stop(hub: FakeGitHub, names: list[RepositoryName], location: Location, kind: str, number: int) -> None:
    """Ask until so many requests were made, and require that it ended there."""
    hub.mend()
    limits = FAST
    if kind == "reset":
        hub.fail(number + 1, RESET, times=None)
    elif kind == "limit":
        hub.allowed = number
    else:
        limits = replace(FAST, requests=number)
    assert str(_ask(hub, names, location, limits).ended).endswith("repositories are left for the next sync")
    hub.mend()


def _exported(location: Location) -> str:
    engine = open_engine(location)
    with transaction(engine, location) as session:
        text = export_facts(session)
    engine.dispose()
    return text


def test_wherever_asking_is_stopped_the_next_ends_in_the_same_facts(tmp_path: Path) -> None:
    draw = random.Random(11)  # noqa: S311 -- to be repeated, not to be secret
    with fake_github() as hub:
        names = _fill(hub)
        whole = Location.of_file(tmp_path / "whole.db")
        requests = _ask(hub, names, whole).requests
        for number in range(STOPS):
            kind = ("reset", "limit", "budget")[number % 3]
            location = Location.of_file(tmp_path / (f"{number}.db" if ALONE else "stopped.db"))
            # The query has a limit of its own: that of the lists must stop one of them.
            most = requests - 1 if ALONE else requests // STOPS
            _stop(hub, names, location, kind, draw.randrange(1, most))
            if ALONE or number == STOPS - 1:
                done = _ask(hub, names, location)
                assert (done.repositories, done.unreachable) == (len(SIZES), False), (kind, number)
                assert _exported(location) == _exported(whole), (kind, number)
                hub.mend()
                assert (_ask(hub, names, location).requests, hub.counted) == (0, 0)
