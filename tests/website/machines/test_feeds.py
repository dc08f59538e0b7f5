from dataclasses import replace
from datetime import UTC, datetime

import feedparser  # type: ignore[import-untyped]
import pytest

from tracker.facts import Revision
from tracker.happenings import Timeline
from tracker.lives import ChangeKind, PhaseChange
from tracker.website.content import Content
from tracker.website.context import context
from tracker.website.machines.feeds import feed_files
from tracker.website.settings import Settings


def change(day: int, subject: str, title: str, target: int = 2) -> PhaseChange:
    when = datetime(2026, 3, day, 9, tzinfo=UTC)
    url = f"https://github.com/WebAssembly/WASI/blob/{day:040}/docs/Proposals.md#L9"
    kind = ChangeKind.ADVANCED
    return PhaseChange(when, subject, kind, target - 1, target, Revision(f"{day:040}"), title, url, "Ada", "Advance")


TIMELINES = (
    Timeline("clocks", "Clocks", (change(1, "clocks", "Clocks"), change(4, "clocks", "Clocks <b>&", 3))),
    Timeline("clocks/clocks-timezone", "Clocks: Timezone", (change(2, "clocks/clocks-timezone", "Clocks: Timezone"),)),
    Timeline("i2c", "I2C", (change(3, "i2c", "I2C\x07"),)),
)


@pytest.fixture
def happened(content: Content) -> Content:
    return replace(content, timelines=TIMELINES)


def feeds(content: Content, base_url: str | None = None) -> dict[str, bytes]:
    return dict(feed_files(context(content, Settings("1.2.3", base_url))))


def test_a_feed_tells_what_happened_newest_first(happened: Content) -> None:
    feed = feedparser.parse(feeds(happened)["feeds/all.xml"])
    assert (feed.bozo, feed.version, feed.feed.title) == (False, "atom10", "WASI proposals: all changes")
    assert feed.feed.updated == "2026-03-04T09:00:00Z"
    assert [(each.updated, each.title) for each in feed.entries] == [
        ("2026-03-04T09:00:00Z", "Clocks <b>&: advanced from phase 2 to 3"),
        ("2026-03-03T09:00:00Z", "I2C: advanced from phase 1 to 2"),
        ("2026-03-02T09:00:00Z", "Clocks: Timezone: advanced from phase 1 to 2"),
        ("2026-03-01T09:00:00Z", "Clocks: advanced from phase 1 to 2"),
    ]


def test_the_feed_of_a_proposal_tells_of_its_amendments_and_theirs_of_them_alone(happened: Content) -> None:
    made = feeds(happened)
    days = {
        path: [each.updated[:10] for each in feedparser.parse(made[path]).entries]
        for path in (
            "feeds/proposals/clocks.xml",
            "feeds/proposals/clocks/clocks-timezone.xml",
            "feeds/proposals/url.xml",
        )
    }
    assert days == {
        "feeds/proposals/clocks.xml": ["2026-03-04", "2026-03-02", "2026-03-01"],
        "feeds/proposals/clocks/clocks-timezone.xml": ["2026-03-02"],
        "feeds/proposals/url.xml": [],
    }


def test_ids_do_not_depend_on_where_the_site_is_served(happened: Content) -> None:
    here = feedparser.parse(feeds(happened)["feeds/all.xml"])
    there = feedparser.parse(feeds(happened, "https://example.org/tracker/")["feeds/all.xml"])
    assert here.feed.id == there.feed.id
    assert [each.id for each in here.entries] == [each.id for each in there.entries]
    assert len({each.id for each in here.entries}) == len(TIMELINES) + 1
    assert [(each.rel, each.href) for each in there.feed.links] == [
        ("self", "https://example.org/tracker/feeds/all.xml"),
        ("alternate", "https://example.org/tracker/index.html"),
    ]
    assert "links" not in here.feed


def test_what_happens_twice_at_once_is_told_apart(content: Content) -> None:
    twice = replace(content, timelines=(Timeline("i2c", "I2C", (change(3, "i2c", "I2C"), change(3, "i2c", "I2C"))),))
    entries = feedparser.parse(feeds(twice)["feeds/all.xml"]).entries
    assert len(entries) == len({each.id for each in entries}) == 2


def test_an_address_that_is_none_of_the_web_is_no_link(content: Content) -> None:
    bad = replace(change(3, "i2c", "I2C"), url="javascript:alert(1)")
    entry = feedparser.parse(
        feeds(replace(content, timelines=(Timeline("i2c", "I2C", (bad,)),)))["feeds/all.xml"]
    ).entries[0]
    assert "links" not in entry
