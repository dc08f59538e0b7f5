"""What the site shows of past releases: told apart from the rest, by the process that waits for it."""

from dataclasses import replace
from datetime import datetime

from tracker.aliases import shipped_aliases
from tracker.cli.kept import kept
from tracker.released import Release
from tracker.releases import releases_of, summarized
from tracker.reports.dumping import on_one_line
from tracker.reports.releases_json import releases_as_json
from tracker.store.chronicles import tagged_at
from tracker.store.known import present_names
from tracker.store.location import Location
from tracker.store.queries import facts_at
from tracker.store.reader import Reader
from tracker.subjects import identify
from tracker.website.content import Content

Told = tuple[tuple[Release, ...], str]
"""The releases of all trains, oldest first within each, and the JSON document about them."""


def site_releases(database: str | None, moment: datetime | None) -> Told:
    """Return the releases up to a moment, as they were told before of the same facts."""
    return kept(tuple, database, moment, lambda: _told(database, moment), folder="trains")


def with_releases(content: Content, told: Told) -> Content:
    """Return what the site shows, with the releases."""
    releases, document = told
    return replace(content, releases=releases, api={**content.api, "releases.json": document})


def _told(database: str | None, moment: datetime | None) -> Told:
    with Reader.open(Location.find(database)) as reader:
        facts, tagged = facts_at(reader, moment), tagged_at(reader, moment)
        aliases = shipped_aliases().with_renamed(present_names(reader))
    releases = releases_of(tagged, identify(facts, aliases), aliases)
    with on_one_line():
        document = releases_as_json([summarized(each) for each in releases if not each.prerelease], facts.at)
    return releases, document
