"""`outdated-dependency`: WIT depends on a version of a package that its line has left behind."""

from collections.abc import Iterator

from tracker.chronicle import line_of
from tracker.drift.evidence import day, file_said, later, said
from tracker.drift.findings import Severity
from tracker.drift.interface import Hit, Sources, rule
from tracker.drift.links import PHASES
from tracker.drift.needs import Mention, mentions, named_since
from tracker.drift.releases import Release, Version, newest_releases, version_of
from tracker.subjects import Proposal


def check(sources: Sources) -> Iterator[Hit]:
    """Yield every package of which a proposal names an older version than the newest released one of the same line.

    Another line is another API: staying on the one that was chosen is no fault.
    """
    newest = newest_releases(sources.chronicle)
    for proposal in sources.subjects.proposals:
        oldest: dict[tuple[str, str], tuple[Version, Mention, Release]] = {}
        for mention in mentions(sources, proposal):
            key = mention.dependency.id, line_of(mention.dependency.version) or ""
            order, release = version_of(mention.dependency.version), newest.get(key)
            if order is None or release is None or order >= release.order:
                continue
            if key not in oldest or order < oldest[key][0]:
                oldest[key] = order, mention, release
        for _, (_, mention, release) in sorted(oldest.items()):
            yield _hit(sources, proposal, mention, release)


def _hit(sources: Sources, proposal: Proposal, mention: Mention, release: Release) -> Hit:
    tag, span = release.tag, release.package
    needed = mention.dependency.id, mention.dependency.version
    named = named_since(sources, proposal, mention, lambda each: (each.id, each.version) == needed)
    return Hit(
        subject=proposal.id,
        message=f"the WIT of {proposal.title} depends on {mention}, and {tag.version} was released on {day(tag.at)}",
        since=later(named, tag.at),
        evidence=(
            *file_said(mention.repository, mention.path, mention.dependency.line, f"WIT of {proposal.id}: {mention}"),
            said(tag.repository, tag.revision, span.path, span.package.line, f"tag {tag.name}: {span.package}"),
        ),
        fix=f"depend on {mention.dependency.id}@{tag.version}: its line only adds to what was there",
    )


RULE = rule(
    check,
    Severity.NOTE,
    "WIT depends on a version of a package that its line has left behind.",
    PHASES,
)
"""The rule."""
