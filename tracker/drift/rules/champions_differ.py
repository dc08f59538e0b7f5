"""`champions-differ`: the proposal list and the proposal's README name different champions."""

from collections.abc import Iterator

from tracker.drift.documents import Readme, claimed_since, readmes, unread
from tracker.drift.evidence import file_said, later, row_said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Sources, Untold, rule
from tracker.drift.links import LIST
from tracker.drift.people import left_out
from tracker.drift.rows import row_since
from tracker.subjects import Proposal, Row


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every proposal of which one side names a champion whom the other one lacks; silence is no claim."""
    yield from unread(sources)
    for proposal in sources.subjects.proposals:
        readme = next((each for each in readmes(sources, proposal) if each.document.champions), None)
        if readme is not None and proposal.row is not None and proposal.row.row.champions:
            yield from _hits(sources, proposal, proposal.row, readme)


def _hits(sources: Sources, proposal: Proposal, row: Row, readme: Readme) -> Iterator[Hit]:
    listed = row.row.champions
    named = tuple(each.name for each in readme.document.champions)
    only_listed, only_named = left_out(listed, named), left_out(named, listed)
    if not only_listed and not only_named:
        return
    where = f"{readme.path} of {readme.repository.name}"
    parts = [f"only the list names {', '.join(only_listed)}"] if only_listed else []
    parts += [f"only {where} names {', '.join(only_named)}"] if only_named else []
    yield Hit(
        subject=proposal.id,
        message=f"the champions of {proposal.title} differ: {'; '.join(parts)}",
        since=later(
            row_since(sources, row, lambda each: each.champions == listed),
            claimed_since(sources, readme, lambda each: tuple(one.name for one in each.champions) == named),
        ),
        evidence=(
            *row_said(sources, row, f"proposal list: {', '.join(listed)}"),
            *file_said(
                readme.repository, readme.path, readme.document.champions[0].line, f"README: {', '.join(named)}"
            ),
        ),
        fix="ask the champions who they are, and name the same people in both",
    )


RULE = rule(
    check,
    Severity.NOTE,
    "The proposal list and the proposal's README name different champions.",
    LIST,
)
"""The rule."""
