"""The ballot of a release for a terminal, and for the wall of a meeting: what blocks first."""

from collections.abc import Iterable, Iterator
from datetime import UTC

from rich.console import RenderableType
from rich.padding import Padding
from rich.text import Text

from tracker.drift.findings import Said, Severity
from tracker.next_release.ballot import AttributedChange, Ballot, BallotItem, BlockingFinding, FeatureStanding
from tracker.reports.ballot_groups import ChangeGroup, FindingGroup, change_groups, finding_groups, mark, numbers_apart
from tracker.reports.ballot_matrix import matrix
from tracker.reports.ballot_words import (
    VERDICT_STYLES,
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
    open_criteria,
    publication_words,
    reasons,
    renumbered,
    schedule_lines,
    severities,
    shown_items,
    title,
    tolerated,
    unasked,
    used,
    verdict,
    vote_words,
)
from tracker.reports.changes_groups import LEGEND as EFFECTS
from tracker.reports.changes_groups import SIGNS
from tracker.reports.console import Link, rendered
from tracker.reports.marks import LEGEND, STYLES, sign
from tracker.reports.plain import plain
from tracker.reports.pull_links import pull_words

_SEVERITIES = {Severity.ERROR: "bold red", Severity.WARNING: "bold yellow", Severity.NOTE: "bold"}
_IN = 2
"""Columns a level is set in."""
_MOST = 8
"""How many changes of a group, or places of a thing, are shown; the others are counted."""
_PLACES = 3
"""How many of many things alike are shown."""
_NARROWEST = 20
"""Columns below which nothing can be laid out."""


def ballot_as_table(ballot: Ballot, width: int, *, color: bool) -> str:
    """Return a ballot, wrapped to `width` columns."""
    room = max(width, _NARROWEST)
    return rendered(_parts(plain(ballot), room), room, color=color)


def _parts(ballot: Ballot, width: int) -> Iterator[RenderableType]:
    yield from _headline(ballot)
    yield from _findings("What blocks it", blocking(ballot), _MOST)
    yield from _items(ballot, width)
    yield from _changes(ballot)
    yield from _features(ballot)
    yield from _packages(ballot)
    yield from _unlocking(ballot)
    yield from _findings("What does not block it", tolerated(ballot), _PLACES)
    if ballot.unchecked:
        yield _head("Could not be checked")
        for reason, rules in reasons(ballot).items():
            yield _in(1, Text(f"{', '.join(rules)}: {reason}"))


def _headline(ballot: Ballot) -> Iterator[RenderableType]:
    yield Text.assemble((title(ballot), "bold"), " · ", (verdict(ballot), VERDICT_STYLES[ballot.verdict]))
    yield from map(Text, schedule_lines(ballot))
    strict = "; what nobody could tell blocks" if ballot.strict else ""
    yield Text(f"As of {ballot.as_of.astimezone(UTC):%Y-%m-%d %H:%M} UTC: {counts(ballot)}{strict}", style="dim")


# --- what blocks ------------------------------------------------------------------------------------------------------


def _findings(name: str, findings: tuple[BlockingFinding, ...], most: int) -> Iterator[RenderableType]:
    if findings:
        yield _head(f"{name}: {severities(findings)}")
    for group in finding_groups(findings):
        severity = (str(group.severity), _SEVERITIES[group.severity])
        yield _in(1, Text.assemble(severity, f" · {group.rule} · ", (group.subjects, "bold")))
        yield from _finding(group.findings[0]) if len(group.findings) == 1 else _alike(group, most)


def _finding(finding: BlockingFinding) -> Iterator[RenderableType]:
    yield _in(2, Text(finding.message))
    if finding.fix is not None:
        yield _in(2, Text(f"Fix: {finding.fix}"))
    yield from _said(finding.evidence, 3, _MOST)


def _alike(group: FindingGroup, most: int) -> Iterator[RenderableType]:
    if group.fix is not None:
        yield _in(2, Text(f"Fix: {group.fix}"))
    for each in group.findings[:most]:
        yield _in(2, Text(f"{each.subject}: {each.message}"))
        yield from (_link(3, place.url) for place in each.evidence[:1])
        yield from _more(3, len(each.evidence) - 1, "place")
    yield from _more(2, len(group.findings) - most, "finding")


def _said(places: Iterable[Said], levels: int, most: int, noun: str = "place") -> Iterator[RenderableType]:
    listed = list(places)
    for place in listed[:most]:
        yield _in(levels, Text(place.says, style="dim"))
        yield _link(levels, place.url)
    yield from _more(levels, len(listed) - most, noun)


# --- subjects ---------------------------------------------------------------------------------------------------------


def _items(ballot: Ballot, width: int) -> Iterator[RenderableType]:
    items = shown_items(ballot)
    yield _head(f"On the ballot: {counted(len(items), 'subject')}")
    if not items:
        return
    yield from matrix(items, width)
    if (more := left_out(ballot)) is not None:
        yield Text(more)
    yield Text(f"\n{LEGEND}", style="dim")
    for each in items:
        yield from _item(each)


def _item(item: BallotItem) -> Iterator[RenderableType]:
    yield Text.assemble("\n", (item.subject, "bold"), f" · {item.title} · {item.kind}")
    yield _in(1, Text(item.question))
    yield _in(1, Text.assemble((str(item.verdict), VERDICT_STYLES[item.verdict]), f": {item.reason}"))
    for result in open_criteria(item):
        yield _in(1, Text.assemble((sign(result), STYLES[result.status]), f" {result.id}: {result.reason}"))
        for place in result.evidence[:1]:
            yield _link(2, place.url)
        yield from _more(2, len(result.evidence) - 1, "place")
    for vote in item.votes:
        yield _in(1, Text(f"Vote of {vote_words(vote)}"))
        if vote.source.url:
            yield _link(2, vote.source.url)
    if item.gates:
        yield _in(1, Text(f"On the line: {gate_counts(item)}"))
        for gate in item.gates[:_PLACES]:
            yield _in(2, Text(f"@{gate.kind} {gate.feature or gate.version or ''} on {gate.item}"))
            yield _link(2, gate.url)
        yield from _more(2, len(item.gates) - _PLACES, "gate")
    yield from _people(item)


def _people(item: BallotItem) -> Iterator[RenderableType]:
    for implementation in item.implementations:
        yield _in(1, Text(f"Stated: {implementation_words(implementation)}"))
        if implementation.link:
            yield _link(2, implementation.link)
    if item.pulls:
        left = f", and {len(item.pulls) - _MOST} more" if len(item.pulls) > _MOST else ""
        yield _in(1, Text(f"Pull requests: {', '.join(map(pull_words, item.pulls[:_MOST]))}{left}"))
    for concern in item.concerns:
        yield _in(1, Text(f"Open concern: {concern_words(concern)}"))
        if concern.link:
            yield _link(2, concern.link)


# --- what changes -----------------------------------------------------------------------------------------------------


def _changes(ballot: Ballot) -> Iterator[RenderableType]:
    yield _head(changed(ballot))
    others, numbers = numbers_apart(ballot.changes)
    for group in change_groups(others):
        yield from _group(group)
    if numbers:
        yield _in(1, Text(renumbered(numbers)))
    if ballot.changes:
        yield Text(f"\n{EFFECTS}", style="dim")


def _group(group: ChangeGroup) -> Iterator[RenderableType]:
    whose = "amendment" if group.amendment else "no amendment"
    yield _in(1, Text.assemble((group.name, "bold"), f" · {whose} · {effects(group.changes)}"))
    for commit in group.commits[:_PLACES]:
        yield _in(2, Text(f"{commit.date.astimezone(UTC):%Y-%m-%d} {commit.revision[:7]} {commit.summary}"))
        yield _link(2, commit.url)
    yield from _more(2, len(group.commits) - _PLACES, "commit")
    if not group.commits:
        yield _in(2, Text("with which commit it came cannot be told", style="dim"))
    for each in group.changes[:_MOST]:
        yield from _change(each)
    if left := group.changes[_MOST:]:
        yield _in(2, Text(f"and {counted(len(left), 'more change')}: {effects(left)}", style="dim"))


def _change(attributed: AttributedChange) -> Iterator[RenderableType]:
    change = attributed.change
    style = "red" if not change.compatible else ""
    yield _in(2, Text.assemble((f"{SIGNS[change.effect]} ", style), f"{change.item}{mark(attributed)}"))
    yield _in(3, Text(change.message, style="dim"))
    if attributed.url and not change.compatible:
        yield _link(3, attributed.url)


# --- features, packages, unlocking ------------------------------------------------------------------------------------


def _features(ballot: Ballot) -> Iterator[RenderableType]:
    if not ballot.features:
        return
    found, unused = used(ballot.features)
    yield _head("Features of the Component Model in use")
    for each in found:
        yield from _feature(each)
    if unused:
        names = ", ".join(each.id for each in unused)
        yield _in(1, Text(f"{counted(len(unused), 'other is', 'others are')} used by nothing: {names}", style="dim"))


def _feature(feature: FeatureStanding) -> Iterator[RenderableType]:
    style = "" if feature.allowed or not feature.used_by else "bold red"
    yield _in(1, Text.assemble((feature.id, "bold"), f" · {feature.title} · ", (adoption(feature), style)))
    for name, places in (("stable", feature.used_by), ("unstable", feature.used_unstable)):
        if places:
            yield _in(2, Text(f"used by {counted(len(places), f'{name} item')}"))
            yield from _said(places, 3, _PLACES, "item")


def _packages(ballot: Ballot) -> Iterator[RenderableType]:
    if not (ballot.packages or ballot.published):
        return
    yield _head(f"Packages: {counted(len(ballot.packages), 'package')} on the line")
    for publication in ballot.published:
        name = f"{publication.package}@{publication.version}"
        yield _in(1, Text.assemble((name, "bold"), f" · {publication_words(publication)}"))
        for each in publication.findings:
            yield _in(2, Text(f"{each.fault}: {each.item}: {each.message}"))
    if left := unasked(ballot):
        yield _in(1, Text(f"No registry was asked about {', '.join(left)}", style="dim"))


def _unlocking(ballot: Ballot) -> Iterator[RenderableType]:
    if ballot.unlocks:
        yield _head("What a single step would free")
    for unlock in ballot.unlocks:
        yield _in(1, Text.assemble((unlock.action, "bold"), f" · frees {counted(len(unlock.frees), 'item')}"))
        yield _in(2, Text(", ".join(unlock.frees[:_MOST])))
        yield from _more(2, len(unlock.frees) - _MOST, "item")
        yield from _path(unlock.path)
    if ballot.blockages:
        yield _head("What reaches something that is not adopted")
    for blockage in ballot.blockages:
        yield _in(1, Text.assemble((blockage.subject, "bold"), f" · {blockage.reason}"))
        yield from _path(blockage.path)


def _path(steps: tuple[str, ...]) -> Iterator[RenderableType]:
    if steps:
        yield _in(2, Text(" → ".join(steps), style="dim"))


# --- laying out -------------------------------------------------------------------------------------------------------


def _head(name: str) -> Text:
    return Text(f"\n{name}", style="bold")


def _in(levels: int, text: Text) -> Padding:
    return Padding(text, (0, 0, 0, _IN * levels))


def _link(levels: int, url: str) -> Link:
    return Link(f"{' ' * _IN * levels}{url}", style="dim")


def _more(levels: int, number: int, noun: str) -> Iterator[RenderableType]:
    if number > 0:
        yield _in(levels, Text(f"and {counted(number, f'more {noun}')}", style="dim"))
