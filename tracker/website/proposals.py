"""Composes the page of proposals: the board by phase, the table of all subjects, and the matrix of criteria."""

from collections.abc import Iterator

from tracker.standing import AmendmentStanding
from tracker.website.context import Context, Subject, subject_row
from tracker.website.graph import dependency_graph
from tracker.website.marks import LEGEND, VERDICTS, verdict_mark
from tracker.website.matrix import matrix_of
from tracker.website.pages.proposals import Card, Lane, Option, ProposalsPage, SubjectRow
from tracker.website.sitemap import PROPOSALS
from tracker.website.slugs import slug
from tracker.website.text import clip, counted, when

_Placed = tuple[Subject, str]
"""A subject, and the path of its page."""


def proposal_pages(around: Context) -> Iterator[ProposalsPage]:
    """Yield the page of proposals."""
    standing = around.standing
    said = (
        f"{counted(len(standing.proposals), 'WASI proposal')} and {counted(len(standing.amendments), 'amendment')}, "
        "by phase, with what stands between each and its next phase."
    )
    groups = tuple(_groups(around))
    subjects = tuple(each for _, own in groups for each in own)
    yield ProposalsPage(
        frame=around.frame(PROPOSALS, "Proposals", said, "proposals"),
        lanes=tuple(_lane(around, phase, own) for phase, own in groups),
        rows=tuple(_row(around, subject, path) for subject, path in subjects),
        phases=tuple(
            Option(str(each.number), f"Phase {each.number}")
            for each in reversed(around.steps(None))
            if any(subject.phase == each.number for subject, _ in subjects)
        ),
        verdicts=tuple(
            Option(mark.kind, mark.word)
            for mark in VERDICTS
            if any(verdict_mark(subject.readiness) == mark for subject, _ in subjects)
        ),
        champions=_champions(subjects),
        matrix=matrix_of(around),
        legend=LEGEND,
        unlisted=len(standing.unlisted),
        graph=dependency_graph(around),
    )


def champion_value(name: str) -> str:
    """Return a champion's name as a word that is safe in an address; names that differ in case alone share it."""
    return slug("-".join(name.casefold().split()))


def _groups(around: Context) -> Iterator[tuple[int | None, tuple[_Placed, ...]]]:
    """Yield the proposals of each phase, highest first, each with its amendments; at last amendments without one."""
    pairs = tuple(zip(around.standing.proposals, around.places.proposals, strict=True))
    for phase in sorted({each.phase for each, _ in pairs if each.phase is not None}, reverse=True):
        members: list[_Placed] = []
        for each, path in pairs:
            if each.phase == phase:
                members += [(each, path), *around.lookup.amendments.get(each.id, ())]
        yield phase, tuple(members)
    listed = {each.id for each, _ in pairs if each.phase is not None}
    amendments = zip(around.standing.amendments, around.places.amendments, strict=True)
    orphans = tuple((each, path) for each, path in amendments if each.parent not in listed)
    if orphans:
        yield None, orphans


def _lane(around: Context, phase: int | None, subjects: tuple[_Placed, ...]) -> Lane:
    cards = tuple(
        Card(clip(each.title), path, verdict_mark(each.readiness), isinstance(each, AmendmentStanding))
        for each, path in subjects
    )
    return Lane(
        anchor="orphans" if phase is None else f"phase-{phase}",
        number=phase,
        name="Amendments whose proposal is not listed" if phase is None else around.phase_name(phase),
        proposals=sum(not each.amendment for each in cards),
        cards=cards,
    )


def _row(around: Context, subject: Subject, path: str) -> SubjectRow:
    last = subject.last_activity
    return SubjectRow(
        row=subject_row(around, subject, path),
        phase=subject.phase,
        amendment=isinstance(subject, AmendmentStanding),
        champions=" ".join(dict.fromkeys(champion_value(each) for each in subject.champions)),
        activity=None if last is None else when(last.date, around.today),
        quiet=subject.quiet,
    )


def _champions(subjects: tuple[_Placed, ...]) -> tuple[Option, ...]:
    found: dict[str, str] = {}
    for subject, _ in subjects:
        for name in subject.champions:
            found.setdefault(champion_value(name), clip(" ".join(name.split())))
    listed = sorted((label.casefold(), value, label) for value, label in found.items())
    return tuple(Option(value, label) for _, value, label in listed)
