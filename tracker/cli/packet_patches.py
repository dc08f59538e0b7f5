"""Makes the patches that follow a passed vote, and proves each on a copy."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from tracker.agenda.moves import Move, list_edits, subject_rows
from tracker.chronicle import BranchKind, Outcome
from tracker.cli.cache import cache_folder
from tracker.cli.list_text import list_text
from tracker.cli.past import Past
from tracker.cli.proving import Prover, taken_by_git
from tracker.drift.patching import apply_edits, unified_diff
from tracker.errors import TrackerError
from tracker.facts import ListRow, RepositoryName, Revision
from tracker.frozen import frozen
from tracker.lives import AmendmentLife, LineLife
from tracker.next_release.applying import Manner
from tracker.next_release.checkout import (
    CarriedOut,
    FileChange,
    HeldPackage,
    carried_out,
    held_packages,
    is_due,
    wanted_features,
)
from tracker.next_release.departures import departures_after
from tracker.next_release.packet import FollowUp, PatchKind, with_phase
from tracker.next_release.proof import Proof, ProofState, proof_of
from tracker.next_release.raising import raised
from tracker.process.calendar_toml import shipped_calendar
from tracker.released import GateCounts, Release
from tracker.releases import parse_version
from tracker.standing import AmendmentStanding, ProposalStanding
from tracker.subjects import AMENDABLE_PHASE, Proposal, Row
from tracker.voted import PinnedText
from tracker.voting import Confidence, Method, SubjectKind, Vote, VoteSource, VoteSourceKind
from tracker.wit.compare import connect, read_packages
from tracker.wit.parser import parse
from tracker.wit.surface import Surface, amended_surface, read_surface

if TYPE_CHECKING:
    from tracker.sources.git import Mirrors

Candidate = AmendmentStanding | ProposalStanding


@frozen
class FollowUps:
    """Makes the patches for one subject; what several need is read once."""

    past: Past
    subject: Candidate
    proposal: Proposal
    """The subject, or what it amends."""
    target: int
    """The phase that the vote is on."""

    def all(self) -> tuple[FollowUp, ...]:
        """Return what follows a pass: the list, the document, the gates line by line."""
        if isinstance(self.subject, AmendmentStanding):
            return (*self._list(), *self._gates())
        return (*self._list(), *self._readme())

    @cached_property
    def _prover(self) -> Prover:
        return Prover()

    @cached_property
    def _mirrors(self) -> "Mirrors":
        from tracker.sources.git import Mirrors  # noqa: PLC0415 -- only what makes a patch reads a mirror

        return Mirrors(cache_folder(), offline=True)

    # --- the list -----------------------------------------------------------------------------------------------------

    def _list(self) -> Iterator[FollowUp]:
        assessment = self.past.assessment
        rows = [(subject, row) for subject, row in subject_rows(assessment.subjects) if row is not None]
        own = next((row for subject, row in rows if subject == self.subject.id), None)
        if own is None:
            return
        goes = isinstance(self.subject, AmendmentStanding) and self.target >= AMENDABLE_PHASE
        summary = (
            "take its row out: it becomes a part of its proposal" if goes else f"move its row to phase {self.target}"
        )
        moved = Move(self._passed(), own, None if goes else self.target)
        diff, proof = "", Proof(ProofState.UNPROVED, "")
        try:
            before = list_text(assessment, own.path)
        except TrackerError as error:
            proof = Proof(ProofState.UNPROVED, str(error))
        else:
            after = apply_edits(before, list_edits([moved], (row for _, row in rows if row.path == own.path)))
            diff = unified_diff(own.path, before, after.text)
            proof = _list_proof(FileChange(own.path, before, after.text), diff, moved, after.problems)
        yield FollowUp(PatchKind.LIST, assessment.aliases.registry, None, None, summary, diff, proof)

    def _passed(self) -> Vote:
        """Return the vote that is assumed to have passed."""
        kind = SubjectKind.AMENDMENT if isinstance(self.subject, AmendmentStanding) else SubjectKind.PROPOSAL
        source = VoteSource(VoteSourceKind.LEDGER, None, None, None)
        day = self.past.assessment.today
        vote = (day, self.subject.id, kind, "", self.target, Method.POLL, None, Outcome.PASSED, Confidence.HIGH, source)
        return Vote(*vote)

    # --- the document -------------------------------------------------------------------------------------------------

    def _readme(self) -> Iterator[FollowUp]:
        from tracker.checks.readme import proposal_document  # noqa: PLC0415 -- only proposals have one of their own

        home = self.proposal.home
        subject = self.past.assessment.subject(self.proposal)
        found = proposal_document(subject)
        claim = found[1].claimed_phase if found else None
        if home is None or subject.revision is None or found is None or (claim and claim.phase == self.target):
            return
        path = found[0]
        summary = f"let {path} say phase {self.target}"
        diff, proof = "", Proof(ProofState.UNPROVED, f"{path} names no phase: somebody must write it")
        if claim is not None:
            try:
                before = self._text(home.repository, subject.revision, path)
            except TrackerError as error:
                proof = Proof(ProofState.UNPROVED, str(error))
            else:
                after = with_phase(before, claim.line, claim.phase, self.target, self._headings())
                diff = unified_diff(path, before, after)
                proof = _readme_proof(FileChange(path, before, after), diff, self.target)
        yield FollowUp(PatchKind.README, home.repository, None, None, summary, diff, proof)

    def _headings(self) -> str:
        """Return the text of the proposal list, to whose headings documents link; empty when it is not at hand."""
        row = self.proposal.row
        try:
            return list_text(self.past.assessment, row.path) if row else ""
        except TrackerError:
            return ""

    def _text(self, repository: RepositoryName, revision: Revision, path: str) -> str:
        from tracker.sources.errors import SourceError  # noqa: PLC0415 -- as above

        mirror = self._mirrors.open(repository)
        folder, _, name = path.rpartition("/")
        blob = mirror.folder(mirror.resolve(revision), folder).get(name)
        if blob is None:
            raise SourceError(f"{repository}:{path}", f"is not in the mirror at {revision[:12]}")
        try:
            return mirror.read(blob).decode("utf-8")
        except UnicodeDecodeError as error:
            raise SourceError(f"{repository}:{path}", "is not UTF-8: no patch can be written for it") from error

    # --- gates --------------------------------------------------------------------------------------------------------

    def _gates(self) -> Iterator[FollowUp]:
        if self._life is not None and self.target >= AMENDABLE_PHASE:
            for line in self._lines():
                yield from self._on_line(self._life, line)

    @cached_property
    def _life(self) -> AmendmentLife | None:
        return next((each for each in self.past.lives if each.id == self.subject.id), None)

    def _lines(self) -> Iterator[LineLife]:
        """Yield the lines on which the amendment has gates; where its proposal lived before, nothing is released."""
        home = self.proposal.home
        for line in self._life.lines if self._life else ():
            if line.last is None and line.carried and home is not None and line.repository == home.repository:
                yield line

    def text(self) -> tuple[PinnedText, Surface] | None:
        """Return what an amendment gates on the newest line that has it; `None` where none has."""
        for line in sorted(self._lines(), key=lambda each: each.line or "", reverse=True):
            packages = self._packages(line)
            own = [each for each in packages if self._is_of(line, each)]
            read = [one for each in own for one in read_packages({f.path: parse(f.text) for f in each.folder.files})]
            connect(read, read)
            surface = amended_surface(read_surface(read), self._life.feature or "" if self._life else "")
            if surface.items:
                place = own[0].folder.path
                return PinnedText(line.repository, place, self._head(line), surface.digest), surface
        return None

    def _on_line(self, life: AmendmentLife, line: LineLife) -> Iterator[FollowUp]:
        default = any(
            each.kind is BranchKind.DEFAULT and (each.repository, each.name) == (line.repository, line.branch)
            for each in self.past.chronicle.heads
        )
        branch = None if default else line.branch
        said = f"stabilize its gates on {line.line}"
        try:
            packages = self._packages(line)
        except TrackerError as error:
            proof = Proof(ProofState.UNPROVED, str(error))
            yield FollowUp(
                PatchKind.FLIP, line.repository, branch, None, f"stabilize its gates on {line.line}", "", proof
            )
            return
        wanted = wanted_features([life], [life.id])
        own = [each for each in packages if self._is_of(line, each)]
        version = self._next(line, own)
        if version is None:
            proof = Proof(ProofState.UNPROVED, f"which version of {line.line or 'it'} comes next cannot be told")
            yield FollowUp(
                PatchKind.FLIP, line.repository, branch, None, f"stabilize its gates on {line.line}", "", proof
            )
            return
        due = all(is_due(each.declared, version) for each in own)
        for manner in (Manner.STABLE,) if due else (Manner.QUEUED, Manner.STABLE):
            carried = carried_out(packages, wanted, self.past.assessment.subjects, version, manner=manner)
            if not carried.files and not carried.problems:
                continue
            diff = "".join(unified_diff(each.path, each.before, each.after) for each in carried.files)
            kind = PatchKind.QUEUE if manner is Manner.QUEUED else PatchKind.FLIP
            said = f"{'queue' if manner is Manner.QUEUED else 'stabilize'} {_counted(carried)} for {version}"
            proof = self._proof(diff, packages, carried, version, manner)
            yield FollowUp(kind, line.repository, branch, version, said, diff, proof)

    def _is_of(self, line: LineLife, package: HeldPackage) -> bool:
        return not {item.file for item in line.items}.isdisjoint(package.read)

    def _head(self, line: LineLife) -> Revision:
        return next(
            point.revision
            for branch, point in self.past.chronicle.heads.items()
            if (branch.repository, branch.name) == (line.repository, line.branch)
        )

    def _packages(self, line: LineLife) -> tuple[HeldPackage, ...]:
        from tracker.sources.wit_revisions import read_wit_revision  # noqa: PLC0415 -- as above

        found = read_wit_revision(self._mirrors.open(line.repository), self._head(line), "")
        return held_packages(found.folders)[0]

    def _proof(
        self, diff: str, packages: Sequence[HeldPackage], carried: CarriedOut, version: str, manner: Manner
    ) -> Proof:
        if carried.problems:
            return Proof(ProofState.FAILED, "; ".join(carried.problems))
        changed = {each.package for each in carried.done}
        due = all(is_due(each.declared, version) for each in packages if str(each.declared) in changed)
        if due or manner is Manner.QUEUED:
            return self._prover.proved(diff, packages, carried.files)
        taken = taken_by_git(diff, carried.files)
        if taken.state is not ProofState.PROVED:
            return taken
        later = raised(packages, version)
        life = [each for each in self.past.lives if each.id == self.subject.id]
        wanted = wanted_features(life, [self.subject.id])
        files = carried_out(later, wanted, self.past.assessment.subjects, version, manner=manner).files
        judged = proof_of(self._prover.judged(later, files))
        if judged.state is not ProofState.PROVED:
            return judged
        return Proof(judged.state, f"{taken.reason}; {judged.reason}, once the line is raised to {version}")

    def _next(self, line: LineLife, packages: Iterable[HeldPackage]) -> str | None:
        """Return the version that comes next on a line: by its train, else after what its packages declare."""
        last = self._last_release(line.line)
        if last is not None:
            return _by_train(last, self.past.assessment.today)
        declared = [number for each in packages if (number := parse_version(each.declared.version)) is not None]
        newest = max(declared, default=None)
        if newest is None:
            return None
        return str(newest.replace(prerelease=None, build=None) if newest.prerelease else newest.bump_patch())

    def _last_release(self, line: str | None) -> Release | None:
        """Return the newest release of a line of WASI, as far as its tag tells; drafts are none."""
        train = self.past.assessment.aliases.registry
        numbered = [
            (number, each)
            for each in self.past.chronicle.tags
            if each.repository == train and each.line == line and (number := parse_version(each.version)) is not None
        ]
        out = [(number, each) for number, each in numbered if number.prerelease is None]
        if line is None or not out:
            return None
        number, tag = max(out, key=lambda each: each[0])
        return Release(str(number), line, train, tag.at, False, (), None, (), GateCounts())


def _by_train(last: Release, today: date) -> str | None:
    """Return the version of the first release after a day, or where no train says so the one after the last."""
    ahead = (version for version, day in departures_after(last, shipped_calendar(), today) if day > today)
    number = parse_version(last.version)
    return next(ahead, None if number is None else str(number.bump_patch()))


def _counted(carried: CarriedOut) -> str:
    packages = ", ".join(dict.fromkeys(each.package for each in carried.done))
    number = len(carried.done)
    return f"{number} gate{'' if number == 1 else 's'} of {packages}" if number else "its gates"


# --- proofs -----------------------------------------------------------------------------------------------------------


def _list_proof(change: FileChange, diff: str, move: Move, problems: Sequence[str]) -> Proof:
    from tracker.sources.registry import read_proposal_list  # noqa: PLC0415 -- only what makes a patch reads a list

    if problems:
        return Proof(ProofState.FAILED, "; ".join(problems))
    taken = taken_by_git(diff, [change])
    if taken.state is not ProofState.PROVED:
        return taken
    expected = _rest(read_proposal_list(change.before).rows, move.row)
    rows = read_proposal_list(change.after).rows
    phases = [each.phase for each in rows if each.title == move.row.row.title]
    if _rest(rows, move.row) != expected or phases != ([] if move.phase is None else [move.phase]):
        return Proof(ProofState.FAILED, "the list, read again, has other rows than it should")
    return Proof(ProofState.PROVED, f"{taken.reason}; the list, read again, differs in this row only")


def _rest(rows: Iterable[ListRow], row: Row) -> list[tuple[int, str]]:
    return [(each.phase, each.title) for each in rows if each.title != row.row.title]


def _readme_proof(change: FileChange, diff: str, target: int) -> Proof:
    from tracker.sources.documents import read_document  # noqa: PLC0415 -- only what makes a patch reads a document

    claimed = read_document(change.after).claimed_phase
    if claimed is None or claimed.phase != target:
        return Proof(ProofState.FAILED, f"{change.path}, read again, does not say phase {target}")
    taken = taken_by_git(diff, [change])
    if taken.state is not ProofState.PROVED:
        return taken
    return Proof(ProofState.PROVED, f"{taken.reason}; read again, it says phase {target}")
