"""`dependency-below-phase` finds what a release may not depend on."""

from dataclasses import replace

from tests.made_facts import github, row
from tests.next_release.made_lamp import DIM_ROW, lamp, release
from tests.next_release.made_sources import MadeRelease, Told, proposal_row, told, unchecked
from tracker.drift.findings import Severity

RULE = "dependency-below-phase"
SINCE = "@since(version = 0.2.1)"
UNSTABLE = "@unstable(feature = lamp-dim)"


def _release(version: str = "0.2.1", *, phase: int = 3, gate: str = SINCE, kettle: str | None = "0.2.1") -> MadeRelease:
    """Return a release of a lamp that uses a version of the kettle; the line has the kettle, unless it is `None`."""
    made = release(lamp(more=f"    {gate}\n    use wasi:kettle/types@{version}.{{water}};\n"))
    text = f"package wasi:kettle@{kettle};\n\n@since(version = 0.2.0)\ninterface types {{}}\n"
    now = {**made.now, "kettle": text} if kettle else made.now
    return replace(made, now=now, rows=(DIM_ROW, proposal_row("kettle", phase, line=7)))


def test_a_dependency_below_phase_3_is_found() -> None:
    assert told(_release(phase=2), RULE) == [
        Told(
            Severity.ERROR,
            "lamp",
            "wasi:lamp@0.2.1 depends on wasi:kettle@0.2.1, and Kettle is in phase 2",
            ("main: the WIT of wasi:lamp names wasi:kettle@0.2.1", "proposal list: Kettle, phase 2"),
        )
    ]


def test_a_dependency_of_the_line_in_phase_3_is_fine() -> None:
    assert told(_release(), RULE) == []


def test_what_stands_behind_a_gate_alone_is_a_warning() -> None:
    assert [each.severity for each in told(_release(phase=2, gate=UNSTABLE), RULE)] == [Severity.WARNING]


def test_a_version_that_nobody_has_is_found() -> None:
    assert told(_release("0.2.7"), RULE) == [
        Told(
            Severity.ERROR,
            "lamp",
            "wasi:lamp@0.2.1 depends on wasi:kettle@0.2.7, which is neither on the line nor released",
            ("main: the WIT of wasi:lamp names wasi:kettle@0.2.7", "main: the line has wasi:kettle@0.2.1"),
        )
    ]


def test_the_version_of_the_release_is_there_once_it_is_made() -> None:
    assert told(_release(kettle="0.2.0"), RULE) == []


def test_a_version_that_was_tagged_where_the_package_lives_is_there() -> None:
    made = _release("0.2.0")
    assert told(replace(made, before={**(made.before or {}), "kettle": made.now["kettle"]}), RULE) == []


def test_a_version_of_a_package_that_was_not_read_cannot_be_told_of() -> None:
    made = _release(kettle=None)
    unread = replace(made, rows=(DIM_ROW, row(3, "Kettle", github("Own/wasi-kettle"), line=7)))
    reason = "what the line holds of wasi:kettle was not read, so wasi:kettle@0.2.1 may be on it"
    assert unchecked(unread, RULE) == [reason]


def test_a_package_that_the_list_does_not_have_cannot_be_told_of() -> None:
    made = release(lamp(more="    @since(version = 0.2.1)\n    use wasi:io/poll@0.2.1.{pollable};\n"))
    assert unchecked(made, RULE) == ["the proposal list has no row for wasi:io, so its phase cannot be told"]


def test_without_the_text_nobody_can_tell() -> None:
    assert unchecked(release(more={"tree": None}), RULE) == ["the WIT of the line was not read"]
