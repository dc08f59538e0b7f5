"""Which page of the site every record has: releases, ballots, meetings, votes and rules."""

import re
from collections.abc import Iterable, Mapping
from datetime import date
from typing import TypeVar
from urllib.parse import urlsplit

from tracker.ballots.meetings import meetings_of
from tracker.frozen import frozen
from tracker.website.content import Content, RuleDocument
from tracker.website.context import Context
from tracker.website.pages import PageLink
from tracker.website.slugs import distinct, slug
from tracker.website.text import clip, day

DRIFT = "drift/index.html"
"""The path of the page of drift."""
MEETINGS = "meetings/index.html"
"""The path of the page of meetings."""
NEXT = "next/index.html"
"""The path of the page of coming releases."""
PEOPLE = "people/index.html"
"""The path of the page of people."""
PROCESS = "process/index.html"
"""The path of the page of the process."""
RELEASES = "releases/index.html"
"""The path of the page of releases."""
RULES = "rules/index.html"
"""The path of the page of rules."""
VOTES = "votes/index.html"
"""The path of the page of votes."""

_Key = TypeVar("_Key")
_VERSION = re.compile(r"[0-9]{1,6}(?:\.[0-9a-z]{1,20}){0,5}(?:[-+][0-9a-z]{1,20}){0,6}")


@frozen
class Records:
    """The paths of the pages of records."""

    rules: Mapping[str, str]
    """By the id of the rule; of a criterion and a rule with one id, the first in the content."""
    rule_pages: tuple[str, ...]
    """In the order of the content."""
    meetings: Mapping[date, str]
    ballots: Mapping[str, str]
    """By version."""
    ballot_pages: tuple[str, ...]
    """In the order of the content."""
    release_pages: tuple[str, ...]
    """In the order of the content."""
    releases: Mapping[tuple[str, str], str]
    """By train and version."""

    def rule(self, name: str) -> PageLink:
        """Return a link to a rule's page, or its id alone."""
        return PageLink(clip(name), self.rules.get(name))

    def meeting(self, when: date) -> PageLink:
        """Return a link to a meeting's page, or its day alone."""
        return PageLink(day(when), self.meetings.get(when))

    def version(self, train: str | None, version: str) -> PageLink:
        """Return a link to a release's page, or to that of its ballot while it has none; else the version alone."""
        released = None if train is None else self.releases.get((train, version))
        return PageLink(clip(version), released or self.ballots.get(version))


def records(around: Context) -> Records:
    """Return the path of every record's page; no two share one."""
    content = around.content
    rule_pages = rule_paths(content.rules)
    ballot_pages = _paths("next", [version_slug(each.version) for each in content.ballots])
    main = registry(content)
    named = [
        version_slug(each.version) if each.train == main else f"{_short(each.train)}-{version_slug(each.version)}"
        for each in content.releases
    ]
    release_pages = _paths("releases", named)
    days = {
        *meetings_of(content.meetings),
        *(each.date for each in (content.agenda.meetings if content.agenda else ())),
    }
    return Records(
        rules=_first((each.id for each in content.rules), rule_pages),
        rule_pages=rule_pages,
        meetings={each: f"meetings/{each:%Y-%m-%d}/index.html" for each in sorted(days)},
        ballots=_first((each.version for each in content.ballots), ballot_pages),
        ballot_pages=ballot_pages,
        release_pages=release_pages,
        releases=_first(((each.train, each.version) for each in content.releases), release_pages),
    )


def rule_paths(rules: Iterable[RuleDocument]) -> tuple[str, ...]:
    """Return the path of each rule's page."""
    return _paths("rules", [slug(each.id) for each in rules])


def registry(content: Content) -> str | None:
    """Return the repository of the proposal list: its own releases are the ones that are called by their version."""
    for each in content.standing.proposals:
        parts = urlsplit(each.row.url).path.split("/") if each.row is not None and _splits(each.row.url) else []
        if len(parts) > 2:  # noqa: PLR2004 -- the owner and the name behind the first slash
            return f"{parts[1]}/{parts[2]}"
    return None


def version_slug(version: str) -> str:
    """Return a version as a folder: as it is where it is plain, else as any other name."""
    return version if _VERSION.fullmatch(version) else slug(version)


def _splits(url: str) -> bool:
    try:
        urlsplit(url)
    except ValueError:
        return False
    return True


def _short(train: str) -> str:
    return slug(train.rpartition("/")[2])


def _paths(family: str, slugs: list[str]) -> tuple[str, ...]:
    return tuple(f"{family}/{each}/index.html" for each in distinct(slugs))


def _first(keys: Iterable[_Key], paths: tuple[str, ...]) -> dict[_Key, str]:
    found: dict[_Key, str] = {}
    for key, path in zip(keys, paths, strict=True):
        found.setdefault(key, path)
    return found
