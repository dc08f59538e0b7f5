"""Releases as Markdown: an overview, and the notes of one release."""

from collections.abc import Iterable, Iterator
from datetime import UTC, datetime

from tracker.released import Release, ReleaseItem
from tracker.reports.escaping import code, text
from tracker.reports.releases_groups import (
    gate,
    grouped,
    initially,
    inner,
    name_of,
    nothing,
    otherwise_declared,
    sections,
)

_HEAD = (
    "| version | date | tagged in | stabilized | added | deprecated | new behind a feature | amendments |",
    "| --- | --- | --- | --- | --- | --- | --- | --- |",
)


def releases_as_markdown(releases: Iterable[Release], as_of: datetime) -> str:
    """Return a table with a row for each release."""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    return "\n".join(["# Releases", "", f"As of {moment}.", "", *_HEAD, *map(_row, releases), ""])


def release_notes(releases: Iterable[Release]) -> str:
    """Return the notes of some releases, by proposal and interface, with links to each gate at the tag."""
    return "\n".join(line for release in releases for line in _notes(release))


def _row(release: Release) -> str:
    lists = (release.stabilized, release.added, release.deprecated, release.unstable)
    counts = ["" if release.previous is None else str(len(items)) for items in lists]
    said = ", ".join(f"`{code(each)}`" for each in release.amendments)
    cells = (
        text(name_of(release)),
        f"{release.date.astimezone(UTC):%Y-%m-%d}",
        ", ".join(f"[{text(each.repository)}]({each.url})" for each in release.tags),
        *counts,
        text(initially(release)) if release.previous is None else said,
    )
    return f"| {' | '.join(cells)} |"


def _notes(release: Release) -> Iterator[str]:
    after = f"after {release.previous}" if release.previous else initially(release)
    tags = ", ".join(f"[{text(each.repository)} {text(each.name)}]({each.url})" for each in release.tags)
    yield from (f"# {text(name_of(release))}", "", f"{release.date.astimezone(UTC):%Y-%m-%d}, {text(after)}.", "")
    yield f"* Tags: {tags}"
    yield f"* Packages: {_codes(release.packages) or 'none of its line'}"
    if other := otherwise_declared(release):
        yield f"* Declared with another version: {_codes(other)}"
    yield ""
    for heading, meaning, items in sections(release):
        yield from (f"## {heading}", "", f"{text(meaning[:1].upper() + meaning[1:])}.", "", *_items(items))
    if not any(sections(release)):
        yield from (text(nothing(release)), "")


def _items(items: Iterable[ReleaseItem]) -> Iterator[str]:
    proposals: set[str] = set()
    for proposal, interface, own in grouped(items):
        if proposal not in proposals:
            proposals.add(proposal)
            yield from (f"### {text(proposal)}", "")
        yield from (f"`{code(interface)}`", "")
        for item in own:
            amendment = f"; amendment `{code(item.amendment)}`" if item.amendment else ""
            said = f"{item.item_kind}, `{code(gate(item))}`{amendment}"
            yield f"* [`{code(inner(item))}`]({item.url}): {said}"
        yield ""


def _codes(names: Iterable[str]) -> str:
    return ", ".join(f"`{code(each)}`" for each in names)
