"""Says how a vote was announced and published, and whether it can still be objected to."""

from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

from tracker.ballots.standing import VoteStanding

_RULE = {"kept": "as the rule of 24 hours asks", "broken": "against the rule of 24 hours"}
_AIM = {"kept": ", and as early as the chairs aim for", "broken": ", later than the seven days that the chairs aim for"}
_DAY = 24
"""Hours from which on notice is told in days."""


def conduct_lines(standing: VoteStanding | None) -> Iterator[str]:
    """Yield a sentence each; nothing of a decision that has no file of its meeting to look at."""
    if standing is None:
        return
    if standing.announced_at is not None and standing.notice is not None:
        yield f"On the agenda since {_moment(standing.announced_at)}, {_notice(standing)}"
    if standing.published_at is not None:
        days = (standing.published_at.date() - standing.vote.date).days
        late = ": later than the week that the rule gives" if standing.published_late else ""
        yield f"Notes published {_moment(standing.published_at)}, {days} days after the meeting{late}"
    until = f" until {_moment(standing.open_until)}" if standing.open_until else ""
    yield {
        "provisional": f"Provisional: anyone may object{until or ' for a week from when the notes are published'}",
        "final": f"Final: anyone could object{until}",
        "contested": "Contested: a formal objection is recorded",
        "unknown": "Whether it is final cannot be told: the file of its meeting was not read",
    }[standing.finality]


def conduct_as_object(standing: VoteStanding) -> dict[str, Any]:
    """Return how a vote stands to the rules as the schema has it."""
    return {
        "date": standing.vote.date.isoformat(),
        "subject": standing.vote.subject,
        "finality": standing.finality,
        "open_until": _instant(standing.open_until),
        "announced_at": _instant(standing.announced_at),
        "notice_hours": None if standing.notice is None else int(standing.notice.total_seconds() // 3600),
        "notice_rule": standing.notice_rule,
        "notice_aim": standing.notice_aim,
        "published_at": _instant(standing.published_at),
        "published_late": standing.published_late,
    }


def _notice(standing: VoteStanding) -> str:
    hours = 0 if standing.notice is None else int(standing.notice.total_seconds() // 3600)
    ahead = f"{hours // _DAY} days ahead" if hours >= 4 * _DAY else f"{hours} hours ahead"
    rule = _RULE.get(standing.notice_rule, "")
    return f"{ahead}{f', {rule}' if rule else ''}{_AIM.get(standing.notice_aim, '')}"


def _moment(moment: datetime) -> str:
    return moment.astimezone(UTC).strftime("%Y-%m-%d %H:%M UTC")


def _instant(moment: datetime | None) -> str | None:
    return None if moment is None else moment.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ")
