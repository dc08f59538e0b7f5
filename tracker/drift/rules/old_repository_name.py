"""`old-repository-name`: a link of the proposal list leads to a name that the repository no longer has."""

from collections.abc import Iterator
from dataclasses import replace

from tracker.aliases import Aliases
from tracker.drift.evidence import file_said, row_said
from tracker.drift.findings import Patch, ReplaceLink, Severity
from tracker.drift.interface import Hit, Sources, rule
from tracker.drift.links import LIST
from tracker.drift.rows import listed
from tracker.facts import RepositoryName
from tracker.subjects import Row


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every address of an old name once, with all rows that lead there."""
    rows: dict[str, list[tuple[str, Row]]] = {}
    for subject, row in listed(sources):
        if row.row.url is not None:
            rows.setdefault(row.row.url, []).append((subject, row))
    for url, own in rows.items():
        renamed = _renamed(url, sources.aliases)
        if renamed is not None:
            yield _hit(sources, url, *renamed, own)


def _renamed(url: str, aliases: Aliases) -> tuple[RepositoryName, RepositoryName] | None:
    """Return the name a link uses and the one the repository has now, where they differ."""
    written = replace(aliases, renamed={}).place(url)
    current = aliases.place(url)
    if written is None or current is None or written.repository.casefold() == current.repository.casefold():
        return None
    return written.repository, current.repository


def _hit(sources: Sources, url: str, old: RepositoryName, new: RepositoryName, rows: list[tuple[str, Row]]) -> Hit:
    subject, first = rows[0]
    titles = " and ".join(row.row.title for _, row in rows)
    at = url.casefold().find(old.casefold())
    present = sources.repository(new)
    return Hit(
        subject=subject,
        message=f"the row of {titles} links to {old}, which is called {new} now",
        since=None,
        evidence=(
            *(said for _, row in rows for said in row_said(sources, row, f"proposal list: {url}")),
            *(file_said(present, "", None, f"the repository: {new}") if present else ()),
        ),
        fix=f"link to {new}: the old address works only as long as GitHub redirects it",
        patch=Patch(first.path, (ReplaceLink(url, f"{url[:at]}{new}{url[at + len(old) :]}"),)) if at >= 0 else None,
    )


RULE = rule(
    check,
    Severity.NOTE,
    "A link of the proposal list leads to a name that the repository no longer has.",
    LIST,
)
"""The rule."""
