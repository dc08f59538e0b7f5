"""Composes what finds things: the complete index, the search, and the pages of former names."""

from collections.abc import Iterable, Iterator

from tracker.website.context import Context
from tracker.website.pages import EverythingPage, IndexEntry, IndexSection, PageLink, RedirectPage, SearchPage
from tracker.website.records import records
from tracker.website.sitemap import root
from tracker.website.slugs import slug
from tracker.website.text import clip, day

EVERYTHING = "everything/index.html"
"""The path of the complete index."""
SEARCH = "search/index.html"
"""The path of the search."""


def everything_pages(around: Context) -> Iterator[EverythingPage | SearchPage | RedirectPage]:
    """Yield the complete index, the search, and a page for each former name."""
    said = "Every proposal, amendment, release, decision, meeting, rule and gated item, on one page."
    sections = (_subjects(around), *_records(around), _gates(around))
    yield EverythingPage(
        around.frame(EVERYTHING, "Everything on this site", said, "everything"),
        tuple(each for each in sections if each.entries),
    )
    said = "Search proposals, amendments, gated items, decisions, meetings and rules."
    yield SearchPage(around.frame(SEARCH, "Search", said, "search"), around.settings.search, EVERYTHING)
    yield from _redirects(around)


def _subjects(around: Context) -> IndexSection:
    standing, places = around.standing, around.places
    entries = [
        IndexEntry(PageLink(clip(each.title), path), f"proposal, phase {each.phase}")
        for each, path in zip(standing.proposals, places.proposals, strict=True)
    ]
    entries += [
        IndexEntry(PageLink(clip(each.title), path), f"amendment, {each.state}")
        for each, path in zip(standing.amendments, places.amendments, strict=True)
    ]
    entries += [
        IndexEntry(PageLink(clip(each.title), path), f"amendment, {each.state}")
        for each, path in zip(around.content.lived, places.lived, strict=True)
    ]
    entries += [
        IndexEntry(PageLink(clip(each.title), path), "not on the proposal list")
        for each, path in zip(standing.unlisted, places.unlisted, strict=True)
    ]
    return IndexSection("subjects", "Proposals and amendments", _sorted(entries))


def _records(around: Context) -> Iterator[IndexSection]:
    content, found = around.content, records(around)
    ahead = [
        IndexEntry(PageLink(clip(each.version), path), "readiness")
        for each, path in zip(content.ballots, found.ballot_pages, strict=True)
    ]
    out = [
        IndexEntry(PageLink(clip(each.version), path), f"{clip(each.train)}, {day(each.date.date())}")
        for each, path in zip(content.releases, found.release_pages, strict=True)
    ]
    yield IndexSection("releases", "Releases", (*ahead, *reversed(out)))
    decided = (
        IndexEntry(
            PageLink(clip(each.vote.question), "votes/index.html"), f"{day(each.vote.date)}, {each.vote.outcome}"
        )
        for each in reversed(content.votes)
    )
    yield IndexSection("votes", "Decisions", tuple(decided))
    held = (IndexEntry(PageLink(day(each), path), "") for each, path in sorted(found.meetings.items(), reverse=True))
    yield IndexSection("meetings", "Meetings", tuple(held))
    rules = (
        IndexEntry(PageLink(each.id, path), each.summary)
        for each, path in zip(content.rules, found.rule_pages, strict=True)
    )
    yield IndexSection("rules", "Criteria and rules", tuple(rules), code=True)


def _gates(around: Context) -> IndexSection:
    """Return each gated item once for each gate that differs."""
    entries = {
        IndexEntry(PageLink(clip(each.item), around.places.by_id.get(each.proposal)), clip(_gate(each.kind, each)))
        for each in around.standing.gates
    }
    return IndexSection("items", "Gated items", _sorted(entries), code=True)


def _gate(kind: str, gate: object) -> str:
    named = getattr(gate, "feature", None) or getattr(gate, "version", None)
    return f"@{kind} {named}" if named else f"@{kind}"


def _sorted(entries: Iterable[IndexEntry]) -> tuple[IndexEntry, ...]:
    return tuple(sorted(entries, key=lambda each: (each.link.text.casefold(), each.link.text, each.note)))


def _redirects(around: Context) -> Iterator[RedirectPage]:
    """Yield a page for each name that a subject had once, is plain in an address, and leads nowhere else.

    Of names in two parts those count that begin with a proposal, and not those of repositories.
    """
    places, former = around.places, around.content.former_names
    taken = {*places.proposals, *places.amendments, *places.lived}
    for name, subject in sorted(former.items()):
        target = places.by_id.get(subject)
        first, *rest = name.split("/")
        path = "/".join(("proposals", slug(first), *map(slug, rest), "index.html"))
        plain = all(slug(part) == part for part in (first, *rest))
        named = not rest or (len(rest) == 1 and (first in places.by_id or first in former))
        if target is None or not plain or not named or path in taken:
            continue
        taken.add(path)
        frame = around.frame(path, clip(name), f"{clip(name)} is called {clip(subject)} now.", "")
        yield RedirectPage(frame, PageLink(clip(subject), target), f"{root(path)}{target}")
