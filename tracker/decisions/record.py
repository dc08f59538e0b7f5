"""Settles what counts where several sources tell of one decision: the ledger, then reviewed entries, then notes."""

from collections.abc import Container, Iterable, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime, time

from tracker.chronicle import Decision
from tracker.decisions.names import known_names
from tracker.decisions.noted import NotesAt, noted_votes
from tracker.decisions.others import same_release
from tracker.frozen import frozen
from tracker.subjects import Subjects
from tracker.titles import stems
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSourceKind

_TRACKED = frozenset({SubjectKind.PROPOSAL, SubjectKind.AMENDMENT})
_NEAR = 8
"""How many lines apart two sources may place one decision whose subject one of them could not tell."""
_FAR = 10_000
"""How far apart lines of different files count."""


@frozen
class Superseded:
    """A vote that a better source tells as well."""

    vote: Vote
    """What the lower source says."""
    by: Vote
    """What counts."""


@frozen
class Disagreement:
    """What was read from notes, where a person says otherwise."""

    noted: Vote
    """What the notes were read to say."""
    decided: Vote
    """What the person says."""
    differs: tuple[str, ...]
    """The fields in which they differ: `subject`, `target_phase`, `method`, `tally`, `outcome`."""


@frozen
class Record:
    """Every decision of the subgroup, each once."""

    votes: tuple[Vote, ...]
    """What counts, oldest first: of each decision what the best source says."""
    noted: tuple[Vote, ...]
    """What notes alone tell, untouched by any other source."""
    review: tuple[Vote, ...]
    """What was read from notes without certainty and no person has decided about; each says why."""
    superseded: tuple[Superseded, ...] = ()
    """What a better source tells as well, oldest first."""
    disagreements: tuple[Disagreement, ...] = ()
    """Where notes were read otherwise than a person says, oldest first."""

    def decisions(self) -> tuple[Decision, ...]:
        """Return what was decided on proposals and amendments, as lifecycles take it; a straw poll decides nothing."""
        return tuple(
            Decision(
                subject=vote.subject,
                at=datetime.combine(vote.date, time(), UTC),
                outcome=vote.outcome,
                phase=vote.target_phase,
                summary=vote.question,
                url=vote.source.url,
            )
            for vote in self.votes
            if vote.subject_kind in _TRACKED and vote.method is not Method.STRAW_POLL
        )


def votes_of(
    notes: Mapping[str, NotesAt],
    reviewed: Iterable[Vote],
    ledger: Iterable[Vote],
    subjects: Subjects,
    former: Mapping[str, str],
) -> Record:
    """Return the record of all decisions.

    `notes` are by path; `former` holds what subjects were ever called, in lower case -> present id
    (`tracker.phases.former_names`), under which people's votes are told too. A vote of the ledger comes before a
    reviewed one about the same decision, and either before what was read from notes.
    """
    noted = noted_votes(notes, known_names(subjects, former))
    ids = {each.id for each in (*subjects.proposals, *subjects.unlisted)} | {each.id for each in subjects.amendments}
    recorded, read = (tuple(_renamed(vote, ids, former) for vote in votes) for votes in (ledger, reviewed))
    over_reviewed = _same_decisions(read, recorded)
    people = (*recorded, *_without(read, over_reviewed))
    over_noted = _same_decisions(noted, people)
    left = _without(noted, over_noted)
    pairs = [Superseded(read[number], by) for number, by in over_reviewed.items()]
    pairs += [Superseded(noted[number], by) for number, by in over_noted.items()]
    differing = [Disagreement(noted[number], by, _differences(noted[number], by)) for number, by in over_noted.items()]
    return Record(
        votes=tuple(sorted((*people, *(each for each in left if each.on_record)), key=_place)),
        noted=noted,
        review=tuple(each for each in left if not each.on_record),
        superseded=tuple(sorted(pairs, key=lambda each: _place(each.vote))),
        disagreements=tuple(sorted((each for each in differing if each.differs), key=lambda each: _place(each.noted))),
    )


def _renamed(vote: Vote, ids: Container[str], former: Mapping[str, str]) -> Vote:
    """Return a vote under the id that its subject has now, where it was recorded under a name of former days."""
    if vote.subject in ids or vote.subject_kind not in _TRACKED:
        return vote
    return replace(vote, subject=former.get(vote.subject.casefold(), vote.subject))


def _without(votes: Sequence[Vote], gone: Mapping[int, Vote]) -> list[Vote]:
    return [vote for number, vote in enumerate(votes) if number not in gone]


def _place(vote: Vote) -> tuple[object, ...]:
    return vote.date, vote.source.path or "", vote.source.line or 0, vote.subject


def _differences(noted: Vote, decided: Vote) -> tuple[str, ...]:
    differs = {
        "subject": not _same_subject(noted, decided),
        "target_phase": noted.target_phase != decided.target_phase,
        "method": noted.method is not decided.method,
        "tally": noted.tally != decided.tally,
        "outcome": noted.outcome is not decided.outcome,
    }
    return tuple(name for name, each in differs.items() if each)


# --- which votes tell of one decision -----------------------------------------------------------------------------


def _same_decisions(lower: Sequence[Vote], higher: Sequence[Vote]) -> dict[int, Vote]:
    """Return which vote of a better source tells what each of a lower one tells: number of the lower -> that vote.

    Each tells of one decision at most; where several come into question the likest two belong together.
    """
    likeness = [
        (_likeness(low, high), number, other)
        for number, low in enumerate(lower)
        for other, high in enumerate(higher)
        if low.date == high.date and _may_be_same(low, high, lower, higher)
    ]
    found: dict[int, Vote] = {}
    taken: set[int] = set()
    for _, number, other in sorted(likeness, key=lambda each: (each[0], -each[1], -each[2]), reverse=True):
        if number not in found and other not in taken:
            found[number] = higher[other]
            taken.add(other)
    return dict(sorted(found.items()))


def _may_be_same(low: Vote, high: Vote, lower: Sequence[Vote], higher: Sequence[Vote]) -> bool:
    if _same_subject(low, high):
        phases = {low.target_phase, high.target_phase}
        return len(phases) == 1 or None in phases or (_alone(low, lower) and _alone(high, higher))
    distance = _distance(low, high)
    agree = low.tally == high.tally or None in {low.tally, high.tally}
    return distance == 0 or (low.confidence is not Confidence.HIGH and distance <= _NEAR and agree)


def _same_subject(one: Vote, other: Vote) -> bool:
    """Return whether two votes are about the same.

    The id of a rule that was read from notes is made of the words used, and tells it from no other.
    """
    if one.subject_kind is other.subject_kind is SubjectKind.PROCESS:
        return one.subject == other.subject or VoteSourceKind.NOTES in {one.source.kind, other.source.kind}
    return one.subject == other.subject or (
        one.subject_kind is other.subject_kind is SubjectKind.RELEASE and same_release(one.subject, other.subject)
    )


def _alone(vote: Vote, votes: Sequence[Vote]) -> bool:
    """Return whether no other vote of that day is about the same subject."""
    return sum(each.date == vote.date and _same_subject(each, vote) for each in votes) == 1


def _distance(one: Vote, other: Vote) -> int:
    """Return how many lines two votes are apart."""
    lines = one.source.line, other.source.line
    if one.source.path != other.source.path or lines[0] is None or lines[1] is None:
        return _FAR
    return abs(lines[0] - lines[1])


def _likeness(low: Vote, high: Vote) -> tuple[int | bool, ...]:
    shared = stems(low.question) & stems(high.question)
    return (
        _same_subject(low, high),
        low.target_phase == high.target_phase,
        -_distance(low, high),
        low.tally == high.tally,
        low.method is high.method,
        len(shared),
    )
