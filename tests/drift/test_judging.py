"""All rules together: order, exceptions, and what could not be checked."""

from dataclasses import replace
from datetime import date

import pytest

from tests.drift.made_drift import LAMP, NO_NOTES, NO_VOTES, WIT, dim_row, lamp_row, readme, sources
from tests.made_chronicle import MadeChronicle
from tests.made_facts import HUB, unstable, wit
from tracker.drift.findings import CouldNotCheck, DeclaredException
from tracker.drift.judging import compare_sources
from tracker.drift.rules import DRIFT_RULES

EXCEPTION = DeclaredException(
    "untracked-feature", "lamp/lamp-blink", "soon", "Ada Author", "https://example.org/1", date(2025, 1, 1)
)


def _world() -> MadeChronicle:
    made = MadeChronicle()
    made.branch(HUB).commit("2025-01-01", rows=[lamp_row(), dim_row(3)])
    gates = unstable("lamp-dim", "types#dim"), unstable("lamp-blink", "types#blink")
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", *gates), "README.md": readme(1, "Bo Builder")})
    return made


def test_the_worst_comes_first_then_rule_and_subject() -> None:
    found = compare_sources(sources(_world(), "2025-03-01"))
    assert [(each.severity.value, each.rule, each.subject) for each in found.findings] == [
        ("error", "listed-as-stable", "lamp/lamp-dim"),
        ("error", "untracked-feature", "lamp/lamp-blink"),
        ("warning", "phase-claims-differ", "lamp"),
        ("note", "champions-differ", "lamp"),
    ]
    assert [each.rule for each in found.could_not_check] == [
        "late-notes",
        "notice-below-aim",
        "queued-without-vote",
        "readme-phase-against-vote",
        "short-notice",
        "unapplied-vote",
        "unflipped-gate",
        "unvoted-advance",
        "unvoted-stabilization",
        "vote-with-unmet-criteria",
    ]
    assert {each.reason for each in found.could_not_check} == {NO_VOTES, NO_NOTES}


def test_days_are_counted_from_day_to_day() -> None:
    found = compare_sources(sources(_world(), "2025-03-01T11:00"), rules={"untracked-feature"})
    assert [found.days(each) for each in found.findings] == [28]
    assert found.days(replace(found.findings[0], since=None)) is None


def test_without_the_list_no_rule_judges() -> None:
    made = MadeChronicle()
    made.branch(LAMP).commit("2025-02-01", {WIT: wit("wasi:lamp@0.2.1", unstable("lamp-dim"))})
    found = compare_sources(sources(made, "2025-03-01"), rules={"untracked-feature", "lines-disagree"})
    assert (found.findings, found.could_not_check) == (
        (),
        tuple(
            CouldNotCheck(name, "the proposal list was not read") for name in ("lines-disagree", "untracked-feature")
        ),
    )


@pytest.mark.parametrize(
    ("change", "excepted", "unmatched"),
    [
        ({}, 1, 0),
        ({"subject": "lamp/lamp-glow"}, 0, 1),
        ({"rule": "listed-as-stable"}, 0, 1),
        ({"rule": "unapplied-vote"}, 0, 0),
        ({"since": date(2025, 3, 2)}, 0, 0),
        ({"since": date(2025, 3, 1)}, 1, 0),
        ({"until": date(2025, 3, 1)}, 0, 0),
        ({"until": date(2025, 3, 2)}, 1, 0),
    ],
)
def test_an_exception_covers_one_rule_and_subject_while_it_counts(
    change: dict[str, object], excepted: int, unmatched: int
) -> None:
    exception = replace(EXCEPTION, **change)  # type: ignore[arg-type]
    found = compare_sources(sources(_world(), "2025-03-01"), [exception])
    assert len(found.findings) == 4
    assert (len(found.findings) - len(found.open), len(found.unmatched)) == (excepted, unmatched)


def test_an_exception_of_a_rule_that_was_not_asked_for_is_not_told() -> None:
    other = replace(EXCEPTION, subject="lamp/none")
    assert compare_sources(sources(_world(), "2025-03-01"), [other], {"repeated-row"}).unmatched == ()


def test_every_finding_has_evidence_and_a_fix() -> None:
    found = compare_sources(sources(_world(), "2025-03-01"), rules=DRIFT_RULES)
    assert [each.rule for each in found.findings if len(each.evidence) < 2 or not each.fix] == []
