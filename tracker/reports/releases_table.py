"""Releases for a terminal: one line each, or all that one of them brought."""

from collections.abc import Iterable, Sequence
from datetime import UTC, datetime
from itertools import groupby

from rich.console import RenderableType
from rich.padding import Padding
from rich.table import Table
from rich.text import Text

from tracker.released import Release, ReleaseItem
from tracker.reports.console import Link, rendered
from tracker.reports.releases_groups import (
    counted,
    gate,
    grouped,
    initially,
    inner,
    name_of,
    nothing,
    otherwise_declared,
    sections,
)

_NARROW = 80
"""Below so many columns, counts and places have no columns of their own."""


def releases_as_table(releases: Sequence[Release], as_of: datetime, left_out: int, width: int, *, color: bool) -> str:
    """Return a line for each release, by train; `left_out` is how many prereleases are not shown."""
    hint = f"; {counted(left_out, 'prerelease')} left out (--prereleases)" if left_out else ""
    moment = as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    parts: list[RenderableType] = [Text(f"As of {moment}: {counted(len(releases), 'release')}{hint}", style="dim")]
    for train, own in groupby(releases, key=lambda each: each.train):
        parts += [Text(f"\n{train}", style="bold"), _overview(own, narrow=width < _NARROW)]
    return rendered(parts, width, color=color)


def release_as_table(releases: Iterable[Release], width: int, *, color: bool) -> str:
    """Return all that some releases brought."""
    parts: list[RenderableType] = []
    for release in releases:
        parts += [Text("")] if parts else []
        parts += _release(release, narrow=width < _NARROW)
    return rendered(parts, width, color=color)


def _overview(releases: Iterable[Release], *, narrow: bool) -> Table:
    table = Table(box=None, expand=True, padding=(0, 2, 0, 0), pad_edge=False, header_style="bold")
    table.add_column("version", overflow="fold")
    table.add_column("date", width=10, no_wrap=True)
    if not narrow:
        table.add_column("tagged in", overflow="fold")
        for name in ("stab.", "added", "depr.", "gated"):
            table.add_column(name, width=5, no_wrap=True, justify="right")
    table.add_column("brings", ratio=1, overflow="fold")
    for each in releases:
        cells = [] if narrow else [_repositories(each), *_counts(each)]
        table.add_row(*(Text(cell) for cell in (each.version, _day(each), *cells, _brings(each))))
    return table


def _counts(release: Release) -> list[str]:
    lists = (release.stabilized, release.added, release.deprecated, release.unstable)
    return ["" if release.previous is None else str(len(items) or "·") for items in lists]


def _repositories(release: Release) -> str:
    names = list(dict.fromkeys(each.repository.rpartition("/")[2] for each in release.tags))
    return names[0] if len(names) == 1 else f"{names[0]} + {len(names) - 1}"


def _brings(release: Release) -> str:
    if release.previous is None:
        return initially(release)
    said = [f"stabilizes {', '.join(release.amendments)}"] if release.amendments else []
    begun = sorted({each.amendment for each in release.unstable if each.amendment})
    said += [f"gates {', '.join(begun)}"] if begun else []
    said += [f"{len(release.late)} late"] if release.late else []
    said += [f"{counted(len(release.removed), 'gate')} gone"] if release.removed else []
    return ", ".join(said)


def _day(release: Release) -> str:
    return release.date.astimezone(UTC).strftime("%Y-%m-%d")


def _release(release: Release, *, narrow: bool) -> list[RenderableType]:
    after = f"after {release.previous}" if release.previous else initially(release)
    parts: list[RenderableType] = [
        Text(f"{name_of(release)} · {_day(release)} · {after}", style="bold"),
        Text(f"Packages: {', '.join(release.packages) or 'none of its line'}"),
    ]
    if other := otherwise_declared(release):
        parts.append(Text(f"Declared with another version: {', '.join(other)}"))
    parts += [Link(f"{tag.name}: {tag.url}", style="dim") for tag in release.tags]
    for heading, meaning, items in sections(release):
        title = Text.assemble((f"\n{heading} ({len(items)})", "bold"), (f": {meaning}", "dim"))
        parts += [title, *_items(items, narrow=narrow)]
    if not any(sections(release)):
        parts.append(Text(f"\n{nothing(release)}"))
    return parts


def _items(items: Iterable[ReleaseItem], *, narrow: bool) -> Iterable[RenderableType]:
    for proposal, interface, own in grouped(items):
        yield Padding(Text.assemble((proposal, "bold"), f" · {interface}"), (0, 0, 0, 2))
        if narrow:
            yield from (Padding(Text(f"{inner(each)}: {gate(each)}"), (0, 0, 0, 4)) for each in own)
            continue
        table = Table(box=None, expand=True, show_header=False, padding=(0, 2, 0, 0), pad_edge=False)
        table.add_column(ratio=4, overflow="fold")
        table.add_column(min_width=9, no_wrap=True)
        table.add_column(max_width=28, overflow="fold")
        table.add_column(ratio=5, overflow="fold")
        for item in own:
            place = f"{item.file}:{item.line}"
            table.add_row(*(Text(cell) for cell in (inner(item), item.item_kind, gate(item), place)))
        yield Padding(table, (0, 0, 0, 4))
