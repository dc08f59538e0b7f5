"""`launch-criteria` finds what a line lacks that is launched."""

from dataclasses import replace
from datetime import date

import pytest

from tests.made_facts import github, row
from tests.next_release.made_sources import MadeRelease, Told, proposal_row, told, unchecked
from tracker.drift.findings import Severity
from tracker.facts import ListRow
from tracker.process.features import LaunchRule

RULE = "launch-criteria"
ASKED = LaunchRule(2, date(2025, 1, 1), "https://example.org/launch")

KETTLE = """\
package wasi:kettle@0.4.0;
interface boil {}
world brewing {
    import boil;
    export run: func();
}
"""
LAMP = """\
package wasi:lamp@0.4.0;
interface switch {}
world lighting {
    import wasi:kettle/boil@0.4.0;
    export switch;
}
"""
TOASTER = """\
package wasi:toaster@0.4.0;
interface heat {}
world imports {
    import heat;
}
"""


def _launch(
    *texts: str, rows: tuple[ListRow, ...] = (), version: str = "0.4.0", asked: LaunchRule | None = ASKED
) -> MadeRelease:
    now = {text.partition(":")[2].partition("@")[0]: text for text in texts}
    return MadeRelease(now, version=version, rows=rows, more={"launch_rule": asked})


def test_two_proposals_that_define_worlds_are_enough_though_one_imports_from_the_other() -> None:
    assert told(_launch(KETTLE, LAMP, TOASTER), RULE) == []


def test_one_proposal_is_not_enough() -> None:
    assert told(_launch(KETTLE, TOASTER), RULE) == [
        Told(
            Severity.ERROR,
            "wasi-0.4.0",
            "kettle of the line defines worlds, and a launch needs 2 proposals that do so independently",
            ("main: wasi:kettle/brewing is a world with exports",),
        )
    ]


def test_a_line_that_only_imports_defines_no_world() -> None:
    assert told(_launch(TOASTER), RULE) == [
        Told(
            Severity.ERROR,
            "wasi-0.4.0",
            "no proposal of the line defines worlds, and a launch needs 2 proposals that do so independently",
            ("main: wasi:toaster@0.4.0",),
        )
    ]


@pytest.mark.parametrize(
    "world",
    [
        "world lighting { include wasi:kettle/brewing@0.4.0; export switch; }",
        "world lighting { include all; export switch; } world all { include wasi:kettle/brewing@0.4.0; }",
        "world lighting { export switch; export wasi:kettle/boil@0.4.0; }",
        "world lighting { include wasi:kettle/brewing@0.4.0; }",
    ],
)
def test_a_world_that_builds_on_another_proposals_is_not_independent(world: str) -> None:
    lamp = f"package wasi:lamp@0.4.0;\ninterface switch {{}}\n{world}\n"
    assert [each.message for each in told(_launch(KETTLE, lamp), RULE)] == [
        "kettle and lamp of the line define worlds, and a launch needs 2 proposals that do so independently"
    ]


def test_a_world_that_is_not_stable_does_not_count() -> None:
    hidden = LAMP.replace("world lighting", "@unstable(feature = lamp-lighting)\nworld lighting")
    assert len(told(_launch(KETTLE, hidden), RULE)) == 1


def test_a_dependency_that_is_not_on_the_line_is_found_however_far() -> None:
    far = LAMP.replace("wasi:kettle/boil", "wasi:toaster/heat")
    loom = TOASTER.replace("import heat", "import wasi:loom/types@0.4.0")
    assert told(_launch(KETTLE, far, loom), RULE) == [
        Told(
            Severity.ERROR,
            "wasi-0.4.0",
            "wasi:toaster@0.4.0 depends on wasi:loom@0.4.0, which is not on the line",
            ("main: the WIT of wasi:toaster names wasi:loom@0.4.0",),
        )
    ]


def test_a_dependency_below_phase_3_is_found() -> None:
    far = LAMP.replace("wasi:kettle/boil", "wasi:toaster/heat")
    found = told(_launch(KETTLE, far, TOASTER, rows=(proposal_row("toaster", 2),)), RULE)
    assert found == [
        Told(
            Severity.ERROR,
            "wasi-0.4.0",
            "wasi:lamp@0.4.0 depends on wasi:toaster@0.4.0, which is in phase 2",
            (
                "main: the WIT of wasi:lamp names wasi:toaster@0.4.0",
                "main: wasi:toaster@0.4.0",
                "proposal list: Toaster, phase 2",
            ),
        )
    ]


def test_what_a_proposal_has_that_was_not_read_may_be_what_is_lacking() -> None:
    made = _launch(KETTLE, rows=(row(3, "Loom", github("Own/wasi-loom"), line=8),))
    reason = "what the line holds of loom was not read, so it may lack nothing"
    assert (unchecked(made, RULE), told(replace(made, now={**made.now, "lamp": LAMP}), RULE)) == ([reason], [])


@pytest.mark.parametrize(
    "made",
    [
        _launch(KETTLE, version="0.4.0-rc-2025-03-01"),
        _launch(KETTLE, asked=None),
        _launch(KETTLE, asked=LaunchRule(2, date(2025, 3, 2), "https://example.org/launch")),
        MadeRelease({"kettle": KETTLE}, {"kettle": KETTLE}, version="0.4.1", more={"launch_rule": ASKED}),
    ],
)
def test_only_a_launch_under_the_rule_is_judged(made: MadeRelease) -> None:
    assert told(made, RULE) == []


def test_without_the_text_nobody_can_tell() -> None:
    made = MadeRelease({"kettle": KETTLE}, version="0.4.0", more={"launch_rule": ASKED, "tree": None})
    assert unchecked(made, RULE) == ["the WIT of the line was not read"]
