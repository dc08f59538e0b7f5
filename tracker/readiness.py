"""Judges where everything stands: facts as of a moment, the rules of that day, and a verdict for each subject.

Met, unmet and unknown are never folded into each other: one unmet requirement blocks, one that nobody can tell leaves
the subject undetermined, and only when all are met it is ready.
"""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from datetime import date

from tracker.aliases import Aliases, Place
from tracker.checks import PackageStanding, Subject, Surroundings, judge
from tracker.checks.attested import attested
from tracker.checks.excepted import CriterionException, excepted
from tracker.facts import Document, Facts, ReferenceVerdict, RepositoryFacts, RepositoryName, Revision, WitFile
from tracker.frozen import frozen
from tracker.gate_standings import gates_of, item_path
from tracker.ledger import Attested
from tracker.lives import AmendmentLife
from tracker.notices import notices
from tracker.packages import Package
from tracker.permalink import evidence, permalink
from tracker.process import Process
from tracker.published import Publication
from tracker.standing import (
    AmendmentStanding,
    AmendmentState,
    Criterion,
    CriterionResult,
    CriterionStatus,
    Evidence,
    Item,
    Notice,
    OpenConcern,
    ProposalStanding,
    Readiness,
    Standing,
)
from tracker.steps import amendment_step, overdue_steps, proposal_step
from tracker.subjects import Amendment, Proposal, Row, Subjects, identify, own_gates

AMENDMENT_PHASE = 2
"""An amendment is filed as a phase-2 item of its own, whatever phase its row is written under."""


_OPEN = frozenset({AmendmentState.LANDED, AmendmentState.QUEUED, AmendmentState.VOTED, AmendmentState.STABILIZED})
"""The states in which an amendment is on its way: neither a mere proposal nor done with."""
_TOLD_BY_LIFE = frozenset(AmendmentState) - {AmendmentState.TRACKED, AmendmentState.LANDED, AmendmentState.QUEUED}
"""The states whose next step has nothing to do with entry requirements."""


@frozen
class Assessment:
    """Facts and rules of one moment, ready to judge any subject by."""

    facts: Facts
    process: Process
    aliases: Aliases
    subjects: Subjects
    surroundings: Surroundings
    repositories: Mapping[RepositoryName, RepositoryFacts]
    attestations: tuple[Attested, ...] = ()
    """What people stated about criteria, the latest last."""
    concerns: tuple[OpenConcern, ...] = ()
    """What people raised and nobody settled: it changes no verdict."""
    exceptions: tuple[CriterionException, ...] = ()
    """What people declared to except."""

    @property
    def today(self) -> date:
        """The day whose rules count."""
        return self.facts.at.date()

    def results(self, proposal: Proposal, phases: Iterable[int]) -> tuple[CriterionResult, ...]:
        """Judge a proposal by the entry requirements of some phases, by what people said of it as well."""
        return self.counted(proposal.id, self.judged(proposal, self._criteria(phases)))

    def judged(self, proposal: Proposal, criteria: Iterable[Criterion]) -> tuple[CriterionResult, ...]:
        """Judge a proposal by what was read alone."""
        subject = self.subject(proposal)
        return tuple(judge(subject, self.surroundings, criterion) for criterion in criteria)

    def counted(self, subject: str, results: Iterable[CriterionResult]) -> tuple[CriterionResult, ...]:
        """Return how a subject's results stand after what people attested, waived and declared to except."""
        return excepted(subject, attested(subject, results, self.attestations), self.exceptions, self.today)

    def _criteria(self, phases: Iterable[int]) -> Iterable[Criterion]:
        return (criterion for phase in phases for criterion in self.process.criteria(phase, self.today))

    def next_phase(self, phase: int | None) -> int | None:
        """Return the phase after this one; `None` when that day's rules did not define it."""
        following = None if phase is None else self.process.next_phase(phase)
        begun = {each.number for each in self.process.phases if each.in_effect and each.in_effect <= self.today}
        return following if following in begun else None

    def subject(self, proposal: Proposal) -> Subject:
        """Return what was read of a proposal, as the checks take it."""
        home = proposal.home
        repository = self.repositories.get(home.repository) if home else None
        return Subject(
            id=proposal.id,
            phase=proposal.phase,
            repository=home.repository if home else None,
            revision=repository.revision if repository else None,
            path=home.path if home else None,
            problem=_problem(home, repository),
            documents=self._documents(home, repository),
            wit_files=_wit_files(proposal, repository),
            reference=_references(proposal.packages, repository),
        )

    def row_evidence(self, row: Row | None) -> Evidence | None:
        """Return where a row of the proposal list stands."""
        revision = self._revision(self.aliases.registry)
        if row is None or revision is None:
            return None
        return evidence(self.aliases.registry, revision, row.path, row.row.line)

    def _revision(self, name: RepositoryName) -> Revision | None:
        repository = self.repositories.get(name)
        return repository.revision if repository else None

    def _documents(self, home: Place | None, repository: RepositoryFacts | None) -> tuple[tuple[str, Document], ...]:
        """Return the READMEs of a home and, outside the repository that proposals share, of the folders above it."""
        if home is None or repository is None:
            return ()
        wanted = [home.path]
        if home.repository != self.aliases.registry:
            while wanted[-1]:
                wanted.append(wanted[-1].rpartition("/")[0])
        return tuple(
            (path, document)
            for folder in wanted
            for path, document in repository.documents
            if path.rpartition("/")[0] == folder
        )


def assess(
    facts: Facts,
    process: Process,
    aliases: Aliases,
    attestations: Iterable[Attested] = (),
    publications: Iterable[Publication] = (),
) -> Assessment:
    """Identify the subjects that the facts speak of, and what the checks may know around them."""
    subjects = identify(facts, aliases)
    repositories = {repository.name: repository for repository in facts.repositories}
    bare = Assessment(facts, process, aliases, subjects, Surroundings(), repositories)
    packages = {
        package: PackageStanding(owner.id, owner.phase, bare.row_evidence(owner.row))
        for package, owner in subjects.owners.items()
    }
    problem = None if subjects.proposals else f"the proposal list of {aliases.registry} was not read"
    return replace(
        bare, surroundings=Surroundings(packages, problem, tuple(publications)), attestations=tuple(attestations)
    )


def standing(assessment: Assessment, lives: Iterable[AmendmentLife] = ()) -> Standing:
    """Return where everything stands.

    The `lives` of the same moment tell what the default branches alone cannot: that an amendment landed on a release
    branch, was voted on, or is released. Those that are open and have neither a row nor a gate there are added.
    """
    facts, subjects = assessment.facts, assessment.subjects
    lived = {life.id: life for life in lives}
    amendments = (*subjects.amendments, *_elsewhere(subjects, lived.values()))
    proposals = {proposal: _proposal(assessment, proposal) for proposal in subjects.proposals}
    return Standing(
        as_of=facts.at,
        revisions={each.name: each.revision for each in facts.repositories if each.revision is not None},
        proposals=tuple(proposals.values()),
        amendments=tuple(
            _amendment(assessment, amendment, proposals[amendment.parent], lived.get(amendment.id))
            for amendment in sorted(amendments, key=lambda each: subjects.proposals.index(each.parent))
        ),
        unlisted=tuple(_proposal(assessment, proposal) for proposal in subjects.unlisted),
        gates=tuple(gates_of(facts, subjects)),
        notices=notices_of(assessment),
        synced_at=facts.synced_at,
        concerns=assessment.concerns,
    )


def notices_of(assessment: Assessment) -> tuple[Notice, ...]:
    """Return what a reader must know about what was, or was not, read."""
    return tuple(notices(assessment.facts, assessment.subjects, assessment.aliases))


def results_for(
    assessment: Assessment, identifier: str, phase: int, lives: Iterable[AmendmentLife] = ()
) -> tuple[CriterionResult, ...]:
    """Judge the subject of an id by the entry requirements of a phase, whichever phase it is in."""
    return results_by(assessment, identifier, assessment.process.criteria(phase, assessment.today), lives)


def results_by(
    assessment: Assessment, identifier: str, criteria: Iterable[Criterion], lives: Iterable[AmendmentLife] = ()
) -> tuple[CriterionResult, ...]:
    """Judge the subject of an id by some criteria, in effect or not; nothing for an id of no subject."""
    subjects = assessment.subjects
    for amendment in (*subjects.amendments, *_elsewhere(subjects, lives)):
        if amendment.id == identifier:
            judged = assessment.counted(amendment.parent.id, assessment.judged(amendment.parent, criteria))
            return assessment.counted(identifier, _of_amendment(amendment, judged))
    for proposal in (*subjects.proposals, *subjects.unlisted):
        if proposal.id == identifier:
            return assessment.counted(identifier, assessment.judged(proposal, criteria))
    return ()


def verdict(results: Iterable[CriterionResult], phase: int | None) -> Readiness | None:
    """Return whether results allow a vote for `phase`: what is unknown of an earlier phase was voted on already."""
    if phase is None:
        return None
    listed = tuple(results)
    if any(result.status is CriterionStatus.UNMET for result in listed):
        return Readiness.BLOCKED
    if any(result.status is CriterionStatus.UNKNOWN and result.phase >= phase for result in listed):
        return Readiness.UNDETERMINED
    return Readiness.READY


# --- what the checks are given ------------------------------------------------------------------------------------


def _problem(home: Place | None, repository: RepositoryFacts | None) -> str | None:
    if home is None:
        return "its row in the proposal list links to no repository that can be read"
    if repository is None:
        return f"{home.repository} was never read"
    if repository.revision is not None:
        return None
    if repository.problems:
        return repository.problems[0].reason
    return f"{home.repository} has no commit"


def _wit_files(proposal: Proposal, repository: RepositoryFacts | None) -> tuple[tuple[str, WitFile], ...]:
    """Return the files of a proposal's packages; without a package every WIT file below its home."""
    if proposal.packages:
        files = {path: file for package in proposal.packages for path, file in package.files}
        return tuple(sorted(files.items()))
    if repository is None or proposal.home is None:
        return ()
    prefix = f"{proposal.home.path}/" if proposal.home.path else ""
    return tuple((path, file) for path, file in repository.wit if path.startswith(prefix))


def _references(packages: tuple[Package, ...], repository: RepositoryFacts | None) -> tuple[ReferenceVerdict, ...]:
    folders = {package.folder for package in packages}
    return tuple(each for each in repository.references if each.folder in folders) if repository else ()


# --- subjects -----------------------------------------------------------------------------------------------------


def _proposal(assessment: Assessment, proposal: Proposal) -> ProposalStanding:
    following = assessment.next_phase(proposal.phase)
    results = assessment.results(proposal, _phases(proposal.phase, following))
    readiness = verdict(results, following)
    home = proposal.home
    repositories = [home.repository] if home else []
    repositories += [package.repository for package in proposal.elsewhere]
    return ProposalStanding(
        id=proposal.id,
        title=proposal.title,
        phase=proposal.phase,
        champions=proposal.row.row.champions if proposal.row else (),
        repository=home.repository if home else None,
        path=home.path if home else None,
        packages=_names(proposal.packages),
        next_phase=following,
        readiness=readiness,
        criteria=results,
        next_step=_proposal_step(assessment, proposal, following, results),
        row=assessment.row_evidence(proposal.row),
        features=_own_features(proposal, assessment.subjects.amendments),
        repositories=tuple(dict.fromkeys(repositories)),
    )


def _proposal_step(
    assessment: Assessment, proposal: Proposal, following: int | None, results: tuple[CriterionResult, ...]
) -> str:
    """Return what a proposal needs for the next phase, and what it should have by now to be in its own."""
    problem = assessment.subject(proposal).unreadable()
    step = proposal_step(proposal.phase, following, verdict(results, following), results, problem)
    if proposal.phase is None:
        return step
    binding = assessment.process.grace_ended(proposal.phase, assessment.today)
    return " ".join((step, *overdue_steps(proposal.phase, results, binding)))


def _phases(phase: int | None, following: int | None) -> tuple[int, ...]:
    """Return the phases whose requirements a proposal shows: the next one's, and of those before it what files tell."""
    if phase is None:
        return ()
    latest = phase if following is None else following
    return tuple(range(min(AMENDMENT_PHASE, latest), latest + 1))


def _names(packages: tuple[Package, ...]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(str(package.declared) for package in packages))


def _own_features(proposal: Proposal, amendments: tuple[Amendment, ...]) -> tuple[str, ...]:
    amending = {each.feature for each in amendments if each.parent is proposal}
    features = {gate.feature for _, gate, _ in own_gates(proposal) if gate.feature and gate.kind == "unstable"}
    return tuple(sorted(features - amending))


def _elsewhere(subjects: Subjects, lives: Iterable[AmendmentLife]) -> Iterable[Amendment]:
    """Yield the open amendments that neither the list nor their parent's home has."""
    known = {amendment.id for amendment in subjects.amendments}
    parents = {proposal.id: proposal for proposal in subjects.proposals}
    for life in lives:
        if life.id not in known and life.state in _OPEN and life.parent in parents:
            yield Amendment(life.id, life.title, parents[life.parent], life.feature, None, ())


def standing_of(assessment: Assessment, life: AmendmentLife) -> AmendmentStanding | None:
    """Return where an amendment stands by its life alone, also when all is done; `None` without its parent's row."""
    parent = next((each for each in assessment.subjects.proposals if each.id == life.parent), None)
    if parent is None:
        return None
    amendment = Amendment(life.id, life.title, parent, life.feature, None, ())
    return _amendment(assessment, amendment, _proposal(assessment, parent), life)


def _amendment(
    assessment: Assessment, amendment: Amendment, parent: ProposalStanding, life: AmendmentLife | None
) -> AmendmentStanding:
    state = life.state if life else _state(amendment)
    phase = AMENDMENT_PHASE if life is None or life.phase is None else life.phase
    following = assessment.next_phase(phase)
    results = _amendment_results(assessment, amendment, phase if following is None else following)
    readiness = verdict(results, following)
    return AmendmentStanding(
        id=amendment.id,
        title=amendment.title,
        parent=amendment.parent.id,
        feature=amendment.feature,
        state=state,
        phase=phase,
        champions=amendment.row.row.champions if amendment.row else parent.champions,
        repository=parent.repository,
        path=parent.path,
        packages=tuple(dict.fromkeys(str(package) for _, _, package in amendment.gates)) or parent.packages,
        next_phase=following,
        readiness=readiness,
        criteria=results,
        next_step=life.next_step
        if life and state in _TOLD_BY_LIFE
        else amendment_step(state, amendment.row is not None, following, readiness, results),
        items=tuple(_items(assessment, amendment)),
        row=assessment.row_evidence(amendment.row),
    )


def _state(amendment: Amendment) -> AmendmentState:
    if not amendment.gates:
        return AmendmentState.TRACKED
    if all(gate.queued for _, gate, _ in amendment.gates):
        return AmendmentState.QUEUED
    return AmendmentState.LANDED


def _amendment_results(assessment: Assessment, amendment: Amendment, latest: int) -> tuple[CriterionResult, ...]:
    """Return the requirements of phase 2 as an amendment's parent answers them, then its own up to phase `latest`."""
    results = assessment.results(amendment.parent, range(AMENDMENT_PHASE, latest + 1))
    return assessment.counted(amendment.id, _of_amendment(amendment, results))


def _of_amendment(amendment: Amendment, results: Iterable[CriterionResult]) -> Iterable[CriterionResult]:
    """Yield its parent's results as those of an amendment: what phase 2 asks its parent answers."""
    for result in results:
        inherited = replace(
            result,
            status=CriterionStatus.INHERITED,
            reason=f"answered by {amendment.parent.id}: {result.reason}",
            inherited_from=amendment.parent.id,
            inherited_status=result.status,
        )
        yield inherited if result.phase <= AMENDMENT_PHASE else result


def _items(assessment: Assessment, amendment: Amendment) -> Iterable[Item]:
    home = amendment.parent.home
    repository = assessment.repositories.get(home.repository) if home else None
    revision = repository.revision if repository else None
    for path, gate, package in amendment.gates:
        if home is not None and revision is not None:
            url = permalink(home.repository, revision, path, gate.line)
            yield Item(item_path(package.id, gate.item), gate.item_kind, path, gate.line, url)
