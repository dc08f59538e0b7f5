"""`untracked-feature`: an `@unstable` feature of a phase-3 proposal that the proposal list does not track."""

from collections.abc import Iterator

from tracker.chronicle import GateSpan, ListVersion
from tracker.drift.evidence import day, gate_said, later, old_row_said, row_said
from tracker.drift.findings import InsertRow, Patch, Said, Severity
from tracker.drift.gates import Feature, amendable, landed_since, places, unstable_gates
from tracker.drift.interface import Hit, Sources, rule
from tracker.drift.links import AMENDING
from tracker.drift.rows import last_rows, row_since, rows_of_features
from tracker.drift.votes import standing_vote
from tracker.facts import ListRow
from tracker.standing import AmendmentState
from tracker.subjects import AMENDABLE_PHASE, Proposal, Row, title_of

_STABLE = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})
_FILED_IN = 2
"""The phase that an amendment is filed in."""


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every feature without a row, unless some line has it as stable: then that is what must be settled."""
    rows = rows_of_features(sources)
    proposals = amendable(sources)
    for (parent, feature), spans in sorted(unstable_gates(sources).items()):
        life = sources.life(f"{parent}/{feature}")
        stable = life is not None and any(line.state in _STABLE for line in life.lines)
        # That the list does not show a vote is what `unapplied-vote` tells.
        voted = standing_vote(sources, f"{parent}/{feature}") is not None
        if (parent, feature) not in rows and not stable and not voted:
            yield _hit(sources, proposals[parent], (parent, feature), spans)


def _hit(sources: Sources, proposal: Proposal, feature: Feature, spans: list[GateSpan]) -> Hit:
    former = next(last_rows(sources, proposal, feature[1]), None)
    began = [landed_since(sources, feature)]
    if proposal.row is not None:
        began.append(row_since(sources, proposal.row, lambda each: each.phase >= AMENDABLE_PHASE))
    left = former[0].end if former else None
    if former is not None:
        began.append(left.at if left else None)
    history = (
        f"its row left the proposal list on {day(left.at)}" if left else "the proposal list never had a row for it"
    )
    return Hit(
        subject="/".join(feature),
        message=f"{feature[1]} is @unstable in {proposal.id} on {places(spans)}, and {history}",
        since=later(*began),
        evidence=(*_gates(sources, spans), *_list_said(sources, proposal, former)),
        fix="file it in the proposal list as a phase-2 item of its own, or take the gate out of the branch",
        patch=_patch(sources, proposal, feature[1], former),
    )


def _gates(sources: Sources, spans: list[GateSpan]) -> Iterator[Said]:
    """Yield the first gate on each branch."""
    told = set()
    for span in spans:
        if span.branch not in told:
            told.add(span.branch)
            yield gate_said(sources, span)


def _list_said(sources: Sources, proposal: Proposal, former: tuple[ListVersion, ListRow] | None) -> Iterator[Said]:
    if former is not None:
        version, row = former
        yield old_row_said(version, row.line, f"proposal list, before: {row.title}, phase {row.phase}")
    yield from row_said(sources, proposal.row, f"proposal list, now: only {proposal.title}, phase {proposal.phase}")


def _patch(
    sources: Sources, proposal: Proposal, feature: str, former: tuple[ListVersion, ListRow] | None
) -> Patch | None:
    if proposal.row is None:
        return None
    title = former[1].title if former else _capitalized(title_of(feature, proposal.id, proposal.title))
    champions = former[1].champions if former else proposal.row.row.champions
    after = _neighbour(sources, proposal)
    parent = proposal.row
    edit = InsertRow(_FILED_IN, after.row.line if after else None, title, champions, parent.row.line, parent.row.title)
    return Patch(parent.path, (edit,))


def _capitalized(title: str) -> str:
    """Return a title as the list writes it: every word of what is to change begins with a capital."""
    parent, colon, rest = title.partition(":")
    return f"{parent}{colon} {' '.join(each[:1].upper() + each[1:] for each in rest.split())}"


def _neighbour(sources: Sources, proposal: Proposal) -> Row | None:
    """Return the row after which a new one goes: below the proposal's other amendments, else below all, else last."""
    listed = [each for each in sources.subjects.amendments if each.row and each.row.row.phase == _FILED_IN]
    own = [each.row for each in listed if each.row and each.parent.id == proposal.id]
    every = [each.row for each in listed if each.row]
    other = [each.row for each in sources.subjects.proposals if each.row and each.phase == _FILED_IN]
    return next((max(rows, key=lambda each: each.row.line) for rows in (own, every, other) if rows), None)


RULE = rule(
    check,
    Severity.ERROR,
    "An `@unstable` feature of a phase-3 proposal that the proposal list does not track.",
    AMENDING,
)
"""The rule."""
