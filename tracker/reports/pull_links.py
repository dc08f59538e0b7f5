"""Pull requests that concern a subject: in words, as they stand in reports, and as JSON."""

from collections.abc import Iterable, Iterator, Sequence
from typing import Any

from tracker.hosting import PullLink, PullState, contributors, pull_details
from tracker.reports.escaping import text

_STATES = {PullState.OPEN: "open", PullState.CLOSED: "closed without being merged", PullState.MERGED: "merged"}


def pull_words(pull: PullLink) -> str:
    """Return a pull request by its name, with what is known of it."""
    said = "; ".join(_known(pull))
    return f"{pull.repository}#{pull.number}{f' ({said})' if said else ''}"


def pull_as_object(pull: PullLink) -> dict[str, Any]:
    """Return a pull request as the schemas have it; what nobody can tell is null."""
    hosted = pull.hosted
    return {
        "repository": pull.repository,
        "number": pull.number,
        "url": pull.url,
        "merged": pull.merged,
        "state": pull.state,
        "author": hosted.author if hosted else None,
        "labels": [*hosted.labels] if hosted else None,
        "reviewers": [*hosted.reviewers] if hosted else None,
        "decision": hosted.decision if hosted else None,
    }


def pull_lines(pulls: Sequence[PullLink]) -> Iterator[str]:
    """Yield pull requests as a section of Markdown, and who wrote them; nothing when there are none."""
    if pulls:
        yield from ("", "## Pull requests", "")
        yield from (f"* [{text(pull_words(each))}]({each.url})" for each in pulls)
    if authors := contributors(pulls):
        yield from ("", f"Contributors: {text(', '.join(authors))}")


def _known(pull: PullLink) -> Iterable[str]:
    hosted = pull.hosted
    if pull.state is None:
        return
    draft = "draft, " if hosted is not None and hosted.draft and pull.state is PullState.OPEN else ""
    yield f"{draft}{_STATES[pull.state]}{f', by {hosted.author}' if hosted is not None else ''}"
    if hosted is not None:
        yield from pull_details(hosted)
