"""A ballot follows from rules and polls; more votes make nothing worse, less evidence nothing better."""

from dataclasses import replace
from datetime import date
from functools import lru_cache

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.next_release.made_sources import MadeRelease, decision
from tests.next_release.test_entries import DIM, OLD, QUEUED, ROWS, STABLE, WORLDS
from tracker.chronicle import Decision, Outcome
from tracker.drift.findings import DeclaredException
from tracker.next_release.ballot import Ballot
from tracker.next_release.building import ballot_of
from tracker.next_release.interface import Sources
from tracker.standing import CriterionResult, CriterionStatus, Readiness

READY, BLOCKED, OPEN = Readiness.READY, Readiness.BLOCKED, Readiness.UNDETERMINED
RANK = {READY: 0, OPEN: 1, BLOCKED: 2}
UNVOTED_ERROR = "unvoted-gate-flip"


def patch(now: str = OLD, votes: tuple[Decision, ...] | None = ()) -> Sources:
    """Return a patch release of the lamp."""
    return MadeRelease({"lamp": now}, {"lamp": OLD}, rows=ROWS, votes=votes).sources()


def test_amendments_that_are_not_voted_on_hold_no_release_up() -> None:
    found = ballot_of(patch())
    assert (found.verdict, found.reason) == (READY, "nothing stands against it")
    assert [(each.subject, each.verdict) for each in found.items] == [(DIM, BLOCKED)]


def test_what_ships_is_named() -> None:
    assert ballot_of(patch(votes=(decision(DIM),))).reason == f"nothing stands against it; voted in: {DIM}"


def test_an_error_of_a_rule_blocks_the_release() -> None:
    found = ballot_of(patch(STABLE))
    assert (found.verdict, found.reason) == (BLOCKED, f"against it: {UNVOTED_ERROR}")


def test_an_error_that_is_excepted_blocks_nothing() -> None:
    accepted = DeclaredException(UNVOTED_ERROR, DIM, "asked for", "The chairs", "https://example.org", date(2025, 1, 1))
    assert ballot_of(replace(patch(STABLE), exceptions=(accepted,))).verdict is READY


def test_what_could_not_be_read_or_judged_leaves_it_open_and_strictly_blocks_it() -> None:
    unread = replace(patch(), problem="no mirror of Own/hub is kept")
    found = [ballot_of(unread, strict=strict) for strict in (False, True)]
    assert [(each.verdict, each.reason) for each in found] == [
        (OPEN, "could not be checked: line"),
        (BLOCKED, "could not be checked: line; what nobody can tell blocks"),
    ]
    assert ballot_of(patch(STABLE, None)).verdict is OPEN


def launch(*votes: Decision) -> Ballot:
    """Return the ballot of a launch."""
    return ballot_of(MadeRelease({"lamp": WORLDS}, version="0.3.0", votes=votes).sources())


def test_a_launch_is_open_until_its_polls_are_in() -> None:
    polls = decision("lamp", phase=None), decision("wasi-0.3.0", phase=None)
    found = launch(), launch(polls[0]), launch(*polls)
    assert [(each.verdict, each.reason) for each in found] == [
        (OPEN, "polls outstanding: lamp, wasi-0.3.0"),
        (OPEN, "polls outstanding: wasi-0.3.0"),
        (READY, "nothing stands against it"),
    ]
    lost = launch(polls[0], decision("wasi-0.3.0", Outcome.FAILED, phase=None))
    assert (lost.verdict, lost.reason) == (BLOCKED, "not agreed at the launch: wasi-0.3.0")


def test_named_subjects_decide_alone() -> None:
    sources = patch(STABLE)
    for names in ({DIM}, {"lamp"}):
        found = ballot_of(sources, subjects=names)
        assert (found.verdict, len(found.items), [each.rule for each in found.blocking]) == (
            BLOCKED,
            1,
            [UNVOTED_ERROR],
        )
    voted = ballot_of(patch(votes=(decision(DIM),)), subjects={DIM})
    assert (voted.verdict, voted.reason) == (READY, f"{DIM}: voted in on 2025-02-10")
    gated = ballot_of(patch(), subjects={DIM})
    assert (gated.verdict, gated.reason) == (BLOCKED, f"{DIM}: no vote on it is recorded")
    none = ballot_of(sources, subjects={"wick"})
    assert (none.items, none.blocking, none.changes, none.verdict) == ((), (), (), READY)


# --- properties -------------------------------------------------------------------------------------------------------

SUBJECTS = {"patch": [DIM, "lamp"], "launch": ["lamp", "wasi-0.3.0", "lamp/lamp-dim"]}
STATES = {"patch": [OLD, QUEUED, STABLE], "launch": [WORLDS]}


@lru_cache(maxsize=512)
def sources_of(kind: str, text: str, votes: tuple[Decision, ...]) -> Sources:
    """Return what is known of a small made-up release."""
    if kind == "launch":
        return MadeRelease({"lamp": text}, version="0.3.0", votes=votes).sources()
    return patch(text, votes)


@st.composite
def worlds(draw: st.DrawFn) -> tuple[str, str, tuple[Decision, ...]]:
    """Draw a small world: what the line holds, and what was voted."""
    kind = draw(st.sampled_from(sorted(SUBJECTS)))
    votes = draw(st.lists(decisions(kind), max_size=4))
    return kind, draw(st.sampled_from(STATES[kind])), tuple(votes)


@st.composite
def decisions(draw: st.DrawFn, kind: str, outcomes: tuple[Outcome, ...] = tuple(Outcome)) -> Decision:
    """Draw a decision on one of the subjects of a world."""
    return decision(
        draw(st.sampled_from(SUBJECTS[kind])),
        draw(st.sampled_from(outcomes)),
        phase=draw(st.sampled_from([None, 2, 3])),
        day=f"2025-02-{draw(st.integers(1, 28)):02}",
    )


def assert_not_worse(after: Ballot, before: Ballot) -> None:
    """Assert that no verdict of a ballot is worse than it was, and that it has the same items."""
    was = {each.subject: each.verdict for each in before.items}
    now = {each.subject: each.verdict for each in after.items}
    assert was.keys() == now.keys()
    assert {name for name in was if RANK[now[name]] > RANK[was[name]]} == set()
    assert RANK[after.verdict] <= RANK[before.verdict]


@given(worlds(), st.data(), st.booleans())
@settings(max_examples=60)
def test_adding_a_passed_vote_never_makes_a_verdict_worse(
    world: tuple[str, str, tuple[Decision, ...]], data: st.DataObject, strict: bool
) -> None:
    kind, text, votes = world
    more = data.draw(decisions(kind, (Outcome.PASSED,)))
    before, after = sources_of(kind, text, votes), sources_of(kind, text, (*votes, more))
    assert_not_worse(ballot_of(after, strict=strict), ballot_of(before, strict=strict))


@given(worlds(), st.data())
@settings(max_examples=60)
def test_taking_a_passed_vote_away_never_makes_a_verdict_better(
    world: tuple[str, str, tuple[Decision, ...]], data: st.DataObject
) -> None:
    kind, text, votes = world
    passed = [each for each in votes if each.outcome is Outcome.PASSED]
    if passed:
        gone = data.draw(st.sampled_from(passed))
        fewer = sources_of(kind, text, tuple(each for each in votes if each is not gone))
        assert_not_worse(ballot_of(sources_of(kind, text, votes)), ballot_of(fewer))


@given(worlds(), st.sampled_from(CriterionStatus), st.sampled_from(CriterionStatus), st.booleans())
@settings(max_examples=60)
def test_taking_what_is_met_away_never_makes_a_verdict_better(
    world: tuple[str, str, tuple[Decision, ...]], plan: CriterionStatus, needs: CriterionStatus, strict: bool
) -> None:
    kind, text, votes = world
    if kind == "patch":
        full = _with(sources_of(kind, text, votes), plan, needs)
        met = {CriterionStatus.MET, CriterionStatus.WAIVED, CriterionStatus.INHERITED}
        for lost in (CriterionStatus.UNKNOWN, CriterionStatus.UNMET):
            less = _with(full, lost if plan in met else plan, lost if needs in met else needs)
            assert_not_worse(ballot_of(full, strict=strict), ballot_of(less, strict=strict))


def _with(sources: Sources, plan: CriterionStatus, needs: CriterionStatus) -> Sources:
    """Return sources in which the amendment's requirements of phase 3 stand so."""
    stand = {"portability-plan": plan, "dependencies": needs}
    criteria = tuple(CriterionResult(name, 3, status, "made up") for name, status in stand.items())
    (amendment,) = sources.standing.amendments
    standing = replace(sources.standing, amendments=(replace(amendment, criteria=criteria),))
    return replace(sources, standing=standing)


@pytest.mark.parametrize("text", STATES["patch"])
def test_strictly_a_ballot_is_never_better(text: str) -> None:
    for votes in ((), (decision(DIM, Outcome.UNCLEAR),), None):
        sources = patch(text, votes)
        assert_not_worse(ballot_of(sources), ballot_of(sources, strict=True))
