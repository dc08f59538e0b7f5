"""What each kind of entry says, as values; `tracker.ledger.forms` writes them as JSON and reads them back."""

from datetime import date

from tracker.chronicle import Outcome
from tracker.frozen import frozen
from tracker.voting import Method, SubjectKind, Tally


@frozen
class RecordedVote:
    """A decision of the subgroup."""

    date: date
    """The day of the meeting."""
    subject: str
    subject_kind: SubjectKind
    question: str
    phase: int | None
    """The phase that was asked for; `None` when the question was another."""
    method: Method
    tally: Tally | None
    outcome: Outcome
    """As the chair declared it."""
    path: str | None = None
    """The file of the notes that say so, in the repository of meetings."""
    line: int | None = None
    """The line of `path`."""
    meeting: str | None = None
    """Which meeting it was, where its day does not tell."""
    reason: str | None = None
    """Why it is as it is: of an advance by more than one phase, of a correction."""
    noted_subject: str | None = None
    """What the tracker took for the subject when it read the notes, where a person says it is another."""
    repository: str | None = None
    """Where the text lived that the vote was about; `None` where no text is pinned."""
    revision: str | None = None
    """The commit of that text."""
    surface: str | None = None
    """The digest of its WIT surface (`tracker.wit.surface`)."""


@frozen
class Attestation:
    """A person's statement that a criterion is met, or that it need not be."""

    date: date
    """The day on which it was said; it counts from then on."""
    subject: str
    criterion: str
    """The id of an entry requirement."""
    phase: int
    """The phase that asks it."""
    statement: str
    """In what way it is met; of a waiver the reason for it."""
    link: str | None = None
    """Where it can be looked up."""


@frozen
class Concern:
    """What somebody wants to be looked at before a subject goes on."""

    subject: str
    text: str
    link: str | None = None
    """Where it is discussed."""


@frozen
class Resolution:
    """How a concern was settled."""

    concern: str
    """The id of the concern's entry."""
    text: str


@frozen
class Objection:
    """A formal objection to a decision, with its reasons."""

    decided: date
    """The day of the meeting that decided."""
    date: date
    """The day on which it was raised."""
    subject: str
    text: str
    """The reasons."""
    link: str | None = None
    """Where it is written."""


@frozen
class Rejection:
    """That notes say something else than what was read from them."""

    path: str
    """The file of the notes, in the repository of meetings."""
    line: int
    """The line from which a decision was read."""
    subject: str
    """What the decision was taken to be about."""
    question: str
    """What was read."""
    reason: str
    """Why that is none."""


@frozen
class Correction:
    """What should have stood in an earlier entry; or, of notes, what does not stand there."""

    says: RecordedVote | Attestation | Concern | Objection | Rejection
    """Takes the place of what the entry said."""
    waives: bool = False
    """Whether an attestation waives the criterion."""


Payload = RecordedVote | Attestation | Concern | Resolution | Objection | Correction
"""What an entry says."""
