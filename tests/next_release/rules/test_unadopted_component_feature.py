"""`unadopted-component-feature` finds stable items that use what no vote has adopted for the version."""

from datetime import date

from tests.next_release.made_lamp import UNSTABLE, lamp, release
from tests.next_release.made_sources import MadeRelease, Told, decision, told, unchecked
from tracker.drift.findings import Severity
from tracker.process.features import ComponentFeature, FeatureRule

RULE = "unadopted-component-feature"
MAP = ComponentFeature("map", "Maps", "*", "https://example.org/map", "0.2.2", date(2025, 1, 1))
LISTS = ComponentFeature("fixed-length-lists", "Fixed-length lists", "!", "https://example.org/lists")
SINCE = date(2025, 1, 1)


def _release(
    *types: str, gate: str = "@since(version = 0.2.0)", in_effect: date = SINCE, **more: object
) -> MadeRelease:
    """Return a release of a lamp that has, and had, some types."""
    text = "".join(f"    {gate}\n    type t{number} = {each};\n" for number, each in enumerate(types))
    rules = {"features": (MAP, LISTS), "feature_rule": FeatureRule(in_effect, "https://example.org/rule")}
    given = {"before": {"lamp": lamp(version="0.2.0", more=text)}, "more": rules, **more}
    return release(lamp(more=text), **given)


def test_a_feature_that_was_never_adopted_is_found_and_by_no_other_rule() -> None:
    made = _release("list<u8, 4>", "u8", "list<list<u8, 2>>", "list<bool, 1>")
    assert told(made, RULE) == [
        Told(
            Severity.ERROR,
            "lamp",
            "wasi:lamp/types#t0 and 2 more items use fixed-length lists, which no vote has adopted",
            ("wasi:lamp/types#t0", "wasi:lamp/types#t2", "wasi:lamp/types#t3"),
        )
    ]
    assert {each.rule for each in made.findings()} == {RULE}


def test_a_feature_of_a_later_release_is_found() -> None:
    assert [each.message for each in told(_release("map<string, u8>"), RULE)] == [
        "wasi:lamp/types#t0 uses maps, which is adopted from 0.2.2 on, not for 0.2.1"
    ]


def test_from_the_version_on_that_it_was_adopted_for_a_feature_is_fine() -> None:
    assert told(_release("map<string, u8>", version="0.2.2"), RULE) == []
    assert told(_release("map<string, u8>", version="0.2.10"), RULE) == []


def test_a_passed_vote_adopts_for_the_next_release() -> None:
    vote = decision("component-model/fixed-length-lists", phase=None)
    assert told(_release("list<u8, 4>", votes=[vote]), RULE) == []


def test_a_prerelease_and_what_is_behind_a_gate_may_use_everything() -> None:
    assert told(_release("list<u8, 4>", version="0.2.1-rc.1"), RULE) == []
    assert told(_release("list<u8, 4>", gate=UNSTABLE), RULE) == []


def test_before_the_rule_counted_nothing_is_asked() -> None:
    assert told(_release("list<u8, 4>", in_effect=date(2025, 3, 2)), RULE) == []


def test_without_a_text_nobody_can_tell() -> None:
    rules = {"features": (LISTS,), "feature_rule": FeatureRule(SINCE, "https://example.org/rule")}
    assert unchecked(release(more={"tree": None, **rules}), RULE) == ["the WIT of the line was not read"]
