"""What commands about the past read: everything that happened up to a moment, by subject."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.chronicle import Chronicle
from tracker.cli.output import tell
from tracker.cli.session import UnknownSubjectError, choose, read_chronicle
from tracker.happenings import Timeline, chosen, timelines
from tracker.lives import AmendmentLife, ChangeKind
from tracker.phases import ListHistory, list_history
from tracker.readiness import Assessment, standing
from tracker.reports import Subject
from tracker.standing import AmendmentStanding, Standing

if TYPE_CHECKING:
    from tracker.decisions import Record
    from tracker.ledger import Ledger
    from tracker.voting import NotesSpan


@dataclass(frozen=True)
class Past:
    """Everything that happened up to a moment, put together when it is asked for."""

    assessment: Assessment
    chronicle: Chronicle
    database: str | None = None
    """Where it was read, as the option `--db` says it."""
    moment: datetime | None = None
    """As the option `--at` says it; `None` for everything there is."""

    @classmethod
    def read(cls, database: str | None, moment: datetime | None) -> "Past":
        """Read it."""
        return cls(*read_chronicle(database, moment), database, moment)

    @cached_property
    def standing(self) -> Standing:
        """Where everything stands at that moment."""
        return standing(self.assessment, self.lives)

    @cached_property
    def phases(self) -> ListHistory:
        """What the proposal list said over time."""
        return list_history(self.chronicle, self.assessment.aliases, self.assessment.subjects)

    @cached_property
    def lives(self) -> tuple[AmendmentLife, ...]:
        """The lives of all amendments."""
        from tracker.lifecycle import lives  # noqa: PLC0415 -- proposals alone do not need it

        assessment = self.assessment
        return lives(assessment.subjects, self.chronicle, assessment.process, assessment.aliases)

    @cached_property
    def ledger(self) -> "Ledger":
        """What people recorded, whenever they did."""
        from tracker.cli.deciding import read_ledger  # noqa: PLC0415 -- only what speaks of votes pays for them

        return read_ledger(self.database)

    @cached_property
    def notes(self) -> "tuple[NotesSpan, ...]":
        """Every version of the notes of every meeting, up to that moment."""
        from tracker.cli.deciding import read_notes  # noqa: PLC0415 -- as above

        return read_notes(self.database, self.moment, self.assessment.aliases.meetings)

    @cached_property
    def record(self) -> "Record":
        """What the subgroup decided up to that moment."""
        from tracker.cli.deciding import record_of  # noqa: PLC0415 -- as above

        return record_of(self.assessment, self.phases.former_names(), self.notes, self.ledger, self.moment)

    @cached_property
    def timelines(self) -> tuple[Timeline, ...]:
        """The timelines of all subjects, in the order in which they stand."""
        return timelines(self.phases.changes(), self.lives, [*_order(self.standing)])

    def timeline(self, subject: Subject) -> Timeline:
        """Return the timeline of one subject, without those of its amendments."""
        lived = self.lives if isinstance(subject, AmendmentStanding) else ()
        own = [change for change in self.phases.changes() if change.subject == subject.id]
        found = timelines(own, (life for life in lived if life.id == subject.id), [(subject.id, subject.title)])
        return found[0] if found else Timeline(subject.id, subject.title, ())

    def former(self) -> Mapping[str, str]:
        """Return what subjects were ever called -> their ids; amendments that are no more by their features, too."""
        features = {life.feature.casefold(): life.id for life in self.lives if life.feature}
        return features | self.phases.former_names()

    def of(self, names: Iterable[str]) -> tuple[Timeline, ...]:
        """Return the timelines of the subjects that names mean, with those of their amendments; without names, all."""
        wanted = {identifier for name in names for identifier in self._meant(name)}
        return chosen(self.timelines, wanted) if wanted else self.timelines

    def choose(self, names: Iterable[str]) -> tuple[Subject, ...]:
        """Return the subjects that names mean, old names too; `UnknownSubjectError` for what is none any more."""
        try:
            return choose(self.standing, names, self.former)
        except UnknownSubjectError as error:
            gone = self._gone(error.name)
            if gone is None:
                raise
            told = f"{error.name}: left the proposal list on {gone.changes[-1].date:%Y-%m-%d}"
            hint = f"`tracker history {gone.subject}` tells what happened to it"
            raise UnknownSubjectError(error.name, f"{told}; {hint}") from error

    def _gone(self, name: str) -> Timeline | None:
        """Return the timeline of a subject that left the list."""
        found = self._timelines.get(self._now(name) or "")
        return found if found and found.changes and found.changes[-1].kind is ChangeKind.REMOVED else None

    @cached_property
    def _timelines(self) -> Mapping[str, Timeline]:
        return {each.subject.casefold(): each for each in self.timelines}

    def _now(self, name: str) -> str | None:
        """Return the id, in lower case, of a subject that once had a name and to which something happened."""
        now = self.former().get(name.casefold().rstrip("/"), name).casefold()
        return now if now in self._timelines else None

    def _meant(self, name: str) -> list[str]:
        """Return the ids that a name means, also of subjects that are no more."""
        wanted = name.casefold().rstrip("/")
        if wanted in self._timelines:
            return [self._timelines[wanted].subject]
        now = self._now(name)
        try:
            found = [each.id for each in choose(self.standing, [name], self.former)]
        except UnknownSubjectError:
            if now is None:
                raise
            found = []
        if now is None or any(each.casefold() in self._timelines for each in found):
            return found
        tell(f"{name} is called {self._timelines[now].subject} now")
        return [self._timelines[now].subject]


def _order(everything: Standing) -> Iterable[tuple[str, str]]:
    """Yield id and title of each subject in the order in which they are shown."""
    for proposal in (*everything.proposals, *everything.unlisted):
        yield proposal.id, proposal.title
        yield from ((each.id, each.title) for each in everything.amendments if each.parent == proposal.id)
