"""What reports say of the text that a vote was about."""

from collections.abc import Iterable, Iterator
from typing import Any

from tracker.changes import ApiChange
from tracker.reports.escaping import code, text
from tracker.voted import PinnedText, TextState, VotedText

_SHOWN = 5
"""How many changes are told; `tracker diff` tells all."""
_SHORT = 12

Object = dict[str, Any]


def headline(voted: VotedText) -> str:
    """Return whether the text is still the one that was voted on, in one line."""
    if voted.then is None:
        return f"the text that was voted on is not known: {voted.problem}"
    pinned = f"{voted.then.repository} at {voted.then.revision[:_SHORT]}, surface {voted.then.surface[:_SHORT]}"
    match voted.state:
        case TextState.SAME:
            return f"its text says what was voted on: {pinned}"
        case TextState.DIFFERENT:
            counted = f"{len(voted.changes)} change{'' if len(voted.changes) == 1 else 's'} of the API"
            return f"voted on a different text: {counted} since {pinned}"
        case TextState.UNKNOWN:
            return f"voted on {pinned}; whether its text is still that is not known: {voted.problem}"


def changes(voted: VotedText) -> Iterator[str]:
    """Yield the first changes of a text that is another by now."""
    if voted.state is TextState.DIFFERENT:
        yield from (f"{each.item}: {each.message}" for each in voted.changes[:_SHOWN])
        if left := len(voted.changes[_SHOWN:]):
            yield f"and {left} more"


def comparison(voted: VotedText) -> Iterator[str]:
    """Yield the command that tells all that changed, where something did."""
    if voted.state is TextState.DIFFERENT and voted.then is not None and voted.now is not None:
        yield f"tracker diff {voted.then.side} {voted.now.side}"


def voted_points(voted: VotedText | None) -> Iterator[str]:
    """Yield the points of a Markdown list about a text."""
    if voted is not None:
        yield f"* Text: {text(headline(voted))}"
        yield from (f"  * {text(line)}" for line in changes(voted))
        yield from (f"  * `{code(line)}`" for line in comparison(voted))


def text_lines(texts: Iterable[VotedText]) -> list[str]:
    """Return a Markdown list of votes, each with its text."""
    return [
        line
        for each in texts
        for line in (
            f"* {each.vote.date}, phase {each.vote.target_phase}",
            *(f"  {point}" for point in voted_points(each)),
        )
    ]


def text_as_object(voted: VotedText) -> Object:
    """Return it as the schemas have it."""
    vote = voted.vote
    return {
        "date": vote.date.isoformat(),
        "subject": vote.subject,
        "target_phase": vote.target_phase,
        "state": voted.state,
        "then": _pinned(voted.then),
        "now": _pinned(voted.now),
        "problem": voted.problem or None,
        "changes": [_change(each) for each in voted.changes],
    }


def _pinned(text: PinnedText | None) -> Object | None:
    if text is None:
        return None
    return {"repository": text.repository, "path": text.path, "revision": text.revision, "surface": text.surface}


def _change(change: ApiChange) -> Object:
    return {"kind": change.kind, "item": change.item, "effect": change.effect, "message": change.message}
