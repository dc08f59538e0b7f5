"""`unvoted-advance`: the proposal list has a subject in a phase on which no passed vote is recorded."""

from collections.abc import Iterator
from datetime import date, timedelta

from tracker.drift.evidence import day, linked, row_said, vote_said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Need, Sources, Untold, rule
from tracker.drift.links import PHASES
from tracker.drift.votes import last_phase_vote
from tracker.lives import ChangeKind, PhaseChange
from tracker.subjects import AMENDABLE_PHASE, Row

_UP = frozenset({ChangeKind.ENTERED, ChangeKind.ADVANCED})
_DELAY = timedelta(days=183)
"""How long before the list shows it a vote may have been held: lists were seen to lag by five months."""


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every subject that is in a phase without a vote; those that advanced in an unrecorded year are untold."""
    began = min((each.in_effect for each in sources.process.phases if each.in_effect), default=date.max)
    untold: list[PhaseChange] = []
    for subject, row in _rows(sources):
        change = _last_advance(sources, subject)
        if change is None or change.date.date() < began or _is_voted(sources, subject, row):
            continue
        if _unrecorded(sources, change):
            untold.append(change)
        else:
            yield _hit(sources, row, change)
    if untold:
        years = sorted({year for each in untold for year in _unrecorded(sources, each)})
        names = tuple(dict.fromkeys(each.subject for each in untold))
        told = f"{len(names)} {'subject' if len(names) == 1 else 'subjects'} advanced in or soon after"
        yield Untold(names, f"{told} {', '.join(map(str, years))}, of which no notes were read")


def _rows(sources: Sources) -> Iterator[tuple[str, Row]]:
    """Yield the rows that only a vote can have put where they are."""
    for proposal in sources.subjects.proposals:
        if proposal.row is not None and proposal.row.row.phase > 0:
            yield proposal.id, proposal.row
    for amendment in sources.subjects.amendments:
        if amendment.row is not None and amendment.row.row.phase >= AMENDABLE_PHASE:
            yield amendment.id, amendment.row


def _last_advance(sources: Sources, subject: str) -> PhaseChange | None:
    return next((each for each in reversed(sources.phases) if each.subject == subject and each.kind in _UP), None)


def _is_voted(sources: Sources, subject: str, row: Row) -> bool:
    return any(each.phase is not None and each.phase >= row.row.phase for each in sources.passed(subject)) or (
        "/" in subject and any(each.phase is None for each in sources.passed(subject))
    )


def _unrecorded(sources: Sources, change: PhaseChange) -> list[int]:
    """Return the years in which the vote may have been held and of which no decisions are recorded."""
    years = {change.date.year, (change.date - _DELAY).year}
    return [] if sources.years is None else sorted(years - sources.years)


def _hit(sources: Sources, row: Row, change: PhaseChange) -> Hit:
    subject, phase = change.subject, row.row.phase
    vote = last_phase_vote(sources, subject)
    last = f"; the last one was on phase {vote.phase} on {day(vote.at)}" if vote else ""
    return Hit(
        subject=subject,
        message=f"the list has {row.row.title} in phase {phase} since {day(change.date)}, and no passed vote on that "
        f"phase is recorded{last}",
        since=change.date,
        evidence=(
            *row_said(sources, row, f"proposal list: phase {phase}"),
            *linked(change.url, f"proposal list, on {day(change.date)}: phase {change.target}"),
            *(vote_said(vote) if vote else ()),
        ),
        fix="record the vote that was held, put it to the vote, or move the row back",
    )


RULE = rule(
    check,
    Severity.WARNING,
    "The proposal list has a subject in a phase on which no passed vote is recorded.",
    PHASES,
    Need.DECISIONS,
)
"""The rule."""
