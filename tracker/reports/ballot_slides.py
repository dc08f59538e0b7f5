"""The ballot of a release as Markdown slides: the release, what blocks it, a slide for each subject, what changes."""

from collections.abc import Iterator

from tracker.drift.findings import Severity
from tracker.next_release.ballot import Ballot, BallotItem
from tracker.reports.agenda_pieces import options_table
from tracker.reports.ballot_groups import FindingGroup, change_groups, finding_groups, numbers_apart
from tracker.reports.ballot_pieces import criteria_table, items_table, vote_points
from tracker.reports.ballot_words import (
    adoption,
    blocking,
    changed,
    concern_words,
    counted,
    effects,
    gate_counts,
    implementation_words,
    left_out,
    renumbered,
    schedule_lines,
    severities,
    shown_items,
    title,
    used,
)
from tracker.reports.changes_groups import SIGNS
from tracker.reports.escaping import code, link, prose, text
from tracker.reports.plain import plain
from tracker.standing import CriterionResult, Readiness

_MOST = 6
"""How many lines of a kind fit on a slide; the others are counted."""
_LINKS = 2
"""How many links to evidence fit into a cell."""
_DEPENDENCIES = "dependencies"


def ballot_as_slides(ballot: Ballot) -> str:
    """Return the slides, with a rule between two."""
    ballot = plain(ballot)
    slides = [_release(ballot)]
    if ballot.blocking:
        slides.append(_blocking(ballot))
    slides += [_subject(ballot, each) for each in shown_items(ballot)]
    slides.append(_changes(ballot))
    return "\n---\n\n".join("\n".join(lines).rstrip("\n") + "\n" for lines in slides)


def _release(ballot: Ballot) -> Iterator[str]:
    reason = f": {prose(ballot.reason)}" if ballot.reason else ""
    yield f"# {text(title(ballot))}"
    yield f"\n**{ballot.verdict}**{reason}\n"
    yield from (f"* {text(line)}" for line in schedule_lines(ballot))
    if ballot.items:
        yield ""
        yield from items_table(shown_items(ballot))
    if (more := left_out(ballot)) is not None:
        yield f"\n{prose(more)}"
    if ballot.unchecked:
        rules = dict.fromkeys(each.rule for each in ballot.unchecked)
        yield f"\nNot checked in full: {', '.join(f'`{code(each)}`' for each in rules)}"


def _blocking(ballot: Ballot) -> Iterator[str]:
    errors = blocking(ballot)
    yield f"## {'What blocks it' if errors else 'What does not block it'}: {severities(ballot.blocking)}"
    yield ""
    notes = sum(each.severity is Severity.NOTE for each in ballot.blocking)
    groups = finding_groups(each for each in ballot.blocking if each.severity is not Severity.NOTE)
    for group in groups[:_MOST]:
        yield from _group(group)
    yield from _more(len(groups), "rule")
    if notes:
        yield f"* {counted(notes, 'note')}, which the other forms of the ballot show"


def _group(group: FindingGroup) -> Iterator[str]:
    first, places = group.findings[0], [each for finding in group.findings for each in finding.evidence]
    links = ", ".join(link(str(number), each.url) for number, each in enumerate(places[:_MOST], start=1))
    left = f" and {len(places) - _MOST} more" if len(places) > _MOST else ""
    where = f" (evidence: {links}{left})" if links else ""
    said = prose(first.message) if len(group.findings) == 1 else f"such as {prose(first.message)}"
    yield f"* {group.severity}, `{code(group.rule)}`: {prose(group.subjects)}: {said}{where}"
    if group.fix is not None:
        yield f"  * Fix: {prose(group.fix)}"


# --- a subject --------------------------------------------------------------------------------------------------------


def _subject(ballot: Ballot, item: BallotItem) -> Iterator[str]:
    yield f"## {prose(item.title)}: {item.verdict}"
    yield f"\n**{prose(item.question)}**\n"
    yield f"`{code(item.subject)}`: {prose(item.reason)}\n"
    if item.criteria:
        yield from criteria_table(item.criteria, _LINKS)
        yield ""
    yield f"Dependencies: {_dependencies(ballot, item)}\n"
    about = [*vote_points(item.votes)]
    if item.gates:
        about.append(f"* On the line: {prose(gate_counts(item))}")
    about += [f"* Stated: {link(prose(implementation_words(each)), each.link)}" for each in item.implementations]
    about += [f"* Open concern: {link(prose(concern_words(each)), each.link)}" for each in item.concerns]
    yield from about[:_MOST]
    yield from _more(len(about), "line")
    yield f"* Next: {prose(item.next_step)}\n"
    if ballot.schedule.actual is not None:
        yield "It is released: no vote is left to take."
    elif item.verdict is Readiness.READY and item.votes:
        yield "Voted on: no vote is left to take."
    else:
        yield from options_table()


def _dependencies(ballot: Ballot, item: BallotItem) -> str:
    """Return what the subject depends on, and whether something of it holds the subject up."""
    judged: dict[str, CriterionResult] = {each.id: each for each in sorted(item.criteria, key=lambda each: each.phase)}
    said = [prose(judged[_DEPENDENCIES].reason)] if _DEPENDENCIES in judged else []
    said += [
        f"{' → '.join(f'`{code(step)}`' for step in each.path)}: {prose(each.reason)}"
        for each in ballot.blockages
        if each.subject == item.subject
    ]
    return "; ".join(said) or "nothing is known to hold it up"


# --- what changes -----------------------------------------------------------------------------------------------------


def _changes(ballot: Ballot) -> Iterator[str]:
    yield f"## {text(changed(ballot))}"
    yield ""
    breaking = [each for each in ballot.changes if not each.change.compatible]
    for each in breaking[:_MOST]:
        item = link(f"`{code(each.change.item)}`", each.url)
        yield f"* {SIGNS[each.change.effect]} {item}: {prose(each.change.message)}"
    yield from _more(len(breaking), "breaking change")
    others, numbers = numbers_apart(ballot.changes)
    groups = change_groups(others)
    for group in groups[:_MOST]:
        whose = "amendment" if group.amendment else "no amendment"
        commits = ", ".join(link(commit.revision[:7], commit.url) for commit in group.commits[:_MOST])
        came = f" ({commits})" if commits else ""
        yield f"* `{code(group.name)}` · {whose}: {effects(group.changes)}{came}"
    yield from _more(len(groups), "group")
    if numbers:
        yield f"* {prose(renumbered(numbers))}"
    found, _ = used(ballot.features)
    for feature in found:
        items = counted(len(feature.used_by) + len(feature.used_unstable), "item")
        yield f"* `{code(feature.id)}` is used by {items}: {text(adoption(feature))}"


def _more(number: int, noun: str) -> Iterator[str]:
    if number > _MOST:
        yield f"* and {counted(number - _MOST, f'more {noun}')}"
