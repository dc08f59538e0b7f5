"""What meetings say and decide: frozen values.

`tracker.sources.meetings` reads notes into `MeetingNotes`; `data/votes.toml` and the ledger hold decisions that people
recorded; `tracker.decisions` makes `Vote`s of all, each with its source. A tally never makes an outcome: what the chair
declared does.
"""

from datetime import date
from enum import StrEnum

from tracker.chronicle import Outcome, Span
from tracker.frozen import frozen

Day = date
"""A date's type where a field is called so itself."""


class Method(StrEnum):
    """How a decision was taken."""

    POLL = "poll"
    """Each participant answered Strongly For to Strongly Against."""
    UNANIMOUS_CONSENT = "unanimous-consent"
    """The chair asked for objections; no tally was taken."""
    STRAW_POLL = "straw-poll"
    """A poll to learn what people think, which decides nothing."""
    OTHER = "other"


class Confidence(StrEnum):
    """How sure it is that notes say what was read from them."""

    HIGH = "high"
    """The form is plain: it enters the record."""
    MEDIUM = "medium"
    """A person should look at it first: the review queue."""
    LOW = "low"
    """It may be no decision at all: the review queue."""


class SubjectKind(StrEnum):
    """What was decided on."""

    PROPOSAL = "proposal"
    AMENDMENT = "amendment"
    RELEASE = "release"
    """A release of WASI, or the launch of a preview."""
    FEATURE = "component-model-feature"
    PROCESS = "process"
    """A rule of the subgroup, its documents or its offices."""
    UNKNOWN = "unknown"


@frozen
class Tally:
    """How many answered what. An option that the notes leave out has no voice that they record: 0."""

    sf: int = 0
    """Strongly For."""
    f: int = 0
    """For."""
    n: int = 0
    """Neutral."""
    a: int = 0
    """Against."""
    sa: int = 0
    """Strongly Against."""
    abstained: int | None = None
    """`None` when nothing is said of abstentions."""


@frozen
class AgendaItem:
    """One item of a meeting's agenda."""

    text: str
    """What stands there, without markup, presenters and links' addresses, on one line."""
    line: int
    """The line it begins on."""
    depth: int
    """0 for the items of the outermost list."""
    presenters: tuple[str, ...] = ()
    """Their names or handles, each as it is written."""
    links: tuple[str, ...] = ()
    """Addresses, in order."""
    asks_vote: bool = False
    """Whether it says that a vote, a poll or an advance to a phase is asked for."""
    phase: int | None = None
    """The phase it asks for."""


@frozen
class NoteSection:
    """A heading of the notes below the agenda."""

    title: str
    """Its text, without markup."""
    line: int
    """The heading's line."""
    level: int
    """1 to 6."""


@frozen
class NotedDecision:
    """A decision as the notes tell it."""

    line: int
    """The line that says so: of the tally when there is one, else of the outcome."""
    question: str
    """What was asked, in one line; as near to the notes' words as they allow."""
    method: Method
    """How it was taken."""
    tally: Tally | None
    """`None` when none was taken."""
    outcome: Outcome
    """As the chair declared it; `UNCLEAR` when nobody did."""
    outcome_line: int | None
    """The line in which the chair declares the outcome; `None` when nobody did."""
    phase: int | None
    """The phase that was asked for; `None` when the question was another, or does not say."""
    named: tuple[str, ...]
    """What the question may be about, likeliest first: names, titles and addresses from the question, the heading above
    it and the agenda item it belongs to."""
    confidence: Confidence
    """How sure it is that this is what was decided."""
    reason: str = ""
    """Why a person should look at it; empty when the confidence is high."""


@frozen
class MeetingNotes:
    """What one version of a meeting's file says: an agenda before the meeting, notes after it."""

    date: Day | None = None
    """From the path, whatever the text says."""
    cancelled: bool = False
    """Whether it says that the meeting does, or did, not take place."""
    attendees: tuple[str, ...] = ()
    """Their names, each as it is written."""
    announcements: tuple[str, ...] = ()
    """Each on one line."""
    agenda: tuple[AgendaItem, ...] = ()
    """In the order of the text."""
    sections: tuple[NoteSection, ...] = ()
    """In the order of the text."""
    decisions: tuple[NotedDecision, ...] = ()
    """In the order of the text."""
    problem: str | None = None
    """Why it could not be read (then all else is empty), in one line."""

    @property
    def held(self) -> bool:
        """Whether it has notes: somebody attended, or something was decided."""
        return bool(self.attendees or self.decisions) and not self.cancelled


@frozen
class NotesSpan(Span):
    """A meeting's file, for as long as it did not change."""

    notes: MeetingNotes


class VoteSourceKind(StrEnum):
    """Who says what was decided."""

    NOTES = "notes"
    """Read from the notes by the tracker."""
    REVIEWED = "reviewed"
    """`data/votes.toml`: read from the notes by a person."""
    LEDGER = "ledger"
    """Recorded with `tracker vote record`."""


@frozen
class VoteSource:
    """Where a decision is written."""

    kind: VoteSourceKind
    """Who says so."""
    path: str | None
    """The notes' file in the meetings repository; of a ledger entry its id."""
    line: int | None
    """The line there."""
    url: str | None
    """A permalink where there is one."""


@frozen
class Vote:
    """A decision of the subgroup about one subject."""

    date: date
    """The day of the meeting."""
    subject: str
    """The id of a proposal or amendment; `wasi-0.3.0`, `component-model/map`, `process/...`; else the words used."""
    subject_kind: SubjectKind
    """What the subject is."""
    question: str
    """What was asked, in one line."""
    target_phase: int | None
    """The phase that was asked for; `None` when the question was another."""
    method: Method
    """How it was taken."""
    tally: Tally | None
    """`None` when none was taken, or none is known."""
    outcome: Outcome
    """As the chair declared it."""
    confidence: Confidence
    """How sure the source is; what people recorded is certain."""
    source: VoteSource
    """Where it is written."""
    reason: str = ""
    """Why a person should look at it; or of a reviewed or recorded one what else must be known."""

    @property
    def on_record(self) -> bool:
        """Whether it counts: recorded or reviewed by a person, or plain in the notes."""
        return self.confidence is Confidence.HIGH
