"""What a passed vote changes in the proposal list: which rows move, and which have served their purpose."""

from collections.abc import Iterable, Iterator, Sequence

from tracker.chronicle import Outcome
from tracker.drift.findings import Edit, MoveRow, RemoveRow
from tracker.frozen import frozen
from tracker.lives import ChangeKind, PhaseChange
from tracker.subjects import AMENDABLE_PHASE, Row, Subjects
from tracker.voting import Method, Vote


@frozen
class Move:
    """A vote that passed and that the proposal list does not show."""

    vote: Vote
    row: Row
    """Its subject's."""
    phase: int | None
    """The phase whose table takes the row; `None` when it goes: an amendment at phase 3 is a part of its proposal."""


def list_moves(
    votes: Iterable[Vote], subjects: Subjects, changes: Sequence[PhaseChange]
) -> tuple[tuple[Move, ...], tuple[str, ...]]:
    """Return what the passed votes change in the list, and apart in one line each why one changes nothing.

    `votes` are those on record; `changes` is what the list did. A row that was moved back after the vote stays.
    """
    passed: dict[str, Vote] = {}
    for vote in sorted(votes, key=lambda each: (each.date, each.target_phase or 0)):
        decides = vote.method is not Method.STRAW_POLL and vote.on_record
        if vote.outcome is Outcome.PASSED and vote.target_phase is not None and decides:
            passed[vote.subject] = vote
    rows = dict(subject_rows(subjects))
    amendments = {each.id for each in subjects.amendments}
    left = {each.subject for each in changes if each.kind is ChangeKind.REMOVED}
    moves: list[Move] = []
    problems: list[str] = []
    for subject, vote in passed.items():
        row, target = rows.get(subject), vote.target_phase or 0
        if row is None:
            if subject not in left and subject not in amendments:
                problems.append(f"{subject}: passed on {vote.date} for phase {target}, and the list has no row of it")
        elif row.row.phase < target and not _moved_back(subject, vote, changes):
            goes = subject in amendments and target >= AMENDABLE_PHASE
            moves.append(Move(vote, row, None if goes else target))
    return tuple(moves), tuple(problems)


def list_edits(moves: Iterable[Move], rows: Iterable[Row]) -> tuple[Edit, ...]:
    """Return the edits of the list's text; a row goes to the end of its new table."""
    last: dict[int, int] = {}
    for each in rows:
        last[each.row.phase] = max(each.row.line, last.get(each.row.phase, 0))
    return tuple(
        RemoveRow(each.row.row.line, each.row.row.title)
        if each.phase is None
        else MoveRow(each.row.row.line, each.row.row.title, each.phase, last.get(each.phase))
        for each in moves
    )


def subject_rows(subjects: Subjects) -> Iterator[tuple[str, Row | None]]:
    """Yield every proposal and amendment with its row."""
    yield from ((each.id, each.row) for each in subjects.proposals)
    yield from ((each.id, each.row) for each in subjects.amendments)


def _moved_back(subject: str, vote: Vote, changes: Iterable[PhaseChange]) -> bool:
    return any(
        each.subject == subject and each.kind is ChangeKind.MOVED_BACK and each.date.date() >= vote.date
        for each in changes
    )
