"""The ballot of a release as Markdown, for the repository of meetings and for comments."""

from collections.abc import Iterable, Iterator, Sequence
from datetime import UTC

from tracker.drift.findings import Said
from tracker.next_release.ballot import AttributedChange, Ballot, BallotItem, BlockingFinding, FeatureStanding
from tracker.reports.ballot_groups import ChangeGroup, change_groups, finding_groups, mark, numbers_apart
from tracker.reports.ballot_pieces import criteria_table, items_table, vote_points
from tracker.reports.ballot_words import (
    adoption,
    blocking,
    changed,
    concern_words,
    counted,
    counts,
    effects,
    gate_counts,
    implementation_words,
    left_out,
    publication_words,
    reasons,
    schedule_lines,
    severities,
    shown_items,
    title,
    tolerated,
    unasked,
    used,
)
from tracker.reports.changes_groups import LEGEND as EFFECTS
from tracker.reports.changes_groups import SIGNS
from tracker.reports.escaping import code, link, prose, text
from tracker.reports.marks import LEGEND
from tracker.reports.plain import plain
from tracker.reports.pull_links import pull_words

_MANY = 10
"""How many lines of a thing are shown; more are folded away, and can be opened."""


def ballot_as_markdown(ballot: Ballot) -> str:
    """Return a ballot with a link for each piece of evidence; all is there, and long lists are folded."""
    ballot = plain(ballot)
    sections = (_head, _blocking, _items, _changes, _features, _packages, _unlocking, _tolerated, _unchecked)
    blocks = ["\n".join(section(ballot)).strip("\n") for section in sections]
    return "\n\n".join(each for each in blocks if each) + "\n"


def _head(ballot: Ballot) -> Iterator[str]:
    reason = f": {prose(ballot.reason)}" if ballot.reason else ""
    yield f"## {text(title(ballot))}: {ballot.verdict}"
    yield f"\n**{ballot.verdict}**{reason}.\n"
    yield from (f"* {text(line)}" for line in schedule_lines(ballot))
    if ballot.schedule.source:
        yield f"* {link('Where the train was agreed', ballot.schedule.source)}"
    if ballot.strict:
        yield "* What nobody could tell blocks"
    yield f"\nAs of {ballot.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {text(counts(ballot))}."


# --- what blocks ------------------------------------------------------------------------------------------------------


def _blocking(ballot: Ballot) -> Iterator[str]:
    yield from _findings("What blocks it", blocking(ballot))


def _tolerated(ballot: Ballot) -> Iterator[str]:
    yield from _findings("What does not block it", tolerated(ballot))


def _findings(name: str, findings: tuple[BlockingFinding, ...]) -> Iterator[str]:
    if findings:
        yield f"### {name}: {severities(findings)}"
    for group in finding_groups(findings):
        yield f"\n**{group.severity}** · `{code(group.rule)}` · {prose(group.subjects)}\n"
        if group.fix is not None:
            yield f"Fix: {prose(group.fix)}.\n"
        lines = [line for each in group.findings for line in _finding(each)]
        yield from _folded(lines, len(group.findings), "finding")


def _finding(finding: BlockingFinding) -> Iterator[str]:
    yield f"* `{code(finding.subject)}`: {prose(finding.message)}"
    yield from (f"  * {_said(each)}" for each in finding.evidence)


def _said(place: Said) -> str:
    return link(prose(place.says), place.url)


# --- subjects ---------------------------------------------------------------------------------------------------------


def _items(ballot: Ballot) -> Iterator[str]:
    items = shown_items(ballot)
    yield f"### On the ballot: {counted(len(items), 'subject')}\n"
    if items:
        yield from items_table(items)
        yield f"\n{LEGEND}"
    if (more := left_out(ballot)) is not None:
        yield f"\n{prose(more)}"
    for each in items:
        yield from _item(each)


def _item(item: BallotItem) -> Iterator[str]:
    yield f"\n#### `{code(item.subject)}`: {prose(item.title)}\n"
    yield f"**{prose(item.question)}**\n"
    yield f"* **{item.verdict}**: {prose(item.reason)}"
    yield f"* Next: {prose(item.next_step)}"
    yield from vote_points(item.votes)
    if item.gates:
        yield f"* On the line: {prose(gate_counts(item))}"
        gates = [
            f"`@{gate.kind} {code(gate.feature or gate.version or '')}` on {link(f'`{code(gate.item)}`', gate.url)}"
            for gate in item.gates
        ]
        yield from _points(gates, "gate")
    for implementation in item.implementations:
        yield f"* Stated: {link(prose(implementation_words(implementation)), implementation.link)}"
    for pull in item.pulls:
        yield f"* Pull request: {link(text(pull_words(pull)), pull.url)}"
    for concern in item.concerns:
        yield f"* Open concern: {link(prose(concern_words(concern)), concern.link)}"
    if item.criteria:
        yield ""
        yield from criteria_table(item.criteria)


# --- what changes -----------------------------------------------------------------------------------------------------


def _changes(ballot: Ballot) -> Iterator[str]:
    yield f"### {text(changed(ballot))}\n"
    if ballot.changes:
        yield EFFECTS
    others, numbers = numbers_apart(ballot.changes)
    for group in change_groups(others):
        yield from _group(group)
    if numbers:
        yield from ("\n<details>", f"<summary>{counted(len(numbers), 'change')} of version numbers alone</summary>", "")
        yield from (*_HEAD, *map(_change, numbers), "", "</details>")


def _group(group: ChangeGroup) -> Iterator[str]:
    whose = "amendment" if group.amendment else "no amendment"
    yield f"\n**`{code(group.name)}`** · {whose} · {effects(group.changes)}\n"
    for commit in group.commits:
        words = f"{commit.date.astimezone(UTC):%Y-%m-%d} {commit.revision[:7]} {commit.summary}"
        yield f"* {link(prose(words), commit.url)}"
    if not group.commits:
        yield "* with which commit it came cannot be told"
    yield ""
    yield from _folded([*_HEAD, *map(_change, group.changes)], len(group.changes), "change")


_HEAD = ("| | change | item | what |", "| --- | --- | --- | --- |")


def _change(attributed: AttributedChange) -> str:
    change = attributed.change
    item = f"{link(f'`{code(change.item)}`', attributed.url)}{mark(attributed)}"
    return f"| {SIGNS[change.effect]} | {change.kind} | {item} | {prose(change.message)} |"


# --- features, packages, unlocking ------------------------------------------------------------------------------------


def _features(ballot: Ballot) -> Iterator[str]:
    if not ballot.features:
        return
    found, unused = used(ballot.features)
    yield "### Features of the Component Model in use\n"
    for each in found:
        yield from _feature(each)
    if unused:
        names = ", ".join(link(f"`{code(each.id)}`", each.source) for each in unused)
        yield f"* {counted(len(unused), 'other is', 'others are')} used by nothing: {names}"


def _feature(feature: FeatureStanding) -> Iterator[str]:
    yield f"* {link(f'`{code(feature.id)}`', feature.source)}: {prose(feature.title)}; {text(adoption(feature))}"
    for name, places in (("stable", feature.used_by), ("unstable", feature.used_unstable)):
        if places:
            yield f"  * used by {counted(len(places), f'{name} item')}:"
            yield from (f"    * {link(f'`{code(each.says)}`', each.url)}" for each in places)


def _packages(ballot: Ballot) -> Iterator[str]:
    if not (ballot.packages or ballot.published):
        return
    yield f"### Packages: {counted(len(ballot.packages), 'package')} on the line\n"
    if ballot.published:
        yield "| package | in the registry | where | what is wrong |"
        yield "| --- | --- | --- | --- |"
    for each in ballot.published:
        wrong = "; ".join(f"{one.fault}: `{code(one.item)}`: {prose(one.message)}" for one in each.findings)
        words = f"{prose(publication_words(each))} | `{code(each.reference)}`"
        yield f"| `{code(f'{each.package}@{each.version}')}` | {words} | {wrong} |"
    if left := unasked(ballot):
        yield f"\nNo registry was asked about {', '.join(f'`{code(each)}`' for each in left)}."


def _unlocking(ballot: Ballot) -> Iterator[str]:
    if ballot.unlocks:
        yield "\n### What a single step would free\n"
    for unlock in ballot.unlocks:
        yield f"* {prose(unlock.action)}: frees {counted(len(unlock.frees), 'item')}{_path(unlock.path)}"
        yield from _points([f"`{code(each)}`" for each in unlock.frees], "item")
    if ballot.blockages:
        yield "\n### What reaches something that is not adopted\n"
    for blockage in ballot.blockages:
        yield f"* `{code(blockage.subject)}`: {prose(blockage.reason)}{_path(blockage.path)}"


def _path(steps: Iterable[str]) -> str:
    said = " → ".join(f"`{code(each)}`" for each in steps)
    return f"; by {said}" if said else ""


def _unchecked(ballot: Ballot) -> Iterator[str]:
    if ballot.unchecked:
        yield "### Could not be checked\n"
    for reason, rules in reasons(ballot).items():
        yield f"* {', '.join(f'`{code(rule)}`' for rule in rules)}: {prose(reason)}"


# --- long lists -------------------------------------------------------------------------------------------------------


def _points(points: Sequence[str], noun: str) -> Iterator[str]:
    """Yield points below another one; of very many the number of those left out."""
    yield from (f"  * {each}" for each in points[:_MANY])
    if left := len(points) - _MANY:
        yield from [f"  * and {counted(left, f'more {noun}')}"] if left > 0 else []


def _folded(lines: Sequence[str], number: int, noun: str) -> Iterator[str]:
    if number <= _MANY:
        yield from lines
        return
    yield from ("<details>", f"<summary>{counted(number, noun)}</summary>", "", *lines, "", "</details>")
