"""What every form of a vote packet says in the same words."""

import unicodedata
from collections.abc import Iterator
from dataclasses import replace

from tracker.agenda.values import Deadline, Dependency
from tracker.facts import Filling
from tracker.next_release.packet import Appointment, FollowUp, Packet, Portability, TextSince
from tracker.reports.plain import plain

OPTIONS = ("SF", "F", "N", "A", "SA")
"""The answers of a poll, Strongly For to Strongly Against."""
_SHORT = 12
_FILLINGS = {
    Filling.CONTENT: "written",
    Filling.FILLER: "only the template's placeholder",
    Filling.EMPTY: "empty",
}


def shown(packet: Packet) -> Packet:
    """Return a packet whose texts are fit to be shown; those of patches keep their lines."""
    patches = tuple(replace(plain(each), diff=_visible(each.diff)) for each in packet.follow_ups)
    return replace(plain(packet), follow_ups=patches)


def _visible(diff: str) -> str:
    """Return a patch without characters that steer a terminal; a line keeps its end."""
    hidden = {"Cc", "Cs", "Cf"}
    return "".join(
        each if each in "\n\t\r\ufeff" or unicodedata.category(each) not in hidden else "\ufffd" for each in diff
    )


def headline(packet: Packet) -> str:
    """Return subject, step and readiness in one line."""
    return f"{packet.subject}: phase {packet.phase} to {packet.target}, {packet.readiness}"


def appointment_lines(packet: Packet) -> Iterator[str]:
    """Yield which meeting the vote is for, and by when it must be on the agenda."""
    if packet.appointment is None:
        yield "no meeting to come is known"
    else:
        yield _appointed(packet.appointment, packet)
    if packet.earliest is not None and (packet.appointment is None or packet.earliest != packet.appointment.meeting):
        yield f"the earliest meeting that the rule of notice leaves: {packet.earliest}"
    yield from (_deadline(each) for each in packet.deadlines)


def _appointed(meeting: Appointment, packet: Packet) -> str:
    said = f"at the meeting of {meeting.meeting}"
    if meeting.asked:
        return f"{said}: its agenda asks for the vote"
    if not meeting.valid:
        return f"{said}: too late, it had to be on the agenda by {meeting.rule}"
    by_rule = f"by the rule until {meeting.rule}"
    if meeting.aim < packet.as_of.date():
        return f"{said}: put it on the agenda {by_rule}; the week's notice that the chairs aim for is over"
    return f"{said}: put it on the agenda by {meeting.aim}, {by_rule}"


def _deadline(deadline: Deadline) -> str:
    release = deadline.release
    name = (
        f"{release.version} of {release.date}" if release.version else f"the {release.line} release of {release.date}"
    )
    return f"to make {name}: the meeting of {deadline.meeting}, on the agenda by {deadline.rule}"


def text_headline(text: TextSince) -> str:
    """Return how the text stands to what was voted on before, in one line."""
    where = f", {text.now.repository} at {text.now.revision[:_SHORT]}" if text.now else ""
    if text.vote is not None and text.then is not None:
        since = f"the vote of {text.vote.date} on phase {text.vote.target_phase}"
        if text.now is None:
            return f"whether it changed since {since} is not known: {text.problem}"
        if text.then.surface == text.now.surface:
            return f"nothing changed since {since}{where}"
        counted = f"{len(text.changes)} change{'' if len(text.changes) == 1 else 's'} of the API"
        return f"{counted} since {since}{where}"
    if text.now is None:
        return f"its text is not known: {text.problem}"
    before = f"what was voted on before is not known ({text.problem})" if text.problem else "no vote on it before"
    items = f"{len(text.whole)} item{'' if len(text.whole) == 1 else 's'}"
    return f"{before}: all of it, {items}{where}"


def text_lines(text: TextSince) -> tuple[str, ...]:
    """Return what changed, or all that it says, a line each."""
    return text.whole or tuple(f"{each.item}: {each.message}" for each in text.changes)


def portability_words(section: Portability | None) -> str:
    """Return what the section on portability criteria holds."""
    if section is None:
        return "no document has a section on them"
    place = section.place.path if section.place.line is None else f"{section.place.path}:{section.place.line}"
    return f"{_FILLINGS[section.filling]}, {section.words} word{'' if section.words == 1 else 's'}: {place}"


def dependency_words(dependency: Dependency) -> str:
    """Return another package and the phase it is in."""
    return f"{dependency.package} ({'phase unknown' if dependency.phase is None else f'phase {dependency.phase}'})"


def follow_up_words(follow_up: FollowUp) -> str:
    """Return what a patch is for."""
    branch = "" if follow_up.branch is None else f" ({follow_up.branch})"
    return f"{follow_up.repository}{branch}: {follow_up.summary}"


def proof_words(follow_up: FollowUp) -> str:
    """Return what came of trying a patch."""
    return f"{follow_up.proof.state}: {follow_up.proof.reason}"
