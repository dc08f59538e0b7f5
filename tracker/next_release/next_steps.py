"""Says the one thing to do next about a subject of a ballot, and who does it, in one sentence."""

from collections.abc import Sequence

from tracker.agenda.values import Meeting
from tracker.chronicle import Outcome
from tracker.next_release.interface import Sources
from tracker.next_release.on_line import OnLine
from tracker.next_release.schedule import meetings_before, notices_of, planned_day
from tracker.next_release.verdicts import Judgement
from tracker.process.rules import RuleId
from tracker.standing import AmendmentState, CriterionResult, GateStanding, Readiness
from tracker.subjects import AMENDABLE_PHASE

_UNGATED = frozenset({AmendmentState.STABILIZED, AmendmentState.RELEASED})


def after_pass(sources: Sources, there: OnLine | None, gates: Sequence[GateStanding]) -> str:
    """Return what is left to do about an amendment that was voted in."""
    version = sources.target.version
    if there is None:
        return "The champion lands its items on the line, behind a gate."
    if there.state in _UNGATED:
        return f"Nothing is left: it ships with {version}."
    if there.state is AmendmentState.QUEUED:
        return f"It is queued: the release manager turns its gates into @since(version = {version})."
    return f"The champion puts `// @stabilize-next` directly above {_gates(gates)} on {there.life.branch}."


def _gates(gates: Sequence[GateStanding]) -> str:
    """Return how many gates are meant, and where they stand."""
    if not gates:
        return "its gates"
    first, last = gates[0], gates[-1]
    if first is last:
        return f"its gate at {first.file}:{first.line}"
    more = len({each.file for each in gates}) - 1
    where = f"{first.file}{f' and {more} more' if more else ''}"
    return f"its {len(gates)} gates in {where}"


def before_vote(
    sources: Sources, found: Judgement, unmet: Sequence[CriterionResult], subject: str, phase: int = AMENDABLE_PHASE
) -> str:
    """Return what is left to do about a subject of which no vote on a phase has passed."""
    if unmet:
        return f"The champion sees to {unmet[0].id}: {unmet[0].reason}."
    if found.verdict is Readiness.UNDETERMINED:
        return settle(found)
    if found.vote is not None and found.vote.outcome is Outcome.FAILED:
        return "The champion changes it, and asks for another vote."
    return ask(sources, subject, f"a vote on phase {phase}", phase)


def settle(found: Judgement) -> str:
    """Return who can tell what nobody could tell so far."""
    if found.reviewable:
        return "A person looks at the notes and says what was decided: `tracker vote review`."
    return "A person records what was decided: `tracker vote record`."


def ask(sources: Sources, subject: str, what: str, phase: int = AMENDABLE_PHASE, who: str = "The champion") -> str:
    """Return on the agenda of which meeting somebody is to put something, and by when."""
    asked = next((each.date for each in sources.meetings if _asks(each, subject)), None)
    if asked is not None:
        return f"The subgroup votes on it on {asked}: it is on the agenda."
    notices = notices_of(sources)
    open_ones = [
        each for each in sources.meetings if notices.notice(RuleId.ANNOUNCED, each.date, phase) >= sources.today
    ]
    if not open_ones:
        return f"{who} puts {what} on the agenda of a meeting."
    planned = planned_day(sources.target, sources.calendar, sources.today)
    in_time = [each for each in meetings_before(sources, planned) if each in open_ones]
    chosen = (in_time if planned is not None and in_time else open_ones[:1])[-1]
    rule, aim = (notices.notice(each, chosen.date, phase) for each in (RuleId.ANNOUNCED, RuleId.ANNOUNCED_AIM))
    wished = f" ({aim} is what the chairs aim for)" if sources.today <= aim < rule else ""
    text = f"{who} puts {what} on the agenda of {chosen.date} by {rule}{wished}"
    if planned is not None and not in_time:
        return f"{text}: no meeting before {sources.target.version} can be reached any more."
    return f"{text}: the last meeting before {sources.target.version}." if planned is not None else f"{text}."


def _asks(meeting: Meeting, subject: str) -> bool:
    return any(subject in matter.subjects and matter.item.asks_vote for matter in meeting.matters)
