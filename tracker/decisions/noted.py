"""Makes votes of what was read from notes, one for each subject of each decision."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from datetime import date

from tracker.decisions.finding import Found, subjects_of
from tracker.decisions.names import Names
from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.permalink import permalink
from tracker.voting import (
    Confidence,
    MeetingNotes,
    NotedDecision,
    SubjectKind,
    Vote,
    VoteSource,
    VoteSourceKind,
)

_BRANCH = Revision("main")
_IN_ORDER = "the subject is told by the order of the votes only"


@frozen
class NotesAt:
    """A meeting's notes, and which version of them was read."""

    notes: MeetingNotes
    """What they say."""
    repository: RepositoryName
    """The meetings repository."""
    revision: Revision | None
    """The commit they were read at; `None` for the newest of the branch `main`."""


def noted_votes(notes: Mapping[str, NotesAt], names: Names) -> tuple[Vote, ...]:
    """Return the votes that notes alone tell of, oldest first; those without a date tell of none."""
    found = [
        vote
        for path, each in sorted(notes.items(), key=lambda item: (item[1].notes.date or date.min, item[0]))
        if each.notes.date is not None and not each.notes.cancelled
        for vote in _of_meeting(path, each, each.notes.date, names)
    ]
    return tuple(dict.fromkeys(found))


def _of_meeting(path: str, each: NotesAt, day: date, names: Names) -> Iterator[Vote]:
    decisions = each.notes.decisions
    about = [subjects_of(one, names, _heading(each.notes, one.line)) for one in decisions]
    for decision, found in zip(decisions, _shared_out(about), strict=True):
        url = permalink(each.repository, each.revision or _BRANCH, path, decision.line)
        source = VoteSource(VoteSourceKind.NOTES, path, decision.line, url)
        yield from (_vote(day, decision, found, subject, source) for subject in found.subjects)


def _heading(notes: MeetingNotes, line: int) -> str:
    """Return the title of the section that a line stands in; empty when there is none."""
    return max(((each.line, each.title) for each in notes.sections if each.line < line), default=(0, ""))[1]


def _vote(
    day: date, decision: NotedDecision, found: Found, subject: tuple[str, SubjectKind], source: VoteSource
) -> Vote:
    doubtful = decision.confidence is Confidence.HIGH and found.doubt
    return Vote(
        date=day,
        subject=subject[0],
        subject_kind=subject[1],
        question=decision.question,
        target_phase=decision.phase,
        method=decision.method,
        tally=decision.tally,
        outcome=decision.outcome,
        confidence=Confidence.MEDIUM if doubtful else decision.confidence,
        source=source,
        reason="; ".join(each for each in (decision.reason, found.doubt) if each),
    )


def _shared_out(found: Sequence[Found]) -> list[Found]:
    """Return what each decision is about, where as many votes as subjects follow one heading that lists them all."""
    groups: dict[tuple[str, tuple[tuple[str, SubjectKind], ...]], list[int]] = defaultdict(list)
    for number, each in enumerate(found):
        groups[each.text, each.subjects].append(number)
    shared = list(found)
    for (text, subjects), numbers in groups.items():
        if len(subjects) > 1 and len(numbers) == len(subjects):
            for number, subject in zip(numbers, subjects, strict=True):
                shared[number] = Found((subject,), text, _IN_ORDER)
    return shared
