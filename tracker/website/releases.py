"""Composes the pages of releases: what each added, stabilized and deprecated."""

from collections.abc import Iterator, Sequence

from tracker.facts import GateKind
from tracker.released import Release, ReleaseItem
from tracker.website.context import Context, repository_link
from tracker.website.pages.parts import Link, PageLink
from tracker.website.pages.releases import (
    ItemChange,
    ItemGroup,
    ReleasedItem,
    ReleaseGroup,
    ReleaseLine,
    ReleasePage,
    ReleasesPage,
)
from tracker.website.pages.votes import Count
from tracker.website.records import RELEASES, Records, records, registry
from tracker.website.text import clip, counted, moment

_CHANGES = (
    ("added", "Added", "Stable items that the release before did not have."),
    ("stabilized", "Stabilized", "Items that were behind a feature in the release before, and are stable now."),
    ("late", "Stable, said late", "Items that name an earlier release, though none before this one has their gates."),
    ("deprecated", "Deprecated", "Items that go on working and should no longer be used."),
    ("unstable", "New behind a feature", "Items behind a feature that did not gate them in the release before."),
    ("removed", "Gate gone", "Gated items of the release before that have no such gate any more."),
)


def release_pages(around: Context) -> Iterator[ReleasesPage | ReleasePage]:
    """Yield the page of all releases, then one for each."""
    known = records(around)
    releases = around.content.releases
    said = f"{counted(len(releases), 'release')}: what each added, stabilized and deprecated."
    yield ReleasesPage(
        frame=around.frame(RELEASES, "Releases", said, "releases"),
        coming=tuple(PageLink(clip(version), path) for version, path in known.ballots.items()),
        groups=tuple(_groups(around, known)),
    )
    for release, path in zip(releases, known.release_pages, strict=True):
        yield _page(around, known, release, path)


def _groups(around: Context, known: Records) -> Iterator[ReleaseGroup]:
    """Yield the lines of the registry, newest first, then those of the proposals that release by themselves."""
    releases = around.content.releases
    main = registry(around.content)
    newest = {(each.train, each.line): each.date for each in releases}
    order = sorted(newest, key=lambda key: (key[0] != main, -newest[key].timestamp(), key))
    for place, (train, line) in enumerate(order):
        own = [each for each in releases if (each.train, each.line) == (train, line)]
        title = f"WASI {line}" if train == main else f"{train.rpartition('/')[2]} {line}"
        yield ReleaseGroup(
            anchor=f"line-{place + 1}",
            title=clip(title),
            train=_train(train),
            lines=tuple(_line(around, known, each) for each in reversed(own)),
        )


def _line(around: Context, known: Records, release: Release) -> ReleaseLine:
    when = moment(release.date)
    return ReleaseLine(
        version=known.version(release.train, release.version),
        day=when.day,
        iso=when.iso,
        note=_note(release),
        counts=tuple(
            Count(len(_items(release, key)), title.lower()) for key, title, _ in _CHANGES if _items(release, key)
        ),
        amendments=tuple(around.places.link(each, each) for each in release.amendments),
    )


def _page(around: Context, known: Records, release: Release, path: str) -> ReleasePage:
    when = moment(release.date)
    of_line = [each for each in around.content.releases if (each.train, each.line) == (release.train, release.line)]
    following = [each for each in of_line if each.previous == release.version]
    said = f"Release {clip(release.version)} of {clip(release.train)}: what it added, stabilized and deprecated."
    holds = release.holds
    return ReleasePage(
        frame=around.frame(path, f"Release {release.version}", said, "releases"),
        version=clip(release.version),
        day=when.day,
        iso=when.iso,
        note=_note(release),
        train=_train(release.train),
        previous=None if release.previous is None else known.version(release.train, release.previous),
        following=known.version(release.train, following[0].version) if following else None,
        tags=tuple(Link(clip(f"{each.repository} {each.name}"), each.url) for each in release.tags),
        packages=tuple(clip(each) for each in release.packages),
        holds=(
            Count(holds.since, "@since"),
            Count(holds.unstable, "@unstable"),
            Count(holds.deprecated, "@deprecated"),
        ),
        changes=tuple(
            ItemChange(key, title, said, len(_items(release, key)), tuple(_by_subject(around, _items(release, key))))
            for key, title, said in _CHANGES
            if _items(release, key)
        ),
        amendments=tuple(around.places.link(each, each) for each in release.amendments),
    )


def _items(release: Release, key: str) -> tuple[ReleaseItem, ...]:
    found: tuple[ReleaseItem, ...] = getattr(release, key)
    return found


def _by_subject(around: Context, items: Sequence[ReleaseItem]) -> Iterator[ItemGroup]:
    for subject in dict.fromkeys(each.amendment or each.proposal for each in items):
        own = [each for each in items if (each.amendment or each.proposal) == subject]
        yield ItemGroup(around.places.link(subject, subject), tuple(_item(each) for each in own))


def _item(item: ReleaseItem) -> ReleasedItem:
    value = f"feature = {item.feature}" if item.kind is GateKind.UNSTABLE else f"version = {item.version}"
    return ReleasedItem(
        item=clip(item.item),
        kind=clip(item.item_kind),
        gate=clip(f"@{item.kind}({value})"),
        source=Link(clip(f"{item.file}:{item.line}"), item.url),
    )


def _note(release: Release) -> str:
    return "release candidate" if release.prerelease else ""


def _train(name: str) -> Link:
    return repository_link(name) or Link(clip(name), None)
