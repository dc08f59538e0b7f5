"""The ledger as a whole: what stands in it after its corrections, and what contradicts itself.

A vote counts from the day of its meeting on, whenever somebody wrote it down, as one read from notes does. What people
state about a subject (attestations, waivers, concerns, objections) counts from when it was recorded.
"""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from datetime import date, datetime
from functools import cached_property

from tracker.facts import RepositoryName
from tracker.frozen import frozen
from tracker.ledger.entries import Entry, EntryKind
from tracker.ledger.forms import read
from tracker.ledger.payloads import Attestation, Concern, Correction, Objection, RecordedVote, Rejection, Resolution
from tracker.standing import OpenConcern
from tracker.voting import Confidence, Vote, VoteSource, VoteSourceKind

SHORT = 12
"""Characters of an id that people are shown."""


@frozen
class Statement:
    """What an entry says, with what its being a correction means."""

    entry: Entry
    says: RecordedVote | Attestation | Concern | Resolution | Objection | Rejection
    waives: bool
    """Whether it is an attestation that waives the criterion."""
    root: str
    """The id of the entry that it corrects in the end; its own when it corrects none."""


@frozen
class Attested:
    """That a person stated a criterion of a subject to be met, or waived it."""

    statement: Attestation
    waives: bool
    by: str
    entry: str
    """The id of the entry that says so."""
    position: int
    """Its place in the ledger."""


@frozen
class Conflict:
    """Entries that stand and contradict each other: all are kept, and a person must correct one."""

    entries: tuple[str, ...]
    """Their ids, in the order of the ledger."""
    message: str
    """What they contradict each other about, in one line."""


@frozen
class Ledger:
    """The entries of a ledger, and what they say together."""

    entries: tuple[Entry, ...] = ()

    def until(self, moment: datetime | None) -> "Ledger":
        """Return the ledger as it was at a moment; as it is without one."""
        return self if moment is None else Ledger(tuple(e for e in self.entries if e.draft.recorded_at <= moment))

    def find(self, start: str) -> tuple[Entry, ...]:
        """Return the entries whose ids begin like that."""
        return tuple(entry for entry in self.entries if entry.id.startswith(start.casefold()))

    def line_of(self, identifier: str) -> tuple[Entry, ...]:
        """Return an entry with all that it corrects and all that corrects it, in the order of the ledger."""
        root = self._roots.get(identifier)
        return tuple(entry for entry in self.entries if root is not None and self._roots[entry.id] == root)

    @cached_property
    def statements(self) -> tuple[Statement, ...]:
        """What every entry says, corrected or not."""
        return tuple(map(self._statement, self.entries))

    @cached_property
    def standing(self) -> tuple[Statement, ...]:
        """What no correction took the place of."""
        superseded = {entry.draft.supersedes for entry in self.entries}
        return tuple(each for each in self.statements if each.entry.id not in superseded)

    @cached_property
    def conflicts(self) -> tuple[Conflict, ...]:
        """What stands and contradicts itself."""
        return tuple(self._conflicts())

    def votes(self, meetings: RepositoryName | None = None, until: date | None = None) -> tuple[Vote, ...]:
        """Return the votes that stand, oldest meeting first; `meetings` is the repository of their notes.

        Of entries that say the same the first is returned; those that contradict each other all are, none on record.
        """
        found: dict[tuple[object, ...], Vote] = {}
        for each in self.standing:
            if isinstance(each.says, RecordedVote) and (until is None or each.says.date <= until):
                found.setdefault((*_asked(each.says), _decided(each.says)), self._vote(each, each.says, meetings))
        return tuple(sorted(found.values(), key=lambda vote: vote.date))

    def judged(self) -> frozenset[tuple[str, int, str]]:
        """Return what people decided about that was read from notes: path, line, and the subject as it was read."""
        return frozenset(place for each in self.standing if (place := _judges(each.says)) is not None)

    def attested(self, moment: datetime | None = None) -> tuple[Attested, ...]:
        """Return what people stated about criteria by a moment, the latest last."""
        found = [
            Attested(each.says, each.waives, each.entry.draft.by, each.entry.id, each.entry.position)
            for each in self.until(moment).standing
            if isinstance(each.says, Attestation) and (moment is None or each.says.date <= moment.date())
        ]
        return tuple(sorted(found, key=lambda each: (each.statement.date, each.position)))

    def concerns(self, moment: datetime | None = None) -> tuple[OpenConcern, ...]:
        """Return the concerns that were open at a moment."""
        standing = self.until(moment).standing
        settled = {each.says.concern for each in standing if isinstance(each.says, Resolution)}
        return tuple(
            OpenConcern(
                id=each.entry.id,
                subject=each.says.subject,
                by=each.entry.draft.by,
                raised=each.entry.draft.recorded_at.date(),
                text=each.says.text,
                link=each.says.link,
            )
            for each in standing
            if isinstance(each.says, Concern) and not {each.entry.id, each.root} & settled
        )

    def objections(self, moment: datetime | None = None) -> tuple[tuple[Entry, Objection], ...]:
        """Return the formal objections that were recorded by a moment."""
        return tuple(
            (each.entry, each.says) for each in self.until(moment).standing if isinstance(each.says, Objection)
        )

    @cached_property
    def _roots(self) -> dict[str, str]:
        """Entry -> the entry that it corrects in the end."""
        roots: dict[str, str] = {}
        for entry in self.entries:
            corrected = entry.draft.supersedes
            roots[entry.id] = entry.id if corrected is None else roots.get(corrected, corrected)
        return roots

    def _statement(self, entry: Entry) -> Statement:
        payload = read(entry.draft)
        root = self._roots[entry.id]
        if isinstance(payload, Correction):
            return Statement(entry, payload.says, payload.waives, root)
        return Statement(entry, payload, entry.draft.kind is EntryKind.WAIVER, root)

    def _vote(self, statement: Statement, said: RecordedVote, meetings: RepositoryName | None) -> Vote:
        told = [conflict.message for conflict in self.conflicts if statement.entry.id in conflict.entries]
        anchor = f"#L{said.line}" if said.line else ""
        return Vote(
            date=said.date,
            subject=said.subject,
            subject_kind=said.subject_kind,
            question=said.question,
            target_phase=said.phase,
            method=said.method,
            tally=said.tally,
            outcome=said.outcome,
            confidence=Confidence.MEDIUM if told else Confidence.HIGH,
            source=VoteSource(
                kind=VoteSourceKind.LEDGER,
                path=statement.entry.id,
                line=None,
                url=f"https://github.com/{meetings}/blob/main/{said.path}{anchor}" if meetings and said.path else None,
            ),
            reason="; ".join(told) or said.reason or "",
        )

    def _conflicts(self) -> Iterator[Conflict]:
        told: set[tuple[str, ...]] = set()
        corrections = defaultdict(list)
        asked = defaultdict(list)
        for each in self.standing:
            corrections[each.root].append(each)
            if isinstance(each.says, RecordedVote):
                asked[_asked(each.says)].append(each)
        for root, group in corrections.items():
            if len({(each.says, each.waives) for each in group}) > 1:
                told.add(_ids(group))
                yield Conflict(_ids(group), f"{_names(group)} correct {root[:SHORT]} in different ways")
        for group in asked.values():
            if len({_decided(each.says) for each in group}) > 1 and _ids(group) not in told:
                vote = group[0].says
                about = f"{vote.subject} on {vote.date}" if isinstance(vote, RecordedVote) else ""
                yield Conflict(_ids(group), f"{_names(group)} tell the vote about {about} differently")


def _asked(vote: RecordedVote) -> tuple[object, ...]:
    """Return what makes two entries speak of the same vote."""
    return vote.date, vote.subject.casefold(), " ".join(vote.question.casefold().split())


def _decided(said: object) -> tuple[object, ...]:
    """Return what two entries about the same vote must agree on."""
    return (said.phase, said.method, said.tally, said.outcome) if isinstance(said, RecordedVote) else ()


def _judges(said: object) -> tuple[str, int, str] | None:
    """Return which reading of notes an entry decides about."""
    match said:
        case Rejection(path=path, line=line, subject=subject):
            return path, line, subject
        case RecordedVote(path=str(path), line=int(line)):
            return path, line, said.noted_subject or said.subject
    return None


def _ids(group: Iterable[Statement]) -> tuple[str, ...]:
    return tuple(each.entry.id for each in group)


def _names(group: Sequence[Statement]) -> str:
    return " and ".join(f"entry {each.entry.position} ({each.entry.id[:SHORT]})" for each in group)
