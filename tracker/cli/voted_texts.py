"""Finds the text that each vote was about, in the mirrors that are kept, and what became of it."""

import posixpath
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import UTC, date, datetime, time
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.aliases import Place
from tracker.chronicle import Outcome
from tracker.cli.cache import cache_folder
from tracker.cli.output import tell
from tracker.cli.past import Past
from tracker.cli.session import read
from tracker.errors import TrackerError
from tracker.facts import RepositoryName, Revision
from tracker.frozen import frozen
from tracker.ledger import RecordedVote
from tracker.readiness import Assessment
from tracker.subjects import Proposal
from tracker.voted import PinnedText, VotedText
from tracker.voting import Method, SubjectKind, Vote, VoteSourceKind
from tracker.wit.compare import Package, compare_packages, connect, read_packages
from tracker.wit.parser import parse
from tracker.wit.surface import Surface, amended_surface, read_surface

if TYPE_CHECKING:
    from tracker.sources.git import Mirrors

_END_OF_DAY = time(23, 59, 59, tzinfo=UTC)
_ABOUT_TEXTS = frozenset({SubjectKind.PROPOSAL, SubjectKind.AMENDMENT})


class NoTextError(TrackerError):
    """A text that cannot be told; the message says why."""


@frozen
class _Text:
    """The WIT of a proposal at one commit."""

    place: Place
    revision: Revision
    packages: tuple[Package, ...]

    @cached_property
    def surface(self) -> Surface:
        """What it says."""
        return read_surface(self.packages)

    def pinned(self, surface: Surface) -> PinnedText:
        return PinnedText(self.place.repository, self.place.path, self.revision, surface.digest)


class Texts:
    """Reads texts; what several votes share is read once."""

    def __init__(self, past: Past) -> None:
        self._past = past
        self._assessments: dict[date, Assessment] = {}

    def of(self, votes: Iterable[Vote]) -> tuple[VotedText, ...]:
        """Return the text of each vote on a phase that passed, in their order; what decides nothing has none."""
        return tuple(map(self._voted, about_texts(votes)))

    def pinned(self, vote: RecordedVote) -> RecordedVote:
        """Return a vote with the commit and the digest of the text that it is about; the user is told when none is."""
        if vote.phase is None or vote.subject_kind not in _ABOUT_TEXTS:
            return vote
        try:
            then = self._then(vote.subject, vote.date)
            pinned = then.pinned(self._surface(vote.subject, then))
        except TrackerError as error:
            tell(f"the vote pins no text: {error}")
            return vote
        return replace(vote, repository=pinned.repository, revision=pinned.revision, surface=pinned.surface)

    def current(self, subject: str) -> tuple[PinnedText, Surface]:
        """Return what a subject says now, and where; `TrackerError` when that cannot be told."""
        now = self._now(subject)
        surface = self._surface(subject, now)
        return now.pinned(surface), surface

    def _voted(self, vote: Vote) -> VotedText:
        before: PinnedText | None = None
        try:
            recorded = self._recorded(vote)
            then = self._then(vote.subject, vote.date, recorded)
            voted = self._surface(vote.subject, then)
            if recorded is not None and recorded.surface not in {None, voted.digest}:
                message = f"the ledger pins the surface {recorded.surface}, and {then.revision} has {voted.digest}"
                raise NoTextError(message)
            before = then.pinned(voted)
            now = self._now(vote.subject)
            current = self._surface(vote.subject, now, voted)
        except TrackerError as error:
            return VotedText(vote, before, None, problem=str(error))
        found = VotedText(vote, before, now.pinned(current))
        if voted.digest == current.digest:
            return found
        compared = compare_packages(then.packages, now.packages).changes
        concerned = {each.path for each in {*voted.items} ^ {*current.items}}
        return replace(found, changes=tuple(each for each in compared if _concerns(each.item, concerned)))

    def _recorded(self, vote: Vote) -> RecordedVote | None:
        """Return the ledger's entry of a vote that has one."""
        if vote.source.kind is not VoteSourceKind.LEDGER:
            return None
        standing = (each for each in self._past.ledger.standing if each.entry.id == vote.source.path)
        return next((each.says for each in standing if isinstance(each.says, RecordedVote)), None)

    # --- texts --------------------------------------------------------------------------------------------------------

    def _now(self, subject: str) -> _Text:
        return self._text(self._past.assessment, self._proposal(self._past.assessment, subject))

    def _then(self, subject: str, day: date, recorded: RecordedVote | None = None) -> _Text:
        if day not in self._assessments:
            self._assessments[day] = read(self._past.database, datetime.combine(day, _END_OF_DAY))
        assessment = self._assessments[day]
        return self._text(assessment, self._proposal(assessment, subject), recorded)

    def _proposal(self, assessment: Assessment, subject: str) -> Proposal:
        """Return the proposal that a subject is, or amends: of its id, else of one of its packages."""
        wanted = subject.partition("/")[0]
        every = (*assessment.subjects.proposals, *assessment.subjects.unlisted)
        named = [each for each in every if each.id == wanted]
        own = {
            package.declared.id
            for each in (*self._past.assessment.subjects.proposals, *self._past.assessment.subjects.unlisted)
            if each.id == wanted
            for package in each.packages
        }
        held = [each for each in every if own & {package.declared.id for package in each.packages}]
        for each in (*(one for one in named if one.packages), *held, *named):
            return each
        raise NoTextError(f"nothing of {wanted} was known on {assessment.today}")

    def _text(self, assessment: Assessment, proposal: Proposal, recorded: RecordedVote | None = None) -> _Text:
        home = proposal.home
        repository = assessment.repositories.get(home.repository) if home else None
        if home is None or repository is None or repository.revision is None:
            raise NoTextError(f"nothing of {proposal.id} was read as it was on {assessment.today}")
        if not proposal.packages:
            raise NoTextError(f"{home.repository} held no package of {proposal.id} on {assessment.today}")
        revision = repository.revision
        if recorded is not None and recorded.revision and recorded.repository == home.repository:
            revision = Revision(recorded.revision)
        folders = dict.fromkeys(package.folder for package in proposal.packages)
        packages = [each for folder in folders for each in self._packages(home.repository, revision, folder)]
        return _Text(Place(home.repository, _common(folders)), revision, tuple(packages))

    def _packages(self, repository: RepositoryName, revision: Revision, folder: str) -> Iterator[Package]:
        from tracker.sources.wit_revisions import read_wit_revision  # noqa: PLC0415 -- only this reads a mirror

        found = read_wit_revision(self._mirrors.open(repository), revision, folder)
        for each in found.folders:
            if each.path != folder:
                continue
            parsed = {file.path: parse(file.text) for file in each.files}
            for path, one in parsed.items():
                for diagnostic in one.diagnostics:
                    line = diagnostic.position.line
                    raise NoTextError(f"{repository}:{path}:{line} of {revision[:12]} cannot be read as WIT of today")
            packages = read_packages(parsed)
            connect(packages, packages)
            yield from packages

    @cached_property
    def _mirrors(self) -> "Mirrors":
        from tracker.sources.git import Mirrors  # noqa: PLC0415 -- as above

        return Mirrors(cache_folder(), offline=True)

    def _surface(self, subject: str, text: _Text, voted: Surface | None = None) -> Surface:
        """Return what a subject says in the text of its proposal; `voted` is what it said when it was voted on."""
        if "/" not in subject:
            return text.surface
        feature = next((each.feature for each in self._past.lives if each.id == subject), None)
        name = feature or subject.partition("/")[2]
        found = amended_surface(text.surface, name, voted)
        if voted is None and not found.items:
            raise NoTextError(f"nothing was behind {name} in {text.place.repository} at {text.revision[:12]}")
        return found


def _common(folders: Iterable[str]) -> str:
    """Return the folder that holds all of some."""
    every = [*folders]
    return posixpath.commonpath(every) if all(every) else ""


def about_texts(votes: Iterable[Vote]) -> tuple[Vote, ...]:
    """Return the votes on a phase that passed."""
    return tuple(filter(_is_about_a_text, votes))


def _is_about_a_text(vote: Vote) -> bool:
    passed = vote.outcome is Outcome.PASSED and vote.method is not Method.STRAW_POLL
    return passed and vote.target_phase is not None and vote.subject_kind in _ABOUT_TEXTS


def _concerns(item: str, paths: set[str]) -> bool:
    """Return whether a change is about one of the items that differ, or a part of one."""
    parts = (item[:at] for at, sign in enumerate(item) if sign in "#.")
    return item in paths or any(part in paths for part in parts)
