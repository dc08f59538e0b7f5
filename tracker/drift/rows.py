"""The rows of the proposal list: which features they track, since when they say what they say, and which are gone."""

from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence
from datetime import UTC, datetime
from typing import TypeVar

from tracker.chronicle import ListVersion, Span
from tracker.drift.gates import Feature, features_at
from tracker.drift.interface import Sources
from tracker.facts import ListRow, ProposalList
from tracker.subjects import AMENDABLE_PHASE, Amendment, Proposal, Row, amending_rows, rows_of, tracked_rows
from tracker.titles import names_of, words

SpanT = TypeVar("SpanT", bound=Span)


def held_since(spans: Sequence[SpanT], holds: Callable[[SpanT], bool]) -> datetime | None:
    """Return since when something holds that the newest of some spans says; `None` when it does not say so.

    The spans follow each other on one branch, oldest first; one that begins after a gap has forgotten what was before.
    """
    began: datetime | None = None
    follower: SpanT | None = None
    for span in reversed(spans):
        joined = span.standing if follower is None else _meets(span, follower)
        if not joined or not holds(span):
            break
        began, follower = span.first.at, span
    return began


def _meets(span: Span, follower: Span) -> bool:
    return span.end is not None and span.end.position == follower.first.position


def listed(sources: Sources) -> Iterator[tuple[str, Row]]:
    """Yield every row that counts, with the id of the proposal or amendment it is of."""
    yield from ((each.id, each.row) for each in sources.subjects.proposals if each.row is not None)
    yield from ((each.id, each.row) for each in sources.subjects.amendments if each.row is not None)


def row_since(sources: Sources, row: Row, holds: Callable[[ListRow], bool]) -> datetime | None:
    """Return since when the list has a row of this title, or one that leads to the same place, that `holds`."""

    def has(version: ListVersion) -> bool:
        same = (each for each in version.content.rows if is_same_row(sources, row, each))
        return any(holds(each) for each in same)

    return held_since(sources.chronicle.lists, has)


def is_same_row(sources: Sources, row: Row, other: ListRow) -> bool:
    """Return whether a row of another version is the same: of its title, or the only thing that leads to its place."""
    if words(other.title) == words(row.row.title):
        return True
    colon = ":" in other.title or ":" in row.row.title
    return not colon and row.place is not None and sources.aliases.place(other.url) == row.place


def rows_of_features(sources: Sources) -> dict[Feature, Row]:
    """Return the row of each feature that the list tracks now.

    Where the home of a proposal was not read, the chronicle tells its features: a release of it may hold them.
    """
    return {(parent, feature): row for parent, rows in _rows_by_parent(sources).items() for row, feature in rows}


def features_of_amendments(sources: Sources) -> dict[str, str]:
    """Return the feature of every amendment of the list of which it can be told, by the amendment's id."""
    told = {id(row.row): feature for rows in _rows_by_parent(sources).values() for row, feature in rows}
    return {
        each.id: told[id(each.row.row)]
        for each in sources.subjects.amendments
        if each.row is not None and id(each.row.row) in told
    }


def _rows_by_parent(sources: Sources) -> dict[str, list[tuple[Row, str]]]:
    found: dict[str, list[Amendment]] = defaultdict(list)
    for amendment in sources.subjects.amendments:
        if amendment.row is not None:
            found[amendment.parent.id].append(amendment)
    rows: dict[str, list[tuple[Row, str]]] = {}
    for parent, amendments in found.items():
        known = {each.feature for each in amendments if each.feature}
        rows[parent] = [(each.row, each.feature) for each in amendments if each.feature and each.row is not None]
        left = [each.row for each in amendments if each.feature is None and each.row is not None]
        now = sources.chronicle.at
        for begin in (now, datetime.min.replace(tzinfo=UTC)):
            candidates = sorted(features_at(sources, parent, begin, now) - known)
            told = [(row, each) for row, each in tracked_rows(left, parent, candidates, sources.aliases) if each]
            rows[parent] += told
            known |= {feature for _, feature in told}
            left = [row for row in left if all(row is not other for other, _ in told)]
    return rows


def last_rows(sources: Sources, proposal: Proposal, feature: str) -> Iterator[tuple[ListVersion, ListRow]]:
    """Yield the last version of the list that tracked a feature, and the row; nothing when there never was one."""
    for version in reversed(sources.chronicle.lists):
        rows = _amending(sources, version, proposal)
        end = version.end.at if version.end else None
        candidates = sorted({feature} | features_at(sources, proposal.id, version.first.at, end)) if rows else []
        for row, tracked in tracked_rows(rows, proposal.id, candidates, sources.aliases):
            if tracked == feature:
                yield version, row.row
                return


def _amending(sources: Sources, version: ListVersion, proposal: Proposal) -> list[Row]:
    if proposal.row is None:
        return []
    content = ProposalList(tuple(each for each in version.content.rows if _may_amend(sources, each, proposal.row)))
    if all(each.phase >= AMENDABLE_PHASE and ":" not in each.title for each in content.rows):
        return []
    read = [each.name for each in sources.facts.repositories if each.revision is not None]
    rows, _ = rows_of([(version.path, content)], sources.aliases, read)
    names = names_of(proposal.row.row.title)
    return [row for row, parent in amending_rows(rows).items() if names & names_of(parent.row.title)]


def _may_amend(sources: Sources, row: ListRow, parent: Row) -> bool:
    """Return whether a row may amend a parent, or be one: most of a list is neither, and to compare all takes long."""
    if ":" in row.title or row.phase >= AMENDABLE_PHASE:
        return True
    return parent.place is not None and sources.aliases.place(row.url) == parent.place
