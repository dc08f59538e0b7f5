"""`repeated-row`: the proposal list says the same row twice."""

from collections.abc import Iterator
from itertools import islice

from tracker.chronicle import ListVersion
from tracker.drift.evidence import row_said
from tracker.drift.findings import Patch, RemoveRow, Severity
from tracker.drift.interface import Hit, Sources, rule
from tracker.drift.links import LIST
from tracker.drift.rows import held_since, listed
from tracker.subjects import Row
from tracker.titles import words


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every row that has the title and the link of one that counts."""
    for row in sources.subjects.repeated:
        same = ((subject, each) for subject, each in listed(sources) if _same(each, row))
        for subject, counted in islice(same, 1):
            yield _hit(sources, subject, counted, row)


def _same(one: Row, other: Row) -> bool:
    return words(one.row.title) == words(other.row.title) and one.place == other.place


def _hit(sources: Sources, subject: str, counted: Row, repeated: Row) -> Hit:
    title = words(repeated.row.title)
    phases = sorted((counted.row.phase, repeated.row.phase))

    def has_both(version: ListVersion) -> bool:
        own = sorted(each.phase for each in version.content.rows if words(each.title) == title)
        return all(own.count(phase) >= phases.count(phase) for phase in phases)

    first, second = sorted((counted, repeated), key=lambda each: each.row.line)
    return Hit(
        subject=subject,
        message=f"the list has {repeated.row.title} twice: in phase {first.row.phase} at line {first.row.line}, and in "
        f"phase {second.row.phase} at line {second.row.line}",
        since=held_since(sources.chronicle.lists, has_both),
        evidence=(
            *row_said(sources, first, f"proposal list: phase {first.row.phase}"),
            *row_said(sources, second, f"proposal list: phase {second.row.phase}"),
        ),
        fix=f"take out the row at line {repeated.row.line}"
        + (", or the other one if the lower phase is right" if first.row.phase != second.row.phase else ""),
        patch=Patch(repeated.path, (RemoveRow(repeated.row.line, repeated.row.title),)),
    )


RULE = rule(
    check,
    Severity.WARNING,
    "The proposal list says the same row twice.",
    LIST,
)
"""The rule."""
