"""The command about what comes next: `agenda`."""

from collections.abc import Iterable, Mapping
from datetime import date, timedelta
from enum import StrEnum
from itertools import islice
from typing import Annotated

import typer

from tracker.agenda.coming import coming_meetings
from tracker.agenda.moves import list_moves
from tracker.agenda.planning import Schedule, plan
from tracker.agenda.values import Agenda, Candidate, Dependency, Meeting
from tracker.cli.asking import InputError, today
from tracker.cli.exit_codes import ExitCode
from tracker.cli.list_changes import voted_changes
from tracker.cli.open_pr import DryRun, Fork, OpenPr, Sending, agenda_draft, send, sending, votes_draft
from tracker.cli.options import At, Database, FormatOption, Subjects
from tracker.cli.output import put, tell, warn
from tracker.cli.past import Past
from tracker.cli.terminal import terminal
from tracker.cli.vote_options import parse_day
from tracker.decisions.names import known_names
from tracker.drift.patching import unified_diff
from tracker.process.calendar_toml import shipped_calendar
from tracker.process.rules import RuleId
from tracker.readiness import Assessment
from tracker.reports import Format

_RELEASES = 2
"""How many releases ahead are planned for."""
_WITHOUT_RELEASES = timedelta(days=60)
"""How far ahead meetings are shown where no release is due."""


class Part(StrEnum):
    """A text that is ready to be used."""

    AGENDA = "agenda"
    """Items for the pull request to the agenda."""
    SLIDES = "slides"
    """A slide for each vote."""
    LIST = "list"
    """After votes passed: the change to the proposal list, as a diff that `git apply` takes."""


def agenda(
    subjects: Subjects = None,
    meeting: Annotated[
        date | None,
        typer.Option(
            "--meeting", metavar="DATE", parser=parse_day, help="Only what concerns this meeting.", show_default=False
        ),
    ] = None,
    part: Annotated[
        Part | None, typer.Option("--part", help="Print only this, ready to be used.", show_default=False)
    ] = None,
    open_pr: OpenPr = False,
    dry_run: DryRun = False,
    fork: Fork = None,
    at: At = None,
    database: Database = None,
    output: FormatOption = Format.TABLE,
) -> None:
    """Say which meetings come next, what is on them, and by when a vote must be asked for to make a release.

    With --open-pr ask for the votes in the agenda; with --part list too, bring the list up to date with votes.
    """
    how = sending(open_pr=open_pr, dry_run=dry_run, fork=fork)
    if how is not None and part is Part.SLIDES:
        raise InputError("--open-pr: slides are no part of an agenda: leave out --part")
    past = Past.read(database, at)
    chosen = None if not subjects else {each.id for each in past.choose(subjects)}
    if part is Part.LIST:
        raise typer.Exit(_list(past, chosen, how))
    found = agenda_at(past, chosen, meeting, _voted(past, chosen))
    if how is not None:
        raise typer.Exit(_open(past, found, chosen, meeting, how))
    if part is None:
        put(_rendered(found, output))
        return
    candidates = found.ready if chosen is None else found.candidates
    _tell_left(found, chosen)
    put(_text(found, candidates, part))


def _text(found: Agenda, candidates: Iterable[Candidate], part: Part) -> str:
    from tracker.reports.agenda_pieces import agenda_items, vote_slides  # noqa: PLC0415 -- only where it is asked for

    if part is Part.SLIDES:
        return vote_slides(found, candidates)
    near = next((each for each in found.meetings if _in_time(each, candidates)), None)
    if near is not None:
        tell(f"for {near.path} of {found.repository}{', which is not there yet' if near.planned else ''}")
    return agenda_items(candidates)


def _open(past: Past, found: Agenda, chosen: set[str] | None, day: date | None, how: Sending) -> int:
    """Open a pull request that asks for the votes in the next meeting for which there is time, or in that of a day."""
    candidates = found.ready if chosen is None else found.candidates
    _tell_left(found, chosen)
    if not candidates:
        return send(None, how)
    # What was read may be old: nothing is asked of a meeting that is over.
    coming = [each for each in found.meetings if each.date >= today()]
    near = next((each for each in coming if day is not None or _in_time(each, candidates)), None)
    if near is not None and not _in_time(near, candidates):
        warn(f"{near.path}: less notice than the chairs aim for")
    return send(agenda_draft(past, found, candidates, near), how)


def _in_time(meeting: Meeting, candidates: Iterable[Candidate]) -> bool:
    return all(each.earliest is None or each.earliest <= meeting.date for each in candidates)


def _tell_left(found: Agenda, chosen: set[str] | None) -> None:
    """Say why a text may lack what the user looks for."""
    if chosen is None and found.undetermined:
        names = ", ".join(each.id for each in found.undetermined)
        tell(f"only what is ready; people must tell of {names}: name a subject to have its text all the same")
    known = {each.id for each in found.candidates}
    for name in sorted((chosen or set()) - known):
        warn(f"{name}: nothing can be voted on: `tracker check {name}` says why")


# --- putting it together ----------------------------------------------------------------------------------------------


def agenda_at(past: Past, chosen: set[str] | None, meeting: date | None, voted: tuple[str, ...]) -> Agenda:
    """Return what comes next; what was `voted` in already is no candidate."""
    assessment = past.assessment
    day = assessment.today
    calendar = shipped_calendar()
    releases = tuple(islice(calendar.departures(day), _RELEASES))
    last = max([each.date for each in releases], default=day + _WITHOUT_RELEASES)
    names = known_names(assessment.subjects, past.phases.former_names())
    days = day, max(last, meeting or last)
    meetings = coming_meetings(past.notes, calendar, assessment.aliases.notes, days, names)
    schedule = Schedule(day, meetings, releases, assessment.process)
    candidates = plan(past.standing, schedule, dependencies_of(assessment), voted)
    mine = [each for each in candidates if chosen is None or each.id in chosen]
    rules = [assessment.process.vote_rule(each, day) for each in (RuleId.ANNOUNCED, RuleId.ANNOUNCED_AIM)]
    sources = [each.source for each in calendar.trains if each.counts_on(day)]
    sources += [each.source for each in rules if each is not None]
    return Agenda(
        as_of=assessment.facts.at,
        repository=assessment.aliases.meetings,
        meetings=_only(meetings, meeting),
        releases=releases,
        ready=tuple(each for each in mine if not each.open),
        undetermined=tuple(each for each in mine if each.open),
        titles=titles_of(assessment),
        sources=tuple(dict.fromkeys(sources)),
    )


def _voted(past: Past, chosen: set[str] | None) -> tuple[str, ...]:
    """Return the subjects that passed a vote which the proposal list does not show yet, and say so."""
    voted = voted_in(past)
    told = sorted(each for each in voted if chosen is None or each in chosen)
    if told:
        verb = "is" if len(told) == 1 else "are"
        tell(f"{', '.join(told)} {verb} voted in, and the list does not show it: `tracker agenda --part list`")
    return voted


def voted_in(past: Past) -> tuple[str, ...]:
    """Return the subjects that passed a vote which the proposal list does not show yet."""
    moves, _ = list_moves(past.record.votes, past.assessment.subjects, past.phases.changes)
    return tuple(each.vote.subject for each in moves)


def _only(meetings: tuple[Meeting, ...], day: date | None) -> tuple[Meeting, ...]:
    """Return the meeting of a day, or all; `InputError` when there will be none on that day."""
    found = tuple(each for each in meetings if day in {None, each.date})
    if found or day is None:
        return found
    near = ", ".join(str(each.date) for each in sorted(meetings, key=lambda each: abs(each.date - day))[:2])
    raise InputError(f"--meeting: none to come is on {day}{f'; the nearest: {near}' if near else ''}")


def titles_of(assessment: Assessment) -> tuple[tuple[str, int, str], ...]:
    """Return id, phase and title of every entry requirement in effect."""
    phases = (each.number for each in assessment.process.phases)
    return tuple(
        (each.id, each.phase, each.title)
        for phase in phases
        for each in assessment.process.criteria(phase, assessment.today)
    )


def dependencies_of(assessment: Assessment) -> Mapping[str, tuple[Dependency, ...]]:
    """Return the packages of other proposals that each proposal's WIT names."""
    packages = assessment.surroundings.packages
    found: dict[str, tuple[Dependency, ...]] = {}
    for proposal in assessment.subjects.proposals:
        subject = assessment.subject(proposal)
        own = {package.id for package in subject.packages}
        named = {each.id for _, file in subject.wit_files for each in file.dependencies} - own
        others = [(name, packages.get(name)) for name in sorted(named)]
        found[proposal.id] = tuple(
            Dependency(name, None if other is None else other.phase)
            for name, other in others
            if other is None or other.proposal != proposal.id
        )
    return found


# --- the proposal list ------------------------------------------------------------------------------------------------


def _list(past: Past, chosen: set[str] | None, how: Sending | None) -> int:
    """Print what the passed votes change in the list, as one diff, or open a pull request with it."""
    votes = [each for each in past.record.votes if chosen is None or each.subject in chosen]
    moves, edits = voted_changes(past, votes)
    if not moves:
        tell("the proposal list shows every vote that passed" if chosen is None else "no vote is left for the list")
    for each in moves:
        where = f"goes to phase {each.phase}" if each.phase is not None else "goes: it is a part of its proposal"
        tell(f"{each.vote.subject}: passed on {each.vote.date}; its row {where}")
    if how is not None:
        return send(votes_draft(past, moves, edits), how)
    put("".join(unified_diff(each.path, each.before, each.after) for each in edits))
    return ExitCode.FINE


def _rendered(found: Agenda, output: Format) -> str:
    match output:
        case Format.JSON:
            from tracker.reports.agenda_json import agenda_as_json  # noqa: PLC0415 -- only the format asked for

            return agenda_as_json(found)
        case Format.MARKDOWN:
            from tracker.reports.agenda_markdown import agenda_as_markdown  # noqa: PLC0415 -- as above

            return agenda_as_markdown(found)
        case Format.TABLE:
            from tracker.reports.agenda_table import agenda_as_table  # noqa: PLC0415 -- as above

            width, color = terminal()
            return agenda_as_table(found, width, color=color)
