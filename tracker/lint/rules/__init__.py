"""The rules, one module each, named after the rule's id."""

from tracker.lint.interface import Rule
from tracker.lint.rules import (
    bare_deprecated,
    conflicting_gates,
    feature_used_twice,
    feature_without_prefix,
    gate_in_unversioned_package,
    less_gated_than_container,
    less_gated_than_reference,
    misplaced_stabilize_next,
    missing_gate,
    repeated_gate,
    since_changed,
    since_newer_than_package,
    since_with_feature,
    unknown_suppression,
    wit_syntax,
)

__all__ = ["RULES"]

RULES: dict[str, Rule] = {
    module.RULE.id: module.RULE
    for module in (
        bare_deprecated,
        conflicting_gates,
        feature_used_twice,
        feature_without_prefix,
        gate_in_unversioned_package,
        less_gated_than_container,
        less_gated_than_reference,
        misplaced_stabilize_next,
        missing_gate,
        repeated_gate,
        since_changed,
        since_newer_than_package,
        since_with_feature,
        unknown_suppression,
        wit_syntax,
    )
}
"""Every rule by its id, sorted."""
