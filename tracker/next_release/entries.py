"""Finds what could enter a release: amendments, proposals, what a launch includes, and Component Model features."""

from collections.abc import Iterator, Sequence

from tracker.next_release.amendment_entries import amendment_items
from tracker.next_release.ballot import BallotItem, EntryKind, FeatureStanding
from tracker.next_release.interface import Sources
from tracker.next_release.launch import launch_items
from tracker.next_release.next_steps import ask, before_vote, settle
from tracker.next_release.subject_facts import SubjectFacts
from tracker.next_release.verdicts import Judgement, on_phase, unmet_of, voted, with_criteria
from tracker.releases import parse_version
from tracker.standing import ProposalStanding, Readiness
from tracker.subjects import AMENDABLE_PHASE

_FIRST = 0
"""A proposal must still meet what it met to enter the phases before."""
_FEATURE = "component-model/{id}"
"""The subject of a vote on a feature of the Component Model."""


def items_of(sources: Sources, features: Sequence[FeatureStanding]) -> tuple[BallotItem, ...]:
    """Return the items of a ballot: what a launch asks for first, then amendments, proposals and features."""
    return (
        *launch_items(sources),
        *amendment_items(sources),
        *_proposals(sources),
        *(_feature(sources, each) for each in features if _is_open(sources, each)),
    )


# --- proposals --------------------------------------------------------------------------------------------------------


def _proposals(sources: Sources) -> Iterator[BallotItem]:
    """Yield the proposals that may ask for the phase in which they ship; what is released they can enter no more."""
    if sources.target.actual is None:
        for each in sources.standing.proposals:
            if each.next_phase == AMENDABLE_PHASE:
                yield _proposal(sources, each)


def _proposal(sources: Sources, proposal: ProposalStanding) -> BallotItem:
    known = SubjectFacts(sources)
    votes = sources.votes_on(proposal.id)
    asked = tuple(each for each in votes if each.target_phase is not None and each.target_phase >= AMENDABLE_PHASE)
    review = on_phase(each for each in sources.review if each.subject == proposal.id)
    found = voted(asked, review, recorded=sources.chronicle.decisions is not None)
    judged = with_criteria(found, proposal.criteria, _FIRST)
    unmet = unmet_of(proposal.criteria, _FIRST)
    if found.verdict is Readiness.READY and not unmet:
        step = f"Its row moves to phase {AMENDABLE_PHASE} of the list: `tracker agenda {proposal.id} --part list`."
    else:
        step = before_vote(sources, found, unmet, proposal.id)
    return BallotItem(
        subject=proposal.id,
        title=proposal.title,
        kind=EntryKind.PROPOSAL,
        question=f"Should {proposal.title} advance to phase {AMENDABLE_PHASE}?",
        verdict=judged.verdict,
        reason=judged.reason,
        next_step=step,
        criteria=proposal.criteria,
        votes=votes,
        gates=tuple(
            each
            for each in sources.standing.gates
            if each.proposal == proposal.id and sources.on_line(each.package.partition("@")[2])
        ),
        implementations=known.implementations(proposal.id),
        concerns=known.concerns(proposal.id),
    )


# --- features of the Component Model ----------------------------------------------------------------------------------


def _is_open(sources: Sources, feature: FeatureStanding) -> bool:
    """Return whether the line uses a feature that is not adopted for the version, drafts of it counting as it."""
    adopted = parse_version(feature.adopted_in)
    version = parse_version(sources.target.version)
    used = bool(feature.used_by or feature.used_unstable)
    return used and (adopted is None or version is None or adopted > version.replace(prerelease=None))


def _feature(sources: Sources, feature: FeatureStanding) -> BallotItem:
    subject = _FEATURE.format(id=feature.id)
    votes = sources.votes_on(subject)
    found = _on_feature(sources, feature, subject)
    if found.verdict is Readiness.READY:
        step = "Nothing is left to do."
    elif found.verdict is Readiness.UNDETERMINED:
        step = settle(found)
    elif feature.adopted_in is not None:
        step = f"What uses it stays behind a gate until {feature.adopted_in}."
    else:
        step = ask(sources, subject, "its adoption")
    return BallotItem(
        subject=subject,
        title=feature.title,
        kind=EntryKind.FEATURE,
        question=f"Should WASI {sources.target.version} depend on {feature.title} of the Component Model?",
        verdict=found.verdict,
        reason=found.reason,
        next_step=step,
        votes=votes,
        concerns=SubjectFacts(sources).concerns(subject),
    )


def _on_feature(sources: Sources, feature: FeatureStanding, subject: str) -> Judgement:
    review = tuple(each for each in sources.review if each.subject == subject)
    found = voted(sources.votes_on(subject), review, recorded=sources.chronicle.decisions is not None)
    if feature.allowed and found.verdict is not Readiness.READY:
        why = "a prerelease may use it" if sources.target.prerelease else "no rule asks for a vote on it yet"
        return Judgement(Readiness.READY, why)
    if not feature.allowed and feature.adopted_in is not None:
        return Judgement(Readiness.BLOCKED, f"it is adopted from {feature.adopted_in} on", found.vote)
    return found
