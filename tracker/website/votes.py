"""Composes the page of votes, and the lines of votes that other pages show."""

from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime

from tracker.ballots.standing import Finality, Kept, VoteStanding
from tracker.chronicle import Outcome
from tracker.durations import Latency, StepTime
from tracker.voting import Method, SubjectKind, Vote
from tracker.website.context import Context
from tracker.website.pages.parts import Link, Mark, PageLink
from tracker.website.pages.votes import Count, VoteLine, VotesPage, WaitLine
from tracker.website.pictures import length_bar, tally_bar, tally_short, tally_words
from tracker.website.records import VOTES, Records, records, registry
from tracker.website.slugs import distinct, slug
from tracker.website.text import clip, counted, day, moment

OUTCOMES = {
    Outcome.PASSED: Mark("met", "✓", "Passed"),
    Outcome.FAILED: Mark("unmet", "✗", "Failed"),
    Outcome.DEFERRED: Mark("waived", "–", "Deferred"),
    Outcome.UNCLEAR: Mark("unknown", "?", "Unclear"),
}
"""The mark of each outcome."""
_METHODS = {
    Method.POLL: "poll",
    Method.UNANIMOUS_CONSENT: "unanimous consent",
    Method.STRAW_POLL: "straw poll",
    Method.OTHER: "another way",
}
_KINDS = {
    SubjectKind.PROPOSAL: "proposal",
    SubjectKind.AMENDMENT: "amendment",
    SubjectKind.RELEASE: "release",
    SubjectKind.FEATURE: "Component Model feature",
    SubjectKind.PROCESS: "process",
    SubjectKind.UNKNOWN: "unknown subject",
}
_NOTICES = {
    Kept.KEPT: Mark("met", "✓", "Announced in time"),
    Kept.BROKEN: Mark("unmet", "✗", "Announced too late"),
    Kept.EXEMPT: Mark("waived", "–", "No notice asked for"),
    Kept.UNKNOWN: Mark("unknown", "?", "Notice unknown"),
}
_FINALITIES = {
    Finality.PROVISIONAL: "provisional",
    Finality.FINAL: "final",
    Finality.CONTESTED: "contested",
    Finality.UNKNOWN: "finality unknown",
}
_LISTED = "voted-to-listed"


def votes_pages(around: Context) -> Iterator[VotesPage]:
    """Yield the page of votes."""
    content, known = around.content, records(around)
    decided = tuple(reversed(content.votes))
    outcomes = Counter(each.vote.outcome for each in decided)
    waits = _waits(content.latency)
    yield VotesPage(
        frame=around.frame(VOTES, "Votes", f"{counted(len(decided), 'decision')} of the WASI subgroup.", "votes"),
        counts=(
            Count(len(decided), "on record"),
            *(Count(outcomes[each], mark.word.lower()) for each, mark in OUTCOMES.items() if outcomes[each]),
        ),
        votes=vote_lines(around, known, decided),
        review=vote_lines(around, known, tuple(reversed(content.review)), "review"),
        waits=_wait_lines(around, waits),
        median=_median(content.latency),
    )


def vote_lines(
    around: Context, known: Records, votes: Sequence[VoteStanding | Vote], prefix: str = "vote"
) -> tuple[VoteLine, ...]:
    """Return votes as lines, in their order, each with an anchor of its own."""
    plain = [each.vote if isinstance(each, VoteStanding) else each for each in votes]
    anchors = distinct(f"{prefix}-{each.date:%Y-%m-%d}-{slug(each.subject)}" for each in plain)
    return tuple(
        _line(around, known, vote, each if isinstance(each, VoteStanding) else None, anchor)
        for each, vote, anchor in zip(votes, plain, anchors, strict=True)
    )


def _line(around: Context, known: Records, vote: Vote, held: VoteStanding | None, anchor: str) -> VoteLine:
    tally, method = vote.tally, _METHODS[vote.method]
    source = vote.source
    place = source.path or "record"
    return VoteLine(
        anchor=anchor,
        iso=vote.date.isoformat(),
        day=day(vote.date),
        meeting=known.meetings.get(vote.date),
        subject=_subject(around, known, vote),
        kind=_KINDS[vote.subject_kind],
        question=clip(vote.question, 600),
        method=method,
        phase=vote.target_phase,
        outcome=OUTCOMES[vote.outcome],
        bar=None if tally is None else tally_bar(tally),
        tally=method.capitalize() if tally is None else tally_short(tally),
        spoken=f"Decided by {method}" if tally is None else tally_words(tally).capitalize(),
        source=Link(clip(place if source.line is None else f"{place}:{source.line}"), source.url),
        notice=None if held is None else _NOTICES[held.notice_rule],
        noted="" if held is None else "; ".join(_noted(held)),
        reason=vote.reason,
    )


def _subject(around: Context, known: Records, vote: Vote) -> PageLink:
    if vote.subject_kind is SubjectKind.RELEASE:
        version = vote.subject.removeprefix("wasi-")
        return PageLink(clip(vote.subject), known.version(registry(around.content), version).path)
    return around.places.link(vote.subject, vote.subject)


def _noted(held: VoteStanding) -> Iterator[str]:
    if held.announced_at is not None:
        yield f"announced {_on(held.announced_at)}{_ahead(held)}"
    if held.published_at is not None:
        late = ", later than the process asks" if held.published_late else ""
        yield f"notes published {_on(held.published_at)}{late}"
    elif held.published_late:
        yield "notes are overdue"
    yield _FINALITIES[held.finality]


def _ahead(held: VoteStanding) -> str:
    if held.notice is None:
        return ""
    if held.notice.total_seconds() < 0:
        return ", after it began"
    return f", {counted(held.notice.days, 'day')} ahead"


def _on(when: datetime) -> str:
    return moment(when).day


# --- from the vote to the list ----------------------------------------------------------------------------------------


def _waits(latency: Latency | None) -> tuple[StepTime, ...]:
    steps = () if latency is None else latency.steps
    return tuple(sorted((each for each in steps if each.step == _LISTED), key=lambda each: (each.days, each.subject)))


def _wait_lines(around: Context, waits: Sequence[StepTime]) -> tuple[WaitLine, ...]:
    most = max((each.days for each in waits), default=0)
    return tuple(
        WaitLine(
            subject=around.places.link(each.subject, each.subject),
            days=f"{'at least ' if each.at_least else ''}{counted(each.days, 'day')}",
            bar=length_bar(each.days, most),
            span=f"{day(each.began)} to {day(each.ended)}",
        )
        for each in waits
    )


def _median(latency: Latency | None) -> str | None:
    found = (each.median_days for each in (() if latency is None else latency.medians) if each.step == _LISTED)
    days = next(found, None)
    return None if days is None else f"{days:g} {'day' if days == 1 else 'days'}"
