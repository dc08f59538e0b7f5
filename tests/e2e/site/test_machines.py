"""What programs read, read by libraries that have nothing to do with ours."""

import json
from collections import Counter
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit
from xml.etree import ElementTree as ET

import feedparser  # type: ignore[import-untyped]
import pytest
from icalendar import Calendar
from jsonschema import Draft202012Validator, FormatChecker

from tests.e2e.site.conftest import BASE, SYNCED, Site

SVG = "{http://www.w3.org/2000/svg}"
SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"


@pytest.fixture(params=["invented", "planted", "lengthened"])
def any_site(request: pytest.FixtureRequest, site: Site, hostile_sites: dict[str, Site]) -> Site:
    """Return the invented site, and those with hostile text."""
    return hostile_sites.get(request.param, site)


def files(site: Site, pattern: str) -> list[Path]:
    """Return the files of a site that are named so; there are some."""
    found = sorted(site.folder.rglob(pattern))
    assert found
    return found


def in_site(site: Site, address: str) -> bool:
    """Return whether an address of the site leads to a file of it."""
    path = address.removeprefix(BASE)
    return (
        address.startswith(BASE) and (site.folder / (path + "index.html" if path[-1:] in {"", "/"} else path)).is_file()
    )


def test_every_feed_is_read_without_a_complaint(any_site: Site) -> None:
    for path in files(any_site, "feeds/**/*.xml"):
        feed = feedparser.parse(path.read_bytes())
        assert (path.name, feed.bozo, feed.version) == (path.name, False, "atom10")
        assert feed.feed.title
        assert feed.feed.updated_parsed
        assert in_site(any_site, next(each.href for each in feed.feed.links if each.rel == "self"))
        assert [name for name, count in Counter(each.id for each in feed.entries).items() if count > 1] == []
        for entry in feed.entries:
            assert entry.title
            assert entry.updated_parsed
            assert {urlsplit(each.href).scheme for each in entry.get("links", ())} <= {"https"}


def test_the_feed_of_all_changes_is_newest_first(site: Site) -> None:
    entries = feedparser.parse((site.folder / "feeds/all.xml").read_bytes()).entries
    moments = [each.updated_parsed for each in entries]
    assert moments == sorted(moments, reverse=True)
    assert "Lamp: Dimmer: the vote passed: Vote: lamp-dimmer to phase 3" in [each.title for each in entries]


def test_the_calendar_is_read_and_holds_what_comes(any_site: Site) -> None:
    calendar = Calendar.from_ical((any_site.folder / "calendar.ics").read_bytes())
    assert calendar["version"] == "2.0"
    assert calendar["prodid"]
    events = list(calendar.walk("VEVENT"))
    assert [each for each in events if each.errors] == []
    assert len(events) > 3
    assert len({str(each["uid"]) for each in events}) == len(events)
    for event in events:
        first, after, stamped = (event.decoded(name) for name in ("dtstart", "dtend", "dtstamp"))
        assert SYNCED.date() <= first < after
        assert stamped == SYNCED
        assert event["summary"]


def test_no_line_of_the_calendar_is_longer_than_allowed(any_site: Site) -> None:
    lines = (any_site.folder / "calendar.ics").read_bytes().split(b"\r\n")
    assert max(map(len, lines)) <= 75
    assert not any(b"\n" in line or b"\r" in line for line in lines)


def test_every_document_is_what_its_schema_says(any_site: Site) -> None:
    api = any_site.folder / "api/v1"
    index = json.loads((api / "index.json").read_bytes())
    listed = {each["path"]: each["schema"] for each in index["documents"]}
    present = {each.relative_to(api).as_posix() for each in api.rglob("*.json")}
    assert {*listed, "index.json"} == {each for each in present if not each.startswith("schemas/")}
    for path, schema in (*listed.items(), ("index.json", "schemas/api.v1.json")):
        document, declared = (json.loads((api / each).read_bytes()) for each in (path, schema))
        Draft202012Validator.check_schema(declared)
        errors = Draft202012Validator(declared, format_checker=FormatChecker()).iter_errors(document)
        assert [f"{path}: {error.json_path}: {error.message[:200]}" for error in errors] == []


def test_the_documents_are_what_the_commands_print(site: Site, api: dict[str, Any]) -> None:
    folder = site.folder / "api/v1"
    assert {path: json.loads((folder / path).read_bytes()) for path in api} == api


def test_every_badge_is_a_small_picture_that_says_what_it_shows(any_site: Site) -> None:
    for path in files(any_site, "badges/**/*.svg"):
        data = path.read_bytes()
        assert len(data) < 2_000
        picture = ET.fromstring(data)  # noqa: S314 -- our own file; expat gives up on bombs
        assert picture.tag == f"{SVG}svg"
        assert {each.tag.removeprefix(SVG) for each in picture.iter()} == {"svg", "title", "rect", "path", "g", "text"}
        title = picture.findtext(f"{SVG}title")
        assert title
        assert picture.get("aria-label") == title
        assert title == ": ".join(filter(None, (each.text for each in picture.iter(f"{SVG}text"))))


def test_the_map_of_the_site_names_every_page_once(any_site: Site) -> None:
    named = [
        each.text or ""
        for each in ET.parse(any_site.folder / "sitemap.xml").iter(f"{SITEMAP}loc")  # noqa: S314 -- as above
    ]
    assert [each for each in named if not in_site(any_site, each)] == []
    assert len(set(named)) == len(named)
    assert len(named) == len(set(any_site.pages) - {"404.html"})
