"""What the launch of a preview asks for: the inclusion of each proposal that defines worlds, and the launch itself."""

from collections.abc import Iterator
from datetime import date, datetime

from tracker.chronicle import line_of
from tracker.next_release.ballot import BallotItem, EntryKind
from tracker.next_release.interface import Sources
from tracker.next_release.next_steps import ask, settle
from tracker.next_release.subject_facts import SubjectFacts
from tracker.next_release.verdicts import Judgement, polled, unmet_of, with_criteria
from tracker.next_release.worlds import targetable_worlds, worlds_text
from tracker.releases import parse_version
from tracker.standing import Readiness
from tracker.voting import Vote


def launch_items(sources: Sources) -> Iterator[BallotItem]:
    """Yield what is voted on at a launch; nothing for any other release."""
    if not sources.target.launch:
        return
    for proposal, worlds in targetable_worlds(sources.tree).items():
        yield _inclusion(sources, proposal, worlds)
    yield _launch(sources)


def outstanding(items: tuple[BallotItem, ...]) -> tuple[str, ...]:
    """Return the subjects of the polls of a launch that are not settled."""
    polls = (each for each in items if each.kind in {EntryKind.INCLUSION, EntryKind.LAUNCH})
    return tuple(each.subject for each in polls if each.verdict is Readiness.UNDETERMINED)


def _inclusion(sources: Sources, proposal: str, worlds: tuple[str, ...]) -> BallotItem:
    standing = next((each for each in sources.standing.proposals if each.id == proposal), None)
    criteria = standing.criteria if standing else ()
    votes = tuple(each for each in sources.votes_on(proposal) if _on_inclusion(sources, each))
    review = (each for each in sources.review if each.subject == proposal and _on_inclusion(sources, each))
    found = polled(votes, review)
    judged = with_criteria(found, criteria)
    version, known = sources.target.version, SubjectFacts(sources)
    if unmet := unmet_of(criteria):
        step = f"The champion sees to {unmet[0].id}: {unmet[0].reason}."
    else:
        step = _next_step(sources, found, proposal, f"the inclusion of {proposal} in {version}")
    return BallotItem(
        subject=proposal,
        title=standing.title if standing else proposal,
        kind=EntryKind.INCLUSION,
        question=f"Should {worlds_text(worlds)} be included in WASI {version}?",
        verdict=judged.verdict,
        reason=judged.reason,
        next_step=step,
        criteria=criteria,
        votes=votes,
        implementations=known.implementations(proposal),
        concerns=known.concerns(proposal),
    )


def _launch(sources: Sources) -> BallotItem:
    version = sources.target.version
    names = _names(version)
    votes = tuple(each for each in sources.votes if each.subject in names)
    found = polled(votes, (each for each in sources.review if each.subject in names))
    subject = f"wasi-{version}"
    return BallotItem(
        subject=subject,
        title=f"WASI {version}",
        kind=EntryKind.LAUNCH,
        question=f"Should WASI {version} be launched?",
        verdict=found.verdict,
        reason=found.reason,
        next_step=_next_step(sources, found, subject, f"the launch of {version}"),
        votes=votes,
        concerns=SubjectFacts(sources).concerns(subject),
    )


def _next_step(sources: Sources, found: Judgement, subject: str, what: str) -> str:
    if found.verdict is Readiness.READY:
        released = sources.target.actual is not None
        return "Nothing is left: it is released." if released else "The release manager tags the release."
    if found.verdict is Readiness.BLOCKED:
        return "The champions change what the subgroup asked for, and ask for another poll."
    return settle(found) if found.reviewable else ask(sources, subject, what, who="A chair")


def _names(version: str) -> frozenset[str]:
    """Return the subjects that name the launch of a version: the first of line 0.2 is Preview 2, too."""
    number = parse_version(version)
    names = {f"wasi-{version}"}
    if number is not None and number.major == 0 and number.patch == 0 and number.prerelease is None:
        names.add(f"preview-{number.minor}")
    return frozenset(names)


def _on_inclusion(sources: Sources, vote: Vote) -> bool:
    """Return whether a vote on a proposal may be about this launch: it asks for no phase, and is about no older one."""
    return vote.target_phase is None and vote.date > _last_launch(sources)


def _last_launch(sources: Sources) -> date:
    """Return the day on which the newest of the lines before this one was launched."""
    first: dict[str, datetime] = {}
    target = parse_version(sources.target.version)
    for tag in sources.chronicle.tags:
        number, line = parse_version(tag.version), line_of(tag.version)
        older = number is not None and target is not None and number < target and number.prerelease is None
        if tag.repository == sources.aliases.registry and older and line is not None and line != sources.target.line:
            first[line] = min(tag.at, first.get(line, tag.at))
    return max((each.date() for each in first.values()), default=date.min)
