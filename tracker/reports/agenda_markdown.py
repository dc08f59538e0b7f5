"""The agenda as Markdown: meetings with what is on them, and by when each subject must be asked for."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from tracker.agenda.values import Agenda, Candidate, Matter, Meeting
from tracker.reports.agenda_words import asked, day, deadline, headline, meeting_state, release, soonest, standing_of
from tracker.reports.escaping import code, text


def agenda_as_markdown(agenda: Agenda) -> str:
    """Return what comes next."""
    lines = [f"### Agenda: {headline(agenda)}", ""]
    lines += [f"As of {agenda.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC.", "", "#### Meetings", ""]
    lines += [] if agenda.meetings else ["None is known."]
    for meeting in agenda.meetings:
        lines += _meeting(meeting)
    if agenda.releases:
        lines += ["", "#### Releases", "", *(f"* {text(release(each))}" for each in agenda.releases)]
    lines += ["", "#### Ready for a vote", "", *_candidates(agenda, agenda.ready)]
    if agenda.undetermined:
        lines += ["", "#### For people to tell", "", *_candidates(agenda, agenda.undetermined)]
    return "\n".join(lines) + "\n"


def _meeting(meeting: Meeting) -> Iterator[str]:
    name = day(meeting.date) if meeting.url is None else f"[{day(meeting.date)}]({meeting.url})"
    state = meeting_state(meeting)
    yield f"* {name}{f': {text(state)}' if state else ''}"
    yield from (f"{'  ' * (1 + each.item.depth)}* {_matter(each)}" for each in meeting.shown)


def _matter(matter: Matter) -> str:
    item = matter.item
    said = f"[{text(item.text)}]({matter.url})"
    if item.asks_vote:
        said += " · **vote**" if item.phase is None else f" · **vote, phase {item.phase}**"
    return said + "".join(f" · `{code(each)}`" for each in matter.subjects)


def _candidates(agenda: Agenda, candidates: Iterable[Candidate]) -> Iterator[str]:
    nothing = True
    for each in candidates:
        nothing = False
        name = f"`{code(each.id)}`" if each.url is None else f"[`{code(each.id)}`]({each.url})"
        told = asked(each)
        yield f"* {name} · {standing_of(each)}{f' · {told}' if told else ''}"
        yield from (f"  * open: `{code(one.id)}`: {text(one.reason)}" for one in each.open)
        if soonest(each):
            yield f"  * {soonest(each)}"
        yield from (f"  * {text(deadline(agenda, one))}" for one in each.deadlines)
    if nothing:
        yield "Nothing."
