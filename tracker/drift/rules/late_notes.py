"""`late-notes`: the notes of a meeting that decided something came later than the process asks."""

from collections.abc import Iterator
from datetime import UTC

from tracker.drift.evidence import linked, noted_said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Need, Sources, rule
from tracker.drift.links import SUBGROUPS
from tracker.drift.notices import formal


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every decision whose notes were, or are, not there a week after the meeting."""
    told = set()
    for ballot in formal(sources):
        vote, published = ballot.vote, ballot.published_at
        if not ballot.published_late or (vote.subject, vote.date) in told:
            continue
        told.add((vote.subject, vote.date))
        came = published or sources.chronicle.at
        days = (came.astimezone(UTC).date() - vote.date).days
        yield Hit(
            subject=vote.subject,
            message=f"the notes of the decision of {vote.date} "
            f"{f'came {days} days after the meeting' if published else f'are not there after {days} days'}: "
            "the rule is a week",
            since=ballot.held_at,
            evidence=(
                *noted_said(ballot.published, "the notes, as they came"),
                *linked(vote.source.url, f"the vote of {vote.date}"),
            ),
            fix=None if published else "publish the notes: until then nobody can object to the decision",
        )


RULE = rule(
    check,
    Severity.NOTE,
    "The notes of a meeting that decided something came more than a week after it.",
    SUBGROUPS,
    Need.NOTES,
)
"""The rule."""
