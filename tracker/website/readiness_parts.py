"""Composes what a coming release brings and needs: API changes, features, published packages."""

from collections.abc import Iterator, Sequence

from tracker.changes import Effect
from tracker.drift.findings import Said
from tracker.next_release.ballot import AttributedChange, Ballot, FeatureStanding
from tracker.published import Publication, PublicationState
from tracker.website.context import Context
from tracker.website.pages.parts import Link, Mark, PageLink
from tracker.website.pages.readiness import ArtifactLine, ChangeGroup, ChangeLine, FeatureLine, UnlockLine
from tracker.website.text import clip, day, moment

_EFFECTS = {
    Effect.BREAKING: Mark("unmet", "✗", "Breaking"),
    Effect.ADDITION: Mark("met", "+", "Addition"),
    Effect.NEUTRAL: Mark("waived", "–", "Neutral"),
}
_STATES = {
    PublicationState.PUBLISHED: Mark("met", "✓", "Published"),
    PublicationState.NO_TAG: Mark("unmet", "✗", "No such version"),
    PublicationState.NO_PACKAGE: Mark("unmet", "✗", "No such package"),
    PublicationState.UNKNOWN: Mark("unknown", "?", "Unknown"),
}
_FAULTY = Mark("unmet", "✗", "Published, and not right")
_ALLOWED = {True: Mark("met", "✓", "Allowed"), False: Mark("unmet", "✗", "Not allowed")}


def change_groups(around: Context, ballot: Ballot) -> tuple[ChangeGroup, ...]:
    """Return the changes of the API by the amendment they belong to; those of none under their proposal, last."""
    subjects = dict.fromkeys(each.amendment or each.proposal for each in ballot.changes)
    ordered = sorted(subjects, key=lambda each: (not any(each == one.amendment for one in ballot.changes), each))
    return tuple(_change_group(around, ballot.changes, each) for each in ordered)


def feature_lines(ballot: Ballot) -> tuple[FeatureLine, ...]:
    """Return the features of the Component Model that something on the line uses, those not allowed first."""
    used = [each for each in ballot.features if each.used_by or each.used_unstable]
    return tuple(_feature(each) for each in sorted(used, key=lambda each: (each.allowed, each.id)))


def artifact_lines(ballot: Ballot) -> tuple[ArtifactLine, ...]:
    """Return what registries hold of the line's packages."""
    return tuple(_artifact(each) for each in ballot.published)


def unlock_lines(ballot: Ballot) -> tuple[UnlockLine, ...]:
    """Return the single acts that would free something for the release."""
    return tuple(UnlockLine(clip(each.action), tuple(clip(item) for item in each.frees)) for each in ballot.unlocks)


def _change_group(around: Context, changes: Sequence[AttributedChange], subject: str) -> ChangeGroup:
    own = [each for each in changes if (each.amendment or each.proposal) == subject]
    told = around.places.link(subject, subject)
    if any(each.amendment is None for each in own):
        told = PageLink(f"{told.text}, of no amendment", told.path)
    return ChangeGroup(told, tuple(_change(each) for each in own))


def _change(attributed: AttributedChange) -> ChangeLine:
    change, commit = attributed.change, attributed.commit
    place = change.new or change.old
    return ChangeLine(
        item=clip(change.item),
        kind=change.kind.replace("-", " "),
        effect=_EFFECTS[change.effect],
        message=change.message,
        place=None if place is None else Link(clip(str(place)), attributed.url),
        commit=None if commit is None else Link(clip(commit.summary, 100), commit.url),
    )


def _feature(feature: FeatureStanding) -> FeatureLine:
    return FeatureLine(
        title=clip(feature.title),
        source=Link("where it stands", feature.source),
        adopted="; ".join(_adopted(feature)) or "not adopted",
        allowed=_ALLOWED[feature.allowed],
        stable=tuple(_used(each) for each in feature.used_by),
        unstable=tuple(_used(each) for each in feature.used_unstable),
    )


def _adopted(feature: FeatureStanding) -> Iterator[str]:
    if feature.adopted_in is not None:
        yield f"adopted in {clip(feature.adopted_in)}"
    if feature.adopted_on is not None:
        yield f"on {day(feature.adopted_on)}"


def _used(said: Said) -> Link:
    return Link(clip(said.says), said.url)


def _artifact(found: Publication) -> ArtifactLine:
    wrong = [each.message for each in found.findings]
    faulty = found.state is PublicationState.PUBLISHED and bool(wrong)
    return ArtifactLine(
        package=clip(f"{found.package}@{found.version}"),
        reference=clip(found.reference),
        state=_FAULTY if faulty else _STATES[found.state],
        checked=moment(found.checked_at).day,
        said=found.problem or "; ".join(wrong),
    )
