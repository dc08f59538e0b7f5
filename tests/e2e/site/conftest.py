"""Sites to open in a browser: of an invented world, of the same with hostile text, and of real repositories."""

import json
import os
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from typing import Any

import pytest
import time_machine
from playwright.sync_api import Browser, sync_playwright

from tests.e2e.site import needed
from tests.e2e.site.hostile import lengthened, planted, poisoned
from tests.e2e.site.made_world import in_full, make_mirrors
from tests.e2e.site.serving import served
from tests.e2e.site.survey import Survey, surveyed
from tests.synced_corpus import SyncedCorpus, synced_from
from tracker.cli.past import Past
from tracker.cli.site_content import site_content
from tracker.cli.site_releases import site_releases, with_releases
from tracker.website.building import build
from tracker.website.content import Content
from tracker.website.searching import can_search
from tracker.website.settings import Settings

BASE = "https://example.org/wasi/"
SYNCED = datetime(2026, 8, 20, 12, tzinfo=UTC)
MOVED = b'<meta http-equiv="refresh"'
"""What a page has that leads on to another one."""
_OF_A_FAMILY = 2
EACH = os.environ.get("TRACKER_SURVEY") == "each"
"""Whether all pages are examined, as `make soak` does, and not some of each family."""


@dataclass(frozen=True, slots=True)
class Site:
    """A built site, served on this machine."""

    folder: Path
    """Its files."""
    address: str
    """Where it is served, with a slash behind."""

    @property
    def pages(self) -> tuple[str, ...]:
        """The paths of all pages but those that only lead on to another."""
        found = sorted(self.folder.rglob("*.html"))
        return tuple(each.relative_to(self.folder).as_posix() for each in found if MOVED not in each.read_bytes())

    @property
    def moved(self) -> tuple[str, ...]:
        """The paths of those that lead on."""
        found = sorted(self.folder.rglob("*.html"))
        return tuple(each.relative_to(self.folder).as_posix() for each in found if MOVED in each.read_bytes())

    def sample(self, of_a_family: int = _OF_A_FAMILY) -> tuple[str, ...]:
        """Return some pages of each family, the longest ones, which hold the most; or all when each is asked for."""
        if EACH:
            return self.pages
        families: dict[tuple[str, int], list[str]] = {}
        for path in self.pages:
            families.setdefault((path.split("/")[0], path.count("/")), []).append(path)
        sizes = {path: (self.folder / path).stat().st_size for path in self.pages}
        longest = (sorted(each, key=lambda path: -sizes[path])[:of_a_family] for each in families.values())
        return tuple(sorted(path for each in longest for path in each))


def _shown(synced: SyncedCorpus) -> Content:
    """Return what the site shows of repositories."""
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("TRACKER_CACHE_DIR", str(synced.cache))
        database = str(synced.database)
        return with_releases(site_content(Past.read(database, None)), site_releases(database, None))


@contextmanager
def _site(content: Content, folder: Path) -> Iterator[Site]:
    """Build a site, and serve it where its absolute links expect it."""
    build(content, folder / "wasi", Settings("1.2.3", BASE, search=can_search()))
    with served(folder) as address:
        yield Site(folder / "wasi", f"{address}wasi/")


@pytest.fixture(scope="session")
def world(tmp_path_factory: pytest.TempPathFactory, scrubbed_session: None) -> Content:
    """Return what the site shows of the invented world."""
    del scrubbed_session
    folder = tmp_path_factory.mktemp("world")
    with time_machine.travel(SYNCED, tick=False):
        return in_full(_shown(synced_from(make_mirrors(folder), folder)))


@pytest.fixture(scope="session")
def site(world: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the site of the invented world."""
    with _site(world, tmp_path_factory.mktemp("site")) as made:
        yield made


@pytest.fixture(scope="session")
def hostile_sites(world: Content, tmp_path_factory: pytest.TempPathFactory) -> Iterator[dict[str, Site]]:
    """Return the sites of the invented world with hostile text everywhere, by what kind of it."""
    with ExitStack() as sites:
        yield {
            change.__name__: sites.enter_context(_site(poisoned(world, change), tmp_path_factory.mktemp("hostile")))
            for change in (planted, lengthened)
        }


@pytest.fixture(scope="session", params=["planted", "lengthened"])
def hostile(request: pytest.FixtureRequest, hostile_sites: dict[str, Site]) -> Site:
    """Return one of the sites with hostile text."""
    return hostile_sites[request.param]


@pytest.fixture(scope="session")
def api(world: Content) -> dict[str, Any]:
    """Return the documents that commands print of the invented world, by their paths."""
    return {path: json.loads(text) for path, text in world.api.items()}


@pytest.fixture(scope="session")
def real(synced_corpus: SyncedCorpus, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Site]:
    """Return the site of the real repositories."""
    with _site(_shown(synced_corpus), tmp_path_factory.mktemp("real-site")) as made:
        yield made


@pytest.fixture(scope="session")
def survey(site: Site) -> Survey:
    """Return what was seen on every page of the invented world."""
    return surveyed(needed.chromium(), site.address, site.pages, needed.axe(), site.sample())


@pytest.fixture(scope="session")
def hostile_survey(hostile: Site) -> Survey:
    """Return what was seen on pages with hostile text."""
    return surveyed(needed.chromium(), hostile.address, hostile.sample())


@pytest.fixture(scope="session")
def real_survey(real: Site) -> Survey:
    """Return what was seen on pages of the real repositories."""
    return surveyed(needed.chromium(), real.address, real.sample(), needed.axe(), real.sample(1))


# Not for the session: while it is open an event loop runs in this process, beside which no other can be started.
@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Return a browser."""
    path = needed.chromium()
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=path)
        yield opened
        opened.close()
