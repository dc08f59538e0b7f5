"""`stable-item-broken`: a stable item of the release before changed in a way that breaks who built against it."""

from collections.abc import Iterator

from tracker.changes import ApiChange, Effect, PackageVerdict
from tracker.drift.findings import Severity
from tracker.drift.links import AMENDING
from tracker.next_release.attribution import package_of
from tracker.next_release.change_evidence import change_said, readable_changes, subject_of
from tracker.next_release.evidence import trees
from tracker.next_release.interface import Hit, Sources, Untold, rule
from tracker.wit.compare.verdicts import verdict


def check(sources: Sources) -> Iterator[Hit | Untold]:
    """Yield every change that breaks, of the packages of which the release's version allows none."""
    read = trees(sources)
    if isinstance(read, Untold):
        yield read
        return
    compared = sources.comparison
    if compared is None:
        return
    allowed = {each.package for each in compared.verdicts if _is_allowed(sources, each)}
    for change in readable_changes(sources):
        if isinstance(change, Untold):
            yield change
        elif change.effect is Effect.BREAKING and package_of(change) not in allowed:
            yield _hit(sources, change)


def _is_allowed(sources: Sources, told: PackageVerdict) -> bool:
    """Return whether the step to the release's version allows what changed; until then the old version is declared."""
    compared = sources.comparison
    changes = [each for each in compared.changes if package_of(each) == told.package] if compared else []
    return verdict(told.package, told.old_version, sources.target.version, changes).sufficient is not False


def _hit(sources: Sources, change: ApiChange) -> Hit:
    before = sources.base.name if sources.base else "the release before"
    return Hit(
        subject=subject_of(sources, change),
        message=f"{change.item} breaks what was built against {before}: {change.message}",
        evidence=change_said(sources, change),
        fix="put it back as it was, and add what is new beside it behind @unstable",
    )


RULE = rule(
    check,
    Severity.ERROR,
    "A stable item changed in a way that breaks what was built against the release before.",
    AMENDING,
)
"""The rule."""
