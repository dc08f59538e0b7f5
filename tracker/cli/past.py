"""What commands about the past read: everything that happened up to a moment, by subject."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import datetime
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.chronicle import Chronicle, WitHistory
from tracker.cli.output import tell
from tracker.cli.session import UnknownSubjectError, choose, read_chronicle, read_wit_history
from tracker.frozen import frozen
from tracker.happenings import Timeline, chosen, timelines
from tracker.hosting import Hosted
from tracker.lives import AmendmentLife, ChangeKind, LifeEvent
from tracker.phases import ListHistory, list_history
from tracker.readiness import Assessment, standing, standing_of
from tracker.reports import Subject
from tracker.standing import AmendmentStanding, Standing

if TYPE_CHECKING:
    from datetime import date, timedelta

    from tracker.ballots.agendas import Agendas
    from tracker.ballots.meetings import Meeting
    from tracker.ballots.standing import VoteStanding
    from tracker.decisions.record import Record
    from tracker.ledger import Ledger
    from tracker.released import Release
    from tracker.standing import Activity, Presented
    from tracker.store.branches import Branches
    from tracker.voting import NotesSpan


@frozen
class Past:
    """Everything that happened up to a moment, put together when it is asked for."""

    assessment: Assessment
    undecided: Chronicle
    """What the sources said, without what the subgroup decided."""
    database: str | None = None
    """Where it was read, as the option `--db` says it."""
    moment: datetime | None = None
    """As the option `--at` says it; `None` for everything there is."""
    branches: "Branches | None" = None
    """The branches as they were read; `None` to read them again."""

    @classmethod
    def read(cls, database: str | None, moment: datetime | None) -> "Past":
        """Read it."""
        assessment, undecided, branches = read_chronicle(database, moment)
        return cls(assessment, undecided, database, moment, branches)

    def knowing(self, record: "Record", lives: tuple[AmendmentLife, ...], former_names: Mapping[str, str]) -> "Past":
        """Return the same past with what another process found out about it."""
        told = replace(self)
        vars(told).update(record=record, lives=lives, former_names=former_names)
        return told

    @cached_property
    def standing(self) -> Standing:
        """Where everything stands at that moment."""
        return self._in_rhythm(self.still)

    @cached_property
    def still(self) -> Standing:
        """The same without how long ago subjects were presented and worked on: that part takes long to read."""
        return standing(self.assessment, self.lives)

    def _in_rhythm(self, told: Standing) -> Standing:
        """Return a standing that tells when its subjects were last presented and last worked on."""
        from tracker.ballots.rhythm import with_rhythm  # noqa: PLC0415 -- as below

        return with_rhythm(told, *self._rhythm)

    @cached_property
    def _rhythm(self) -> "tuple[Mapping[str, Presented] | None, Mapping[str, Activity], timedelta | None]":
        from tracker.ballots.meetings import meetings_of  # noqa: PLC0415 -- as below
        from tracker.cli.balloting import rhythm_of  # noqa: PLC0415 -- commands that tell of no subject do without it

        meetings = meetings_of(self.newest_notes)
        return rhythm_of(self.assessment, self.undecided, meetings, self.agendas, self.database, self.moment)

    @cached_property
    def outlines(self) -> "tuple[Release, ...]":
        """The releases of the registry's train, by version, without what they say of items."""
        from tracker.releases import releases_of  # noqa: PLC0415 -- as below
        from tracker.releases.outline import outlined  # noqa: PLC0415 -- as below

        assessment = self.assessment
        every = releases_of(outlined(self.undecided), assessment.subjects, assessment.aliases)
        return tuple(each for each in every if each.train == assessment.aliases.registry)

    @cached_property
    def chronicle(self) -> Chronicle:
        """Everything the sources said up to that moment, with what the subgroup decided."""
        from tracker.cli.balloting import decided  # noqa: PLC0415 -- as above

        return decided(self.record, self.undecided, self.assessment.aliases.meetings)

    @cached_property
    def phases(self) -> ListHistory:
        """What the proposal list said over time."""
        return list_history(self.undecided, self.assessment.aliases, self.assessment.subjects)

    @cached_property
    def former_names(self) -> Mapping[str, str]:
        """What subjects of the list were ever called -> their ids."""
        return self.phases.former_names()

    @cached_property
    def lives(self) -> tuple[AmendmentLife, ...]:
        """The lives of all amendments."""
        from tracker.lifecycle import lives  # noqa: PLC0415 -- proposals alone do not need it

        assessment = self.assessment
        hosted = self.hosted.by_number()
        return lives(assessment.subjects, self.chronicle, assessment.process, assessment.aliases, hosted)

    @cached_property
    def lived(self) -> tuple[AmendmentStanding, ...]:
        """Where the amendments stood that no list or branch has as open any more, or yet."""
        known = {each.id for each in self.standing.amendments}
        told = (standing_of(self.assessment, life) for life in self.lives if life.id not in known)
        found = tuple(each for each in told if each is not None)
        return self._in_rhythm(replace(self.standing, proposals=(), unlisted=(), amendments=found)).amendments

    @cached_property
    def ledger(self) -> "Ledger":
        """What people recorded, whenever they did."""
        from tracker.cli.deciding import read_ledger  # noqa: PLC0415 -- only what speaks of votes pays for them

        return read_ledger(self.database)

    @cached_property
    def notes(self) -> "tuple[NotesSpan, ...]":
        """Every version of the notes of every meeting, up to that moment."""
        from tracker.cli.deciding import read_notes  # noqa: PLC0415 -- as above

        return read_notes(self.database, self.moment, self.assessment.aliases.meetings, self.branches)

    @cached_property
    def wit(self) -> WitHistory:
        """What stood in WIT files up to that moment."""
        return read_wit_history(self.database, self.moment, self.branches)

    @cached_property
    def newest_notes(self) -> "tuple[NotesSpan, ...]":
        """The notes of every meeting as they were at that moment: all versions take three times as long to read."""
        from tracker.cli.deciding import read_newest_notes  # noqa: PLC0415 -- as above

        return read_newest_notes(self.database, self.moment, self.assessment.aliases.meetings)

    @cached_property
    def hosted(self) -> Hosted:
        """What GitHub told, as it was last seen; for an earlier moment as far as dates tell."""
        from tracker.store.hosting import hosted  # noqa: PLC0415 -- only what speaks of pull requests pays for it
        from tracker.store.location import Location  # noqa: PLC0415 -- as above
        from tracker.store.reader import Reader, exists  # noqa: PLC0415 -- as above

        location = Location.find(self.database)
        if not exists(location):
            return Hosted()
        with Reader.open(location) as reader:
            return hosted(reader, self.moment)

    @cached_property
    def record(self) -> "Record":
        """What the subgroup decided up to that moment."""
        from tracker.cli.deciding import record_of  # noqa: PLC0415 -- as above

        return record_of(self.assessment, self.former_names, self.newest_notes, self.ledger, self.moment)

    @cached_property
    def meetings(self) -> "Mapping[date, Meeting]":
        """The meetings, by day."""
        from tracker.ballots.meetings import meetings_of  # noqa: PLC0415 -- as above

        return meetings_of(self.notes)

    @cached_property
    def agendas(self) -> "Agendas":
        """Tells what items of agendas are about."""
        from tracker.cli.balloting import agendas_of  # noqa: PLC0415 -- as above

        return agendas_of(self.assessment, self.former_names)

    @cached_property
    def ballots(self) -> "tuple[VoteStanding, ...]":
        """How the votes on record stand to the rules around them."""
        from tracker.cli.balloting import ballots_of  # noqa: PLC0415 -- as above

        assessment = self.assessment
        return ballots_of(
            self.record,
            self.meetings,
            self.agendas,
            assessment.process,
            self.undecided,
            self.ledger,
            assessment.aliases.meetings,
        )

    @cached_property
    def votes(self) -> "Mapping[str, list[LifeEvent]]":
        """What was decided about each proposal, oldest first."""
        from tracker.lifecycle.verdict import vote_events  # noqa: PLC0415 -- as above

        found: dict[str, list[LifeEvent]] = {}
        for decision in sorted(self.chronicle.decisions or (), key=lambda each: each.at):
            if "/" not in decision.subject:
                found.setdefault(decision.subject, []).extend(vote_events([decision]))
        return found

    @cached_property
    def timelines(self) -> tuple[Timeline, ...]:
        """The timelines of all subjects, in the order in which they stand."""
        return timelines(self.phases.changes, self.lives, [*_order(self.standing)], self.votes)

    def timeline(self, subject: Subject) -> Timeline:
        """Return the timeline of one subject, without those of its amendments."""
        lived = self.lives if isinstance(subject, AmendmentStanding) else ()
        own = [change for change in self.phases.changes if change.subject == subject.id]
        lives = (life for life in lived if life.id == subject.id)
        found = timelines(own, lives, [(subject.id, subject.title)], self.votes)
        return found[0] if found else Timeline(subject.id, subject.title, ())

    def former(self) -> Mapping[str, str]:
        """Return what subjects were ever called -> their ids; amendments that are no more by their features, too."""
        features = {life.feature.casefold(): life.id for life in self.lives if life.feature}
        return {**features, **self.former_names}

    def of(self, names: Iterable[str]) -> tuple[Timeline, ...]:
        """Return the timelines of the subjects that names mean, with those of their amendments; without names, all."""
        wanted = {identifier for name in names for identifier in self._meant(name)}
        return chosen(self.timelines, wanted) if wanted else self.timelines

    def choose(self, names: Iterable[str]) -> tuple[Subject, ...]:
        """Return the subjects that names mean, old names too; `UnknownSubjectError` for what is none any more.

        An amendment that is done with, or only proposed, is found by its id or its feature.
        """
        chosen: dict[str, Subject] = {}
        for name in names:
            chosen |= {each.id: each for each in self._subjects(name)}
        return tuple(chosen.values())

    def _subjects(self, name: str) -> tuple[Subject, ...]:
        try:
            return choose(self.standing, [name], self.former)
        except UnknownSubjectError as error:
            if (lived := self._lived(name)) is not None:
                return (lived,)
            gone = self._gone(name)
            if gone is None:
                raise
            told = f"{name}: left the proposal list on {gone.changes[-1].date:%Y-%m-%d}"
            hint = f"`tracker history {gone.subject}` tells what happened to it"
            raise UnknownSubjectError(name, f"{told}; {hint}") from error

    def _lived(self, name: str) -> AmendmentStanding | None:
        """Return where an amendment stands that no list or branch has as open any more, or yet."""
        wanted = name.casefold().rstrip("/")
        found = (life for life in self.lives if wanted in {life.id.casefold(), (life.feature or "").casefold()})
        life = next(found, None)
        told = standing_of(self.assessment, life) if life else None
        if told is None:
            return None
        return self._in_rhythm(replace(self.standing, proposals=(), unlisted=(), amendments=(told,))).amendments[0]

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
