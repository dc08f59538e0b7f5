"""`gate-rules` holds the line to the rules of `tracker lint`."""

from tests.next_release.made_lamp import lamp, release
from tests.next_release.made_sources import MadeRelease, Told, proposal_row, told, unchecked
from tracker.drift.findings import Severity
from tracker.lint import RULES

RULE = "gate-rules"
TWICE = "    @since(version = 0.2.0)\n    @since(version = 0.2.1)\n    off: func();\n"
BARE = "    off: func();\n"


def test_an_error_blocks_and_says_where() -> None:
    (found,) = told(release(lamp(more=TWICE)), RULE)
    assert (found.severity, found.subject, found.message.partition(": ")[0]) == (
        Severity.ERROR,
        "lamp",
        "repeated-gate",
    )


def test_a_warning_does_not() -> None:
    assert told(release(lamp(more=BARE)), RULE) == [
        Told(
            Severity.WARNING,
            "lamp",
            "missing-gate: the function `off` has no gate",
            ("main: the function `off` has no gate",),
        )
    ]


def test_what_the_release_before_has_as_well_is_a_note_wherever_it_moved() -> None:
    before = {"lamp": lamp(version="0.2.0", more=BARE)}
    assert told(release(lamp(head="\n\n", more=BARE), before=before), RULE) == [
        Told(
            Severity.NOTE,
            "lamp",
            "missing-gate: the function `off` has no gate; 0.2.0 has it as well",
            ("main: the function `off` has no gate",),
        )
    ]


def test_what_differs_by_the_version_of_another_package_alone_is_the_same() -> None:
    world = "\n@since(version = 0.2.0)\nworld all {{\n    import wasi:kettle/types@{};\n}}\n"
    before = {"lamp": lamp(version="0.2.0") + world.format("0.2.0")}
    found = told(release(lamp() + world.format("0.2.1"), before=before), RULE)
    assert [(each.severity, each.message) for each in found] == [
        (
            Severity.NOTE,
            "missing-gate: the import `wasi:kettle/types@0.2.1` has no gate; 0.2.0 has it as well",
        )
    ]


def test_the_same_once_more_is_new() -> None:
    before = {"lamp": lamp(version="0.2.0", more=BARE)}
    again = lamp(more=BARE) + "\n@since(version = 0.2.1)\ninterface more {\n    off: func();\n}\n"
    assert [each.severity for each in told(release(again, before=before), RULE)] == [Severity.NOTE, Severity.WARNING]


def test_a_phase_3_package_without_any_gate_lacks_them() -> None:
    bare = "package wasi:loom@0.2.1;\n\ninterface types {}\n"
    assert [each.message for each in told(MadeRelease({"loom": bare}), RULE)] == [
        "missing-gate: the interface `types` has no gate"
    ]
    assert told(MadeRelease({"loom": bare}, rows=(proposal_row("loom", 2),)), RULE) == []


def test_that_a_since_changed_is_for_another_rule() -> None:
    now = lamp().replace("@since(version = 0.2.0)\n    on", "@since(version = 0.2.1)\n    on")
    assert told(release(now), RULE) == []


def test_a_since_of_the_release_is_not_too_new_for_a_package_that_the_release_will_raise() -> None:
    early = told(release(lamp("@since(version = 0.2.1)", version="0.2.0")), RULE)
    far = told(release(lamp("@since(version = 0.2.2)", version="0.2.0")), RULE)
    assert (early, [(each.severity, each.message.partition(":")[0]) for each in far]) == (
        [],
        [(Severity.ERROR, "since-newer-than-package")],
    )


def test_a_finding_can_be_silenced_where_it_stands() -> None:
    silenced = "    // tracker: ignore[missing-gate] nobody calls it\n    off: func();\n"
    assert told(release(lamp(more=silenced)), RULE) == []


def test_the_fix_is_that_of_the_rule() -> None:
    (found,) = release(lamp(more=BARE)).findings(RULE)
    assert (found.fix, found.evidence[0].line) == (RULES["missing-gate"].description.help, 11)


def test_without_the_text_nobody_can_tell() -> None:
    assert unchecked(release(more={"tree": None}), RULE) == ["the WIT of the line was not read"]
