"""Tells of each feature of the Component Model since which release WASI may use it, and what on the line does.

`data/process.toml` says what was adopted. A passed vote on a feature that it has as not adopted adopts it as well: for
the release that was next on the day of the vote, which is the one after the last tag of the line whose train ran then.
"""

from collections import defaultdict
from collections.abc import Iterable, Mapping
from datetime import UTC, date

from tracker.chronicle import Outcome
from tracker.drift.findings import Said
from tracker.frozen import frozen
from tracker.next_release.ballot import FeatureStanding
from tracker.next_release.interface import Sources
from tracker.next_release.line_items import place_said
from tracker.next_release.texts import LineTree
from tracker.process.features import ComponentFeature
from tracker.releases import parse_version
from tracker.voting import Method, Vote
from tracker.wit.component_features import feature_uses

SUBJECTS = "component-model/"
"""How the id of a vote's subject begins when it is such a feature."""


@frozen
class _Adoption:
    """Since when a feature may be used."""

    version: str
    date: date
    source: str


def feature_standings(sources: Sources) -> tuple[FeatureStanding, ...]:
    """Return how every known feature stands at the moment, in their order; used by nothing where no text was read."""
    used = _uses(sources.tree)
    found = []
    for feature in sources.features:
        adoption = _adoption(feature, sources)
        stable, unstable = (used.get((feature.id, gated), ()) for gated in (False, True))
        found.append(
            FeatureStanding(
                id=feature.id,
                title=feature.title,
                adopted_in=adoption.version if adoption else None,
                adopted_on=adoption.date if adoption else None,
                source=adoption.source if adoption else feature.source,
                allowed=_is_allowed(sources, adoption),
                used_by=tuple(stable),
                used_unstable=tuple(unstable),
            )
        )
    return tuple(found)


def rule_counts(sources: Sources) -> bool:
    """Return whether the release may use adopted features only; of one that is made, the day of its tag counts."""
    actual = sources.target.actual
    day = sources.today if actual is None else actual.date.astimezone(UTC).date()
    return sources.feature_rule is not None and sources.feature_rule.in_effect <= day and not sources.target.prerelease


def _is_allowed(sources: Sources, adoption: _Adoption | None) -> bool:
    if not rule_counts(sources):
        return True
    target, adopted = parse_version(sources.target.version), parse_version(adoption.version if adoption else None)
    return target is not None and adopted is not None and adopted <= target


def _uses(tree: LineTree | None) -> Mapping[tuple[str, bool], Iterable[Said]]:
    """Return the items that use each feature, apart those that are behind `@unstable`."""
    found: dict[tuple[str, bool], list[Said]] = defaultdict(list)
    for package in tree.packages if tree else ():
        for use in feature_uses(package.parsed):
            place = place_said(package, use.place.file, use.place.line, use.item)
            found[use.feature, use.unstable].append(place)
    return found


# --- adoption ---------------------------------------------------------------------------------------------------------


def _adoption(feature: ComponentFeature, sources: Sources) -> _Adoption | None:
    """Return the adoption of a feature that was known on the day of the moment."""
    if feature.adopted_in is not None and feature.adopted_on is not None and feature.adopted_on <= sources.today:
        return _Adoption(feature.adopted_in, feature.adopted_on, feature.source)
    votes = (each for each in sources.votes_on(SUBJECTS + feature.id) if _adopts(each) and each.date <= sources.today)
    vote = next(votes, None)
    if vote is None:
        return None
    return _Adoption(_next_version(sources, vote.date), vote.date, vote.source.url or feature.source)


def _adopts(vote: Vote) -> bool:
    return vote.outcome is Outcome.PASSED and vote.method is not Method.STRAW_POLL


def _next_version(sources: Sources, day: date) -> str:
    """Return the version after the last one that the registry had tagged by a day, on the line of the next train."""
    departure = next(sources.calendar.departures(day), None)
    line = departure.line if departure else sources.target.line
    numbers = [
        version
        for tag in sources.chronicle.tags
        if tag.repository == sources.aliases.registry and tag.line == line and tag.at.astimezone(UTC).date() <= day
        if (version := parse_version(tag.version)) is not None and version.prerelease is None
    ]
    return str(max(numbers).bump_patch()) if numbers else f"{line}.0"
