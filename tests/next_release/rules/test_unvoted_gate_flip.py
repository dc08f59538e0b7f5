"""`unvoted-gate-flip` finds what a release would expose without a vote."""

import pytest

from tests.made_facts import LIST
from tests.next_release.made_lamp import BEFORE, DIM_ROW, STABLE, lamp, release
from tests.next_release.made_sources import MadeRelease, Told, decision, judged, path_of, told, unchecked
from tracker.chronicle import Outcome
from tracker.drift.findings import Severity
from tracker.next_release.ballot import BlockingFinding
from tracker.next_release.evidence import NO_VOTES

RULE = "unvoted-gate-flip"
WAS = "was @unstable(feature = lamp-dim) and would be exposed"
FLIPPED = Told(
    Severity.ERROR,
    "lamp/lamp-dim",
    f"wasi:lamp/types#dim {WAS} as @since(version = 0.2.1), and no passed vote on it is recorded",
    (
        "main: wasi:lamp/types#dim is @since(version = 0.2.1)",
        "v0.2.0: wasi:lamp/types#dim is @unstable(feature = lamp-dim)",
        "proposal list: Lamp: Dim, phase 2",
    ),
)


def test_a_gate_that_became_since_without_a_vote_is_found() -> None:
    assert told(release(lamp(STABLE)), RULE) == [FLIPPED]


def test_a_passed_vote_is_enough_and_any_other_is_evidence() -> None:
    passed = (decision("lamp/lamp-dim"), decision("lamp/lamp-dim", phase=None))
    assert [told(release(lamp(STABLE), votes=[each]), RULE) for each in passed] == [[], []]
    failed = release(lamp(STABLE), votes=[decision("lamp/lamp-dim", Outcome.FAILED)])
    says = (*FLIPPED.says, "the vote on phase 3 of 2025-02-10 failed")
    assert told(failed, RULE) == [FLIPPED._replace(says=says)]
    early = release(lamp(STABLE), votes=[decision("lamp/lamp-dim", phase=2)])
    assert told(early, RULE) == [FLIPPED._replace(says=(*FLIPPED.says, "the vote on phase 2 of 2025-02-10 passed"))]


def test_what_is_still_behind_its_gate_is_fine() -> None:
    assert told(release(), RULE) == []


def test_an_old_version_or_no_gate_at_all_exposes_as_well() -> None:
    late = told(release(lamp("@since(version = 0.2.0)")), RULE)
    bare = told(release(lamp("")), RULE)
    assert [each.message.partition(WAS)[2].partition(",")[0] for each in (*late, *bare)] == [
        " as @since(version = 0.2.0)",
        " without a gate",
    ]


def test_a_gate_that_moved_to_what_holds_the_item_still_hides_it() -> None:
    held = lamp(STABLE).replace("@since(version = 0.2.0)\ninterface", "@unstable(feature = lamp-dim)\ninterface")
    assert told(release(held), RULE) == []


def test_all_items_of_an_amendment_are_one_finding() -> None:
    more = "    {gate}\n    blink: func();\n    {gate}\n    glow: func();\n"
    before = {"lamp": lamp(more=more.format(gate="@unstable(feature = lamp-dim)"), version="0.2.0")}
    found = told(release(lamp(STABLE, more=more.format(gate=STABLE)), before=before), RULE)
    message = FLIPPED.message.replace("types#dim was", "types#dim and 2 more items was")
    assert found == [FLIPPED._replace(message=message)]


def test_what_was_gated_on_the_branch_alone_is_found_as_well() -> None:
    without = lamp(version="0.2.0").replace("dim: func();", "dam: func();")
    made = release(lamp(STABLE), before={"lamp": without}, between={"lamp": lamp(version="0.2.0")})
    dim = [each for each in told(made, RULE) if each.subject == "lamp/lamp-dim"]
    says = (
        "main: wasi:lamp/types#dim is @since(version = 0.2.1)",
        "main of Own/hub: types#dim was @unstable(feature = lamp-dim)",
        "proposal list: Lamp: Dim, phase 2",
    )
    assert dim == [FLIPPED._replace(says=says)]


def test_a_gate_of_another_line_says_nothing() -> None:
    without = lamp(version="0.2.0").replace("dim: func();", "dam: func();")
    made = release(lamp(STABLE), before={"lamp": without}, between={"lamp": lamp(version="0.3.0")})
    assert [each.severity for each in told(made, RULE)] == [Severity.WARNING]


def test_in_a_launch_the_gates_of_the_branch_count() -> None:
    made = MadeRelease({"lamp": lamp(STABLE)}, between={"lamp": lamp(version="0.2.0")}, rows=(DIM_ROW,))
    assert [(each.severity, each.subject) for each in told(made, RULE)] == [(Severity.ERROR, "lamp/lamp-dim")]


def test_a_prerelease_promises_nothing() -> None:
    more = f"    {STABLE}\n    off: func();\n"
    made = release(lamp(STABLE, more=more), version="0.2.1-rc-2025-03-01")
    assert told(made, RULE) == [FLIPPED._replace(severity=Severity.WARNING)]


def test_what_is_new_and_never_was_behind_a_gate_is_a_warning() -> None:
    more = f"    {STABLE}\n    resource bulb {{\n        {STABLE}\n        glow: func();\n    }}\n"
    assert told(release(lamp(more=more)), RULE) == [
        Told(
            Severity.WARNING,
            "lamp",
            "wasi:lamp/types#bulb would be new as @since(version = 0.2.1) and never was behind @unstable",
            (
                "main: wasi:lamp/types#bulb is @since(version = 0.2.1)",
                "v0.2.0: wasi:lamp@0.2.0 is without it",
            ),
        )
    ]


def test_a_new_package_is_no_addition_to_an_old_one() -> None:
    made = MadeRelease({"lamp": lamp(), "loom": lamp(STABLE).replace("wasi:lamp", "wasi:loom")}, BEFORE)
    assert told(made, RULE) == []


def test_the_version_of_another_package_makes_no_new_item() -> None:
    more = "    @since(version = 0.2.0)\n    use wasi:kettle/types@{}.{{water}};\n"
    made = release(lamp(more=more.format("0.2.1")), before={"lamp": lamp(version="0.2.0", more=more.format("0.2.0"))})
    assert told(made, RULE) == []


def test_the_evidence_leads_to_both_sides() -> None:
    (found,) = (each for each in judged(release(lamp(STABLE)), RULE) if isinstance(each, BlockingFinding))
    places = [(each.path, each.line, int(each.revision, 16)) for each in found.evidence]
    assert places == [(path_of("lamp"), 9, 2), (path_of("lamp"), 9, 1), (LIST, 9, 2)]


@pytest.mark.parametrize(
    ("more", "reason"),
    [
        ({"votes": None}, NO_VOTES),
        ({"more": {"tree": None, "problem": "the mirror is gone"}}, "the mirror is gone"),
        ({"more": {"base": None}}, "the WIT of the release before was not read"),
    ],
)
def test_without_votes_or_texts_nobody_can_tell(more: dict[str, object], reason: str) -> None:
    assert unchecked(release(lamp(STABLE), **more), RULE) == [reason]


def test_without_votes_there_is_nothing_to_tell_when_nothing_is_exposed() -> None:
    assert unchecked(release(votes=None), RULE) == []
