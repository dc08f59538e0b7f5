"""`unadopted-component-feature`: a stable item uses a feature of the Component Model that no vote has adopted."""

from collections import defaultdict
from collections.abc import Iterator

from tracker.drift.findings import Said, Severity
from tracker.next_release.ballot import FeatureStanding
from tracker.next_release.evidence import no_tree, owner
from tracker.next_release.features import feature_standings, rule_counts
from tracker.next_release.interface import Hit, Sources, Untold, rule

_SOURCE = "https://github.com/WebAssembly/WASI/blob/main/CONTRIBUTING.md"


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every proposal's stable use of a feature that the release may not depend on."""
    if not rule_counts(sources):
        return
    if sources.tree is None:
        yield no_tree(sources)
        return
    for feature in feature_standings(sources):
        if not feature.allowed:
            for subject, uses in _by_proposal(sources, feature).items():
                yield _hit(sources, feature, subject, uses)


def _by_proposal(sources: Sources, feature: FeatureStanding) -> dict[str, list[Said]]:
    found: dict[str, list[Said]] = defaultdict(list)
    for use in feature.used_by:
        package = use.says.partition("/")[0]
        proposal = owner(sources, package)
        found[proposal.id if proposal else package.partition(":")[2]].append(use)
    return found


def _hit(sources: Sources, feature: FeatureStanding, subject: str, uses: list[Said]) -> Hit:
    title = feature.title[0].lower() + feature.title[1:]
    adopted = "no vote has adopted"
    if feature.adopted_in is not None:
        adopted = f"is adopted from {feature.adopted_in} on, not for {sources.target.version}"
    vote = f"have the subgroup vote on component-model/{feature.id}"
    return Hit(
        subject=subject,
        message=f"{_users([each.says for each in uses])} {title}, which {adopted}",
        evidence=tuple(uses),
        fix=f"put it behind @unstable, do without the feature, or {vote}",
    )


def _users(items: list[str]) -> str:
    first, *more = items
    match len(more):
        case 0:
            return f"{first} uses"
        case 1:
            return f"{first} and 1 more item use"
        case count:
            return f"{first} and {count} more items use"


RULE = rule(
    check,
    Severity.ERROR,
    "A stable item uses a feature of the Component Model that no vote has adopted for the version.",
    _SOURCE,
)
"""The rule."""
