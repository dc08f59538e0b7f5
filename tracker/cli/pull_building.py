"""Builds the report of a pull request from its trees and, where there are any, the facts around it."""

from collections.abc import Callable, Iterator
from datetime import datetime, timedelta

from tracker.changes import Comparison
from tracker.cli.past import Past
from tracker.cli.pull_reading import Reading
from tracker.cli.pull_worlds import Worlds
from tracker.facts import ClaimedPhase, Document, RepositoryFacts
from tracker.hosting import HostedPull
from tracker.pull_report.gates import feature_changes
from tracker.pull_report.steps import PhaseClaim, Situation, steps_of
from tracker.pull_report.values import DryRun, FeatureChange, Merge, ProcessStep, PullReport
from tracker.readiness import Assessment
from tracker.sources.pull_trees import PullTrees, merged_files
from tracker.subjects import Proposal, Subjects

_NOTHING = "merging it changes no file that says where things stand"
_NO_SUBJECTS = Subjects((), (), (), ())

ReadPast = Callable[[datetime | None], Past]
"""Reads everything that happened up to a moment; without one, everything there is."""


def pull_report(trees: PullTrees, read_past: ReadPast | None, hosted: HostedPull | None = None) -> PullReport:
    """Return all there is to say of a pull request.

    A merged one is judged by the facts of the moment before it was merged. Without `read_past` nothing is said that
    takes facts to know.
    """
    reading = Reading(trees)
    api = reading.api()
    findings, elsewhere, skipped = reading.findings()
    worlds, reason = _worlds(trees, read_past, judged=bool(reading.wit))
    features = feature_changes(
        reading.old.declared, reading.new.declared, {} if worlds is None else worlds.after.subjects.owners
    )
    return PullReport(
        as_of=trees.head.date if worlds is None else worlds.past.undecided.at,
        repository=trees.repository,
        number=trees.number,
        title=hosted.title if hosted else trees.title,
        author=hosted.author if hosted else trees.author,
        branch=trees.branch,
        base=trees.base.revision,
        head=trees.head.revision,
        merge=Merge(trees.merged.revision, trees.merged.date.date()) if trees.merged else None,
        commits=trees.commits,
        files=len(reading.wit),
        features=features,
        api=api,
        findings=findings,
        elsewhere=elsewhere,
        steps=_steps(trees, worlds, features, api.comparison),
        dry_run=worlds.dry_run() if worlds else DryRun(None, None, (), reason),
        skipped=skipped,
        hosted=hosted,
    )


def _worlds(trees: PullTrees, read_past: ReadPast | None, *, judged: bool) -> tuple[Worlds | None, str]:
    """Return the facts around a pull request, or why there are none; `judged` says whether it changes any WIT."""
    files = tuple(merged_files(trees))
    if not files and not judged:
        return None, _NOTHING
    if read_past is None:
        return None, "no facts were read"
    moment = trees.merged.date - timedelta(seconds=1) if trees.merged else None
    found = Worlds.of(read_past(moment), trees, files)
    return (found, "") if isinstance(found, Worlds) else (None, found)


def _steps(
    trees: PullTrees, worlds: Worlds | None, features: tuple[FeatureChange, ...], comparison: Comparison
) -> tuple[ProcessStep, ...]:
    merged = trees.merged is not None
    if worlds is None:
        return steps_of(Situation(merged, features, comparison, _NO_SUBJECTS, _NO_SUBJECTS, None, {}, {}))
    situation = Situation(
        merged=merged,
        features=features,
        comparison=comparison,
        before=worlds.before.subjects,
        after=worlds.after.subjects,
        decisions=worlds.past.chronicle.decisions,
        rows=worlds.rows,
        # What the branch holds already was for a release that may be out.
        versions=worlds.versions() if worlds.files else {},
        claims=tuple(_claims(worlds.before, worlds.after)),
    )
    return steps_of(situation)


def _claims(before: Assessment, after: Assessment) -> Iterator[PhaseClaim]:
    """Yield the phases that READMEs claim, of proposals whose phase in the list or in the README changes."""
    phases = {each.id: each.phase for each in before.subjects.proposals}
    for proposal in after.subjects.proposals:
        claim = _claim(after, proposal)
        if claim is None:
            continue
        path, claimed = claim
        former = _claim(before, proposal)
        changed = former is None or former[1].phase != claimed.phase
        if changed or phases.get(proposal.id) != proposal.phase:
            yield PhaseClaim(proposal.id, path, claimed, proposal.phase, changed)


def _claim(assessment: Assessment, proposal: Proposal) -> tuple[str, ClaimedPhase] | None:
    home = proposal.home
    repository: RepositoryFacts | None = assessment.repositories.get(home.repository) if home else None
    documents: tuple[tuple[str, Document], ...] = repository.documents if repository else ()
    found = (
        (path, document.claimed_phase)
        for path, document in documents
        if home is not None and path.rpartition("/")[0] == home.path and document.claimed_phase
    )
    return next(found, None)
