"""Composes the overview: the headline, the board of proposals by phase, and the matrix of criteria."""

from collections.abc import Iterator

from tracker.facts import GateKind
from tracker.standing import ProposalStanding, Readiness
from tracker.website.context import (
    Context,
    Subject,
    amendment_rows,
    criterion_lines,
    criterion_title,
    meaning,
    present_gates,
    subject_row,
)
from tracker.website.marks import LEGEND, verdict_mark
from tracker.website.pages import (
    CriterionLine,
    Figure,
    Matrix,
    MatrixCell,
    MatrixColumn,
    MatrixGroup,
    MatrixPhase,
    MatrixRow,
    OverviewPage,
    PhaseGroup,
    Row,
)
from tracker.website.sitemap import OVERVIEW
from tracker.website.text import clip, counted, moment

Column = tuple[int, str]
"""A criterion by its phase and id."""


def overview_pages(around: Context) -> Iterator[OverviewPage]:
    """Yield the overview."""
    yield overview_page(around)


def overview_page(around: Context) -> OverviewPage:
    """Return the overview."""
    standing = around.standing
    when = moment(standing.as_of)
    said = (
        f"{counted(len(standing.proposals), 'WASI proposal')} and {counted(len(standing.amendments), 'amendment')}: "
        f"phases, entry criteria and next steps as of {when.day}."
    )
    return OverviewPage(
        frame=around.frame(OVERVIEW, "Where WASI proposals stand", said, "overview"),
        repositories=len(standing.revisions),
        figures=_figures(around),
        steps=around.steps(None),
        groups=_groups(around),
        orphans=_orphans(around),
        matrix=_matrix(around),
        legend=LEGEND,
        notices=len(standing.notices),
        unlisted=len(standing.unlisted),
    )


def _figures(around: Context) -> tuple[Figure, ...]:
    standing = around.standing
    verdicts = [each.readiness for each in _subjects(around)]
    features = {
        gate.feature
        for proposal in (*standing.proposals, *standing.unlisted)
        for gate in present_gates(around, proposal)
        if gate.kind is GateKind.UNSTABLE and gate.feature
    }
    ready, blocked, open_ = (Readiness.READY, Readiness.BLOCKED, Readiness.UNDETERMINED)
    return (
        Figure(len(standing.proposals), "proposals", None, "#proposals"),
        Figure(len(standing.amendments), "amendments", None, "#proposals"),
        Figure(len(features), "unstable features", None, "#proposals"),
        Figure(verdicts.count(ready), "ready for a vote", verdict_mark(ready), "#criteria"),
        Figure(verdicts.count(blocked), "blocked", verdict_mark(blocked), "#criteria"),
        Figure(verdicts.count(open_), "undetermined", verdict_mark(open_), "#criteria"),
    )


def _subjects(around: Context) -> tuple[Subject, ...]:
    return (*around.standing.proposals, *around.standing.amendments)


def _groups(around: Context) -> tuple[PhaseGroup, ...]:
    pairs = tuple(zip(around.standing.proposals, around.places.proposals, strict=True))
    phases = sorted({each.phase for each, _ in pairs if each.phase is not None}, reverse=True)
    return tuple(
        PhaseGroup(
            number=phase,
            name=around.phase_name(phase),
            rows=tuple(
                subject_row(around, each, path, amendment_rows(around, each.id))
                for each, path in pairs
                if each.phase == phase
            ),
        )
        for phase in phases
    )


def _orphans(around: Context) -> tuple[Row, ...]:
    listed = {each.id for each in around.standing.proposals if each.phase is not None}
    pairs = zip(around.standing.amendments, around.places.amendments, strict=True)
    return tuple(subject_row(around, each, path) for each, path in pairs if each.parent not in listed)


# --- the matrix -------------------------------------------------------------------------------------------------------


def _matrix(around: Context) -> Matrix:
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
    found = {(result.phase, result.id) for each in _subjects(around) for result in each.criteria}
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
    for each, own in zip(around.standing.amendments, around.places.amendments, strict=True):
        if each.parent == proposal.id:
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
