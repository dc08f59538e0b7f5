"""All rules together: order, exceptions, what could not be checked, and that more evidence never makes it worse."""

from dataclasses import replace
from datetime import date

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from tests.next_release.made_lamp import BEFORE, DIM_ROW, STABLE, UNSTABLE, lamp, release
from tests.next_release.made_sources import MadeRelease, decision, proposal_row
from tracker.chronicle import Decision, Outcome
from tracker.drift.findings import DeclaredException, Severity
from tracker.next_release.ballot import BlockingFinding, Unchecked
from tracker.next_release.evidence import NO_VOTES
from tracker.next_release.judging import judge_release
from tracker.process.features import LaunchRule

USES_KETTLE = lamp(more="    @since(version = 0.2.0)\n    use wasi:kettle/types@0.2.1.{water};\n")
TWICE = lamp(more="    @since(version = 0.2.0)\n    @since(version = 0.2.0)\n    off: func();\n")
WITHOUT = {"lamp": lamp("@since(version = 0.2.0)", version="0.2.0")}
WORLD = """\
package wasi:kettle@0.4.0;

@since(version = 0.4.0)
world boiling {
    @since(version = 0.4.0)
    export run: func();
}
"""
KETTLE = """\
package wasi:kettle@{};

@since(version = 0.2.0)
interface types {{
    @since(version = 0.2.0)
    type water = u8;
}}
"""
MIXED = f"""\
    // @stabilize-next
    @unstable(feature = lamp-glow)
    glow: func();
    {STABLE}
    off: func();
    bare: func();
"""

EXCEPTION = DeclaredException(
    "unvoted-queue", "lamp/lamp-dim", "agreed by mail", "Ada Author", "https://example.org/1", date(2025, 1, 1)
)
QUEUED = release(lamp(f"// @stabilize-next\n    {UNSTABLE}"))

CASES = {
    "unvoted-gate-flip": release(lamp(STABLE)),
    "unvoted-queue": QUEUED,
    "unlisted-release-feature": MadeRelease(
        {"lamp": lamp(more="    @unstable(feature = lamp-glow)\n    glow: func();\n")}, BEFORE, rows=(DIM_ROW,)
    ),
    "gate-rules": release(
        TWICE, before={"lamp": lamp(version="0.2.0", more="    @since(version = 0.2.0)\n    off: func();\n")}
    ),
    "dependency-below-phase": MadeRelease(
        {"lamp": USES_KETTLE, "kettle": KETTLE.format("0.2.1")},
        {"lamp": USES_KETTLE.replace("0.2.1", "0.2.0"), "kettle": KETTLE.format("0.2.0")},
        rows=(DIM_ROW, proposal_row("kettle", 2, line=7)),
    ),
    "launch-criteria": MadeRelease(
        {"kettle": WORLD}, version="0.4.0", more={"launch_rule": LaunchRule(2, date(2025, 1, 1), "https://example.org")}
    ),
}
"""For each rule a release against which it alone has something."""


def _errors(made: MadeRelease) -> list[str]:
    return [each.rule for each in made.findings() if each.blocks]


@pytest.mark.parametrize("name", CASES)
def test_each_rule_fails_alone(name: str) -> None:
    findings = CASES[name].findings()
    assert {each.rule for each in findings if each.blocks} == {name}
    assert [each for each in findings if each.rule == name and not (each.evidence and each.fix)] == []


def test_against_a_release_that_only_raises_versions_nothing_stands() -> None:
    assert judge_release(release().sources()) == ((), ())


def test_the_worst_comes_first_then_rule_and_subject() -> None:
    found = release(lamp(STABLE, more=MIXED)).findings()
    assert [(each.severity, each.rule, each.subject) for each in found] == [
        (Severity.ERROR, "unlisted-release-feature", "lamp/lamp-glow"),
        (Severity.ERROR, "unvoted-gate-flip", "lamp/lamp-dim"),
        (Severity.ERROR, "unvoted-queue", "lamp/lamp-glow"),
        (Severity.WARNING, "gate-rules", "lamp"),
        (Severity.WARNING, "unvoted-gate-flip", "lamp"),
    ]


def test_what_could_not_be_checked_is_told_by_rule() -> None:
    found, untold = judge_release(replace(QUEUED, votes=None).sources())
    assert (found, untold) == ((), (Unchecked("unvoted-queue", NO_VOTES),))


def test_without_its_text_a_release_is_judged_by_nothing() -> None:
    lost = replace(QUEUED, more={"tree": None, "base": None, "comparison": None, "changes": (), "problem": "gone"})
    own = CASES.keys() - {"launch-criteria"}
    found, untold = judge_release(lost.sources(), own)
    assert (found, untold) == ((), tuple(Unchecked(name, "gone") for name in sorted(own)))


@pytest.mark.parametrize(
    ("change", "excepted"),
    [
        ({}, True),
        ({"subject": "lamp/lamp-glow"}, False),
        ({"rule": "unvoted-gate-flip"}, False),
        ({"since": date(2025, 3, 2)}, False),
        ({"until": date(2025, 3, 1)}, False),
        ({"until": date(2025, 3, 2)}, True),
    ],
)
def test_an_exception_covers_one_rule_and_subject_while_it_counts(change: dict[str, object], *, excepted: bool) -> None:
    exception = replace(EXCEPTION, **change)  # type: ignore[arg-type]
    (found,) = replace(QUEUED, more={"exceptions": (exception,)}).findings()
    assert (found.excepted, found.blocks) == ((exception, False) if excepted else (None, True))


def test_some_rules_can_be_asked_alone() -> None:
    assert {each.rule for each in judge_release(release(lamp(STABLE)).sources(), {"gate-rules"})[0]} == set()


def test_a_warning_or_note_does_not_block() -> None:
    kinds = {severity: BlockingFinding("gate-rules", severity, "lamp", "bad", (), None).blocks for severity in Severity}
    assert kinds == {Severity.ERROR: True, Severity.WARNING: False, Severity.NOTE: False}


# --- more is never worse --------------------------------------------------------------------------------------------

VOTES = st.lists(
    st.builds(
        decision,
        st.sampled_from(["lamp/lamp-dim", "lamp/lamp-glow", "lamp"]),
        st.sampled_from(Outcome),
        phase=st.sampled_from([None, 2, 3]),
    ),
    max_size=3,
)
GATES = st.sampled_from([UNSTABLE, STABLE, f"// @stabilize-next\n    {UNSTABLE}"])


@settings(max_examples=25, deadline=None)
@given(gate=GATES, votes=VOTES, subject=st.sampled_from(["lamp/lamp-dim", "lamp/lamp-glow"]))
def test_a_further_passed_vote_never_brings_anything_up(gate: str, votes: list[Decision], subject: str) -> None:
    less = _errors(release(lamp(gate), votes=votes))
    more = _errors(release(lamp(gate), votes=[*votes, decision(subject)]))
    assert set(more) <= set(less)


@settings(max_examples=25, deadline=None)
@given(gate=GATES, votes=VOTES, lost=st.sampled_from(["votes", "base", "tree"]))
def test_what_is_lost_leaves_a_finding_or_something_unchecked(gate: str, votes: list[Decision], lost: str) -> None:
    whole = release(lamp(gate), votes=votes)
    partial = replace(whole, votes=None) if lost == "votes" else replace(whole, more={lost: None})
    found = judge_release(whole.sources(), CASES)[0]
    less, untold = judge_release(partial.sources(), CASES)
    left = {each.rule for each in less} | {each.rule for each in untold}
    assert {each.rule for each in found if each.blocks} <= left
