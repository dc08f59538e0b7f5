"""What changed for subjects between two moments: pure comparison of what was known at the one and at the other.

What is known at a moment is a set of matters, each with a key of its own: a change of the list, a vote, a finding, an
agenda. A matter that is new is news; one that is gone is news where it says what that means. So it does not count when
something happened, but when it came to be known: a vote that is recorded weeks after its meeting is news on that day.
"""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import field, replace
from datetime import UTC, date, datetime
from enum import StrEnum

from tracker.agenda.values import Candidate, Departure, Meeting
from tracker.frozen import frozen
from tracker.happenings import Happening, Topic
from tracker.standing import OpenConcern

EVERYTHING = "*"
"""The name that stands for all subjects."""
_VOTE_SOON = (1, 7)
"""So many days before a vote it is said once more, the nearest first."""
_DEADLINE_SOON = (1, 3, 14)
_RELEASE_SOON = (1, 7)
_ENTERS = 3
"""The phase that a vote must be on to let something into a release."""


class NewsKind(StrEnum):
    """What a piece of news is about."""

    PHASE = "phase"
    """The proposal list: a subject's phase or title."""
    GATE = "gate"
    """The life of an amendment: landed, queued, stabilized, released, ..."""
    VOTE = "vote"
    """What the subgroup decided."""
    AGENDA = "agenda"
    """That it is on the agenda of a meeting to come."""
    DEADLINE = "deadline"
    """The last day to ask for a vote, and the day of a release."""
    BLOCKING = "blocking"
    """What stands against the next release."""
    DRIFT = "drift"
    """A disagreement between sources."""
    CONCERN = "concern"
    """A concern that somebody raised."""


class NewsChange(StrEnum):
    """What became of a matter."""

    NEW = "new"
    GONE = "gone"
    CHANGED = "changed"
    """It is said in other words than before."""


@frozen
class Matter:
    """Something that is known of a subject at a moment."""

    subject: str
    kind: NewsKind
    key: str
    """What tells it from others of its kind and subject, and stays the same from one moment to the next."""
    says: str
    """In a few words."""
    gone: str = ""
    """What it means when it is known no more, in a few words; empty when that is no news."""
    family: str = ""
    """What matters have in common of which one takes the other's place; empty when none does."""
    scope: str = ""
    """Its going is news only where others of the same scope are judged still: the version of the next release."""
    until: date | None = None
    """The last day on which its going is news: an agenda is over after its meeting."""
    repeats: str = ""
    """The key of a matter that says the same: where that is news, this is none."""
    day: date | None = None
    """When it happened, or will."""
    url: str | None = None
    """Where it can be seen."""

    @property
    def id(self) -> tuple[str, NewsKind, str]:
        """What it is told by."""
        return self.subject, self.kind, self.key


@frozen
class Known:
    """Everything that is known at a moment."""

    at: datetime
    """The moment that the facts are of."""
    day: date
    """The day from which days are counted."""
    matters: tuple[Matter, ...] = ()
    untold: frozenset[NewsKind] = frozenset()
    """The kinds of which nothing could be read."""
    scopes: frozenset[str] = frozenset()
    """The scopes that are judged, whether or not anything was found."""

    def of(self, unit: str) -> tuple[Matter, ...]:
        """Return what is known of a subject and, of a proposal, of its amendments."""
        return tuple(each for each in self.matters if covers(unit, each.subject))


@frozen
class NewsItem:
    """One thing that changed."""

    subject: str
    kind: NewsKind
    change: NewsChange
    says: str
    """In a few words."""
    day: date | None
    """When it happened, or will; `None` when that has no day."""
    url: str | None
    """Where it can be seen."""


@frozen
class News:
    """What changed for some subjects."""

    since: datetime
    """The moment before; the earliest, where subjects have several."""
    as_of: datetime
    """The moment after."""
    subjects: tuple[str, ...]
    """Those it was looked at for; `*` for all."""
    items: tuple[NewsItem, ...] = ()
    """By subject and kind, the oldest first."""
    untold: tuple[NewsKind, ...] = ()
    """The kinds of which nothing can be said."""


def covers(unit: str, subject: str) -> bool:
    """Return whether who follows one subject follows another: itself, a proposal's amendments, or all."""
    return unit in {EVERYTHING, subject, subject.partition("/")[0]}


def news_between(then: Known, now: Known) -> tuple[NewsItem, ...]:
    """Return what changed from one moment to another, by subject and kind, the oldest first."""
    untold = then.untold | now.untold
    old = {each.id: each for each in then.matters if each.kind not in untold}
    new = {each.id: each for each in now.matters if each.kind not in untold}
    fresh = new.keys() - old.keys()
    came = [each for name, each in new.items() if name in fresh]
    went = [each for name, each in old.items() if name not in new]
    came = [each for each in came if (each.subject, each.kind, each.repeats) not in fresh]
    left, succeeded = _families(went), _families(came)
    found = [(each, NewsChange.CHANGED if _taken(left, each) else NewsChange.NEW) for each in came]
    found += [(each, NewsChange.GONE) for each in went if not _taken(succeeded, each) and _is_missed(each, now)]
    found.sort(key=lambda each: (each[0].subject, [*NewsKind].index(each[0].kind), each[0].day or date.max))
    return tuple(
        NewsItem(each.subject, each.kind, change, each.gone if change == "gone" else each.says, each.day, each.url)
        for each, change in found
    )


def _is_missed(matter: Matter, now: Known) -> bool:
    """Return whether it is news that a matter is gone."""
    lasts = matter.until is None or now.day <= matter.until
    return bool(matter.gone) and lasts and (not matter.scope or matter.scope in now.scopes)


def _families(matters: Iterable[Matter]) -> Counter[tuple[str, NewsKind, str]]:
    return Counter((each.subject, each.kind, each.family) for each in matters if each.family)


def _taken(families: Counter[tuple[str, NewsKind, str]], matter: Matter) -> bool:
    """Return whether another matter of the family is left to pair with, and take it."""
    family = (matter.subject, matter.kind, matter.family)
    families[family] -= 1
    return families[family] >= 0


def told_anew(then: Known, former: Mapping[str, str]) -> Known:
    """Return what was known, with each subject under the id it has now.

    `former` is what subjects were called, in lower case, and are not called now -> the id each has.
    """
    return replace(then, matters=tuple(renamed(each, former) for each in then.matters))


def renamed(matter: Matter, former: Mapping[str, str]) -> Matter:
    """Return a matter under the id that its subject has now."""
    parent, slash, rest = matter.subject.partition("/")
    now = former.get(matter.subject.casefold()) or f"{former.get(parent.casefold(), parent)}{slash}{rest}"
    return matter if now == matter.subject else replace(matter, subject=now)


# --- what is known ----------------------------------------------------------------------------------------------------


@frozen
class Outlook:
    """What is to come, as of a day."""

    day: date
    """The day from which days are counted."""
    meetings: tuple[Meeting, ...]
    candidates: tuple[Candidate, ...]
    """What can be voted on."""
    releases: tuple[Departure, ...]
    concerned: frozenset[str] = field(default=frozenset())
    """The subjects that wait for the next release."""


_KINDS = {Topic.PHASE: NewsKind.PHASE, Topic.AMENDMENT: NewsKind.GATE, Topic.VOTE: NewsKind.VOTE}


def of_happenings(happenings: Sequence[Happening]) -> Iterator[Matter]:
    """Yield what happened; `happenings` come newest first."""
    seen: dict[tuple[str, str], int] = defaultdict(int)
    for each in reversed(happenings):
        day = each.date.astimezone(UTC).date()
        place = each.revision or str(day)
        key = " ".join(
            str(part) for part in (each.kind, each.line, place, each.origin, each.target) if part is not None
        )
        seen[each.subject, key] += 1
        if seen[each.subject, key] > 1:
            key = f"{key} {seen[each.subject, key]}"
        kind = _KINDS[each.topic]
        gone = f"taken back: {each.summary}" if kind is NewsKind.VOTE else ""
        yield Matter(each.subject, kind, key, each.summary, gone, day=day, url=each.url)


def of_concerns(concerns: Iterable[OpenConcern]) -> Iterator[Matter]:
    """Yield the concerns that are open."""
    for each in concerns:
        says = f"{each.by} raised a concern: {each.text}"
        gone = f"settled: the concern of {each.by}, {each.text}"
        yield Matter(each.subject, NewsKind.CONCERN, each.id, says, gone, day=each.raised, url=each.link)


def of_outlook(outlook: Outlook) -> Iterator[Matter]:
    """Yield what is to come: agendas, and what must be done by when."""
    for meeting in outlook.meetings:
        if meeting.date >= outlook.day:
            yield from _of_meeting(meeting, outlook.day)
    for candidate in outlook.candidates:
        yield from _of_candidate(candidate, outlook.day)
    for release in outlook.releases[:1]:
        for subject in sorted(outlook.concerned):
            yield from _of_release(release, subject, outlook.day)


def _of_meeting(meeting: Meeting, today: date) -> Iterator[Matter]:
    for matter in meeting.matters:
        for subject in matter.subjects:
            what = "a vote" if matter.item.asks_vote else "an item"
            key = f"{meeting.date} {what} {matter.item.phase or ''}".rstrip()
            says = f"on the agenda of {meeting.date}: {matter.item.text}"
            if matter.item.asks_vote:
                says += f"; the vote is {in_days(meeting.date, today)}"
            gone = f"off the agenda of {meeting.date}: {matter.item.text}"
            yield Matter(
                *(subject, NewsKind.AGENDA, key, says, gone), until=meeting.date, day=meeting.date, url=matter.url
            )
            if matter.item.asks_vote and (soon := _soon(meeting.date, today, _VOTE_SOON)) is not None:
                says = f"the vote is {in_days(meeting.date, today)}, on {meeting.date}"
                repeat = f"{key} within {soon}"
                yield Matter(
                    *(subject, NewsKind.AGENDA, repeat, says), repeats=key, day=meeting.date, url=matter.url
                )  # fmt: skip


def _of_candidate(candidate: Candidate, today: date) -> Iterator[Matter]:
    for deadline in candidate.deadlines:
        if candidate.target < _ENTERS or any(day <= deadline.meeting for day in candidate.asked):
            continue
        if (soon := _soon(deadline.rule, today, _DEADLINE_SOON)) is not None:
            name = release_name(deadline.release)
            last = f"the last day to ask for a vote before {name}"
            says = f"{last} is {deadline.rule}, {in_days(deadline.rule, today)}"
            if today <= deadline.aim:
                says += f"; with the notice that the chairs aim for it is {deadline.aim}"
            key = f"{name} {deadline.rule} within {soon}"
            yield Matter(candidate.id, NewsKind.DEADLINE, key, says, day=deadline.rule)


def _of_release(release: Departure, subject: str, today: date) -> Iterator[Matter]:
    name = release_name(release)
    key = f"{name} on {release.date}"
    says = f"{name} is planned for {release.date}, {in_days(release.date, today)}"
    yield Matter(subject, NewsKind.DEADLINE, key, says, family=name, day=release.date)
    if (soon := _soon(release.date, today, _RELEASE_SOON)) is not None:
        yield Matter(subject, NewsKind.DEADLINE, f"{key} within {soon}", says, repeats=key, day=release.date)


def release_name(release: Departure) -> str:
    """Return what a release to come is called."""
    return release.version or f"the next {release.line}"


def in_days(day: date, today: date) -> str:
    """Return how far ahead a day is, in words."""
    days = (day - today).days
    return {0: "today", 1: "tomorrow"}.get(days, f"in {days} days")


def _soon(day: date, today: date, steps: Collection[int]) -> int | None:
    """Return the smallest of some numbers of days within which a day is; `None` when it is over or further ahead."""
    days = (day - today).days
    return next((each for each in sorted(steps) if 0 <= days <= each), None)
