"""What votes that passed, and disagreements that were found, change in the text of the proposal list."""

from collections.abc import Iterable

from tracker.agenda.moves import Move, list_edits, list_moves, subject_rows
from tracker.cli.list_text import list_text
from tracker.cli.output import warn
from tracker.cli.past import Past
from tracker.drift.findings import Drift
from tracker.drift.patching import apply_edits
from tracker.proposing import FileEdit
from tracker.readiness import Assessment
from tracker.voting import Vote


def voted_changes(past: Past, votes: Iterable[Vote]) -> tuple[tuple[Move, ...], tuple[FileEdit, ...]]:
    """Return what votes change in the list; what cannot be changed is told."""
    assessment = past.assessment
    subjects = assessment.subjects
    moves, problems = list_moves(votes, subjects, past.phases.changes)
    for problem in problems:
        warn(f"not in the patch: {problem}")
    rows = [row for _, row in subject_rows(subjects) if row is not None]
    edits: list[FileEdit] = []
    for path in dict.fromkeys(each.row.path for each in moves):
        before = list_text(assessment, path)
        here = [each for each in moves if each.row.path == path]
        after = apply_edits(before, list_edits(here, (each for each in rows if each.path == path)))
        _tell(assessment, path, after.problems)
        edits.append(FileEdit(path, before, after.text))
    return moves, tuple(edits)


def drift_changes(assessment: Assessment, found: Drift) -> tuple[FileEdit, ...]:
    """Return what the open findings would change in the list; what cannot be changed is told."""
    patches = [each.patch for each in found.open if each.patch is not None]
    edits: list[FileEdit] = []
    for path in dict.fromkeys(each.path for each in patches):
        before = list_text(assessment, path)
        after = apply_edits(before, (edit for each in patches if each.path == path for edit in each.edits))
        _tell(assessment, path, after.problems)
        edits.append(FileEdit(path, before, after.text))
    return tuple(edits)


def _tell(assessment: Assessment, path: str, problems: Iterable[str]) -> None:
    for problem in problems:
        warn(f"{assessment.aliases.registry}:{path}: not in the patch: {problem}")
