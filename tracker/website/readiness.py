"""Composes the pages that tell whether a coming release is ready: all of them, each, and each for a projector."""

import shlex
from collections import Counter
from collections.abc import Iterator, Sequence

from tracker.next_release.ballot import Ballot, BallotItem, EntryKind, Schedule
from tracker.standing import CriterionResult, Readiness
from tracker.website.context import Context, criterion_lines, criterion_title, meaning
from tracker.website.findings import blocking_line, sentence, unchecked_lines
from tracker.website.marks import LEGEND, criterion_mark, tally, verdict_mark
from tracker.website.pages.criteria import Matrix, MatrixCell, MatrixColumn, MatrixGroup, MatrixPhase, MatrixRow
from tracker.website.pages.parts import Link, Mark, PageLink
from tracker.website.pages.readiness import (
    BallotLine,
    Due,
    GatePlace,
    NextLine,
    NextPage,
    ReadinessPage,
    SlidesPage,
    Statement,
)
from tracker.website.readiness_parts import artifact_lines, change_groups, feature_lines, unlock_lines
from tracker.website.records import NEXT, Records, records, registry
from tracker.website.slugs import distinct, slug
from tracker.website.text import clip, counted, day
from tracker.website.votes import vote_lines

_KINDS = {
    EntryKind.AMENDMENT: "Amendments",
    EntryKind.PROPOSAL: "Proposals",
    EntryKind.INCLUSION: "Inclusions",
    EntryKind.LAUNCH: "Launch",
    EntryKind.FEATURE: "Component Model features",
}
_KIND = {
    EntryKind.AMENDMENT: "Amendment",
    EntryKind.PROPOSAL: "Proposal",
    EntryKind.INCLUSION: "Inclusion",
    EntryKind.LAUNCH: "Launch",
    EntryKind.FEATURE: "Component Model feature",
}
_ORDER = {Readiness.BLOCKED: 0, Readiness.UNDETERMINED: 1, Readiness.READY: 2}


def readiness_pages(around: Context) -> Iterator[NextPage | ReadinessPage | SlidesPage]:
    """Yield the page of all coming releases, then two for each."""
    known = records(around)
    pairs = tuple(zip(around.content.ballots, known.ballot_pages, strict=True))
    said = "The releases to come: when each is due, and whether what it is to hold is ready."
    yield NextPage(
        frame=around.frame(NEXT, "Coming releases", said, "next"),
        releases=tuple(_next_line(known, ballot, path) for ballot, path in pairs),
    )
    for ballot, path in pairs:
        page = _page(around, known, ballot, path)
        yield page
        yield SlidesPage(
            frame=around.frame(page.slides, f"{page.version} on screen", page.frame.description, "next"),
            version=page.version,
            verdict=page.verdict,
            reason=page.reason,
            due=page.due,
            back=path,
            blocking=page.blocking,
            items=page.items,
        )


def verdict(readiness: Readiness) -> Mark:
    """Return the mark of a verdict that is there."""
    return verdict_mark(readiness) or Mark("undetermined", "?", "Undetermined")


def _page(around: Context, known: Records, ballot: Ballot, path: str) -> ReadinessPage:
    version = clip(ballot.version)
    blocking = [each for each in ballot.blocking if each.blocks]
    sure, tentative = ([each for each in ballot.items if each.tentative is wanted] for wanted in (False, True))
    lines = _ballot_lines(around, known, sure, "")
    previous = ballot.previous
    return ReadinessPage(
        frame=around.frame(path, f"Is {version} ready?", f"{version}: {sentence(ballot.reason)}", "next"),
        version=version,
        verdict=verdict(ballot.verdict),
        reason=sentence(ballot.reason),
        previous=None if previous is None else known.version(registry(around.content), previous),
        due=due(known, ballot.schedule),
        blocking=tuple(blocking_line(around, known, each) for each in blocking),
        findings=tuple(blocking_line(around, known, each) for each in ballot.blocking if not each.blocks),
        matrix=_matrix(around, sure, lines),
        legend=LEGEND,
        items=lines,
        tentative=_ballot_lines(around, known, tentative, "maybe-"),
        changes=change_groups(around, ballot),
        features=feature_lines(ballot),
        artifacts=artifact_lines(ballot),
        unchecked=tuple(unchecked_lines(around, known, ballot.unchecked)),
        unlocks=unlock_lines(ballot),
        slides=f"{path.removesuffix('index.html')}slides.html",
        command=f"tracker release {shlex.quote(ballot.version)}",
    )


def _next_line(known: Records, ballot: Ballot, path: str) -> NextLine:
    counts = Counter(each.verdict for each in ballot.items if not each.tentative)
    said = (f"{counts[each]} {verdict(each).word.lower()}" for each in reversed(_ORDER) if counts[each])
    return NextLine(
        version=PageLink(clip(ballot.version), path),
        verdict=verdict(ballot.verdict),
        reason=sentence(ballot.reason),
        due=due(known, ballot.schedule),
        tally=", ".join(said),
    )


def due(known: Records, schedule: Schedule) -> Due:
    """Return when a release is due, in words."""
    when = schedule.actual or schedule.planned
    how = "announced" if schedule.announced else "by the rule of the train"
    return Due(
        countdown=_countdown(schedule),
        day=None if when is None else day(when),
        iso=None if when is None else when.isoformat(),
        how="" if when is None or schedule.actual is not None else how,
        meetings=tuple(known.meeting(each) for each in schedule.meetings),
        deadline=None if schedule.agenda_deadline is None else day(schedule.agenda_deadline),
        aim=None if schedule.agenda_aim is None else day(schedule.agenda_aim),
        source=None if schedule.source is None else Link("where the train was agreed", schedule.source),
    )


def _countdown(schedule: Schedule) -> str:
    if schedule.actual is not None:
        return "Released"
    left = schedule.days_left
    if left is None:
        return "No day is known"
    if left == 0:
        return "Due today"
    return f"{counted(left, 'day')} left" if left > 0 else f"{counted(-left, 'day')} overdue"


# --- the subjects -----------------------------------------------------------------------------------------------------


def _ballot_lines(around: Context, known: Records, items: Sequence[BallotItem], prefix: str) -> tuple[BallotLine, ...]:
    """Return the subjects, those that something stands against first."""
    ordered = sorted(items, key=lambda each: _ORDER[each.verdict])
    anchors = distinct(f"{prefix}subject-{slug(each.subject)}" for each in ordered)
    return tuple(_ballot_line(around, known, each, anchor) for each, anchor in zip(ordered, anchors, strict=True))


def _ballot_line(around: Context, known: Records, item: BallotItem, anchor: str) -> BallotLine:
    lines = criterion_lines(around, item.criteria)
    return BallotLine(
        anchor=anchor,
        subject=around.places.link(item.title, item.subject),
        id=clip(item.subject),
        kind=_KIND[item.kind],
        question=item.question,
        verdict=verdict(item.verdict),
        reason=sentence(item.reason),
        next_step=item.next_step,
        criteria=lines,
        tally=tally(lines),
        votes=vote_lines(around, known, item.votes),
        gates=tuple(
            GatePlace(clip(each.item), Link(clip(f"{each.file}:{each.line}"), each.url)) for each in item.gates
        ),
        implementations=tuple(
            Statement(clip(each.by), day(each.date), each.statement, _place(each.link)) for each in item.implementations
        ),
        concerns=tuple(
            Statement(clip(each.by), day(each.raised), each.text, _place(each.link)) for each in item.concerns
        ),
        pulls=tuple(
            Link(clip(f"{each.repository}#{each.number}{f' ({each.state})' if each.state else ''}"), each.url)
            for each in item.pulls
        ),
    )


def _place(url: str | None) -> Link | None:
    return None if url is None else Link("where it is written", url)


def _matrix(around: Context, items: Sequence[BallotItem], lines: Sequence[BallotLine]) -> Matrix:
    """Return subjects by requirements, grouped by why they are on the ballot."""
    asked = [(result.phase, result.id) for item in items for result in item.criteria]
    order = {(each.phase, each.id): place for place, each in enumerate(around.criteria)}
    columns = sorted(set(asked), key=lambda column: (column[0], order.get(column, len(order)), column[1]))
    phases = sorted({phase for phase, _ in columns})
    ordered = sorted(items, key=lambda each: _ORDER[each.verdict])
    pairs = tuple(zip(ordered, lines, strict=True))
    groups = (
        MatrixGroup(title, tuple(_matrix_row(item, line, columns) for item, line in pairs if item.kind is kind))
        for kind, title in _KINDS.items()
    )
    return Matrix(
        phases=tuple(MatrixPhase(phase, sum(each == phase for each, _ in columns)) for phase in phases),
        columns=tuple(
            MatrixColumn(criterion_title(around, phase, name), phase, meaning(around, phase, name))
            for phase, name in columns
        ),
        groups=tuple(each for each in groups if each.rows),
    )


def _matrix_row(item: BallotItem, line: BallotLine, columns: Sequence[tuple[int, str]]) -> MatrixRow:
    found: dict[tuple[int, str], CriterionResult] = {}
    for result in item.criteria:
        found.setdefault((result.phase, result.id), result)
    results = (found.get(column) for column in columns)
    return MatrixRow(
        title=line.subject.text,
        path=f"#{line.anchor}",
        amendment=False,
        cells=tuple(
            None if result is None else MatrixCell(criterion_mark(result), f"#{line.anchor}") for result in results
        ),
    )
