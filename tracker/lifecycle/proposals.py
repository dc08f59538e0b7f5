"""What is told of the pull requests that add an amendment: what they propose, whether they are open, and their end."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime

from tracker.chronicle import Pull
from tracker.hosting import PullLink, PullState, pull_details
from tracker.lifecycle.pulls import PullChange
from tracker.lifecycle.strands import Strand
from tracker.lives import EventKind, LifeEvent

_LANDS = frozenset({EventKind.LANDED, EventKind.QUEUED, EventKind.VOTED, EventKind.STABILIZED, EventKind.RELEASED})
"""What makes an amendment more than something that a pull request proposes."""
_LISTING = frozenset({EventKind.TRACKED, EventKind.UNTRACKED})


def proposed_event(pull: Pull, link: PullLink, change: PullChange, own: Iterable[Strand]) -> LifeEvent:
    """Return that a pull request adds an amendment, and what became of it."""
    first, repository = change.first, pull.repository
    earlier = [each for each in own if each.line == change.line and each.spells[0].first.at < first.at]
    origins = sorted({each.branch.repository for each in earlier} - {repository})
    does = f"brings it over from {' and '.join(origins)}" if origins else "puts it behind a gate"
    by = f" by {link.hosted.author}" if link.hosted else ""
    details = pull_details(link.hosted) if link.hosted else ()
    summary = f"pull request {pull.number}{by} {does} ({'; '.join([_state(pull, link), *details])})"
    return LifeEvent(
        first.at, EventKind.PROPOSED, change.line, repository, first.revision, summary, pull.url, first.author
    )


def given_up_events(adding: Sequence[tuple[datetime, PullLink]], events: Sequence[LifeEvent]) -> Iterator[LifeEvent]:
    """Yield when an amendment was given up: its last pull request was closed, and nothing else named it then.

    `adding` are the pull requests that add it, each with the moment from which it does.
    """
    for _, link in adding:
        end = _given_up(link)
        if end is None or any(first <= end and not _closed_by(other, end) for first, other in adding):
            continue
        known = sorted((each for each in events if each.date <= end), key=lambda each: each.date)
        listed = [each.state for each in known if each.state in _LISTING][-1:]
        if listed != [EventKind.TRACKED] and not any(each.state in _LANDS for each in known):
            said = f"pull request {link.number} was closed without being merged, and nothing else names it"
            yield LifeEvent(end, EventKind.WITHDRAWN, None, link.repository, None, said, link.url)


def _state(pull: Pull, link: PullLink) -> str:
    """Return whether a pull request is open, as far as git or the host tells."""
    if pull.merged is not None:
        return f"merged on {pull.merged.at:%Y-%m-%d}"
    hosted = link.hosted
    if hosted is None:
        return "not known to be merged; whether it is open cannot be told without GitHub's API"
    if hosted.state is PullState.OPEN:
        return "draft, open" if hosted.draft else "open"
    words = "merged" if hosted.state is PullState.MERGED else "closed without being merged"
    return f"{words} on {hosted.closed_at:%Y-%m-%d}" if hosted.closed_at else words


def _given_up(link: PullLink) -> datetime | None:
    """Return when a pull request was closed without being merged; `None` when it was not."""
    return link.hosted.closed_at if link.hosted and link.state is PullState.CLOSED else None


def _closed_by(link: PullLink, moment: datetime) -> bool:
    end = _given_up(link)
    return end is not None and end <= moment
