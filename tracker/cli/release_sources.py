"""Puts together all that is known of a coming release: facts, votes, the calendar, and the texts of its line."""

from datetime import date, timedelta
from typing import TYPE_CHECKING

from tracker.agenda.coming import coming_meetings
from tracker.agenda.values import Meeting
from tracker.chronicle import WitHistory
from tracker.cli.balloting import pinned_votes
from tracker.cli.line_texts import read_line_trees, read_texts_between
from tracker.cli.past import Past
from tracker.decisions.names import known_names
from tracker.drift.exceptions import shipped_exceptions
from tracker.drift.rules import DRIFT_RULES
from tracker.frozen import frozen
from tracker.next_release.interface import Sources, Target
from tracker.next_release.line_comparison import compare_lines
from tracker.next_release.rules import RELEASE_RULES
from tracker.next_release.schedule import planned_day
from tracker.next_release.target import coming_versions, target_of
from tracker.process.calendar import Calendar
from tracker.process.calendar_toml import shipped_calendar
from tracker.process.features_toml import shipped_feature_rule, shipped_features, shipped_launch_rule

if TYPE_CHECKING:
    from tracker.changes import Comparison
    from tracker.next_release.ballot import AttributedChange
    from tracker.next_release.texts import LineTree

_AHEAD = timedelta(days=60)
"""How far ahead meetings are looked at, at least: beyond the release, a vote missed is asked for there."""


def target_at(past: Past, version: str, calendar: Calendar) -> Target:
    """Return the release that a version, or `next`, names; `UnknownTargetError` when none can be."""
    assessment = past.assessment
    at_hand = {each.line for each in past.undecided.packages if each.standing and each.line is not None}
    return target_of(version, past.outlines, calendar, assessment.facts.at, at_hand)


def versions_ahead(past: Past) -> tuple[str, ...]:
    """Return the version of the next release of each line that a train brings, soonest first."""
    return coming_versions(past.outlines, shipped_calendar(), past.assessment.facts.at)


@frozen
class Line:
    """The line of a coming release, as far as it is told by the sources alone."""

    target: Target
    tree: "LineTree | None"
    """As it stands."""
    base: "LineTree | None"
    """As the release before had it."""
    problem: str
    """Why one of the two could not be read; empty when nothing is wrong."""
    comparison: "Comparison | None"
    history: WitHistory | None
    """`None` where nothing changed."""


def line_of_release(past: Past, version: str) -> Line:
    """Return the line of a coming release; `UnknownTargetError` for a version that no line can come to."""
    target = target_at(past, version, shipped_calendar())
    tree, base, problem = read_line_trees(past, target)
    comparison = compare_lines(base, tree) if tree is not None and base is not None else None
    changed = comparison is not None and bool(comparison.changes)
    history = past.wit if changed else None
    return Line(target, tree, base, problem, comparison, history)


def release_sources(past: Past, version: str) -> Sources:
    """Return everything that a ballot is made of; `UnknownTargetError` for a version that no line can come to."""
    return sources_of_line(past, line_of_release(past, version))


def sources_of_line(past: Past, line: Line) -> Sources:
    """Return everything that a ballot is made of."""
    assessment, calendar = past.assessment, shipped_calendar()
    return Sources(
        target=line.target,
        facts=assessment.facts,
        subjects=assessment.subjects,
        aliases=assessment.aliases,
        process=assessment.process,
        calendar=calendar,
        # Nobody votes on how long ago a subject was presented.
        standing=past.still,
        lives=past.lives,
        chronicle=past.chronicle,
        votes=pinned_votes(past.record.votes, past.undecided, assessment.aliases.meetings),
        features=shipped_features(),
        feature_rule=shipped_feature_rule(),
        launch_rule=shipped_launch_rule(),
        tree=line.tree,
        base=line.base,
        problem=line.problem,
        comparison=line.comparison,
        changes=_attributed(past, line),
        history=line.history,
        attested=assessment.attestations,
        publications=assessment.surroundings.publications,
        exceptions=shipped_exceptions({*DRIFT_RULES, *RELEASE_RULES}),
        review=past.record.review,
        meetings=_meetings(past, line.target, calendar),
        hosted=past.hosted.by_number(),
    )


def _attributed(past: Past, line: Line) -> "tuple[AttributedChange, ...]":
    comparison, base, tree, history = line.comparison, line.base, line.tree, line.history
    if comparison is None or base is None or tree is None or history is None:
        return ()
    from tracker.next_release.attribution import attributed  # noqa: PLC0415 -- a launch has no changes

    texts = read_texts_between(past, comparison, base, tree, history)
    return attributed(comparison, base, tree, past.assessment.subjects, past.lives, history, past.chronicle, texts)


def _meetings(past: Past, target: Target, calendar: Calendar) -> tuple[Meeting, ...]:
    """Return the meetings to come; one of today that has its notes already is over."""
    assessment = past.assessment
    today = assessment.today
    if target.actual is not None:
        return ()
    last = max(today + _AHEAD, planned_day(target, calendar, today) or date.min)
    names = known_names(assessment.subjects, past.former_names)
    notes = past.newest_notes
    held = {each.notes.date for each in notes if each.standing and each.notes.held}
    found = coming_meetings(notes, calendar, assessment.aliases.notes, (today, last), names)
    return tuple(each for each in found if each.date not in held)
