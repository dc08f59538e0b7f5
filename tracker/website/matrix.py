"""Composes the matrix of criteria: subjects by what each phase asks of them."""

from collections.abc import Iterator

from tracker.standing import ProposalStanding
from tracker.website.context import Context, Subject, criterion_lines, criterion_title, meaning
from tracker.website.pages import CriterionLine, Matrix, MatrixCell, MatrixColumn, MatrixGroup, MatrixPhase, MatrixRow
from tracker.website.text import clip

Column = tuple[int, str]
"""A criterion by its phase and id."""


def matrix_of(around: Context) -> Matrix:
    """Return every subject by every criterion that somebody was judged by."""
    columns = _columns(around)
    phases = sorted({phase for phase, _ in columns})
    return Matrix(
        phases=tuple(MatrixPhase(phase, sum(each == phase for each, _ in columns)) for phase in phases),
        columns=tuple(
            MatrixColumn(criterion_title(around, phase, name), phase, meaning(around, phase, name))
            for phase, name in columns
        ),
        groups=tuple(_matrix_groups(around, columns)),
    )


def _columns(around: Context) -> tuple[Column, ...]:
    """Return the criteria that somebody was judged by: by phase, then as the process orders them, then by id."""
    order = {(each.phase, each.id): place for place, each in enumerate(around.criteria)}
    subjects: tuple[Subject, ...] = (*around.standing.proposals, *around.standing.amendments)
    found = {(result.phase, result.id) for each in subjects for result in each.criteria}
    return tuple(sorted(found, key=lambda column: (column[0], order.get(column, len(order)), column[1])))


def _matrix_groups(around: Context, columns: tuple[Column, ...]) -> Iterator[MatrixGroup]:
    """Yield the rows by phase, highest first, each amendment under its proposal."""
    subjects = tuple(zip(around.standing.proposals, around.places.proposals, strict=True))
    for phase in sorted({each.phase for each, _ in subjects if each.phase is not None}, reverse=True):
        rows = tuple(
            row
            for each, path in subjects
            if each.phase == phase
            for row in _family(around, each, path, columns)
            if any(row.cells)
        )
        if rows:
            inner = all(row.amendment for row in rows)
            yield MatrixGroup(f"Amendments of phase {phase} proposals" if inner else f"Phase {phase}", rows)
    listed = {each.id for each, _ in subjects if each.phase is not None}
    amendments = zip(around.standing.amendments, around.places.amendments, strict=True)
    orphans = tuple(_matrix_row(around, each, path, columns) for each, path in amendments if each.parent not in listed)
    if orphans:
        yield MatrixGroup("Amendments of unlisted proposals", orphans)


def _family(around: Context, proposal: ProposalStanding, path: str, columns: tuple[Column, ...]) -> Iterator[MatrixRow]:
    yield _matrix_row(around, proposal, path, columns)
    for each, own in around.lookup.amendments.get(proposal.id, ()):
        yield _matrix_row(around, each, own, columns)


def _matrix_row(around: Context, subject: Subject, path: str, columns: tuple[Column, ...]) -> MatrixRow:
    lines: dict[Column, CriterionLine] = {}
    for result, line in zip(subject.criteria, criterion_lines(around, subject.criteria), strict=True):
        lines.setdefault((result.phase, result.id), line)
    found = (lines.get(column) for column in columns)
    return MatrixRow(
        title=clip(subject.title),
        path=path,
        amendment=not isinstance(subject, ProposalStanding),
        cells=tuple(None if line is None else MatrixCell(line.mark, f"{path}#{line.anchor}") for line in found),
    )
