"""Composes the pages of the process: phases, requirements and rules over time; and of the people in it."""

import calendar
from collections import Counter
from collections.abc import Iterator
from datetime import date, timedelta

from tracker.process import Phase, Requirement, RuleId, VoteRule
from tracker.process.calendar import MeetingRhythm, Train
from tracker.website.context import Context
from tracker.website.pages.parts import Link, Mark
from tracker.website.pages.rules import PhaseLine, ProcessPage, RequirementLine, TermLine
from tracker.website.pictures import phase_picture, phase_rows
from tracker.website.records import PROCESS, Records, records
from tracker.website.text import clip, counted, day

_NOW = Mark("met", "✓", "In effect")
_LATER = Mark("inherited", "…", "To come")
_OVER = Mark("waived", "–", "No longer")
_RULES = {
    RuleId.ANNOUNCED: ("A vote is announced", "At least {} before the meeting."),
    RuleId.ANNOUNCED_AIM: ("A vote is announced early", "The chairs aim for {} before the meeting."),
    RuleId.NOTES_PUBLISHED: ("Notes are published", "At most {} after the meeting."),
    RuleId.OBJECTION_PERIOD: ("Anyone may object", "For {} after the notes are published."),
}
_ORDINALS = ("first", "second", "third", "fourth", "fifth")


def process_pages(around: Context) -> Iterator[ProcessPage]:
    """Yield the page of the process."""
    process, known = around.content.process, records(around)
    counts = Counter(each.phase for each in around.standing.proposals)
    names = {each.number: each.name for each in process.phases}
    rows = phase_rows(around.content.timelines, around.places.by_id)
    said = "The phases of a WASI proposal, what each asks and since when, and the rules around votes and releases."
    yield ProcessPage(
        frame=around.frame(PROCESS, "The process", said, "process"),
        phases=tuple(_phase(each, counts[each.number]) for each in process.phases),
        requirements=tuple(_requirement(around, known, each) for each in process.requirements),
        votes=tuple(_vote_rule(around, each) for each in process.vote_rules),
        calendar=tuple(_terms(around)),
        history=phase_picture(rows, around.standing.as_of, names),
    )


def _phase(phase: Phase, count: int) -> PhaseLine:
    since = "no requirements yet" if phase.in_effect is None else f"since {day(phase.in_effect)}"
    return PhaseLine(phase.number, clip(phase.name), since, count, Link("source", phase.source))


def _requirement(around: Context, known: Records, requirement: Requirement) -> RequirementLine:
    criterion = requirement.criterion
    return RequirementLine(
        title=clip(criterion.title),
        rule=known.rules.get(criterion.id),
        phase=criterion.phase,
        state=_state(around, criterion.in_effect, requirement.until),
        since=day(criterion.in_effect),
        until="" if requirement.until is None else day(requirement.until),
        grace="" if requirement.grace_until is None else day(requirement.grace_until),
        requirement=criterion.requirement,
        judged_by=criterion.judged_by,
        source=Link("source", criterion.source),
        said=requirement.said or "",
    )


def _state(around: Context, since: date, until: date | None) -> Mark:
    if around.today < since:
        return _LATER
    return _NOW if until is None or around.today < until else _OVER


def _vote_rule(around: Context, rule: VoteRule) -> TermLine:
    title, said = _RULES[rule.id]
    exempt = sorted(rule.exempt_phases)
    beside = f" Not asked of votes on phase {' and '.join(map(str, exempt))}." if exempt else ""
    return TermLine(
        title=title,
        said=said.format(_length(rule.limit)) + beside,
        state=_state(around, rule.in_effect, rule.until),
        since=day(rule.in_effect),
        until="" if rule.until is None else day(rule.until),
        source=Link("source", rule.source),
    )


def _length(limit: timedelta) -> str:
    hours = round(limit.total_seconds() / 3600)
    return counted(hours // 24, "day") if hours % 24 == 0 else counted(hours, "hour")


def _terms(around: Context) -> Iterator[TermLine]:
    content = around.content
    for rhythm in content.calendar.rhythms:
        yield _meetings(around, rhythm)
    for train in content.calendar.trains:
        yield _train(around, train)
    for expected in content.process.rhythms:
        said = f"A subject that is neither worked on nor presented for {_length(expected.quiet_after)} is quiet."
        yield TermLine(
            "Champions keep at it",
            said,
            _state(around, expected.in_effect, None),
            day(expected.in_effect),
            "",
            Link("source", expected.source),
        )


def _meetings(around: Context, rhythm: MeetingRhythm) -> TermLine:
    return TermLine(
        title="The subgroup meets",
        said=f"Every {counted(rhythm.days, 'day')}, counted from {day(rhythm.anchor)}.",
        state=_state(around, rhythm.in_effect, rhythm.until),
        since=day(rhythm.in_effect),
        until="" if rhythm.until is None else day(rhythm.until),
        source=Link("source", rhythm.source),
    )


def _train(around: Context, train: Train) -> TermLine:
    months = [calendar.month_name[each] for each in train.months]
    often = "every month" if len(months) == len(calendar.month_name) - 1 else ", ".join(months)
    announced = [f"{clip(each.version)} on {day(each.date)}" for each in train.planned]
    beside = f" Announced: {'; '.join(announced)}." if announced else ""
    which = _ORDINALS[train.week - 1] if train.week <= len(_ORDINALS) else f"{train.week}th"
    return TermLine(
        title=f"Line {clip(train.line)} is released",
        said=f"On the {which} {calendar.day_name[train.weekday]} of {often}.{beside}",
        state=_state(around, train.in_effect, train.until),
        since=day(train.in_effect),
        until="" if train.until is None else day(train.until),
        source=Link("source", train.source),
    )
