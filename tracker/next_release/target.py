"""Tells which release is meant: a version that was named, or the one that is due next."""

import difflib
from collections.abc import Iterable, Sequence
from datetime import UTC, date, datetime

from semver import Version

from tracker.chronicle import line_of
from tracker.errors import TrackerError
from tracker.next_release.departures import next_departure, next_departures
from tracker.next_release.interface import Target
from tracker.process.calendar import Calendar
from tracker.released import Release
from tracker.releases import parse_version

NEXT = "next"
"""What stands for the release that is due next."""


class UnknownTargetError(TrackerError):
    """A version that no release line can come to."""


def target_of(
    version: str, releases: Iterable[Release], calendar: Calendar, moment: datetime, lines: Iterable[str] = ()
) -> Target:
    """Return the release that `version` names at a moment; `next` is the one that is due next.

    `releases` are those of the registry's train, `lines` those of packages at hand. `UnknownTargetError` with the
    nearest versions for a version that belongs to no line, or comes before one that is released.
    """
    released = sorted((each for each in releases if each.date <= moment), key=_number)
    today = moment.astimezone(UTC).date()
    if version.strip().casefold() == NEXT:
        return _target(_next_version(released, calendar, today), released)
    wanted = parse_version(version)
    if wanted is None:
        raise UnknownTargetError(f"{version}: no version{_hint(version, released, calendar, today)}")
    target = _target(str(wanted), released)
    known = {each.line for each in released} | {each.line for each in calendar.trains} | {*lines}
    if target.line not in known:
        hint = _hint(version, released, calendar, today)
        raise UnknownTargetError(f"{version}: no train, release or package is of the line {target.line}{hint}")
    passed = next((each for each in released if each.line == target.line and _passes(each, wanted)), None)
    if target.actual is None and passed is not None:
        hint = _hint(version, released, calendar, today)
        raise UnknownTargetError(f"{version}: no tag names it, and {passed.version} is out already{hint}")
    return target


def coming_versions(releases: Iterable[Release], calendar: Calendar, moment: datetime) -> tuple[str, ...]:
    """Return the version of the next release of each line that a train brings after a moment, soonest first."""
    released = sorted((each for each in releases if each.date <= moment), key=_number)
    last = {each.line: each for each in released if not each.prerelease}
    found = next_departures(last, calendar, moment.astimezone(UTC).date(), {each.version for each in released})
    return tuple(each.version for each in found if each.version is not None)


def _target(version: str, released: Sequence[Release]) -> Target:
    number, line = parse_version(version) or Version(0), line_of(version) or version
    earlier = [each for each in released if each.line == line and _number(each) < number]
    if number.prerelease is None:
        earlier = [each for each in earlier if not each.prerelease]
    actual = next((each for each in released if each.version == version), None)
    return Target(version, line, earlier[-1] if earlier else None, actual)


def _number(release: Release) -> Version:
    return parse_version(release.version) or Version(0)


def _passes(release: Release, wanted: Version) -> bool:
    """Return whether a release that is out leaves no room for a version: drafts of one do not."""
    return _number(release) > wanted and (not release.prerelease or wanted.prerelease is not None)


def _next_version(released: Sequence[Release], calendar: Calendar, today: date) -> str:
    last = {each.line: each for each in released if not each.prerelease}
    due = next_departure(last, calendar, today, {each.version for each in released})
    if due is None or due.version is None:
        raise UnknownTargetError(f"{NEXT}: no train brings a release after {today}: name a version")
    return due.version


def _hint(wanted: str, released: Sequence[Release], calendar: Calendar, today: date) -> str:
    """Return which versions are nearest, as the end of a sentence."""
    last = {each.line: each for each in released if not each.prerelease}
    due = next_departure(last, calendar, today, {each.version for each in released})
    known = [each.version for each in released]
    known += [due.version] if due is not None and due.version is not None else []
    alike = [] if parse_version(wanted) else difflib.get_close_matches(wanted, known, n=2, cutoff=0.6)
    near = _beside(wanted, known) or alike or known[-2:]
    return f"; the nearest: {' and '.join(near)}" if near else ""


def _beside(wanted: str, known: Sequence[str]) -> list[str]:
    """Return the versions of the same line before and after one."""
    number = parse_version(wanted)
    same = ((parse_version(each), each) for each in known if line_of(each) == line_of(wanted))
    numbered = sorted((version, each) for version, each in same if version is not None)
    if number is None:
        return []
    before = [each for version, each in numbered if version < number]
    after = [each for version, each in numbered if version > number]
    return [*before[-1:], *after[:1]]
