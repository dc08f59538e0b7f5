"""Votes as Markdown: a table, and where all is asked for a section for each."""

from collections.abc import Iterator
from datetime import UTC

from tracker.reports.escaping import code, text
from tracker.reports.voted_words import voted_points
from tracker.reports.votes_conduct import conduct_lines
from tracker.reports.votes_groups import Told, doubt, source_words, tally_words
from tracker.voting import Vote


def votes_as_markdown(told: Told) -> str:
    """Return the votes in order."""
    moment = told.as_of.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")
    lines = ["# Votes", "", f"As of {moment}.", ""]
    if told.whole:
        for vote in told.votes:
            conduct = [f"* {text(line)}" for line in conduct_lines(told.standing_of(vote))]
            points = [*_points(vote), *conduct, *voted_points(told.text_of(vote))]
            lines += [f"## {vote.date}: `{code(vote.subject)}`", "", *points, ""]
        if told.entries:
            lines += ["## In the ledger", "", *_entries(told), ""]
        return "\n".join(lines)
    number = "| # " if told.numbered else ""
    lines += [f"{number}| date | subject | question | tally | outcome | where |"]
    lines += [f"{'| --- ' if told.numbered else ''}| --- | --- | --- | --- | --- | --- |"]
    lines += [f"{f'| {place} ' if told.numbered else ''}{_row(vote)}" for place, vote in enumerate(told.votes, start=1)]
    return "\n".join([*lines, ""])


def _row(vote: Vote) -> str:
    where = _where(vote)
    why = doubt(vote)
    cells = (
        str(vote.date),
        f"`{code(vote.subject)}`",
        text(vote.question),
        tally_words(vote.tally) or vote.method,
        vote.outcome,
        f"{where} ({text(why)})" if why else where,
    )
    return f"| {' | '.join(cells)} |"


def _where(vote: Vote) -> str:
    words = text(source_words(vote))
    return f"[{words}]({vote.source.url})" if vote.source.url else words


def _points(vote: Vote) -> Iterator[str]:
    yield f"* Question: {text(vote.question)}"
    if vote.target_phase is not None:
        yield f"* Phase: {vote.target_phase}"
    yield f"* Method: {vote.method}{f': {tally_words(vote.tally)}' if vote.tally else ', no tally'}"
    yield f"* Outcome: **{vote.outcome}**"
    yield f"* Where: {_where(vote)} ({vote.source.kind}, confidence {vote.confidence})"
    if vote.reason:
        yield f"* Note: {text(vote.reason)}"


def _entries(told: Told) -> Iterator[str]:
    yield "| entry | id | kind | recorded | by | corrects |"
    yield "| --- | --- | --- | --- | --- | --- |"
    for entry in told.entries:
        draft = entry.draft
        corrects = f"`{draft.supersedes[:12]}`" if draft.supersedes else ""
        kind = f"~~{draft.kind}~~" if told.superseded(entry) else str(draft.kind)
        when = draft.recorded_at.strftime("%Y-%m-%d %H:%M UTC")
        yield f"| {entry.position} | `{entry.id[:12]}` | {kind} | {when} | {text(draft.by)} | {corrects} |"
