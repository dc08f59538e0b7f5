"""Reads the Component Model's features, and what a launch asks for: the first wrong key is named."""

import re
from collections.abc import Mapping
from datetime import date
from typing import Any

from tracker.process.errors import ProcessError
from tracker.process.features import ComponentFeature, FeatureRule, LaunchRule
from tracker.process.tables import document_of, required, table, tables
from tracker.shipped import shipped

_ID = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")
_VERSION = re.compile(r"\d+\.\d+\.\d+", re.ASCII)
_FEATURE_KEYS = {"id", "title", "mark", "adopted_in", "adopted_on", "source"}
_FEATURE_RULE_KEYS = {"in_effect", "source"}
_LAUNCH_RULE_KEYS = {"proposals", "in_effect", "source"}


def shipped_features() -> tuple[ComponentFeature, ...]:
    """Return the features of the Component Model that the program knows, in the order of the file."""
    return load_features(_shipped())


def shipped_feature_rule() -> FeatureRule | None:
    """Return since when a release may use adopted features only."""
    return load_feature_rule(_shipped())


def shipped_launch_rule() -> LaunchRule | None:
    """Return what the launch of a preview asks for."""
    return load_launch_rule(_shipped())


def load_features(text: str) -> tuple[ComponentFeature, ...]:
    """Return the features that the TOML text describes; what else it describes is left alone."""
    features: list[ComponentFeature] = []
    for name, one in tables(document_of(text), "component_feature", _FEATURE_KEYS):
        feature = _feature(name, one)
        if any(each.id == feature.id for each in features):
            raise ProcessError(f"{name}.id", f"{feature.id!r} is described already")
        features.append(feature)
    return tuple(features)


def load_feature_rule(text: str) -> FeatureRule | None:
    """Return the rule about features that the TOML text describes; `None` without one."""
    key = "feature_rule"
    one = table(document_of(text), key, _FEATURE_RULE_KEYS)
    return (
        None if one is None else FeatureRule(required(key, one, "in_effect", date), required(key, one, "source", str))
    )


def load_launch_rule(text: str) -> LaunchRule | None:
    """Return the rule about launches that the TOML text describes; `None` without one."""
    key = "launch_rule"
    one = table(document_of(text), key, _LAUNCH_RULE_KEYS)
    if one is None:
        return None
    return LaunchRule(
        required(key, one, "proposals", int),
        required(key, one, "in_effect", date),
        required(key, one, "source", str),
    )


def _feature(name: str, one: Mapping[str, Any]) -> ComponentFeature:
    identifier = required(name, one, "id", str)
    if not _ID.fullmatch(identifier):
        raise ProcessError(f"{name}.id", "must be words in lower case, joined by hyphens")
    title, mark, source = (required(name, one, key, str) for key in ("title", "mark", "source"))
    if "adopted_in" not in one and "adopted_on" not in one:
        return ComponentFeature(identifier, title, mark, source)
    version = required(name, one, "adopted_in", str)
    if not _VERSION.fullmatch(version):
        raise ProcessError(f"{name}.adopted_in", "must be the version of a release, such as 0.3.1")
    return ComponentFeature(identifier, title, mark, source, version, required(name, one, "adopted_on", date))


def _shipped() -> str:
    return shipped("data/process.toml").read_text(encoding="utf-8")
