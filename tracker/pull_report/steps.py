"""Tells which of the process's eight steps a pull request is, and what must come with it.

The steps are those for changes to phase-3 proposals: filing the change, accepting it, its row in the proposal list,
merging, building, the vote, `@since`, and the release.
"""

from collections.abc import Iterable, Iterator, Mapping

from tracker.changes import ApiChange, Change, Comparison, Effect, Stability
from tracker.chronicle import Decision, Outcome, line_of
from tracker.facts import ClaimedPhase
from tracker.frozen import frozen
from tracker.pull_report.values import (
    Companion,
    CompanionStatus,
    FeatureChange,
    FeatureEffect,
    ItemEffect,
    ProcessStep,
)
from tracker.standing import Evidence
from tracker.subjects import AMENDABLE_PHASE, Subjects

_FILING, _LISTING, _MERGING, _STABILIZING, _RELEASING = 1, 3, 4, 7, 8
_MET, _UNMET, _UNKNOWN = CompanionStatus.MET, CompanionStatus.UNMET, CompanionStatus.UNKNOWN
_VOTED_PHASE = 3
"""A vote on an earlier phase does not stabilize an amendment."""
_GATES = frozenset({Change.GATE_ADDED, Change.GATE_REMOVED, Change.GATE_STABILIZED, Change.GATE_UNSTABILIZED})


@frozen
class PhaseClaim:
    """The phase that a README claims after a pull request that changes what it claims."""

    proposal: str
    path: str
    claimed: ClaimedPhase
    listed: int | None
    """The phase of its row in the proposal list."""
    changed: bool
    """Whether the pull request changes what the README claims."""


@frozen
class Situation:
    """Everything that steps are told from."""

    merged: bool
    """Whether the pull request is merged already."""
    features: tuple[FeatureChange, ...]
    comparison: Comparison
    before: Subjects
    """What the facts speak of without the pull request; nothing where there are no facts."""
    after: Subjects
    """And with it."""
    decisions: tuple[Decision, ...] | None
    """What the subgroup decided; `None` when no decision was ever recorded."""
    rows: Mapping[str, Evidence]
    """Subject -> its row in the proposal list, after the pull request."""
    versions: Mapping[str | None, str]
    """Release line -> the version of its next release."""
    claims: tuple[PhaseClaim, ...] = ()


def steps_of(situation: Situation) -> tuple[ProcessStep, ...]:
    """Return where in the process a pull request stands, for each subject that it concerns."""
    amending = [each for each in situation.features if each.amends]
    steps = [_of_feature(each, situation) for each in amending]
    steps += [_gating(each) for each in situation.features if not each.amends]
    steps += _ungated(situation)
    steps += _releasing(situation)
    steps += _listing(situation)
    steps += [_claiming(each) for each in situation.claims if each.changed]
    return tuple(steps)


# --- features ---------------------------------------------------------------------------------------------------------


def _of_feature(change: FeatureChange, situation: Situation) -> ProcessStep:
    subject = change.subject or change.feature
    match change.effect:
        case FeatureEffect.ADDED | FeatureEffect.CHANGED | FeatureEffect.RENAMED:
            if situation.merged:
                number, text = _MERGING, f"it brought the change to {change.proposal} onto the branch"
            else:
                number, text = _FILING, f"it files a change to {change.proposal}, which its champion may accept"
            return ProcessStep(subject, number, text, (*_filed(change, situation),))
        case FeatureEffect.QUEUED:
            text = "it queues the amendment: the next release turns its gates into @since"
            return ProcessStep(subject, _STABILIZING, text, (_vote(subject, situation),))
        case FeatureEffect.STABILIZED:
            text = "it turns the amendment's gates into @since"
            return ProcessStep(subject, _STABILIZING, text, (*_stabilized(change, situation),))
        case FeatureEffect.REMOVED:
            row = situation.rows.get(subject)
            left = Companion("list-row", _UNMET, "its row must leave the proposal list", row.url if row else None)
            gone = Companion("list-row", _MET, "the proposal list has no row of it")
            return ProcessStep(subject, None, "it withdraws the amendment", (left if row else gone,))


def _filed(change: FeatureChange, situation: Situation) -> Iterator[Companion]:
    subject = change.subject or change.feature
    prefix = f"{change.proposal}-"
    if change.effect is not FeatureEffect.CHANGED:
        right = change.feature == change.proposal or change.feature.startswith(prefix)
        told = "the feature's name begins with its proposal's"
        asked = f"the feature's name must begin with its proposal's, for all share one namespace: {prefix}…"
        yield Companion("feature-prefix", _MET if right else _UNMET, told if right else asked)
    row = situation.rows.get(subject)
    if row is not None:
        yield Companion("list-row", _MET, "the proposal list tracks it by a row of its own", row.url)
    else:
        text = "it needs a phase-2 row of its own in the proposal list before it is merged"
        yield Companion("list-row", _UNMET if situation.after.proposals else _UNKNOWN, text)
    gated = [each.path for each in change.items if each.effect is ItemEffect.GATED]
    if gated:
        text = f"{', '.join(gated[:3])} was stable and goes behind a gate: who uses it loses it"
        yield Companion("gate", _UNMET, text)


def _stabilized(change: FeatureChange, situation: Situation) -> Iterator[Companion]:
    yield _vote(change.subject or change.feature, situation)
    expected = situation.versions.get(change.line)
    named = sorted({each.version for each in change.items if each.version})
    if named and expected is not None:
        right = named == [expected]
        text = f"its gates name {' and '.join(named)}, the next release of the {change.line} line"
        wrong = f"its gates name {' and '.join(named)}, and the next release of the {change.line} line is {expected}"
        yield Companion("since-version", _MET if right else _UNMET, text if right else wrong)
    elif named:
        text = f"its gates name {' and '.join(named)}; which release comes next on that line is not known"
        yield Companion("since-version", _UNKNOWN, text)
    if change.left:
        noun = "item stays" if change.left == 1 else "items stay"
        yield Companion("stabilize-next", _UNMET, f"{change.left} {noun} behind the gate")


def _vote(subject: str, situation: Situation) -> Companion:
    if situation.decisions is None:
        return Companion("vote", _UNKNOWN, "no vote of the subgroup is recorded at all")
    own = [each for each in situation.decisions if each.subject == subject]
    passed = [
        each for each in own if each.outcome is Outcome.PASSED and (each.phase is None or each.phase >= _VOTED_PHASE)
    ]
    if passed:
        vote = max(passed, key=lambda each: each.at)
        return Companion("vote", _MET, f"the subgroup voted for it on {vote.at:%Y-%m-%d}", vote.url)
    if own:
        vote = max(own, key=lambda each: each.at)
        text = f"the vote of {vote.at:%Y-%m-%d} came out {vote.outcome}: stabilizing it needs one that passed"
        return Companion("vote", _UNMET, text, vote.url)
    return Companion("vote", _UNMET, "stabilizing it needs a vote of the subgroup, and none is on record")


def _gating(change: FeatureChange) -> ProcessStep:
    subject = change.subject or change.package
    text = f"the feature {change.feature} gates the proposal itself, which is not at phase {AMENDABLE_PHASE}"
    return ProcessStep(subject, None, f"{text}: it is no amendment")


# --- what comes without a gate ----------------------------------------------------------------------------------------


def _ungated(situation: Situation) -> Iterator[ProcessStep]:
    """Yield the phase-3 proposals whose API changes for everybody, with neither a gate nor one that goes."""
    settled = {item.path for each in situation.features for item in each.items}
    promised = {each.package for each in situation.comparison.verdicts if _is_released(each.old_version, situation)}
    found: dict[str, list[ApiChange]] = {}
    for change in situation.comparison.changes:
        if change.stability is Stability.UNSTABLE or change.effect is Effect.NEUTRAL or change.kind in _GATES:
            continue
        package = change.item.partition("/")[0].partition("#")[0]
        owner = situation.before.owners.get(package) if package in promised else None
        amendable = owner is not None and owner.phase is not None and owner.phase >= AMENDABLE_PHASE
        if owner is not None and amendable and not _is_below(change.item, settled):
            found.setdefault(owner.id, []).append(change)
    for subject, changes in found.items():
        breaking = sum(each.effect is Effect.BREAKING for each in changes)
        what = f"{len(changes)} {'change' if len(changes) == 1 else 'changes'} to its stable API"
        told = f"{what}, {breaking} of them breaking" if breaking else what
        text = f"{told}, behind no gate: the process asks for @unstable items first ({changes[0].item})"
        companion = Companion("gate", _UNMET, text)
        yield ProcessStep(subject, None, "it changes a phase-3 proposal for everybody", (companion,))


def _is_released(version: str | None, situation: Situation) -> bool:
    """Return whether a version is of a line that was released: of a draft nothing was promised."""
    return version is not None and "-" not in version and line_of(version) in situation.versions


def _is_below(item: str, settled: Iterable[str]) -> bool:
    return any(item == each or item.startswith((f"{each}.", f"{each}#")) for each in settled)


def _releasing(situation: Situation) -> Iterator[ProcessStep]:
    for verdict in situation.comparison.verdicts:
        owner = situation.before.owners.get(verdict.package)
        if owner is not None and verdict.old_version != verdict.new_version and verdict.new_version is not None:
            text = f"it raises {verdict.package} from {verdict.old_version or 'no version'} to {verdict.new_version}"
            yield ProcessStep(owner.id, _RELEASING, text)


# --- the proposal list ------------------------------------------------------------------------------------------------


def _listing(situation: Situation) -> Iterator[ProcessStep]:
    """Yield what a pull request to the proposal list does to its rows."""
    old, new = _listed(situation.before), _listed(situation.after)
    for subject, phase in new.items():
        if subject in old and old[subject] == phase:
            continue
        if "/" in subject:
            if subject not in old:
                yield ProcessStep(subject, _LISTING, "it files the amendment in the proposal list")
        elif subject not in old:
            companions = (_advance(subject, phase, situation),) if phase else ()
            yield ProcessStep(subject, None, f"it lists a new proposal at phase {phase}", companions)
        else:
            text = f"it moves the proposal from phase {old[subject]} to phase {phase}"
            companions = (_advance(subject, phase, situation),) if phase > old[subject] else ()
            yield ProcessStep(subject, None, text, (*companions, _readme(subject, situation)))
    for subject in old:
        if subject not in new:
            yield ProcessStep(
                subject, None, "it takes the row out of the proposal list", (*_still_gated(subject, situation),)
            )


def _still_gated(subject: str, situation: Situation) -> Iterator[Companion]:
    """Yield that an amendment loses its row while its gates stand: then nothing tracks it."""
    feature = next((each.feature for each in situation.before.amendments if each.id == subject), None)
    gated = (each for each in situation.after.amendments if each.gates and each.feature == feature)
    if feature is not None and any(each.parent.id == subject.partition("/")[0] for each in gated):
        yield Companion("list-row", _UNMET, "its gates still stand, so that it needs the row")
        yield _vote(subject, situation)


def _listed(subjects: Subjects) -> dict[str, int]:
    """Return each row's subject with the phase the row is written under."""
    rows = {each.id: each.row.row.phase for each in subjects.proposals if each.row is not None}
    return rows | {each.id: each.row.row.phase for each in subjects.amendments if each.row is not None}


def _advance(subject: str, phase: int, situation: Situation) -> Companion:
    if situation.decisions is None:
        return Companion("vote", _UNKNOWN, "no vote of the subgroup is recorded at all")
    passed = [
        each
        for each in situation.decisions
        if each.subject == subject and each.outcome is Outcome.PASSED and each.phase == phase
    ]
    if passed:
        vote = max(passed, key=lambda each: each.at)
        return Companion("vote", _MET, f"the subgroup voted for phase {phase} on {vote.at:%Y-%m-%d}", vote.url)
    return Companion("vote", _UNMET, f"phase {phase} needs a vote of the subgroup, and none that passed is on record")


def _readme(subject: str, situation: Situation) -> Companion:
    """Return whether the README of a proposal claims the phase that the list gives it."""
    claim = next((each for each in situation.claims if each.proposal == subject), None)
    if claim is None:
        return Companion("readme-phase", _UNKNOWN, "no README of it that claims a phase was read")
    if claim.claimed.phase == claim.listed:
        return Companion("readme-phase", _MET, f"its README claims phase {claim.claimed.phase}, too")
    return Companion("readme-phase", _UNMET, f"its README still claims phase {claim.claimed.phase}")


def _claiming(claim: PhaseClaim) -> ProcessStep:
    phase = claim.claimed.phase
    text = f"its README comes to claim phase {phase}"
    if claim.listed is None:
        told = Companion("readme-phase", _UNKNOWN, "the proposal list has no row of it")
    elif claim.listed == phase:
        told = Companion("readme-phase", _MET, f"the proposal list has it at phase {phase}, too")
    else:
        told = Companion("readme-phase", _UNMET, f"the proposal list has it at phase {claim.listed}")
    return ProcessStep(claim.proposal, None, text, (told,))
