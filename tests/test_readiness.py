"""Verdicts, and what each subject inherits, shows and lacks."""

from collections.abc import Iterable
from dataclasses import replace
from datetime import UTC, date, datetime
from itertools import combinations
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tests.made_facts import ALIASES, AT, HUB, facts, github, hub, repository, row, since, unstable, wit
from tracker.checks.excepted import CriterionException
from tracker.facts import Document, Filling, RepositoryFacts, Section, Skipped, Topic, WitGate
from tracker.ledger import Attestation, Attested
from tracker.lives import AmendmentLife
from tracker.process import shipped_process
from tracker.readiness import Assessment, assess, results_by, results_for, standing, standing_of, verdict
from tracker.standing import (
    AmendmentStanding,
    AmendmentState,
    Criterion,
    CriterionResult,
    CriterionStatus,
    ProposalStanding,
    Readiness,
    Standing,
)

MET, UNMET, UNKNOWN, WAIVED, INHERITED = CriterionStatus
READY, BLOCKED, UNDETERMINED = Readiness
LAMP = github("Own/wasi-lamp")
NEEDS_A_ROW = "Needs a phase-2 row of its own in the proposal list: its gate landed without one."
ORDER = {BLOCKED: 0, UNDETERMINED: 1, READY: 2}


def _results(*given: tuple[int, CriterionStatus]) -> tuple[CriterionResult, ...]:
    return tuple(CriterionResult("wit", phase, status, "Because.") for phase, status in given)


def _stands(*repositories: RepositoryFacts, at: datetime = AT) -> Standing:
    return standing(assess(facts(*repositories, at=at), shipped_process(), ALIASES))


def _lamp(*repositories: RepositoryFacts, at: datetime = AT) -> ProposalStanding:
    return next(each for each in _stands(*repositories, at=at).proposals if each.id == "lamp")


def _written(topic: Topic, line: int) -> Section:
    return Section(topic, 2, line, Filling.CONTENT, 120)


README = Document((_written(Topic.INTRODUCTION, 3), _written(Topic.WALKTHROUGH, 9), _written(Topic.PORTABILITY, 20)))


def _lamps(*gates: WitGate, needs: Iterable[str] = ()) -> RepositoryFacts:
    return repository(
        "Own/wasi-lamp", {"wit/a.wit": wit("wasi:lamp@0.3.0", *gates, needs=needs)}, documents={"README.md": README}
    )


# --- verdicts -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("results", "phase", "expected"),
    [
        ((), None, None),
        (((2, UNMET),), None, None),
        ((), 2, READY),
        (((2, MET), (2, WAIVED), (2, INHERITED)), 2, READY),
        (((2, MET), (2, UNKNOWN)), 2, UNDETERMINED),
        (((2, UNMET), (2, UNKNOWN)), 2, BLOCKED),
        (((2, UNKNOWN), (3, MET)), 3, READY),
        (((2, UNKNOWN), (3, UNKNOWN)), 3, UNDETERMINED),
        (((2, UNMET), (3, MET)), 3, BLOCKED),
        (((1, UNKNOWN),), 1, UNDETERMINED),
    ],
)
def test_one_unmet_blocks_and_one_unknown_of_the_phase_leaves_it_open(
    results: tuple[tuple[int, CriterionStatus], ...], phase: int | None, expected: Readiness | None
) -> None:
    assert verdict(_results(*results), phase) is expected


_GIVEN = st.lists(st.tuples(st.integers(1, 5), st.sampled_from(CriterionStatus)), max_size=6)


@given(_GIVEN, st.integers(1, 5), st.integers(1, 5))
def test_one_more_unmet_never_improves_a_verdict(
    given_results: list[tuple[int, CriterionStatus]], phase: int, of: int
) -> None:
    assert verdict(_results(*given_results, (of, UNMET)), phase) is BLOCKED


@given(_GIVEN, st.integers(1, 5), st.data())
def test_met_instead_of_unknown_never_worsens_a_verdict(
    given_results: list[tuple[int, CriterionStatus]], phase: int, data: st.DataObject
) -> None:
    at = data.draw(st.integers(0, len(given_results)))
    before = [*given_results[:at], (phase, UNKNOWN), *given_results[at:]]
    after = [*given_results[:at], (phase, MET), *given_results[at:]]
    found = [verdict(_results(*each), phase) for each in (before, after)]
    ranks = [ORDER[each] for each in found if each is not None]
    assert ranks == sorted(ranks)
    assert len(ranks) == 2


@given(_GIVEN, st.integers(1, 5), st.randoms())
def test_the_order_of_results_does_not_count(
    given_results: list[tuple[int, CriterionStatus]], phase: int, random: Random
) -> None:
    shuffled = random.sample(given_results, len(given_results))
    assert verdict(_results(*shuffled), phase) is verdict(_results(*given_results), phase)


# --- proposals ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("phase", "following", "phases", "readiness"),
    [
        (0, 1, {1}, UNDETERMINED),
        (1, 2, {2}, UNDETERMINED),
        (2, 3, {2, 3}, UNDETERMINED),
        (3, None, {2, 3}, None),
        (4, None, {2, 3}, None),
        (5, None, {2, 3}, None),
    ],
)
def test_a_proposal_shows_the_requirements_of_its_next_phase_and_of_those_that_files_tell(
    phase: int, following: int | None, phases: set[int], readiness: Readiness | None
) -> None:
    found = _lamp(hub(row(phase, "Lamp", LAMP)), _lamps())
    assert (found.next_phase, {each.phase for each in found.criteria}, found.readiness) == (
        following,
        phases,
        readiness,
    )
    assert found.next_step.endswith(".")


def test_what_files_tell_is_met_with_evidence() -> None:
    found = _lamp(hub(row(1, "Lamp", LAMP)), _lamps())
    assert {each.id: each.status for each in found.criteria} == {
        "portability-documented": MET,
        "overview": MET,
        "wit": MET,
        "dependencies": MET,
        "oci-published": UNKNOWN,
    }
    at = f"https://github.com/Own/wasi-lamp/blob/{'b' * 40}/README.md#L20"
    assert [each.url for each in found.criteria[0].evidence] == [at]


@pytest.mark.parametrize(
    "missing",
    [
        (),
        (repository("Own/wasi-lamp", read=False),),
        (repository("Own/wasi-lamp", read=False, problems=(Skipped("Own/wasi-lamp", "no mirror", True),)),),
    ],
)
@pytest.mark.parametrize("phase", range(6))
def test_a_source_that_was_not_read_is_unknown_and_never_unmet(
    phase: int, missing: tuple[RepositoryFacts, ...]
) -> None:
    found = _lamp(hub(row(phase, "Lamp", LAMP)), *missing)
    assert {each.status for each in found.criteria} == {UNKNOWN}
    assert found.readiness in {UNDETERMINED, None}


def test_a_row_without_a_repository_is_unknown_in_everything() -> None:
    found = _lamp(hub(row(1, "Lamp", None)))
    assert {each.status for each in found.criteria} == {UNKNOWN}
    assert (found.repository, found.path, found.packages, found.readiness) == (None, None, (), UNDETERMINED)


def test_a_repository_that_was_read_and_holds_nothing_blocks() -> None:
    found = _lamp(hub(row(1, "Lamp", LAMP)), repository("Own/wasi-lamp"))
    unmet = {each.id for each in found.criteria if each.status is UNMET}
    assert (found.readiness, unmet) == (BLOCKED, {"portability-documented", "overview", "wit"})


def test_a_dependency_counts_with_the_phase_of_its_row() -> None:
    loom = repository("Own/wasi-loom", {"wit/a.wit": wit("wasi:loom")})
    url = github("Own/wasi-loom")
    statuses = [
        {
            each.id: each.status
            for each in _lamp(hub(row(1, "Lamp", LAMP), *rows), _lamps(needs=["wasi:loom"]), loom).criteria
        }["dependencies"]
        for rows in ([], [row(1, "Loom", url)], [row(2, "Loom", url)])
    ]
    assert statuses == [UNKNOWN, UNMET, MET]


def test_the_readme_above_the_wit_counts_but_not_that_of_the_shared_repository() -> None:
    files = {"proposals/lamp/wit/a.wit": wit("wasi:lamp")}
    alone = _lamp(hub(row(3, "Lamp", LAMP), files=files, documents={"README.md": README}))
    own = _lamp(hub(row(3, "Lamp", LAMP), files=files, documents={"proposals/lamp/README.md": README}))
    inner = repository("Own/wasi-lamp", {"lamp/wit/a.wit": wit("wasi:lamp")}, documents={"README.md": README})
    below = _lamp(hub(row(3, "Lamp", LAMP)), inner)
    assert [each.criteria[1].status for each in (alone, own, below)] == [UNMET, MET, MET]


def test_no_rules_were_in_effect_before_the_process_began() -> None:
    before = datetime(2023, 9, 6, tzinfo=UTC)
    found = _lamp(hub(row(1, "Lamp", LAMP)), _lamps(), at=before)
    assert (found.next_phase, found.readiness, found.criteria) == (None, None, ())


def test_the_rules_of_the_day_count() -> None:
    days = [datetime(2026, 7, day, tzinfo=UTC) for day in (20, 21)]
    asked = [{each.id for each in _lamp(hub(row(1, "Lamp", LAMP)), _lamps(), at=day).criteria} for day in days]
    assert asked[1] - asked[0] == {"oci-published"}


def test_every_repository_that_held_it_is_named_the_present_one_first() -> None:
    files = {"proposals/lamp/wit/a.wit": wit("wasi:lamp@0.3.0"), "copies/lamp/a.wit": wit("wasi:lamp@0.2.0")}
    found = _lamp(hub(row(3, "Lamp", LAMP), files=files), _lamps())
    assert (found.repository, found.path, found.repositories) == (HUB, "proposals/lamp", (HUB, "Own/wasi-lamp"))


def test_a_repository_without_a_row_shows_no_requirement() -> None:
    (found,) = _stands(hub(), _lamps()).unlisted
    assert (found.id, found.phase, found.criteria, found.readiness, found.champions) == ("lamp", None, (), None, ())


# --- amendments -----------------------------------------------------------------------------------------------------


def _amendment(*gates: WitGate, listed: bool = True, phase: int = 3) -> AmendmentStanding:
    rows = [row(2, "Lamp: Dim", LAMP, ("Bo Builder",), 8)] if listed else []
    (found,) = _stands(hub(row(phase, "Lamp", LAMP), *rows), _lamps(*gates)).amendments
    return found


def test_an_amendment_inherits_the_requirements_of_phase_2_and_says_from_whom() -> None:
    found = _amendment(unstable("lamp-dim"))
    assert [
        (each.id, each.phase, each.status, each.inherited_from, each.inherited_status) for each in found.criteria
    ] == [
        ("portability-documented", 2, INHERITED, "lamp", MET),
        ("overview", 2, INHERITED, "lamp", MET),
        ("wit", 2, INHERITED, "lamp", MET),
        ("dependencies", 2, INHERITED, "lamp", MET),
        ("oci-published", 2, INHERITED, "lamp", UNKNOWN),
        ("portability-plan", 3, UNKNOWN, None, None),
        ("dependencies", 3, MET, None, None),
    ]
    assert (found.phase, found.next_phase, found.readiness) == (2, 3, UNDETERMINED)
    assert all(each.evidence for each in found.criteria if each.inherited_status is MET and each.id != "dependencies")


@pytest.mark.parametrize(
    ("queued", "state"),
    [
        ((), AmendmentState.TRACKED),
        ((False,), AmendmentState.LANDED),
        ((True, False), AmendmentState.LANDED),
        ((True, True), AmendmentState.QUEUED),
    ],
)
def test_an_amendment_is_queued_when_all_its_gates_are(queued: tuple[bool, ...], state: AmendmentState) -> None:
    gates = [unstable("lamp-dim", line=line, queued=each) for line, each in enumerate(queued, 3)]
    assert _amendment(*gates).state is state


def test_an_amendment_names_its_items_and_its_row() -> None:
    found = _amendment(unstable("lamp-dim", "types#lamp.dim", line=7))
    at = f"https://github.com/Own/wasi-lamp/blob/{'b' * 40}/wit/a.wit#L7"
    assert [(each.path, each.kind, each.file, each.line, each.url) for each in found.items] == [
        ("wasi:lamp/types#lamp.dim", "interface", "wit/a.wit", 7, at)
    ]
    assert (found.row.path, found.row.line) == ("docs/List.md", 8) if found.row else False
    assert (found.title, found.parent, found.champions, found.packages) == (
        "Lamp: Dim",
        "lamp",
        ("Bo Builder",),
        ("wasi:lamp@0.3.0",),
    )


def test_a_gate_without_a_row_has_its_parents_champions_and_a_title_of_words() -> None:
    found = _amendment(unstable("lamp-dim-slowly"), listed=False)
    assert (found.id, found.title, found.champions, found.row) == (
        "lamp/lamp-dim-slowly",
        "Lamp: dim slowly",
        ("Ada Author",),
        None,
    )


def test_a_feature_below_phase_3_gates_the_proposal_itself() -> None:
    found = _stands(hub(row(1, "Lamp", LAMP)), _lamps(unstable("lamp"), since("0.2.0", line=9)))
    assert (found.amendments, found.proposals[0].features) == ((), ("lamp",))


def test_the_parents_home_without_a_commit_leaves_the_amendment_tracked() -> None:
    (found,) = _stands(hub(row(3, "Lamp", LAMP), row(2, "Lamp: Dim"))).amendments
    assert (found.state, found.items, found.repository) == (AmendmentState.TRACKED, (), "Own/wasi-lamp")
    assert {each.inherited_status for each in found.criteria if each.status is INHERITED} == {UNKNOWN}


# --- amendments by their lives ----------------------------------------------------------------------------------------


def _life(name: str, state: AmendmentState, phase: int | None = 2, parent: str = "lamp") -> AmendmentLife:
    """Return a life of which only what a standing takes over matters."""
    return AmendmentLife(
        id=f"{parent}/{name}",
        parent=parent,
        feature=name,
        title=f"Lamp: {name}",
        state=state,
        phase=phase,
        lines=(),
        events=(),
        step=None,
        next_step="As its life says.",
        missing=(),
    )


def _lived(*lives: AmendmentLife, listed: bool = True, at: datetime = AT) -> tuple[AmendmentStanding, ...]:
    """Return the amendments of a lamp with `lamp-dim` gated on its branch."""
    rows = [row(2, "Lamp: Dim", LAMP, ("Bo Builder",), 8)] if listed else []
    said = facts(hub(row(3, "Lamp", LAMP), *rows), _lamps(unstable("lamp-dim")), at=at)
    return standing(assess(said, shipped_process(), ALIASES), lives).amendments


@pytest.mark.parametrize("state", AmendmentState)
def test_the_state_of_an_amendment_is_that_of_its_life(state: AmendmentState) -> None:
    (found,) = _lived(_life("lamp-dim", state))
    (without,) = _lived()
    by_requirements = state in {AmendmentState.TRACKED, AmendmentState.LANDED, AmendmentState.QUEUED}
    assert (found.state, found.items, found.row) == (state, without.items, without.row)
    assert (found.next_step == "As its life says.") is not by_requirements


@pytest.mark.parametrize(
    ("state", "listed", "expected"),
    [
        (AmendmentState.LANDED, True, "Nothing unmet for phase 3; open: a portability plan."),
        (AmendmentState.LANDED, False, NEEDS_A_ROW),
        (AmendmentState.QUEUED, True, "Queued: the next release turns its gates into @since."),
        (AmendmentState.VOTED, True, "As its life says."),
        (AmendmentState.STABILIZED, False, "As its life says."),
        (AmendmentState.REJECTED, True, "As its life says."),
    ],
)
def test_requirements_say_the_next_step_while_they_count(state: AmendmentState, listed: bool, expected: str) -> None:
    (found,) = _lived(_life("lamp-dim", state), listed=listed)
    assert found.next_step == expected


@pytest.mark.parametrize("state", AmendmentState)
def test_an_amendment_without_row_and_gate_here_is_shown_while_it_is_on_its_way(state: AmendmentState) -> None:
    found = _lived(_life("lamp-dim", AmendmentState.LANDED), _life("lamp-glow", state))
    on_its_way = state in {
        AmendmentState.LANDED,
        AmendmentState.QUEUED,
        AmendmentState.VOTED,
        AmendmentState.STABILIZED,
    }
    assert [each.id for each in found] == ["lamp/lamp-dim", *(["lamp/lamp-glow"] if on_its_way else [])]


def test_what_landed_on_a_release_branch_only_is_told_without_items_by_its_parent() -> None:
    *_, found = _lived(_life("lamp-glow", AmendmentState.LANDED))
    parent = _lamp(hub(row(3, "Lamp", LAMP)), _lamps(unstable("lamp-dim")))
    assert (found.id, found.title, found.parent, found.feature, found.state) == (
        "lamp/lamp-glow",
        "Lamp: lamp-glow",
        "lamp",
        "lamp-glow",
        AmendmentState.LANDED,
    )
    assert (found.champions, found.repository, found.path, found.packages) == (
        parent.champions,
        parent.repository,
        parent.path,
        parent.packages,
    )
    assert (found.items, found.row, found.phase, found.next_phase, found.readiness) == ((), None, 2, 3, UNDETERMINED)
    assert found.next_step == NEEDS_A_ROW


def test_an_amendment_of_a_proposal_that_the_list_has_not_is_left_out() -> None:
    assert _lived(_life("loom-red", AmendmentState.LANDED, parent="loom"), listed=False) == _lived(listed=False)


def test_an_amendment_that_is_done_with_can_be_asked_for_by_its_life() -> None:
    assessment = assess(facts(hub(row(3, "Lamp", github("wasi-lamp"))), _lamps()), shipped_process(), ALIASES)
    done = standing_of(assessment, _life("dim", AmendmentState.RELEASED, 3))
    assert done is not None
    assert (done.id, done.state, done.phase, done.items, done.row) == (
        "lamp/dim",
        AmendmentState.RELEASED,
        3,
        (),
        None,
    )
    assert standing_of(assessment, _life("dim", AmendmentState.RELEASED, 3, "kettle")) is None


def test_amendments_stand_in_the_order_of_their_parents() -> None:
    said = facts(
        hub(row(3, "Lamp", LAMP), row(3, "Loom", github("Own/wasi-loom"))),
        _lamps(),
        repository("Own/wasi-loom", {"wit/a.wit": wit("wasi:loom@0.3.0", unstable("loom-red"))}),
    )
    lives = [_life("lamp-glow", AmendmentState.LANDED)]
    found = standing(assess(said, shipped_process(), ALIASES), lives).amendments
    assert [each.id for each in found] == ["lamp/lamp-glow", "loom/loom-red"]


def test_an_amendment_that_reached_phase_3_shows_its_requirements_and_no_next_phase() -> None:
    (voted,) = _lived(_life("lamp-dim", AmendmentState.VOTED, phase=3))
    (landed,) = _lived(_life("lamp-dim", AmendmentState.LANDED, phase=2))
    assert (voted.phase, voted.next_phase, voted.readiness, voted.criteria) == (3, None, None, landed.criteria)
    assert (landed.phase, landed.next_phase, landed.readiness) == (2, 3, UNDETERMINED)


def test_an_amendment_that_has_no_phase_yet_is_judged_as_an_item_of_phase_2() -> None:
    (found,) = _lived(_life("lamp-dim", AmendmentState.PROPOSED, phase=None))
    assert (found.phase, found.next_phase) == (2, 3)


def test_an_amendment_on_a_release_branch_only_can_be_asked_for_any_phase() -> None:
    said = facts(hub(row(3, "Lamp", LAMP)), _lamps(unstable("lamp-dim")))
    assessment = assess(said, shipped_process(), ALIASES)
    lives = [_life("lamp-glow", AmendmentState.LANDED)]
    assert [
        (phase, len(results_for(assessment, "lamp/lamp-glow", phase, lives)))
        for phase in (2, 3)
        if results_for(assessment, "lamp/lamp-glow", phase, lives) == results_for(assessment, "lamp/lamp-dim", phase)
    ] == [(2, 5), (3, 2)]
    assert results_for(assessment, "lamp/lamp-glow", 2) == ()


# --- what people said -------------------------------------------------------------------------------------------------

WAIVED_PLAN = CriterionException(
    "portability-plan", 3, "lamp/lamp-dim", "Later.", "Ada", "https://example.org/1", date(2026, 1, 1)
)


def _statuses(assessment: Assessment, identifier: str, phase: int) -> dict[str, CriterionStatus]:
    return {each.id: each.status for each in results_for(assessment, identifier, phase)}


def test_what_is_stated_or_excepted_of_an_amendment_counts_for_it_alone() -> None:
    bare = assess(facts(hub(row(3, "Lamp", LAMP)), _lamps(unstable("lamp-dim"))), shipped_process(), ALIASES)
    said = Attested(
        Attestation(date(2026, 6, 1), "lamp/lamp-dim", "portability-plan", 3, "Two hosts.", None), False, "Ada", "ab", 1
    )
    for assessment, expected in (
        (replace(bare, exceptions=(WAIVED_PLAN,)), WAIVED),
        (replace(bare, attestations=(said,)), MET),
    ):
        found = [_statuses(assessment, name, 3)["portability-plan"] for name in ("lamp/lamp-dim", "lamp")]
        assert found == [expected, UNKNOWN]
        (amendment,) = standing(assessment).amendments
        assert amendment.readiness is READY


def test_an_amendment_inherits_that_its_parent_was_excepted() -> None:
    bare = assess(facts(hub(row(3, "Lamp", LAMP)), _lamps(unstable("lamp-dim"))), shipped_process(), ALIASES)
    exception = replace(WAIVED_PLAN, criterion="oci-published", phase=2, subject="lamp")
    (found,) = (
        each
        for each in results_for(replace(bare, exceptions=(exception,)), "lamp/lamp-dim", 2)
        if each.id == "oci-published"
    )
    assert (found.status, found.inherited_status, found.reason) == (
        INHERITED,
        WAIVED,
        "answered by lamp: excepted by Ada from 2026-01-01: Later. (https://example.org/1)",
    )


def test_a_criterion_can_be_judged_before_it_is_in_effect() -> None:
    assessment = assess(facts(hub(row(3, "Lamp", LAMP)), _lamps(unstable("lamp-dim"))), shipped_process(), ALIASES)
    coming = Criterion("wit", 2, "Title", "Requirement.", "tool", date(2030, 1, 1), "https://example.org")
    found = [
        [each.status for each in results_by(assessment, name, [coming])] for name in ("lamp", "lamp/lamp-dim", "?")
    ]
    assert found == [[MET], [INHERITED], []]


def test_a_member_that_fails_after_its_grace_is_told_so() -> None:
    process = shipped_process()
    wit_later = tuple(
        replace(each, grace_until=date(2026, 8, 1)) if each.criterion.id == "dependencies" else each
        for each in process.requirements
    )
    given_facts = facts(hub(row(2, "Lamp", LAMP), row(1, "Loom", github("Own/wasi-loom"))), _lamps(needs=["wasi:loom"]))
    (lamp,) = (
        each
        for each in standing(assess(given_facts, replace(process, requirements=wit_later), ALIASES)).proposals
        if each.id == "lamp"
    )
    assert lamp.next_step == (
        "Needs its dependencies there for phase 3. "
        "It is in phase 2, but without its dependencies there, which that asks for since 2026-08-01."
    )


# --- gates ----------------------------------------------------------------------------------------------------------


def test_every_gate_of_every_repository_is_told() -> None:
    found = _stands(
        hub(row(3, "Lamp", LAMP), files={"proposals/lamp/wit/a.wit": wit("wasi:lamp@0.3.0", since("0.3.0"))}),
        _lamps(unstable("lamp-dim")),
        repository("Own/wasi-loom", {"wit/a.wit": wit(None, unstable("loom-red", line=4))}),
    )
    assert [
        (each.proposal, each.package, each.item, each.kind, each.repository, each.line) for each in found.gates
    ] == [
        ("lamp", "wasi:lamp@0.3.0", "wasi:lamp/types", "since", HUB, 3),
        ("lamp", "wasi:lamp@0.3.0", "wasi:lamp/types", "unstable", "Own/wasi-lamp", 3),
        ("loom", "", "types", "unstable", "Own/wasi-loom", 4),
    ]


# --- one phase ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("phase", "count"), [(1, 2), (2, 5), (3, 2), (4, 0)])
def test_any_phase_can_be_asked_for(phase: int, count: int) -> None:
    assessment = assess(facts(hub(row(0, "Lamp", LAMP)), _lamps()), shipped_process(), ALIASES)
    results = results_for(assessment, "lamp", phase)
    assert (len(results), {each.phase for each in results} <= {phase}) == (count, True)


def test_an_amendment_can_be_asked_for_its_own_phase_and_the_next() -> None:
    given_facts = facts(hub(row(3, "Lamp", LAMP)), _lamps(unstable("lamp-dim")))
    assessment = assess(given_facts, shipped_process(), ALIASES)
    asked = [results_for(assessment, "lamp/lamp-dim", phase) for phase in (2, 3)]
    assert [{each.status for each in results} for results in asked] == [{INHERITED}, {UNKNOWN, MET}]
    assert results_for(assessment, "nothing", 2) == ()


def test_no_status_is_folded_into_another() -> None:
    assert all(one is not other and one.value != other.value for one, other in combinations(CriterionStatus, 2))
