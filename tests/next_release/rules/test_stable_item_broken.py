"""`stable-item-broken` finds changes that break what was built against the release before."""

from dataclasses import replace

from tests.next_release.made_lamp import UNSTABLE, lamp, release
from tests.next_release.made_sources import MadeRelease, Told, told, unchecked
from tracker.drift.findings import Severity

RULE = "stable-item-broken"
OFF = "    @since(version = 0.2.0)\n    off: func({});\n"


def _release(before: str, now: str, **more: object) -> MadeRelease:
    """Return a release whose `off` had some parameters, and has others now."""
    old = {"lamp": lamp(version="0.2.0", more=OFF.format(before))}
    return release(lamp(more=OFF.format(now)), before=old, **more)


def test_a_changed_signature_is_found_and_by_no_other_rule() -> None:
    made = _release("", "at: u8")
    assert told(made, RULE) == [
        Told(
            Severity.ERROR,
            "lamp",
            "wasi:lamp/types#off.at breaks what was built against v0.2.0: the parameter `at: u8` is new",
            (
                "main: wasi:lamp/types#off.at stands here",
                "v0.2.0: wasi:lamp/types#off.at stood here",
            ),
        )
    ]
    assert {each.rule for each in made.findings()} == {RULE}


def test_the_versions_need_not_be_raised_yet() -> None:
    made = _release("", "at: u8")
    unraised = {"lamp": made.now["lamp"].replace("wasi:lamp@0.2.1", "wasi:lamp@0.2.0")}
    assert [each.subject for each in told(replace(made, now=unraised), RULE)] == ["lamp"]


def test_what_is_gone_is_found() -> None:
    made = release(lamp(), before={"lamp": lamp(version="0.2.0", more=OFF.format(""))})
    assert [each.message for each in told(made, RULE)] == [
        "wasi:lamp/types#off breaks what was built against v0.2.0: the function is gone"
    ]


def test_a_package_that_left_the_line_is_found() -> None:
    kettle = "package wasi:kettle@0.2.0;\n"
    made = release(before={"lamp": lamp(version="0.2.0"), "kettle": kettle})
    assert [(each.subject, each.message) for each in told(made, RULE)] == [
        ("kettle", "wasi:kettle breaks what was built against v0.2.0: the package is gone")
    ]


def test_what_is_behind_a_gate_may_change() -> None:
    made = release(lamp(f"{UNSTABLE}\n    glow: func();\n    {UNSTABLE}"))
    assert told(made, RULE) == []


def test_an_addition_breaks_nothing() -> None:
    assert told(release(lamp(more=OFF.format(""))), RULE) == []


def test_a_new_minor_below_1_may_break() -> None:
    made = _release("", "at: u8", version="0.3.0")
    assert told(made, RULE) == []


def test_what_was_a_prerelease_may_change() -> None:
    made = _release("", "at: u8")
    before = {"lamp": (made.before or {})["lamp"].replace("wasi:lamp@0.2.0", "wasi:lamp@0.2.0-rc.1")}
    assert told(replace(made, before=before), RULE) == []


def test_without_a_text_nobody_can_tell_and_before_a_first_release_there_is_nothing_to_break() -> None:
    made = _release("", "at: u8")
    assert unchecked(replace(made, more={"base": None, "comparison": None, "problem": "no mirror"}), RULE) == [
        "no mirror"
    ]
    assert told(replace(made, before=None), RULE) == []


def test_what_stands_in_a_file_that_is_no_wit_is_not_told_as_gone() -> None:
    made = release("package wasi:lamp@0.2.1;\n\ninterface types {\n    on: func(;\n}\n")
    (reason,) = unchecked(made, RULE)
    where = "Own/hub:proposals/lamp/wit/lamp.wit:4 of main"
    assert reason == f"what changed in wasi:lamp cannot be told: {where} is no WIT: expected an identifier, found `;`"
