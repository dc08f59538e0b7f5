"""What every form of a ballot says in the same words."""

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

from tracker.changes import Effect
from tracker.drift.findings import Severity
from tracker.facts import GateKind
from tracker.next_release.ballot import (
    AttributedChange,
    Ballot,
    BallotItem,
    BlockingFinding,
    FeatureStanding,
    Implementation,
)
from tracker.published import Publication, PublicationState
from tracker.reports.agenda_words import day
from tracker.reports.marks import COLUMNS
from tracker.reports.votes_groups import tally_words
from tracker.standing import CriterionResult, CriterionStatus, OpenConcern, Readiness
from tracker.voting import Vote

VERDICT_STYLES = {Readiness.READY: "bold green", Readiness.BLOCKED: "bold red", Readiness.UNDETERMINED: "bold yellow"}
"""The colour of each verdict, which is always written out as well."""
_WEEK = 7
_STATES = {
    PublicationState.PUBLISHED: "published",
    PublicationState.NO_TAG: "the registry has no such tag",
    PublicationState.NO_PACKAGE: "the registry knows no such package",
    PublicationState.UNKNOWN: "could not be asked",
}

_NOUNS = {
    Effect.BREAKING: ("breaking", "breaking"),
    Effect.ADDITION: ("addition", "additions"),
    Effect.NEUTRAL: ("neutral", "neutral"),
}


def counted(number: int, one: str, more: str | None = None) -> str:
    """Return a number with its noun."""
    return f"{number} {one if number == 1 else more or f'{one}s'}"


# --- the release ------------------------------------------------------------------------------------------------------


def title(ballot: Ballot) -> str:
    """Return what is released."""
    return f"WASI {ballot.version}{' (prerelease)' if ballot.prerelease else ''}"


def verdict(ballot: Ballot) -> str:
    """Return whether it can go out, and why."""
    return f"{ballot.verdict}: {ballot.reason}" if ballot.reason else str(ballot.verdict)


def schedule_lines(ballot: Ballot) -> Iterator[str]:
    """Yield when the release is due, when it came, and what comes before it."""
    schedule = ballot.schedule
    if schedule.planned is None:
        yield "Planned: no rule or announcement gives a day"
    else:
        left = "" if schedule.days_left is None else f", {_left(schedule.days_left)}"
        yield f"Planned: {day(schedule.planned)}, {'announced' if schedule.announced else 'by the train'}{left}"
    if schedule.actual is not None:
        yield f"Released: {day(schedule.actual)}{_slipped(ballot)}"
        return
    if schedule.meetings:
        yield f"Meetings before it: {', '.join(map(day, schedule.meetings))}"
    else:
        yield "Meetings before it: none is known"
    if schedule.agenda_deadline is not None:
        aim = schedule.agenda_aim
        notice = "" if aim is None else f"; {_aim(ballot)}"
        yield f"Votes must be on an agenda by {day(schedule.agenda_deadline)}{notice}"


def _left(days: int) -> str:
    if days == 0:
        return "today"
    return f"{counted(days, 'day')} left" if days > 0 else f"{counted(-days, 'day')} overdue and not released"


def _slipped(ballot: Ballot) -> str:
    planned, actual = ballot.schedule.planned, ballot.schedule.actual
    if planned is None or actual is None or planned == actual:
        return "" if planned is None else ", as planned"
    days = (actual - planned).days
    return f", {counted(abs(days), 'day')} {'later' if days > 0 else 'earlier'} than planned"


def _aim(ballot: Ballot) -> str:
    aim = ballot.schedule.agenda_aim
    if aim is not None and aim < ballot.as_of.astimezone(UTC).date():
        return f"the week's notice that the chairs aim for ended on {aim}"
    return f"by {aim} to keep the week's notice that the chairs aim for"


def counts(ballot: Ballot) -> str:
    """Return how much is on a ballot, in one line."""
    verdicts = Counter(each.verdict for each in shown_items(ballot))
    said = ", ".join(f"{verdicts[each]} {each}" for each in Readiness if verdicts[each])
    subjects = f"{counted(len(shown_items(ballot)), 'subject')}{f' ({said})' if said else ''}"
    breaking = sum(not each.change.compatible for each in ballot.changes)
    changes = f"{counted(len(ballot.changes), 'change')}{f' ({breaking} breaking)' if breaking else ''}"
    parts = [subjects, severities(ballot.blocking), changes]
    if ballot.unchecked:
        parts.append(f"{counted(len({each.rule for each in ballot.unchecked}), 'rule')} not checked in full")
    return "; ".join(parts)


def severities(findings: Iterable[BlockingFinding]) -> str:
    """Return how many findings there are of each severity."""
    found = Counter(each.severity for each in findings)
    return ", ".join(counted(found[each], str(each)) for each in Severity if found[each]) or "nothing found against it"


def changed(ballot: Ballot) -> str:
    """Return how much changes, and since when."""
    if ballot.previous is None:
        return "What changes: it is the first of its line"
    return f"What changes since {ballot.previous}: {effects(ballot.changes) or 'nothing that is known'}"


def effects(changes: Iterable[AttributedChange]) -> str:
    """Return how many changes break, add, or do neither."""
    found = Counter(each.change.effect for each in changes)
    said = [counted(found[each], *_NOUNS[each]) for each in Effect if found[each]]
    return ", ".join(said)


def renumbered(changes: Sequence[AttributedChange]) -> str:
    """Return how many changes are of version numbers alone, and where."""
    where = ", ".join(dict.fromkeys(each.proposal for each in changes))
    return f"{counted(len(changes), 'change')} of version numbers alone: {where}"


def blocking(ballot: Ballot) -> tuple[BlockingFinding, ...]:
    """Return the findings that block the release."""
    return tuple(each for each in ballot.blocking if each.severity is Severity.ERROR)


def tolerated(ballot: Ballot) -> tuple[BlockingFinding, ...]:
    """Return the findings that do not block it."""
    return tuple(each for each in ballot.blocking if each.severity is not Severity.ERROR)


def reasons(ballot: Ballot) -> dict[str, list[str]]:
    """Return what could not be checked by its reason: rules that say the same share a line."""
    found: dict[str, list[str]] = {}
    for each in ballot.unchecked:
        rules = found.setdefault(each.reason, [])
        rules += [] if each.rule in rules else [each.rule]
    return found


# --- items ------------------------------------------------------------------------------------------------------------


def shown_items(ballot: Ballot) -> tuple[BallotItem, ...]:
    """Return the items that are shown: without those that only pull requests propose, unless nothing else is there."""
    return tuple(each for each in ballot.items if not each.tentative) or ballot.items


def left_out(ballot: Ballot) -> str | None:
    """Return which items are not shown, and why, in one line; `None` when all are."""
    hidden = [each.subject for each in ballot.items if each not in shown_items(ballot)]
    if not hidden:
        return None
    more = counted(len(hidden), "more is", "more are")
    return f"{more} in pull requests alone, which may be closed: {', '.join(hidden)}; name one to see it"


def columns(items: Iterable[BallotItem]) -> dict[str, str]:
    """Return the head of each requirement that an item is held to, at most four characters, by its id."""
    asked = dict.fromkeys(result.id for item in items for result in item.criteria)
    known = [each for each in COLUMNS if each in asked]
    return {each: COLUMNS.get(each, each[:4]) for each in (*known, *(one for one in asked if one not in COLUMNS))}


def open_criteria(item: BallotItem) -> tuple[CriterionResult, ...]:
    """Return the requirements that are not fulfilled, or of which nobody can tell."""
    settled = {CriterionStatus.MET, CriterionStatus.WAIVED}
    return tuple(each for each in item.criteria if (each.inherited_status or each.status) not in settled)


def vote_words(vote: Vote) -> str:
    """Return a vote in one line."""
    tally = tally_words(vote.tally)
    doubt = "" if vote.on_record else f", not on record: {vote.reason or f'confidence {vote.confidence}'}"
    phase = "" if vote.target_phase is None else f" on phase {vote.target_phase}"
    return f"{vote.date}{phase}: {vote.outcome} ({tally or vote.method}){doubt}"


def gate_counts(item: BallotItem) -> str:
    """Return how many gates of each kind stand on the line; empty when none does."""
    kinds = Counter(gate.kind for gate in item.gates)
    said = ", ".join(f"{kinds[kind]} @{kind}" for kind in GateKind if kinds[kind])
    return f"{counted(len(item.gates), 'gate')}: {said}" if said else ""


def implementation_words(implementation: Implementation) -> str:
    """Return who stated what, and when."""
    return f"{implementation.statement} ({implementation.by}, {implementation.date})"


def concern_words(concern: OpenConcern) -> str:
    """Return what somebody raised, and who."""
    return f"{concern.text} ({concern.by}, {concern.raised}, {concern.id[:12]})"


# --- features and packages --------------------------------------------------------------------------------------------


def adoption(feature: FeatureStanding) -> str:
    """Return whether a feature is adopted, and whether the release may depend on it."""
    when = f", voted on {feature.adopted_on}" if feature.adopted_on else ""
    adopted = f"adopted in {feature.adopted_in}{when}" if feature.adopted_in else "adopted by no vote"
    return f"{adopted}; {'may be used' if feature.allowed else 'may not be used'}"


def used(features: Iterable[FeatureStanding]) -> tuple[list[FeatureStanding], list[FeatureStanding]]:
    """Return the features that something on the line uses, and those that nothing does."""
    listed = list(features)
    used_ones = [each for each in listed if each.used_by or each.used_unstable]
    return used_ones, [each for each in listed if each not in used_ones]


def tag_of(publication: Publication) -> str:
    """Return the tag that was looked for in the registry."""
    name, _, tag = publication.reference.rpartition(":")
    return tag if name and "/" not in tag else publication.version


def publication_words(publication: Publication) -> str:
    """Return what the registry holds of a package, in one line."""
    state = _STATES[publication.state]
    if publication.state is PublicationState.PUBLISHED:
        digest = f" {publication.digest[: len('sha256:') + 12]}" if publication.digest else ""
        state = f"{state} as {tag_of(publication)}{digest}; {_content(publication)}"
    elif publication.problem:
        state = f"{state}: {publication.problem}"
    return f"{state} (asked {publication.checked_at.astimezone(UTC):%Y-%m-%d})"


def _content(publication: Publication) -> str:
    if not publication.compared:
        return f"its content was not compared{f': {publication.problem}' if publication.problem else ''}"
    wrong = len(publication.findings)
    return counted(wrong, "thing is", "things are") + " wrong with it" if wrong else "its content is that of the source"


def unasked(ballot: Ballot) -> list[str]:
    """Return the packages of the line of which no registry was asked."""
    asked = {publication.package for publication in ballot.published}
    return [each for each in ballot.packages if each.partition("@")[0] not in asked]
