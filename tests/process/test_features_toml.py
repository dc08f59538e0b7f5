"""Features of the Component Model and the rules about them are read as they are written, and wrong keys are named."""

from datetime import date

import pytest

from tracker.process import shipped_process
from tracker.process.errors import ProcessError
from tracker.process.features import ComponentFeature, FeatureRule, LaunchRule
from tracker.process.features_toml import (
    load_feature_rule,
    load_features,
    load_launch_rule,
    shipped_feature_rule,
    shipped_features,
    shipped_launch_rule,
)
from tracker.wit.component_features import DETECTED

TEXT = """\
[feature_rule]
in_effect = 2031-01-01
source = "https://example.org/rule"

[[component_feature]]
id = "glow-types"
title = "Glow types"
mark = "*"
adopted_in = "0.4.1"
adopted_on = 2031-02-03
source = "https://example.org/glow"

[[component_feature]]
id = "sparks"
title = "Sparks"
mark = "!"
source = "https://example.org/sparks"

[launch_rule]
proposals = 3
in_effect = 2030-01-01
source = "https://example.org/launch"
"""


def test_features_and_rules_are_read_as_they_are_written() -> None:
    assert load_features(TEXT) == (
        ComponentFeature("glow-types", "Glow types", "*", "https://example.org/glow", "0.4.1", date(2031, 2, 3)),
        ComponentFeature("sparks", "Sparks", "!", "https://example.org/sparks"),
    )
    assert load_feature_rule(TEXT) == FeatureRule(date(2031, 1, 1), "https://example.org/rule")
    assert load_launch_rule(TEXT) == LaunchRule(3, date(2030, 1, 1), "https://example.org/launch")


def test_what_is_not_described_is_not_there() -> None:
    assert (load_features(""), load_feature_rule(""), load_launch_rule("")) == ((), None, None)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('id = "sparks"\n', "", "component_feature[2].id: is missing"),
        ('"sparks"', '"Sparks!"', "component_feature[2].id: must be words in lower case, joined by hyphens"),
        ('"sparks"', '"glow-types"', "component_feature[2].id: 'glow-types' is described already"),
        ('mark = "!"', "mark = 1", "component_feature[2].mark: must be text"),
        ('mark = "!"', 'mark = "!"\nsince = 1', "component_feature[2].since: is not a known key"),
        ('"0.4.1"', '"0.4"', "component_feature[1].adopted_in: must be the version of a release, such as 0.3.1"),
        ('adopted_in = "0.4.1"\n', "", "component_feature[1].adopted_in: is missing"),
        ("adopted_on = 2031-02-03\n", "", "component_feature[1].adopted_on: is missing"),
        ("[feature_rule]", "[[feature_rule]]", "feature_rule: must be written as one [feature_rule] table"),
        ("in_effect = 2031-01-01", "in_effect = 1", "feature_rule.in_effect: must be a date such as 2024-08-01"),
        ("proposals = 3", "proposals = 0", "launch_rule.proposals: must be a whole number, not less than 1"),
        ("proposals = 3", "worlds = 3", "launch_rule.worlds: is not a known key"),
    ],
)
def test_the_first_wrong_key_is_named(old: str, new: str, problem: str) -> None:
    assert TEXT.count(old) == 1
    text = TEXT.replace(old, new)
    with pytest.raises(ProcessError) as raised:
        (load_features(text), load_feature_rule(text), load_launch_rule(text))
    assert str(raised.value) == f"process.toml: {problem}"


def test_the_shipped_data_adopts_what_the_subgroup_adopted() -> None:
    assert [(each.id, each.adopted_in, each.adopted_on) for each in shipped_features()] == [
        ("async", "0.3.0", date(2026, 6, 11)),
        ("map", "0.3.1", date(2026, 8, 6)),
        ("implements", "0.3.1", date(2026, 8, 6)),
        ("fixed-length-lists", None, None),
        ("error-context", None, None),
        ("nested-packages", None, None),
        ("threads", None, None),
    ]
    assert shipped_feature_rule() == FeatureRule(date(2026, 8, 6), "https://github.com/WebAssembly/WASI/pull/941")
    assert shipped_launch_rule() == LaunchRule(2, date(2023, 9, 7), "https://github.com/WebAssembly/WASI/pull/550")


def test_every_feature_that_can_be_told_from_wit_is_described() -> None:
    assert {*DETECTED} | {"threads"} == {each.id for each in shipped_features()}


def test_the_process_is_read_from_the_same_file() -> None:
    assert shipped_process().phases
