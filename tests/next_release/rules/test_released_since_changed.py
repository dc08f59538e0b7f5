"""`released-since-changed` finds `@since` gates of released items that say something else now."""

from tests.next_release.made_lamp import STABLE, UNSTABLE, lamp, release
from tests.next_release.made_sources import MadeRelease, Told, decision, told, unchecked
from tracker.drift.findings import Severity

RULE = "released-since-changed"


def _release(before: str, now: str, **more: object) -> MadeRelease:
    """Return a release of which an item had one gate, and has another now."""
    return release(lamp(now), before={"lamp": lamp(before, version="0.2.0")}, **more)


def test_a_changed_version_is_found_and_by_no_other_rule() -> None:
    made = _release("@since(version = 0.2.0)", "@since(version = 0.2.1)")
    assert told(made, RULE) == [
        Told(
            Severity.ERROR,
            "lamp",
            "wasi:lamp/types#dim is in v0.2.0, and it was since 0.2.0 and is since 0.2.1: a declared version never "
            "changes",
            ("main: wasi:lamp/types#dim stands here", "v0.2.0: wasi:lamp/types#dim stood here"),
        )
    ]
    found = made.findings()
    assert [(each.rule, each.fix) for each in found] == [(RULE, "write @since(version = 0.2.0) again")]


def test_a_gate_that_is_gone_is_found() -> None:
    assert [each.message for each in told(_release("@since(version = 0.2.0)", ""), RULE)] == [
        "wasi:lamp/types#dim is in v0.2.0, and it was `@since(version = 0.2.0)` and has no gate now"
    ]


def test_a_version_that_was_a_prerelease_may_change() -> None:
    assert told(_release("@since(version = 0.2.0-rc.1)", "@since(version = 0.2.0)"), RULE) == []


def test_what_was_not_exposed_has_no_version_to_keep() -> None:
    assert told(_release(UNSTABLE, STABLE, votes=[decision("lamp/lamp-dim")]), RULE) == []
    assert told(_release(UNSTABLE, ""), RULE) == []
    assert told(_release("", STABLE), RULE) == []


def test_without_a_text_nobody_can_tell() -> None:
    made = release(more={"base": None, "comparison": None})
    assert unchecked(made, RULE) == ["the WIT of the release before was not read"]
